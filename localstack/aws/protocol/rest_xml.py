"""The rest-xml protocol: parameters in URI, query, headers and an XML document or a raw body."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import RequestParseError, content_of
from localstack.aws.protocol.rest import UnreadableParameter
from localstack.aws.protocol.rest_codec import (
    ReadBody,
    RestCodec,
    WriteBody,
    as_body,
    compile_raw_reader,
    error_headers,
)
from localstack.aws.protocol.xml import (
    DECLARATION,
    OUTSIDE_THE_BODY,
    MalformedInput,
    ReaderCompiler,
    WriterCompiler,
    attributes_writer,
    encode,
    error_members,
    escape,
    escape_quoted,
    local_name,
    namespace_attribute,
    parse_document,
)
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from botocore.model import OperationModel, Shape

    from localstack.aws.spec import Operation


class XmlDocuments:
    """Writes and reads XML as events hold it; a structure without members is no document at all.

    :param timestamp_format: how timestamps are written where their shape does not say.
    """

    def __init__(self, content_type: str = "application/xml", timestamp_format: str = "iso8601") -> None:
        self.content_type = content_type
        self._timestamp_format = timestamp_format

    def writer(self, shape: Shape) -> Callable[[Any], bytes]:
        """Give the writer of a shape's documents."""
        if not shape.members:
            return lambda value: b""
        write = WriterCompiler(self._timestamp_format).element(_document_tag(shape), shape)

        def write_document(value: Any) -> bytes:
            out = [DECLARATION]
            write(value, out)
            return encode("".join(out))

        return write_document

    def reader(self, shape: Shape) -> Callable[[bytes], Any]:
        """Give the reader of a shape's documents."""
        read = ReaderCompiler().reader(shape)
        return lambda content: read(parse_document(content)) if content else {}

    def error(self, error: ServiceException, operation: Operation) -> bytes:
        """Write an error's members."""
        shape = operation.service.error_shape(error.shape_name)
        tag = _document_tag(shape) if shape is not None else error.code
        label = "message" if shape is not None and "message" in shape.members else "Message"
        message = f"<{label}>{escape(error.message)}</{label}>"
        return encode(f"{DECLARATION}<{tag}>{message}{error_members(error, operation)}</{tag}>")


def _document_tag(shape: Shape) -> str:
    return str(shape.serialization.get("name", shape.name))


class RestXmlCodec(RestCodec):
    """Parses and serialises the rest-xml protocol."""

    content_type = "application/xml"
    event_documents = XmlDocuments()
    timestamp_format = "iso8601"
    root_namespace = ""

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        uri = operation.service.metadata.get("xmlNamespace", "") if operation else ""
        xmlns = f' xmlns="{uri}"' if uri else ""
        fault = "Sender" if error.sender_fault else "Receiver"
        payload = encode(
            f"{DECLARATION}<ErrorResponse{xmlns}><Error><Type>{fault}</Type><Code>{escape(error.code)}</Code>"
            f"<Message>{escape_quoted(error.message)}</Message>{error_members(error, operation)}</Error>"
            f"<RequestId>{request_id}</RequestId></ErrorResponse>"
        )
        return self.respond(error.status_code, error_headers(error, operation), payload, request_id)

    def malformed(self, error: Exception) -> ServiceException:
        """Give the error for a document that cannot be read."""
        return MalformedInput(str(error) if isinstance(error, RequestParseError) else "Nested too deeply")

    def unreadable(self, error: UnreadableParameter) -> ServiceException:
        """Give the error for a label, query parameter or header that cannot be read."""
        return MalformedInput(error.message)

    def root_tag(self, operation: OperationModel, shape: Shape) -> str:
        """Give the name of the root element of an operation's result."""
        return str(shape.serialization.get("name", shape.name))

    def compile_body_reader(self, shape: Shape) -> ReadBody | None:
        """Compile the part of an operation's input that travels in the body, if there is one."""
        payload = shape.serialization.get("payload")
        if payload:
            member = shape.members[payload]
            return compile_raw_reader(payload, member) or _compile_element_reader(payload, member)
        if all(member.serialization.get("location") for member in shape.members.values()):
            return None
        read = ReaderCompiler().reader(shape)

        def read_document(request: Request, result: dict[str, Any]) -> None:
            content = content_of(request)
            if content:
                result.update(read(parse_document(content)))

        return read_document

    def compile_body_writer(self, operation: OperationModel) -> WriteBody | None:
        """Compile the part of an operation's result that travels in the body, if there is one."""
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


def _compile_element_reader(name: str, shape: Shape) -> ReadBody:
    read, tag = ReaderCompiler().reader(shape), shape.serialization.get("name", name)

    def read_element(request: Request, result: dict[str, Any]) -> None:
        content = content_of(request)
        if content:
            element = parse_document(content)
            if local_name(element.tag) not in (tag, shape.name):
                raise RequestParseError(f"The document's root is {local_name(element.tag)}, not {tag}")
            result[name] = read(element)

    return read_element
