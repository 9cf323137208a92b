"""The transformers: each changes the tree of a test's matches, registers replacements in its text, or both.

A transformer sees the whole tree `{match key: value}` of the test, in the order of the matches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from .context import TransformContext
from .tree import METADATA

Tree = dict[str, Any]
MatchFunction = Callable[[str, Any], Any]


class Transformer(Protocol):
    """What `add_transformer` accepts."""

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Change `input_data`, in place or not.

        :returns: the tree the next transformer sees.
        """
        ...


class GenericTransformer:
    """Apply a function of the tree and the context."""

    def __init__(self, fn: Callable[[Tree, TransformContext], Tree]) -> None:
        self.fn = fn

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Give the tree to the function."""
        return self.fn(input_data, ctx)


class RegexTransformer:
    """Replace what a regular expression finds in the JSON text of each match."""

    def __init__(self, regex: str | re.Pattern[str], replacement: str) -> None:
        self.regex = re.compile(regex)
        self.replacement = replacement

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Register the substitution."""
        ctx.register_serialized_replacement(lambda text: self.regex.sub(self.replacement, text))
        return input_data


class TextTransformer:
    """Replace a literal text in the JSON text of each match."""

    def __init__(self, text: str, replacement: str) -> None:
        self.text = text
        self.replacement = replacement

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Register the replacement."""
        ctx.register_serialized_replacement(lambda text: text.replace(self.text, self.replacement))
        return input_data


class JsonpathTransformer:
    """Replace every value a JSONPath finds, by a reference `<replacement:n>` or by the replacement itself."""

    def __init__(self, jsonpath: str, replacement: str, replace_reference: bool = True) -> None:
        self.jsonpath = jsonpath
        self.replacement = replacement
        self.replace_reference = replace_reference

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Register a reference per value found, or put the replacement in its place."""
        from .paths import parsed

        path = parsed(self.jsonpath)
        if not self.replace_reference:
            path.update(input_data, self.replacement)
            return input_data
        for found in path.find(input_data):
            ctx.register_reference(found.value, self.replacement)
        return input_data


class _KeyValueTransformer:
    """Walk the tree depth first and replace the values that a function of key and value selects.

    The function returns the value, or the part of a string, to be replaced; None passes. A selected value is
    not walked into.
    """

    def __init__(self, match_fn: MatchFunction, replace_reference: bool) -> None:
        self.match_fn = match_fn
        self.replace_reference = replace_reference

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Register a reference per selected value, or put the replacement in its place."""
        self._walk(input_data, ctx)
        return input_data

    def label(self, key: str, value: Any) -> str:
        """Name the reference's label or the replacement of one value."""
        raise NotImplementedError

    def _walk(self, node: Any, ctx: TransformContext) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                matched = self.match_fn(key, value)
                if matched is None:
                    self._walk(value, ctx)
                else:
                    node[key] = self._replaced(key, value, matched, ctx)
        elif isinstance(node, list):
            for item in node:
                self._walk(item, ctx)

    def _replaced(self, key: str, value: Any, matched: Any, ctx: TransformContext) -> Any:
        label = self.label(key, value)
        if self.replace_reference:
            ctx.register_reference(matched, label)
            return value
        if isinstance(value, str) and isinstance(matched, str):
            return value.replace(matched, label)
        return label


class KeyValueBasedTransformer(_KeyValueTransformer):
    """Replace the values a function of key and value selects, under one label or by one replacement."""

    def __init__(self, match_fn: MatchFunction, replacement: str, replace_reference: bool = True) -> None:
        super().__init__(match_fn, replace_reference)
        self.replacement = replacement

    def label(self, key: str, value: Any) -> str:
        """Give the one label."""
        return self.replacement


class KeyValueBasedTransformerFunctionReplacement(_KeyValueTransformer):
    """Replace the values a function of key and value selects; a second one names the replacement of each."""

    def __init__(
        self,
        match_fn: MatchFunction,
        replacement_function: Callable[[str, Any], str],
        replace_reference: bool = True,
    ) -> None:
        super().__init__(match_fn, replace_reference)
        self.replacement_function = replacement_function

    def label(self, key: str, value: Any) -> str:
        """Ask the second function."""
        return self.replacement_function(key, value)


class ResponseMetaDataTransformer:
    """Reduce each ResponseMetadata to its HTTPStatusCode; one inside a list stays as it is."""

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Trim in place."""
        for key, value in input_data.items():
            if isinstance(value, dict):
                input_data[key] = _trimmed(value) if key == METADATA else self.transform(value, ctx=ctx)
        return input_data


def _trimmed(metadata: Tree) -> Tree:
    status = {"HTTPStatusCode": metadata["HTTPStatusCode"]} if "HTTPStatusCode" in metadata else {}
    return {"HTTPHeaders": {}, **status}


class SortingTransformer:
    """Sort every list found under a key.

    :param sorting_fn: the sort key of a list element; without one, elements sort by their JSON text.
    """

    def __init__(self, key: str, sorting_fn: Callable[[Any], Any] | None = None) -> None:
        self.key = key
        self.sorting_fn = sorting_fn or _json_text

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Sort in place."""
        for parent, key, value in _members(input_data):
            if key == self.key and isinstance(value, list):
                parent[key] = sorted(value, key=self.sorting_fn)
        return input_data


def _json_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)


class JsonStringTransformer:
    """Parse the strings under a key that hold a JSON object or array, those inside parsed ones included."""

    def __init__(self, key: str) -> None:
        self.key = key

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Parse in place."""
        for parent, key, value in _members(input_data):
            if key == self.key and isinstance(value, str):
                parent[key] = self._parsed(value)
        return input_data

    def _parsed(self, text: str) -> Any:
        if not text.lstrip().startswith(("{", "[")):
            return text
        try:
            parsed = json.loads(text)
        except ValueError:
            return text
        for parent, key, value in _members(parsed):
            if key == self.key and isinstance(value, str):
                parent[key] = self._parsed(value)
        return parsed


def _members(node: Any) -> Iterable[tuple[Tree, str, Any]]:
    """List every member of every dict, parents first."""
    if isinstance(node, dict):
        for key, value in list(node.items()):
            yield node, key, value
            yield from _members(node[key])
    elif isinstance(node, list):
        for item in node:
            yield from _members(item)


class TimestampTransformer:
    """Replace datetimes by `<datetime>` and ISO 8601 timestamps by one instant written in the same form.

    The forms with `Z`, with and without milliseconds, are proven by recordings (lambda); other fractions and
    offsets follow the same rule and are unverified.
    """

    FORM = re.compile(
        r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d{3}|\d{6}))?(?:Z|[+-](\d{2}:?\d{2}))?", re.ASCII
    )
    INSTANT = "2022-07-13T13:48:01"

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Replace in place."""
        self._walk(input_data)
        return input_data

    def _walk(self, node: Any) -> Any:
        if isinstance(node, dict):
            for key, value in node.items():
                node[key] = self._walk(value)
        elif isinstance(node, list):
            node[:] = [self._walk(item) for item in node]
        elif isinstance(node, datetime):
            return "<datetime>"
        elif isinstance(node, str) and (form := self.FORM.fullmatch(node)):
            return self._placeholder(node, form)
        return node

    def _placeholder(self, text: str, form: re.Match[str]) -> str:
        fraction = "." + "0" * len(form[1]) if form[1] else ""
        offset = "+" + re.sub(r"\d", "0", form[2]) if form[2] else ("Z" if text.endswith("Z") else "")
        return f"<timestamp:{self.INSTANT}{fraction}{offset}>"
