"""Event streams in answers: each event of a provider becomes a message as soon as it is there.

::

    event      `:event-type`; members with the eventheader trait in headers, the rest in the payload: one member
               as it is, or the whole structure as a document of the protocol
    exception  `:exception-type`: an error of the model that the stream may hold ends it
    error      `:error-code`, `:error-message`: so does any other error

https://smithy.io/2.0/aws/amazon-eventstream.html, and for S3
https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.events import EventSource
from localstack.aws.protocol.base import Documents
from localstack.aws.protocol.eventstream import MAX_VALUE, encode, header

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation

LOG = logging.getLogger(__name__)

WriteEvent = Callable[[Mapping[str, Any]], bytes]
WritePayload = Callable[[Mapping[str, Any]], bytes]

EVENT = header(":message-type", "string", "event")
_EXCEPTION = header(":message-type", "string", "exception")
_ERROR = header(":message-type", "string", "error")
_RAW_TYPES = {"blob": "application/octet-stream", "string": "text/plain"}


class EventWriter:
    """Writes the event stream of an operation's result.

    :param documents: how the protocol writes documents.
    :ivar member: the result's member that holds the events.
    """

    def __init__(self, operation: Operation, documents: Documents) -> None:
        self.member = operation.output_events
        self._operation = operation
        self._documents = documents
        members = operation.model.output_shape.members[self.member].members
        self._events = {
            name: _compile_event(name, shape, documents)
            for name, shape in members.items()
            if not shape.metadata.get("exception")
        }
        self._exceptions = {
            shape.name: name for name, shape in members.items() if shape.metadata.get("exception")
        }

    def body(self, result: Mapping[str, Any], first: bytes = b"") -> Body:
        """Give the stream of a result's events; to close it closes the provider's iterator.

        :param first: a message that comes before.
        """
        source = EventSource.of(result.get(self.member))
        return Body(self._messages(source, first), close=source.close)

    def _messages(self, source: EventSource, first: bytes) -> Iterator[bytes]:
        if first:
            yield first
        try:
            for event in source:
                yield self._event(event)
        except ServiceException as error:
            yield self._failure(error)
        except Exception as error:
            LOG.exception(
                "the event stream of %s.%s failed", self._operation.service.name, self._operation.name
            )
            yield self._failure(source.failure(error))

    def _event(self, event: Mapping[str, Mapping[str, Any]]) -> bytes:
        ((name, members),) = event.items()
        return self._events[name](members)

    def _failure(self, error: ServiceException) -> bytes:
        name = self._exceptions.get(error.shape_name)
        if name is not None:
            headers = _EXCEPTION + header(":exception-type", "string", name)
            return encode(
                headers + header(":content-type", "string", self._documents.content_type),
                self._documents.error(error, self._operation),
            )
        message = error.message.encode(errors="replace")[:MAX_VALUE].decode(errors="ignore")
        return encode(
            _ERROR + header(":error-code", "string", error.code) + header(":error-message", "string", message)
        )


def _compile_event(name: str, shape: Shape, documents: Documents) -> WriteEvent:
    in_headers = {
        key: member.type_name
        for key, member in shape.members.items()
        if member.serialization.get("eventheader")
    }
    content_type, write_payload = _compile_payload(shape, in_headers, documents)
    bare = EVENT + header(":event-type", "string", name)
    typed = bare + header(":content-type", "string", content_type)

    def write(members: Mapping[str, Any]) -> bytes:
        payload = write_payload(members)
        headers = typed if payload else bare
        for key, kind in in_headers.items():
            if members.get(key) is not None:
                headers += header(key, kind, members[key])
        return encode(headers, payload)

    return write


def _compile_payload(
    shape: Shape, in_headers: Mapping[str, str], documents: Documents
) -> tuple[str, WritePayload]:
    """Give the type of an event's payload, and its writer."""
    for key, member in shape.members.items():
        if member.serialization.get("eventpayload"):
            if member.type_name in _RAW_TYPES:
                return _RAW_TYPES[member.type_name], _raw_writer(key)
            return documents.content_type, _member_writer(key, documents.writer(member))
    if in_headers and len(in_headers) == len(shape.members):
        return documents.content_type, lambda members: b""
    write = documents.writer(shape)
    if not in_headers:
        return documents.content_type, write
    return documents.content_type, lambda members: write(
        {key: value for key, value in members.items() if key not in in_headers}
    )


def _raw_writer(key: str) -> WritePayload:
    def write(members: Mapping[str, Any]) -> bytes:
        value = members.get(key) or b""
        return value.encode(errors="replace") if isinstance(value, str) else bytes(value)

    return write


def _member_writer(key: str, write_member: Callable[[Any], bytes]) -> WritePayload:
    return lambda members: b"" if members.get(key) is None else write_member(members[key])
