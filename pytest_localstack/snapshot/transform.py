"""The factory behind `snapshot.transform`: the transformers that know nothing of AWS."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .transformers import (
    GenericTransformer,
    JsonpathTransformer,
    JsonStringTransformer,
    KeyValueBasedTransformer,
    KeyValueBasedTransformerFunctionReplacement,
    RegexTransformer,
    SortingTransformer,
    TextTransformer,
)

_BEFORE_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


def hyphenated(key: str) -> str:
    """Spell a key as a label: a hyphen before each further capital, lower case (`VersionId`: version-id)."""
    return _BEFORE_CAPITAL.sub("-", key).lower()


class Transform:
    """Make transformers by name; `snapshot.transform` is one."""

    @staticmethod
    def key_value(
        key: str, value_replacement: str | None = None, reference_replacement: bool = True
    ) -> KeyValueBasedTransformer:
        """Replace the values of `key`, at any depth.

        :param value_replacement: the label or replacement; the key in hyphens without one.
        :param reference_replacement: number the values (`<label:n>`) and replace them everywhere in the test.
        """
        replacement = value_replacement or hyphenated(key)
        return KeyValueBasedTransformer(_value_of(key), replacement, reference_replacement)

    @staticmethod
    def key_value_replacement_function(
        key: str,
        replacement_function: Callable[[str, Any], str] | None = None,
        reference_replacement: bool = True,
    ) -> KeyValueBasedTransformerFunctionReplacement:
        """Replace the values of `key` by what a function of key and value names; the key in hyphens without one."""
        return KeyValueBasedTransformerFunctionReplacement(
            _value_of(key),
            replacement_function or (lambda name, _: hyphenated(name)),
            reference_replacement,
        )

    @staticmethod
    def jsonpath(
        jsonpath: str, value_replacement: str, reference_replacement: bool = True
    ) -> JsonpathTransformer:
        """Replace the values a JSONPath finds in `{match key: value}`."""
        return JsonpathTransformer(jsonpath, value_replacement, reference_replacement)

    @staticmethod
    def regex(regex: str | re.Pattern[str], replacement: str) -> RegexTransformer:
        """Replace what a regular expression finds in the JSON text of each match."""
        return RegexTransformer(regex, replacement)

    @staticmethod
    def text(text: str, replacement: str) -> TextTransformer:
        """Replace a literal text in the JSON text of each match."""
        return TextTransformer(text, replacement)

    @staticmethod
    def json_string(key: str) -> JsonStringTransformer:
        """Parse the JSON in the strings of `key`."""
        return JsonStringTransformer(key)

    @staticmethod
    def sorting(key: str, sorting_fn: Callable[[Any], Any] | None = None) -> SortingTransformer:
        """Sort the lists of `key`."""
        return SortingTransformer(key, sorting_fn)

    @staticmethod
    def remove_key(key: str) -> GenericTransformer:
        """Leave out `key`, at any depth; a match of this name stays."""
        return GenericTransformer(
            lambda tree, ctx: {match: _without(value, key) for match, value in tree.items()}
        )


def _value_of(key: str) -> Callable[[str, Any], Any]:
    return lambda name, value: value if name == key and value not in (None, "") else None


def _without(tree: Any, key: str) -> Any:
    if isinstance(tree, dict):
        return {name: _without(value, key) for name, value in tree.items() if name != key}
    if isinstance(tree, list):
        return [_without(item, key) for item in tree]
    return tree
