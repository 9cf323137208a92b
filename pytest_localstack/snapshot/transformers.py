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
from .errors import TransformError
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
    """Replace what a regular expression finds in the JSON text of each match.

    :param in_strings: what is looked for instead, in one string after the other, but in recordings without a number.
    """

    def __init__(
        self,
        regex: str | re.Pattern[str],
        replacement: str,
        *,
        in_strings: str | re.Pattern[str] | None = None,
    ) -> None:
        self.regex = re.compile(regex)
        self.replacement = replacement
        self.in_strings = None if in_strings is None else re.compile(in_strings)

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Register the substitution."""
        if self.in_strings is not None and ctx.number is not None:
            ctx.register_pattern(self.in_strings, self.replacement)
            return input_data
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
            token = ctx.register_reference(found.value, self.replacement)
            if token is not None:
                found.full_path.update(input_data, token)
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
                if ctx.walks_nested_lists or not isinstance(item, list):
                    self._walk(item, ctx)

    def _replaced(self, key: str, value: Any, matched: Any, ctx: TransformContext) -> Any:
        label = self.label(key, value)
        if self.replace_reference:
            token = ctx.register_reference(matched, label)
            return value if token is None else token
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
    """Reduce each ResponseMetadata with headers to its HTTPStatusCode and its content-type.

    In recordings without a number, one inside a list stays as it is, and the header that is kept is named
    `content_type`, with an underscore.
    """

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Trim in place."""
        if ctx.number is None:
            return self._trim_members(input_data)
        for parent, key, value in _members(input_data):
            if key == METADATA:
                parent[key] = _trimmed(value, "content-type")
        return input_data

    def _trim_members(self, node: Tree) -> Tree:
        for key, value in node.items():
            if key == METADATA:
                node[key] = _trimmed(value, "content_type")
            elif isinstance(value, dict):
                self._trim_members(value)
        return node


def _trimmed(metadata: Any, header: str) -> Any:
    if not isinstance(metadata, dict) or not isinstance(metadata.get("HTTPHeaders"), dict):
        return metadata
    trimmed = {"HTTPHeaders": _kept(metadata["HTTPHeaders"], header)}
    return trimmed | _kept(metadata, "HTTPStatusCode")


def _kept(values: Tree, key: str) -> Tree:
    return {key: values[key]} if values.get(key) else {}


class SortingTransformer:
    """Sort every list found under a key.

    :param sorting_fn: the sort key of a list element; without one, elements sort as they compare, and by their JSON
        text where they do not compare.
    """

    def __init__(self, key: str, sorting_fn: Callable[[Any], Any] | None = None) -> None:
        self.key = key
        self.sorting_fn = sorting_fn

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Sort in place.

        :raises TransformError: when something else than a list lies under the key.
        """
        for parent, key, value in _members(input_data):
            if key == self.key:
                if not isinstance(value, list):
                    raise TransformError(f'only lists are sorted, found {value!r} under "{key}"')
                parent[key] = self._sorted(value)
        return input_data

    def _sorted(self, items: list[Any]) -> list[Any]:
        if self.sorting_fn:
            return sorted(items, key=self.sorting_fn)
        try:
            return sorted(items)
        except TypeError:
            return sorted(items, key=_json_text)


def _json_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)


class JsonStringTransformer:
    """Parse the strings under a key that hold a JSON object or array, and all such strings inside those."""

    def __init__(self, key: str) -> None:
        self.key = key

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Parse in place."""
        for parent, key, value in _members(input_data):
            if key == self.key and isinstance(value, str):
                parent[key] = _all_parsed(value)
        return input_data


def _all_parsed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _all_parsed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_all_parsed(item) for item in value]
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return _all_parsed(json.loads(value))
    except ValueError:
        return value


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
    """Replace datetimes by `<datetime>` and timestamps in strings by one instant in the same form.

    In recordings without a number, a string that begins with a timestamp is replaced, of the forms that their library
    knows: UTC as `Z`, with milliseconds or without, and milliseconds or microseconds with a positive offset. Else a
    string that is a timestamp of ISO 8601 is, whatever its fraction and offset.
    """

    # A separator other than a point passes, as it does there.
    FORM = re.compile(
        r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:(?P<seconds>Z)|.\d{3}(?:(?P<millis>Z)|\+\d{4})|.\d{6}(?P<micros>\+\d{2}:\d{2}))"
    )
    ISO = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
    INSTANT = "2022-07-13T13:48:01"

    def transform(self, input_data: Tree, *, ctx: TransformContext) -> Tree:
        """Replace in place."""
        self._walk(input_data, self._known_form if ctx.number is None else self._any_form)
        return input_data

    def _walk(self, node: Any, replaced: Callable[[str], str]) -> Any:
        if isinstance(node, dict):
            for key, value in node.items():
                node[key] = self._walk(value, replaced)
        elif isinstance(node, list):
            node[:] = [self._walk(item, replaced) for item in node]
        elif isinstance(node, datetime):
            return "<datetime>"
        elif type(node) is str:
            return replaced(node)
        return node

    def _known_form(self, text: str) -> str:
        form = self.FORM.match(text)
        return f"<timestamp:{self.INSTANT}{_fraction_and_zone(form)}>" if form else text

    def _any_form(self, text: str) -> str:
        form = self.ISO.fullmatch(text)
        if not form:
            return text
        fraction, zone = (re.sub(r"\d", "0", part or "") for part in form.groups())
        return f"<timestamp:{self.INSTANT}{fraction}{zone.replace('-', '+')}>"


def _fraction_and_zone(form: re.Match[str]) -> str:
    if form["seconds"]:
        return "Z"
    if form["micros"]:
        return ".000000+00:00"
    return ".000Z" if form["millis"] else ".000+0000"
