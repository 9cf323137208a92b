"""What the codecs of the REST protocols share: all but the documents in their bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import CompiledOperation, Documents, Parse, RequestParseError, Serialize
from localstack.aws.protocol.eventstream import CONTENT_TYPE
from localstack.aws.protocol.rest import (
    UnreadableParameter,
    compile_input_bindings,
    compile_output_headers,
    status_member,
)
from localstack.aws.wire import HeaderItems, Request, Response

if TYPE_CHECKING:
    from botocore.model import OperationModel, Shape

    from localstack.aws.spec import Operation

ReadBody = Callable[[Request, dict[str, Any]], None]
WriteBody = Callable[[dict[str, Any]], bytes | Body]

# What is not a document is sent as one of these, unless the result names its type.
RAW_TYPES = {"blob": "application/octet-stream", "string": "text/plain"}
WITHOUT_CONTENT = frozenset({204, 304})


class RestCodec:
    """Parses and serialises a REST protocol.

    Two keys of a result that no model has are honoured: `StatusCode` replaces the operation's HTTP status,
    `ExtraHeaders` adds response headers.

    :cvar content_type: the type of its documents.
    :cvar event_documents: the documents in the events of its streams.
    """

    request_id_header = "x-amzn-RequestId"
    content_type = ""
    event_documents: Documents

    def compile(self, operation: Operation) -> CompiledOperation:
        """Make the parser and serialiser of an operation."""
        return CompiledOperation(self._compile_input(operation), self._compile_output(operation))

    def respond(self, status: int, headers: HeaderItems, payload: bytes | Body, request_id: str) -> Response:
        """Make a response, with the headers that every one of the protocol carries."""
        headers.append((self.request_id_header, request_id))
        if status in WITHOUT_CONTENT:
            return Response(status, headers)
        body = payload if isinstance(payload, Body) else Body(payload)
        names = {name.lower() for name, _ in headers}
        if payload and "content-type" not in names:
            headers.append(("Content-Type", self.content_type))
        if "content-length" not in names and body.size is not None:
            headers.append(("Content-Length", str(body.size)))
        return Response(status, headers, body)

    def malformed(self, error: Exception) -> ServiceException:
        """Give the error for a document that cannot be read."""
        raise NotImplementedError

    def unreadable(self, error: UnreadableParameter) -> ServiceException:
        """Give the error for a label, query parameter or header that cannot be read."""
        raise NotImplementedError

    def compile_body_reader(self, shape: Shape) -> ReadBody | None:
        """Compile the part of an operation's input that travels in the body, if there is one."""
        raise NotImplementedError

    def compile_body_writer(self, operation: OperationModel) -> WriteBody | None:
        """Compile the part of an operation's result that travels in the body, if there is one."""
        raise NotImplementedError

    def _compile_input(self, operation: Operation) -> Parse:
        bind = compile_input_bindings(operation.model)
        read_body = self._compile_reader(operation)
        malformed, unreadable = self.malformed, self.unreadable

        def parse(request: Request, labels: Mapping[str, str]) -> dict[str, Any]:
            result: dict[str, Any] = {}
            try:
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

    def _compile_output(self, operation: Operation) -> Serialize:
        model, shape = operation.model, operation.model.output_shape
        header_writers = compile_output_headers(shape) if shape is not None else []
        write_body = self._compile_writer(operation) if shape is not None else None
        status_name = status_member(shape) or _extra_status(shape)
        raw_type = CONTENT_TYPE if operation.output_events else _raw_type(shape)
        default_status = model.http.get("responseCode", 200)
        if default_status in WITHOUT_CONTENT and write_body is not None and shape.members:
            # Billing Conductor's ListTagsForResource is one: its tags could not be sent with a 204 (unverified).
            default_status = 200

        def serialize(result: dict[str, Any], request_id: str) -> Response:
            headers: HeaderItems = []
            for write_header in header_writers:
                write_header(result, headers)
            if "ExtraHeaders" in result:
                headers.extend(result["ExtraHeaders"].items())
            payload = write_body(result) if write_body is not None else b""
            if raw_type and not any(name.lower() == "content-type" for name, _ in headers):
                headers.append(("Content-Type", raw_type))
            return self.respond(result.get(status_name) or default_status, headers, payload, request_id)

        return serialize

    def _compile_reader(self, operation: Operation) -> ReadBody | None:
        shape, events = operation.model.input_shape, operation.input_events
        if not events:
            return self.compile_body_reader(shape) if shape is not None else None
        from localstack.aws.protocol.event_input import EventReader, messages_of

        reader = EventReader(shape.members[events], self.event_documents)

        def read_events(request: Request, result: dict[str, Any]) -> None:
            result[events] = reader.events(messages_of(request.body))

        return read_events

    def _compile_writer(self, operation: Operation) -> WriteBody | None:
        if not operation.output_events:
            return self.compile_body_writer(operation.model)
        from localstack.aws.protocol.event_output import EventWriter

        return EventWriter(operation, self.event_documents).body


def _extra_status(shape: Shape | None) -> str:
    return "" if shape is not None and "StatusCode" in shape.members else "StatusCode"


def _raw_type(shape: Shape | None) -> str:
    """Give the type of a result that is no document, or `""`."""
    payload = shape.serialization.get("payload") if shape is not None else None
    return RAW_TYPES.get(shape.members[payload].type_name, "") if shape is not None and payload else ""


def error_headers(error: ServiceException, operation: Operation | None) -> HeaderItems:
    """Give the members of an error that travel in headers."""
    shape = operation.service.error_shape(error.shape_name) if operation and error.members else None
    headers: HeaderItems = []
    for write_header in compile_output_headers(shape) if shape is not None else ():
        write_header(error.members, headers)
    return headers


def as_body(value: Any) -> bytes | Body:
    """Give what a provider returned for a payload that is no document as a body."""
    return value if isinstance(value, (bytes, Body)) else Body.of(value)


def compile_raw_reader(name: str, shape: Shape) -> ReadBody | None:
    """Compile the reader of a payload that is no document; `None` when it is one."""
    if shape.type_name == "blob":
        streaming = bool(shape.serialization.get("streaming"))

        def read_blob(request: Request, result: dict[str, Any]) -> None:
            # No body is no blob; that of a stream may yet be asked for its content.
            if streaming or request.body.size != 0:
                result[name] = request.body

        return read_blob
    if shape.type_name != "string":
        return None

    def read_text(request: Request, result: dict[str, Any]) -> None:
        if content := request.body.read():
            result[name] = content.decode("utf-8", "replace")

    return read_text
