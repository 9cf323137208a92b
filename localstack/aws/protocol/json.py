"""The json protocol, versions 1.0 and 1.1: parameters and results are JSON documents.

Compiled readers and writers are closures over the shape's members; a writer of `None` means the value can
be written as it is.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import CompiledOperation, RequestParseError, WrongType, content_of
from localstack.aws.protocol.scalars import (
    FORMATTERS,
    MAX_LONG,
    MIN_LONG,
    number_text,
    parse_blob,
    parse_timestamp,
    to_base64,
    to_epoch,
)
from localstack.aws.wire import HeaderItems, Request, Response

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation

Reader = Callable[[Any], Any]
Writer = Callable[[Any], Any]

_to_text = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode

# Deeper documents are refused where a shape may contain itself; DynamoDB's own limit is 32 levels of two.
MAX_DEPTH = 128
_NOT_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"|[^\[\]{}"]+', re.DOTALL)


def encode(document: Any) -> bytes:
    """Write a JSON document."""
    # Half of a surrogate pair has no bytes; AWS's encoders write a question mark for it.
    return _to_text(document).encode(errors="replace")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_decode = json.JSONDecoder(parse_constant=_refuse_constant).decode


def decode(body: bytes) -> Any:
    """Read a JSON document.

    :raises RequestParseError: when it is not one.
    """
    try:
        document = _decode(body.decode())
    except (ValueError, RecursionError) as error:
        raise RequestParseError("Invalid JSON") from error
    if b"\\ud" in body or b"\\uD" in body:
        # Escapes may spell half of a surrogate pair, which no later step could encode.
        document = _decode(encode(document).decode())
    return document


def is_too_deep(body: bytes) -> bool:
    """Tell whether a document nests deeper than :data:`MAX_DEPTH`."""
    if body.count(b"{") + body.count(b"[") <= MAX_DEPTH:
        return False
    depth = 0
    for bracket in _NOT_BRACKETS.sub(b"", body):
        depth += 1 if bracket in b"{[" else -1
        if depth > MAX_DEPTH:
            return True
    return False


class JsonCodec:
    """Parses and serialises the json protocol."""

    def compile(self, operation: Operation) -> CompiledOperation:
        """Make the parser and serialiser of an operation."""
        input_shape, output_shape = operation.model.input_shape, operation.model.output_shape
        readers = ReaderCompiler()
        read = readers.reader(input_shape) if input_shape else lambda value: {}
        recursive = readers.recursive
        write = WriterCompiler().writer(output_shape) if output_shape else None
        content_type = f"application/x-amz-json-{operation.service.metadata.get('jsonVersion', '1.0')}"

        def parse(request: Request, _: Mapping[str, str]) -> dict[str, Any]:
            body = content_of(request)
            if not body:
                return {}
            if recursive and is_too_deep(body):
                raise RequestParseError("The document is nested too deeply")
            result: dict[str, Any] = read(decode(body))
            return result

        def serialize(result: dict[str, Any], request_id: str) -> Response:
            payload = encode(write(result) if write else {})
            return Response(200, _headers(content_type, request_id, payload), payload)

        compiled = CompiledOperation(parse, serialize)
        return _with_events(compiled, operation) if operation.has_events else compiled

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        document = {"__type": error_type(error, operation)}
        document |= error_document(error, operation, WriterCompiler())
        metadata = operation.service.metadata if operation else {}
        payload = encode(document)
        headers = _headers(
            f"application/x-amz-json-{metadata.get('jsonVersion', '1.0')}", request_id, payload
        )
        return Response(error.status_code, headers + query_error(error, operation), payload)


def _with_events(compiled: CompiledOperation, operation: Operation) -> CompiledOperation:
    from localstack.aws.protocol.json_documents import JsonDocuments
    from localstack.aws.protocol.rpc_events import with_events

    return with_events(compiled, operation, JsonDocuments())


def _headers(content_type: str, request_id: str, payload: bytes) -> list[tuple[str, str]]:
    return [
        ("x-amzn-RequestId", request_id),
        ("Content-Type", content_type),
        ("Content-Length", str(len(payload))),
    ]


def error_type(error: ServiceException, operation: Operation | None) -> str:
    """Give the name of an error as `__type` has it."""
    name = error.shape_name or error.code
    target = operation.service.metadata.get("targetPrefix", "") if operation else ""
    if not target or error.shape_name != type(error).__name__:
        return name
    # com.amazonaws.<service>#Shape, as the services recorded in the baselines qualify their own errors
    return f"com.amazonaws.{operation.service.metadata['endpointPrefix'] if operation else ''}#{name}"


def query_error(error: ServiceException, operation: Operation | None) -> HeaderItems:
    """Give the header with the code of an error that a service had when it spoke the query protocol."""
    if operation is None or not operation.service.query_error_codes:
        return []
    return [("x-amzn-query-error", f"{error.code};{'Sender' if error.sender_fault else 'Receiver'}")]


def error_document(
    error: ServiceException, operation: Operation | None, writers: WriterCompiler
) -> dict[str, Any]:
    """Give message and members of an error as its shape writes them; those it does not know as they are."""
    shape = operation.service.error_shape(error.shape_name) if operation else None
    known: Mapping[str, Shape] = shape.members if shape is not None else {}
    document: dict[str, Any] = {}
    if error.message:
        document["Message" if "Message" in known else "message"] = error.message
    if not error.members:
        return document
    document |= {name: item for name, item in error.members.items() if name not in known}
    written: dict[str, Any] = writers.members_writer(in_body(known))(error.members)
    return document | written


def in_body(members: Mapping[str, Shape]) -> dict[str, Shape]:
    """Give those members of an input, output or error that do not travel elsewhere."""
    return {name: member for name, member in members.items() if not member.serialization.get("location")}


class ReaderCompiler:
    """Compiles shapes into functions from decoded JSON to parameters, checking types on the way.

    :ivar recursive: whether a shape compiled so far may nest without end.
    """

    def __init__(self) -> None:
        self._compiled: dict[str, Reader] = {}
        self._open: set[str] = set()
        self.recursive = False

    def reader(self, shape: Shape) -> Reader:
        """Give the reader of a shape."""
        kind = shape.type_name
        if kind not in ("structure", "list", "map"):
            return self.scalar(shape)
        if shape.name not in self._compiled:
            compiled = self._compiled
            # A shape may contain itself: until it is compiled it is reached through its name.
            compiled[shape.name] = lambda value: compiled[shape.name](value)
            make: Callable[[Shape], Reader] = getattr(self, f"_{kind}")
            self._open.add(shape.name)
            compiled[shape.name] = make(shape)
            self._open.discard(shape.name)
        self.recursive = self.recursive or shape.name in self._open
        return self._compiled[shape.name]

    def scalar(self, shape: Shape) -> Reader:
        """Give the reader of a shape without members."""
        return _scalar_reader(shape)

    def _structure(self, shape: Shape) -> Reader:
        if getattr(shape, "is_document_type", False):
            self.recursive = True
            return lambda value: value
        return self.members_reader(shape.members)

    def members_reader(self, members: Mapping[str, Shape]) -> Reader:
        """Give the reader of an object with these members."""
        find = {
            member.serialization.get("name", name): (name, self.reader(member))
            for name, member in members.items()
        }.get

        def read(value: Any) -> dict[str, Any]:
            if type(value) is not dict:
                raise _unexpected(value, "structure")
            result = {}
            for key, item in value.items():
                member = find(key)
                if member is not None and item is not None:
                    result[member[0]] = member[1](item)
            return result

        return read

    def _list(self, shape: Shape) -> Reader:
        read_item = self.reader(shape.member)

        def read(value: Any) -> list[Any]:
            if type(value) is not list:
                raise _unexpected(value, "list")
            return [read_item(item) if item is not None else None for item in value]

        return read

    def _map(self, shape: Shape) -> Reader:
        read_item = self.reader(shape.value)

        def read(value: Any) -> dict[str, Any]:
            if type(value) is not dict:
                raise _unexpected(value, "map")
            return {key: read_item(item) for key, item in value.items() if item is not None}

        return read


def _scalar_reader(shape: Shape) -> Reader:
    kind = shape.type_name
    if kind in ("string", "character"):
        return _read_string
    if kind in ("integer", "long"):
        return _read_integer
    if kind in ("float", "double"):
        return _read_float
    if kind == "boolean":
        return _read_boolean
    return _read_timestamp if kind == "timestamp" else _read_blob


# The names a JSON value has in AWS's own messages, as recorded for DynamoDB.
_TOKENS = {str: "STRING_VALUE", bool: "TRUE_VALUE", int: "NUMBER_VALUE", float: "DECIMAL_VALUE"}


def _unexpected(value: Any, wanted: str) -> WrongType:
    token = _TOKENS.get(type(value))
    if value is False:
        token = "FALSE_VALUE"
    if token is None:
        kind = "collection" if isinstance(value, list) else "structure or map"
        return WrongType(f"Unrecognized {kind} type found where not expected", value, wanted)
    if wanted in ("structure", "map", "list"):
        return WrongType("Unexpected field type", value, wanted)
    return WrongType(f"{token} cannot be converted to {wanted}", value, wanted)


def _read_string(value: Any) -> str:
    if type(value) is not str:
        raise _unexpected(value, "String")
    return value


def _read_integer(value: Any) -> int:
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is int and MIN_LONG <= value <= MAX_LONG:
        return value
    raise _unexpected(value, "Integer")


def _read_float(value: Any) -> float:
    if type(value) in (int, float):
        number: float = value
        return number
    if value in ("NaN", "Infinity", "-Infinity"):
        return math.nan if value == "NaN" else float(value.lower().removesuffix("inity"))
    raise _unexpected(value, "Float")


def _read_boolean(value: Any) -> bool:
    if type(value) is not bool:
        raise _unexpected(value, "Boolean")
    return value


def _read_timestamp(value: Any) -> datetime:
    if type(value) in (int, float):
        try:
            return datetime.fromtimestamp(value, UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise RequestParseError(f"Invalid timestamp: {value}") from error
    return parse_timestamp(_read_string(value))


def _read_blob(value: Any) -> bytes:
    return parse_blob(_read_string(value))


class WriterCompiler:
    """Compiles shapes into functions from results to what JSON can hold; `None` where nothing changes."""

    def __init__(self) -> None:
        self._compiled: dict[str, Writer] = {}

    def writer(self, shape: Shape) -> Writer | None:
        """Give the writer of a shape, or `None` when its values are written as they are."""
        kind = shape.type_name
        if kind not in ("structure", "list", "map"):
            return self.scalar(shape)
        if shape.name not in self._compiled:
            compiled = self._compiled
            compiled[shape.name] = lambda value: compiled[shape.name](value)
            make: Callable[[Shape], Writer] = getattr(self, f"_{kind}")
            compiled[shape.name] = make(shape)
        return self._compiled[shape.name]

    def scalar(self, shape: Shape) -> Writer | None:
        """Give the writer of a shape without members, or `None` when its values are written as they are."""
        return _scalar_writer(shape)

    def _structure(self, shape: Shape) -> Writer:
        if getattr(shape, "is_document_type", False):
            return lambda value: value
        return self.members_writer(shape.members)

    def members_writer(self, shapes: Mapping[str, Shape]) -> Writer:
        """Give the writer of an object with these members."""
        members = [
            (name, member.serialization.get("name", name), self.writer(member))
            for name, member in shapes.items()
        ]
        by_name = {member[0]: (member,) for member in members}

        def write(value: Mapping[str, Any]) -> dict[str, Any]:
            result = {}
            # One member of many, as an attribute value of DynamoDB's has, is not worth walking the others.
            found = members if len(value) != 1 else by_name.get(next(iter(value)), ())
            for name, wire_name, write_member in found:
                item = value.get(name)
                if item is not None:
                    result[wire_name] = item if write_member is None else write_member(item)
            return result

        return write

    def _list(self, shape: Shape) -> Writer:
        write_item = self.writer(shape.member)
        if write_item is None:
            return lambda value: list(value)
        return lambda value: [write_item(item) for item in value]

    def _map(self, shape: Shape) -> Writer:
        write_item = self.writer(shape.value)
        if write_item is None:
            return lambda value: dict(value)
        return lambda value: {key: write_item(item) for key, item in value.items()}


def _scalar_writer(shape: Shape) -> Writer | None:
    if shape.type_name == "timestamp":
        name = shape.serialization.get("timestampFormat", "unixTimestamp").lower()
        return to_epoch if name == "unixtimestamp" else FORMATTERS[name]
    if shape.type_name in ("float", "double"):
        return _write_float
    return to_base64 if shape.type_name == "blob" else None


def _write_float(value: float) -> float | str:
    return value if math.isfinite(value) else number_text(float(value))
