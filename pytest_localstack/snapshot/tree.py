"""Match values as trees: taken from what a test hands in, made plain with embedded JSON opened, written as JSON.

::

    observed(value)    a copy as the value is now: containers in their order, streams as `Stream`
    opened(state)      what a normaliser works on: dicts with string keys in order, lists, leaves
    to_json(tree)      its text

Leaves that JSON does not know (datetime, Decimal, bytes, sets) stay Python values for the transformers and become
their Python text when the tree is written.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from typing import Any

from .errors import TransformError

METADATA = "ResponseMetadata"
PLACE_IN_MEMORY = re.compile(r" at 0x[0-9a-fA-F]+>")


class Stream:
    """A stream that was matched.

    :ivar content: what it held then.
    """

    def __init__(self, source: Any) -> None:
        self._source = source
        self.content = read_content(source)

    @property
    def text(self) -> str:
        """What it held, as text; what is not UTF-8 as a bytes literal."""
        return text_of(self.content)

    @property
    def is_io(self) -> bool:
        """Tell whether it is one of Python's own or derived from them, as botocore's are."""
        return isinstance(self._source, io.IOBase)

    def remaining(self) -> str:
        """Read what the test has left in it; all that it held when it is closed."""
        if getattr(self._source, "closed", False):
            return self.text
        return text_of(read_content(self._source))


def observed(value: Any) -> Any:
    """Take a value as it is now; streams are read and readable again.

    :raises TransformError: when it contains itself, or nests too deep to be written.
    """
    try:
        return _observed(value)
    except RecursionError as error:
        raise TransformError("it contains itself, or nests too deep to be recorded") from error


def _observed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _observed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_observed(item) for item in value]
    if isinstance(value, tuple):
        return tuple(_observed(item) for item in value)
    if callable(getattr(value, "read", None)):
        return Stream(value)
    return value


def opened(state: Mapping[Any, Any]) -> dict[str, Any]:
    """Make plain trees of observed values, by match key.

    Keys are sorted with ResponseMetadata last; strings that are JSON objects, as values of a dict, are parsed (one
    level deep); tuples are lists, streams the text they held, or the bytes that are no UTF-8.
    """
    return {json_key(key): _opened(value) for key, value in state.items()}


def _opened(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {json_key(key): _opened(value[key]) for key in sorted_keys(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(item) if isinstance(item, (str, Stream)) else _opened(item) for item in value]
    return parsed_object(_plain(value))


def _plain(value: Any) -> Any:
    if not isinstance(value, Stream):
        return value
    content = value.content
    try:
        return content if isinstance(content, str) else content.decode("utf-8")
    except UnicodeDecodeError:
        return content


def sorted_keys(value: Mapping[Any, Any]) -> list[Any]:
    """Give the keys of a dict in their order, ResponseMetadata last."""
    try:
        keys = sorted(value)
    except TypeError:
        keys = sorted(value, key=str)
    return sorted(keys, key=lambda key: key == METADATA)


def json_key(key: object) -> str:
    """Spell a key as JSON does.

    :raises TransformError: when JSON has no such key.
    """
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key)
    raise TransformError(f"a key must be a string to be recorded, found {type(key).__name__} {key!r}")


def read_content(stream: Any) -> str | bytes:
    """Read a stream to its end and leave it readable again.

    :raises TransformError: when it gives something else than text or bytes.
    """
    content = _read_again_later(stream)
    if isinstance(content, (str, bytes)):
        return content
    if isinstance(content, bytearray):
        return bytes(content)
    raise TransformError(
        f"{type(stream).__qualname__}.read() gave a {type(content).__name__}: match what it holds"
    )


def text_of(content: str | bytes) -> str:
    """Give content as text; what is not UTF-8 as a bytes literal."""
    if isinstance(content, str):
        return content
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
        if hasattr(stream, "_expected"):
            # Its checksum has been verified, and would go on from where it is at a second reading.
            stream._expected = None
    return content


def parsed_object(value: Any) -> Any:
    """Parse a string that is a JSON object; give everything else as it is."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def to_json(tree: Any) -> str:
    """Write a tree as JSON text.

    :raises TransformError: when a leaf has no text of its own, only its place in memory.
    """
    return json.dumps(tree, default=leaf_text)


def leaf_text(leaf: Any) -> str:
    """Give the Python text of a leaf that JSON does not know.

    :raises TransformError: when that is its place in memory.
    """
    text = _set_text(leaf) if isinstance(leaf, (set, frozenset)) else str(leaf)
    if PLACE_IN_MEMORY.search(text):
        kind = type(leaf)
        raise TransformError(
            f"a {kind.__module__}.{kind.__qualname__} cannot be recorded: its text is its place in memory. "
            "Match its attributes, or use match_object."
        )
    return text


def _set_text(members: frozenset[Any] | set[Any]) -> str:
    # Numbers have one order in every process; that of anything else follows the process's hash seed.
    if all(isinstance(member, (int, float)) for member in members):
        return str(members)
    text = "{" + ", ".join(sorted(repr(member) for member in members)) + "}"
    return f"frozenset({text})" if isinstance(members, frozenset) else text


def canonical(tree: Any) -> str:
    """Write plain JSON values so that equal ones, and only those, have equal text."""
    return json.dumps(tree, sort_keys=True)
