"""The rest-xml protocol: parameters in URI, query, headers and an XML document or a raw body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.model import OperationModel, Shape

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import CompiledOperation, RequestParseError
from localstack.aws.protocol.rest import (
    UnreadableParameter,
    compile_input_bindings,
    compile_output_headers,
    status_member,
)
from localstack.aws.protocol.xml import (
    OUTSIDE_THE_BODY,
    MalformedInput,
    ReaderCompiler,
    WriterCompiler,
    attributes_writer,
    encode,
    error_members,
    escape,
    local_name,
    namespace_attribute,
    parse_document,
)
from localstack.aws.wire import HeaderItems, Request, Response

if TYPE_CHECKING:
    from localstack.aws.spec import Operation

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ReadBody = Callable[[Request, dict[str, Any]], None]
WriteBody = Callable[[dict[str, Any]], bytes | Body]


class RestXmlCodec:
    """Parses and serialises the rest-xml protocol.

    Two keys of a result that no model has are honoured: `StatusCode` replaces the operation's HTTP status,
    `ExtraHeaders` adds response headers.
    """

    timestamp_format = "iso8601"
    request_id_header = "x-amzn-RequestId"
    root_namespace = ""

    def compile(self, operation: Operation) -> CompiledOperation:
        """Make the parser and serialiser of an operation."""
        return CompiledOperation(self._compile_input(operation.model), self._compile_output(operation.model))

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        uri = operation.service.metadata.get("xmlNamespace", "") if operation else ""
        xmlns = f' xmlns="{uri}"' if uri else ""
        fault = "Sender" if error.sender_fault else "Receiver"
        payload = encode(
            f"{DECLARATION}<ErrorResponse{xmlns}><Error><Type>{fault}</Type><Code>{escape(error.code)}</Code>"
            f"<Message>{escape(error.message)}</Message>{error_members(error, operation)}</Error>"
            f"<RequestId>{request_id}</RequestId></ErrorResponse>"
        )
        return self.respond(error.status_code, error_headers(error, operation), payload, request_id)

    def respond(self, status: int, headers: HeaderItems, payload: bytes | Body, request_id: str) -> Response:
        """Make a response, with the headers that every one of the protocol carries."""
        headers.append((self.request_id_header, request_id))
        body = payload if isinstance(payload, Body) else Body(payload)
        names = {name.lower() for name, _ in headers}
        if payload and "content-type" not in names:
            headers.append(("Content-Type", "application/xml"))
        if "content-length" not in names and body.size is not None and status not in (204, 304):
            headers.append(("Content-Length", str(body.size)))
        return Response(status, headers, body)

    def malformed(self, error: Exception) -> ServiceException:
        """Give the error for a document that cannot be read."""
        return MalformedInput(str(error) if isinstance(error, RequestParseError) else "Nested too deeply")

    def unreadable(self, error: UnreadableParameter) -> ServiceException:
        """Give the error for a label, query parameter or header that cannot be read."""
        return MalformedInput(error.message)

    def root_tag(self, operation: OperationModel, shape: Shape) -> str:
        """Give the name of the root element of an operation's result."""
        return str(shape.serialization.get("name", shape.name))

    def _compile_input(
        self, operation: OperationModel
    ) -> Callable[[Request, Mapping[str, str]], dict[str, Any]]:
        shape = operation.input_shape
        bindings = compile_input_bindings(shape) if shape is not None else []
        read_body = compile_body_reader(shape)
        malformed, unreadable = self.malformed, self.unreadable

        def parse(request: Request, labels: Mapping[str, str]) -> dict[str, Any]:
            result: dict[str, Any] = {}
            try:
                for bind in bindings:
                    bind(request, labels, result)
            except UnreadableParameter as error:
                raise unreadable(error) from error
            if read_body is not None:
                try:
                    read_body(request, result)
                except (RequestParseError, RecursionError) as error:
                    raise malformed(error) from error
            return result

        return parse

    def _compile_output(self, operation: OperationModel) -> Callable[[dict[str, Any], str], Response]:
        shape = operation.output_shape
        header_writers = compile_output_headers(shape) if shape is not None else []
        write_body = self._compile_body_writer(operation) if shape is not None else None
        status_name = status_member(shape) or "StatusCode"
        content_type = _content_type(shape)
        default_status = operation.http.get("responseCode", 200)

        def serialize(result: dict[str, Any], request_id: str) -> Response:
            headers: HeaderItems = []
            for write_header in header_writers:
                write_header(result, headers)
            if "ExtraHeaders" in result:
                headers.extend(result["ExtraHeaders"].items())
            payload = write_body(result) if write_body is not None else b""
            if content_type and not any(name.lower() == "content-type" for name, _ in headers):
                headers.append(("Content-Type", content_type))
            return self.respond(result.get(status_name, default_status), headers, payload, request_id)

        return serialize

    def _compile_body_writer(self, operation: OperationModel) -> WriteBody | None:
        shape = operation.output_shape
        payload = shape.serialization.get("payload")
        if payload:
            member = shape.members[payload]
            if member.type_name != "structure":
                return lambda result: as_body(result.get(payload))
            tag = str(member.serialization.get("name") or member.name)
            write = self.compile_document(tag, member)
            return lambda result: b"" if result.get(payload) is None else write(result[payload])
        if all(member.serialization.get("location") in OUTSIDE_THE_BODY for member in shape.members.values()):
            return None
        return self.compile_document(self.root_tag(operation, shape), shape)

    def compile_document(self, root: str, shape: Shape) -> WriteBody:
        """Compile the writer of a whole result as one document."""
        write = WriterCompiler(self.timestamp_format).content(shape)
        attributes = attributes_writer(shape)
        start = f"{DECLARATION}<{root}{namespace_attribute(shape) or self.root_namespace}"
        end = f"</{root}>"

        def write_document(result: dict[str, Any]) -> bytes:
            out = [f"{start}{attributes(result)}>" if attributes else f"{start}>"]
            write(result, out)
            out.append(end)
            return encode("".join(out))

        return write_document


