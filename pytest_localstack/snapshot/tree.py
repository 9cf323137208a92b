"""Match values as trees: taken from what a test hands in, copied with embedded JSON opened, written as JSON.

A tree is made of dicts with string keys, lists and leaves. Leaves that JSON does not know (datetime, Decimal,
bytes, sets) stay Python values for the transformers and become their Python text when the tree is written.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from .errors import TransformError

METADATA = "ResponseMetadata"


def observed(value: Any) -> Any:
    """Take a value as it is now: streams read, and keys sorted with ResponseMetadata last when it is a dict.

    A list at the top keeps the key order of its elements: so do the files recorded by localstack-snapshot.
    """
    return _take(value, in_order=isinstance(value, Mapping))


def _take(value: Any, in_order: bool) -> Any:
    if isinstance(value, Mapping):
        keys = _sorted_keys(value) if in_order else value
        return {_json_key(key): _take(value[key], in_order) for key in keys}
    if isinstance(value, (list, tuple)):
        return [_take(item, in_order) for item in value]
    if callable(getattr(value, "read", None)):
        return read_text(value)
    return value


def _sorted_keys(value: Mapping[Any, Any]) -> list[Any]:
    try:
        keys = sorted(value)
    except TypeError:
        keys = sorted(value, key=str)
    return sorted(keys, key=lambda key: key == METADATA)


def _json_key(key: object) -> str:
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key)
    raise TransformError(f"a key must be a string to be recorded, found {type(key).__name__} {key!r}")


def read_text(stream: Any) -> str:
    """Read a stream to its end and leave it readable again; what is not UTF-8 is given as a bytes literal."""
    content = _read_again_later(stream)
    if isinstance(content, str):
        return content
    if not isinstance(content, (bytes, bytearray)):
        raise TransformError(
            f"{type(stream).__qualname__}.read() gave a {type(content).__name__}: match what it holds"
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return repr(content)


def _read_again_later(stream: Any) -> object:
    if getattr(stream, "seekable", None) and stream.seekable():
        position = stream.tell()
        content: object = stream.read()
        stream.seek(position)
        return content
    content = stream.read()
    # botocore's StreamingBody cannot be rewound: it wraps the connection, which is read by now.
    if isinstance(content, bytes) and hasattr(stream, "_raw_stream"):
        stream._raw_stream = io.BytesIO(content)
        if hasattr(stream, "_amount_read"):
            stream._amount_read -= len(content)
    return content


def opened(tree: Any) -> Any:
    """Copy a tree; strings that are JSON objects, as values of a dict, are parsed (one level deep)."""
    if isinstance(tree, dict):
        return {
            key: _parsed(value) if isinstance(value, str) else opened(value) for key, value in tree.items()
        }
    if isinstance(tree, list):
        return [opened(item) for item in tree]
    return tree


def _parsed(text: str) -> Any:
    if text.startswith("{"):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def to_json(tree: Any) -> str:
    """Write a tree as JSON text.

    :raises TransformError: when a leaf has no text of its own, only its place in memory.
    """
    return json.dumps(tree, default=_leaf_text)


def _leaf_text(leaf: Any) -> str:
    if isinstance(leaf, (set, frozenset)):
        return _set_text(leaf)
    kind = type(leaf)
    own_text = {vars(base).get(name) for base in kind.__mro__[:-1] for name in ("__str__", "__repr__")} - {
        None
    }
    if not own_text:
        raise TransformError(
            f"a {kind.__module__}.{kind.__qualname__} cannot be recorded: its text is its place in memory. "
            "Match its attributes, or use match_object."
        )
    return str(leaf)


def _set_text(members: Iterable[Any]) -> str:
    # The text of a set follows the hash seed of the process: sorted, it is the same in every run.
    texts = sorted(repr(member) for member in members)
    return "{" + ", ".join(texts) + "}" if texts else "set()"


def canonical(tree: Any) -> str:
    """Write plain JSON values so that equal ones, and only those, have equal text."""
    return json.dumps(tree, sort_keys=True)
