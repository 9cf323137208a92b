"""The binary framing of event streams (application/vnd.amazon.eventstream): bytes in, messages out, no I/O.

::

    message  = total length (4), headers length (4), CRC of these, headers, payload, CRC of all before (4)
    header   = name length (1), name, type (1), value
    value    = nothing (true, false) | 1, 2, 4 or 8 bytes | length (2), bytes | milliseconds (8) | UUID (16)

Integers are big-endian and signed in values, the CRCs are CRC-32.
https://smithy.io/2.0/aws/amazon-eventstream.html
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zlib import crc32

from localstack.aws.protocol.base import RequestParseError

CONTENT_TYPE = "application/vnd.amazon.eventstream"

# The limits botocore and AWS's C library keep too.
MAX_HEADERS = 128 * 1024
MAX_PAYLOAD = 24 * 1024 * 1024
MAX_VALUE = 32 * 1024 - 1

_PRELUDE = struct.Struct(">III")
_CRC = struct.Struct(">I")
_LENGTH = struct.Struct(">H")
_LONG = struct.Struct(">q")
_OVERHEAD = _PRELUDE.size + _CRC.size
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_TRUE, _FALSE, _BYTE, _SHORT, _INTEGER, _LONG_TYPE, _BYTES, _STRING, _TIMESTAMP, _UUID = range(10)
_NUMBERS = {
    _BYTE: struct.Struct(">b"),
    _SHORT: struct.Struct(">h"),
    _INTEGER: struct.Struct(">i"),
    _LONG_TYPE: _LONG,
}


class MalformedMessage(RequestParseError):
    """Bytes that are no message of an event stream (code and wording unverified)."""


class Message:
    """One message.

    :ivar headers: values by name: booleans, numbers, bytes, texts, aware datetimes, UUIDs.
    """

    __slots__ = ("headers", "payload")

    def __init__(self, headers: dict[str, Any], payload: bytes) -> None:
        self.headers = headers
        self.payload = payload

    def text(self, name: str) -> str:
        """Give a header's text, or `""` when it is missing or no text."""
        value = self.headers.get(name)
        return value if isinstance(value, str) else ""


def header(name: str, kind: str, value: Any) -> bytes:
    """Write a header.

    :param kind: the type of the value as botocore's shapes name it.
    """
    label = name.encode()
    return bytes((len(label),)) + label + _VALUE_WRITERS[kind](value)


def encode(headers: bytes, payload: bytes = b"") -> bytes:
    """Write a message.

    :param headers: headers already written, one after the other.
    """
    lengths = struct.pack(">II", len(headers) + len(payload) + _OVERHEAD, len(headers))
    content = b"".join((lengths, _CRC.pack(crc32(lengths)), headers, payload))
    return content + _CRC.pack(crc32(content))


def _write_bytes(kind: int, value: bytes) -> bytes:
    return bytes((kind,)) + _LENGTH.pack(len(value)) + value


def _write_timestamp(value: datetime | float) -> bytes:
    seconds = value.timestamp() if isinstance(value, datetime) else value
    return bytes((_TIMESTAMP,)) + _LONG.pack(round(seconds * 1000))


_VALUE_WRITERS: dict[str, Callable[[Any], bytes]] = {
    "boolean": lambda value: bytes((_TRUE if value else _FALSE,)),
    "byte": lambda value: bytes((_BYTE,)) + _NUMBERS[_BYTE].pack(value),
    "short": lambda value: bytes((_SHORT,)) + _NUMBERS[_SHORT].pack(value),
    "integer": lambda value: bytes((_INTEGER,)) + _NUMBERS[_INTEGER].pack(value),
    "long": lambda value: bytes((_LONG_TYPE,)) + _LONG.pack(value),
    "blob": lambda value: _write_bytes(_BYTES, value),
    # Half of a surrogate pair has no bytes; as in JSON a question mark stands for it.
    "string": lambda value: _write_bytes(_STRING, value.encode(errors="replace")),
    "timestamp": _write_timestamp,
    "uuid": lambda value: bytes((_UUID,)) + value.bytes,
}


class Decoder:
    """Takes messages off a stream; what it holds is at most one message and the latest piece."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """Take a piece of the stream and give the messages it completes.

        :raises MalformedMessage: when there is something else.
        """
        self._buffer += data
        while len(self._buffer) >= _PRELUDE.size:
            total, headers_length = self._lengths()
            if len(self._buffer) < total:
                return
            content = bytes(self._buffer[:total])
            del self._buffer[:total]
            yield _message(content, headers_length)

    def end(self) -> None:
        """Take note that the stream has ended.

        :raises MalformedMessage: when that is in the middle of a message.
        """
        if self._buffer:
            raise MalformedMessage("The event stream ended in the middle of a message")

    def _lengths(self) -> tuple[int, int]:
        total, headers_length, checksum = _PRELUDE.unpack_from(self._buffer)
        if crc32(self._buffer[:8]) != checksum:
            raise MalformedMessage("The checksum of an event's prelude does not match")
        payload_length = total - headers_length - _OVERHEAD
        if headers_length > MAX_HEADERS or not 0 <= payload_length <= MAX_PAYLOAD:
            raise MalformedMessage("The lengths of an event are out of bounds")
        return total, headers_length


def _message(content: bytes, headers_length: int) -> Message:
    (checksum,) = _CRC.unpack_from(content, len(content) - _CRC.size)
    if crc32(memoryview(content)[: -_CRC.size]) != checksum:
        raise MalformedMessage("The checksum of an event does not match")
    end = _PRELUDE.size + headers_length
    return Message(_headers(content[_PRELUDE.size : end]), content[end : -_CRC.size])


def _headers(content: bytes) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    position = 0
    try:
        while position < len(content):
            start = position + 1
            position = start + content[position]
            name = content[start:position].decode()
            value, position = _value(content, position)
            if position > len(content) or not name or name in headers:
                raise MalformedMessage("A header of an event is cut off, has no name, or is there twice")
            headers[name] = value
    except (IndexError, struct.error, UnicodeDecodeError, OverflowError) as error:
        raise MalformedMessage("A header of an event cannot be read") from error
    return headers


def _value(content: bytes, position: int) -> tuple[Any, int]:
    """Read the value of the header whose type is at a position; gives where it ends, too."""
    kind, start = content[position], position + 1
    if kind in (_TRUE, _FALSE):
        return kind == _TRUE, start
    if number := _NUMBERS.get(kind):
        return number.unpack_from(content, start)[0], start + number.size
    if kind in (_BYTES, _STRING):
        end = start + _LENGTH.size + _LENGTH.unpack_from(content, start)[0]
        value = content[start + _LENGTH.size : end]
        return value.decode() if kind == _STRING else value, end
    if kind == _TIMESTAMP:
        moment = _EPOCH + timedelta(milliseconds=_LONG.unpack_from(content, start)[0])
        return moment, start + _LONG.size
    if kind == _UUID and len(content) >= start + 16:
        return UUID(bytes=content[start : start + 16]), start + 16
    raise MalformedMessage("A header of an event has no known type, or is cut off")