def error_headers(error: ServiceException, operation: Operation | None) -> HeaderItems:
    """Give the members of an error that travel in headers."""
    shape = operation.service.error_shape(error.shape_name) if operation and error.members else None
    headers: HeaderItems = []
    for write_header in compile_output_headers(shape) if shape is not None else ():
        write_header(error.members, headers)
    return headers


def _content_type(shape: Shape | None) -> str:
    """Give the type of a result that is no document, or `""`."""
    payload = shape.serialization.get("payload") if shape is not None else None
    kind = shape.members[payload].type_name if shape is not None and payload else ""
    return {"blob": "application/octet-stream", "string": "text/plain"}.get(kind, "")


def as_body(value: Any) -> bytes | Body:
    """Give what a provider returned for a blob payload as a body."""
    return value if isinstance(value, (bytes, Body)) else Body.of(value)


def compile_body_reader(shape: Shape | None) -> ReadBody | None:
    """Compile the part of an operation's input that travels in the body."""
    if shape is None:
        return None
    payload = shape.serialization.get("payload")
    if payload:
        return _payload_reader(payload, shape.members[payload])
    if all(member.serialization.get("location") for member in shape.members.values()):
        return None
    read = ReaderCompiler().reader(shape)

    def read_document(request: Request, result: dict[str, Any]) -> None:
        content = request.body.read()
        if content:
            result.update(read(parse_document(content)))

    return read_document


def _payload_reader(name: str, shape: Shape) -> ReadBody:
    if shape.type_name == "blob":

        def read_blob(request: Request, result: dict[str, Any]) -> None:
            result[name] = request.body

        return read_blob
    if shape.type_name == "string":

        def read_text(request: Request, result: dict[str, Any]) -> None:
            if content := request.body.read():
                result[name] = content.decode("utf-8", "replace")

        return read_text
    read, tag = ReaderCompiler().reader(shape), shape.serialization.get("name", name)

    def read_element(request: Request, result: dict[str, Any]) -> None:
        content = request.body.read()
        if content:
            element = parse_document(content)
            if local_name(element.tag) not in (tag, shape.name):
                raise RequestParseError(f"The document's root is {local_name(element.tag)}, not {tag}")
            result[name] = read(element)

    return read_element
