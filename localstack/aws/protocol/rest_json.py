"""The rest-json protocol: parameters in URI, query, headers and a JSON document or a raw body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import RequestParseError, content_of
from localstack.aws.protocol.json import (
    Reader,
    ReaderCompiler,
    WriterCompiler,
    decode,
    encode,
    error_document,
    in_body,
    is_too_deep,
)
from localstack.aws.protocol.json_documents import JsonDocuments
from localstack.aws.protocol.rest import UnreadableParameter
from localstack.aws.protocol.rest_codec import (
    RAW_TYPES,
    ReadBody,
    RestCodec,
    WriteBody,
    as_body,
    compile_raw_reader,
    error_headers,
)
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from botocore.model import OperationModel, Shape

    from localstack.aws.spec import Operation

ERROR_TYPE = "x-amzn-ErrorType"


class RestJsonCodec(RestCodec):
    """Parses and serialises the rest-json protocol."""

    content_type = "application/json"
    event_documents = JsonDocuments()

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error: its name in a header, its members in the document."""
        # Some models have a member for the header that names the error; it is sent once.
        headers = [item for item in error_headers(error, operation) if item[0].lower() != ERROR_TYPE.lower()]
        headers.append((ERROR_TYPE, error.shape_name or error.code))
        payload = encode(error_document(error, operation, WriterCompiler()))
        return self.respond(error.status_code, headers, payload, request_id)

    def malformed(self, error: Exception) -> ServiceException:
        """Give the error for a document that cannot be read."""
        return error if isinstance(error, RequestParseError) else RequestParseError("Nested too deeply")

    def unreadable(self, error: UnreadableParameter) -> ServiceException:
        """Give the error for a label, query parameter or header that cannot be read."""
        return error

    def compile_body_reader(self, shape: Shape) -> ReadBody | None:
        """Compile the part of an operation's input that travels in the body, if there is one."""
        readers = ReaderCompiler()
        payload = shape.serialization.get("payload")
        if payload:
            member = shape.members[payload]
            raw = compile_raw_reader(payload, member)
            return raw or _payload_reader(payload, readers.reader(member), readers.recursive)
        members = in_body(shape.members)
        return _members_reader(readers.members_reader(members), readers.recursive) if members else None

    def compile_body_writer(self, operation: OperationModel) -> WriteBody | None:
        """Compile the part of an operation's result that travels in the body, if there is one."""
        shape = operation.output_shape
        payload = shape.serialization.get("payload")
        if payload:
            return _payload_writer(payload, shape.members[payload])
        members = in_body(shape.members)
        if shape.members and not members:
            return None
        write = WriterCompiler().members_writer(members)
        return lambda result: encode(write(result))


def _read(body: bytes, read: Reader, recursive: bool) -> Any:
    if recursive and is_too_deep(body):
        raise RequestParseError("The document is nested too deeply")
    return read(decode(body))


def _members_reader(read: Reader, recursive: bool) -> ReadBody:
    def read_members(request: Request, result: dict[str, Any]) -> None:
        if body := content_of(request):
            result.update(_read(body, read, recursive))

    return read_members


def _payload_reader(name: str, read: Reader, recursive: bool) -> ReadBody:
    def read_payload(request: Request, result: dict[str, Any]) -> None:
        if body := content_of(request):
            result[name] = _read(body, read, recursive)

    return read_payload


def _payload_writer(name: str, shape: Shape) -> WriteBody:
    if shape.type_name in RAW_TYPES:
        return lambda result: as_body(result.get(name))
    write = WriterCompiler().writer(shape)

    def write_payload(result: dict[str, Any]) -> bytes | Body:
        value = result.get(name)
        if value is None:
            return b""
        return encode(value if write is None else write(value))

    return write_payload
