"""CBOR as the AWS protocols use it: the values of JSON, blobs as bytes, timestamps with tag 1.

https://www.rfc-editor.org/rfc/rfc8949.html
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import cbor2

from localstack.aws.errors import ServiceException
from localstack.aws.protocol import json
from localstack.aws.protocol.base import Parse, RequestParseError, content_of
from localstack.aws.protocol.json import MAX_DEPTH, Reader, Writer
from localstack.aws.protocol.scalars import to_epoch
from localstack.aws.wire import Request

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation

TIMESTAMP_TAG = 1
MILLISECONDS = 1000
_UNDEFINED = b"\xf7"

# Tags the decoder knows and no AWS protocol has: dates as text, numbers of any size, back references, patterns,
# messages, addresses, sets. Some of them make a small document a huge, endless or slow one.
_OTHER_TAGS = (0, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 43000, 55799)


def _refuse_tag(*_: Any) -> None:
    raise ValueError("the tag has no place in a request")


def _moment_reader(units: int) -> Callable[[Any, bool], datetime]:
    def read(value: Any, _: bool) -> datetime:
        if type(value) not in (int, float):
            raise ValueError("a timestamp is a number")
        return datetime.fromtimestamp(value / units, UTC)

    return read


def decoder(millis: bool = False) -> Callable[[bytes], Any]:
    """Make a function that reads a CBOR document and raises :class:`RequestParseError` when it is not one.

    :param millis: whether timestamps are milliseconds since the epoch, not seconds.
    """
    semantic: dict[int, Any] = dict.fromkeys(_OTHER_TAGS, _refuse_tag)
    semantic[TIMESTAMP_TAG] = _moment_reader(MILLISECONDS if millis else 1)

    def decode(body: bytes) -> Any:
        stream = io.BytesIO(body)
        decoding = cbor2.CBORDecoder(
            stream,
            tag_hook=_refuse_tag,
            semantic_decoders=semantic,
            max_depth=MAX_DEPTH,
            strict_hashable_types=True,
        )
        try:
            document = decoding.decode()
        except cbor2.CBORDecodeError as error:
            raise RequestParseError("Invalid CBOR") from error
        if stream.tell() != len(body):
            raise RequestParseError("The CBOR document is followed by something else")
        return _without_undefined(document) if _UNDEFINED in body else document

    return decode


def _without_undefined(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_undefined(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_undefined(item) for item in value]
    return None if value is cbor2.undefined else value


def encode(document: Any) -> bytes:
    """Write a CBOR document."""
    try:
        return cbor2.dumps(document)
    except UnicodeEncodeError:
        return cbor2.dumps(_without_half_pairs(document))


def _without_half_pairs(value: Any) -> Any:
    # Half of a surrogate pair has no bytes; as in JSON a question mark stands for it.
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, dict):
        return {_without_half_pairs(key): _without_half_pairs(item) for key, item in value.items()}
    return [_without_half_pairs(item) for item in value] if isinstance(value, list) else value


def compile_parser(shape: Shape | None, millis: bool = False) -> Parse:
    """Compile the parser of requests whose body is a CBOR document of a shape.

    :param millis: whether timestamps are milliseconds since the epoch, not seconds.
    """
    read = ReaderCompiler().reader(shape) if shape is not None else lambda value: {}
    decode = decoder(millis)

    def parse(request: Request, _: Mapping[str, str]) -> dict[str, Any]:
        body = content_of(request)
        if not body:
            return {}
        result: dict[str, Any] = read(decode(body))
        return result

    return parse


class ReaderCompiler(json.ReaderCompiler):
    """Compiles shapes into functions from decoded CBOR to parameters, checking types on the way."""

    def scalar(self, shape: Shape) -> Reader:
        """Give the reader of a shape without members."""
        kind = shape.type_name
        if kind == "blob":
            return _read_blob
        if kind == "timestamp":
            return _read_timestamp
        return _read_float if kind in ("float", "double") else super().scalar(shape)

    def _map(self, shape: Shape) -> Reader:
        read_map = super()._map(shape)

        def read(value: Any) -> Any:
            result = read_map(value)
            if any(type(key) is not str for key in result):
                raise RequestParseError("A map has a key that is no text")
            return result

        return read


def _read_blob(value: Any) -> bytes:
    if type(value) is not bytes:
        raise RequestParseError("Unexpected field type, where a byte string is expected")
    return value


def _read_timestamp(value: Any) -> datetime:
    if type(value) is not datetime:
        raise RequestParseError("Unexpected field type, where a timestamp is expected")
    return value


def _read_float(value: Any) -> float:
    if type(value) not in (int, float):
        raise RequestParseError("Unexpected field type, where a number is expected")
    number: float = value
    return number


class WriterCompiler(json.WriterCompiler):
    """Compiles shapes into functions from results to what CBOR can hold.

    :param millis: whether timestamps are milliseconds since the epoch, not seconds.
    """

    def __init__(self, millis: bool = False) -> None:
        super().__init__()
        self._write_timestamp = _millis_tag if millis else _timestamp_tag

    def scalar(self, shape: Shape) -> Writer | None:
        """Give the writer of a shape without members, or `None` when its values are written as they are."""
        kind = shape.type_name
        if kind == "timestamp":
            return self._write_timestamp
        if kind in ("float", "double"):
            return float
        return _write_blob if kind == "blob" else None


class CborDocuments:
    """Writes and reads CBOR as events hold it.

    :param millis: whether timestamps are milliseconds since the epoch, not seconds.
    """

    def __init__(self, content_type: str, millis: bool = False) -> None:
        self.content_type = content_type
        self._millis = millis

    def writer(self, shape: Shape) -> Callable[[Any], bytes]:
        """Give the writer of a shape's documents."""
        write = WriterCompiler(self._millis).writer(shape)
        return encode if write is None else lambda value: encode(write(value))

    def reader(self, shape: Shape) -> Callable[[bytes], Any]:
        """Give the reader of a shape's documents."""
        read, decode = ReaderCompiler().reader(shape), decoder(self._millis)
        return lambda content: read(decode(content))

    def error(self, error: ServiceException, operation: Operation) -> bytes:
        """Write an error's members."""
        return encode(json.error_document(error, operation, WriterCompiler(self._millis)))


def _timestamp_tag(value: Any) -> cbor2.CBORTag:
    return cbor2.CBORTag(TIMESTAMP_TAG, to_epoch(value))


def _millis_tag(value: Any) -> cbor2.CBORTag:
    return cbor2.CBORTag(TIMESTAMP_TAG, round(to_epoch(value) * MILLISECONDS))


def _write_blob(value: bytes | str) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)
