"""The trees of the algorithm without a number, as its recordings have them.

They differ from `tree.opened`: what lies in a list directly inside another list, or in a tuple, keeps the order of
its keys and its JSON unparsed; below a match that is a list, keys keep their order. A stream holds what the test
left in it: recordings (s3/test_s3) have an empty `Body` beside its `ContentLength` where a test read it after the
match.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_localstack.snapshot.tree import Stream, json_key, parsed_object, sorted_keys


def original_tree(state: Mapping[Any, Any]) -> dict[str, Any]:
    """Make the trees of observed values, by match key."""
    return {json_key(key): _value(value, in_order=isinstance(value, dict)) for key, value in state.items()}


def _dict(value: dict[Any, Any], in_order: bool) -> dict[str, Any]:
    keys = sorted_keys(value) if in_order else value
    return {json_key(key): _value(value[key], in_order) for key in keys}


def _value(value: Any, in_order: bool) -> Any:
    if isinstance(value, dict):
        return _dict(value, in_order)
    if isinstance(value, list):
        return [_dict(item, in_order) if isinstance(item, dict) else _as_it_is(item) for item in value]
    if isinstance(value, Stream):
        return parsed_object(value.remaining() if value.is_io else value.text)
    return parsed_object(_as_it_is(value))


def _as_it_is(value: Any) -> Any:
    if isinstance(value, dict):
        return {json_key(key): _as_it_is(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_it_is(item) for item in value]
    if isinstance(value, tuple):
        return tuple(_as_it_is(item) for item in value)
    return value.text if isinstance(value, Stream) else value
