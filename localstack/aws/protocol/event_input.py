"""Event streams in requests: messages become events as they arrive.

A client that signs its messages wraps each into one with `:date` and `:chunk-signature`, and ends with an empty
one. The signatures are not checked, as those of requests are not.
https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html

What a client gets for an event that the model does not know, or that does not fit its shape, is unverified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from localstack.aws.body import Body
from localstack.aws.events import Event
from localstack.aws.protocol.base import Documents, RequestParseError
from localstack.aws.protocol.eventstream import Decoder, MalformedMessage, Message

if TYPE_CHECKING:
    from botocore.model import Shape

ReadEvent = Callable[[Message], dict[str, Any]]

_HEADER_TYPES = {"boolean": bool, "string": str, "blob": bytes, "timestamp": datetime}


def messages_of(body: Body) -> Iterator[Message]:
    """Give the messages of a request out of their envelopes, each as soon as it has arrived.

    :raises RequestParseError: when there is something else.
    """
    decoder = Decoder()
    for piece in body.stream():
        for message in decoder.feed(piece):
            if ":chunk-signature" not in message.headers:
                yield message
            elif message.payload:
                yield _unwrapped(message.payload)
            else:
                return
    decoder.end()


def _unwrapped(content: bytes) -> Message:
    decoder = Decoder()
    messages = list(decoder.feed(content))
    decoder.end()
    if len(messages) != 1 or ":chunk-signature" in messages[0].headers:
        raise MalformedMessage("A signed message does not hold exactly one message")
    return messages[0]


class EventReader:
    """Reads the events of a request's stream.

    :param stream: the shape of the parameter that is the stream.
    :param documents: how the protocol reads documents.
    """

    def __init__(self, stream: Shape, documents: Documents) -> None:
        self._readers = {name: _compile_event(shape, documents) for name, shape in stream.members.items()}

    def events(self, messages: Iterable[Message]) -> Iterator[Event]:
        """Give the events of messages, each when it is asked for."""
        for message in messages:
            name = message.text(":event-type")
            read = self._readers.get(name)
            if read is None or message.text(":message-type") != "event":
                raise RequestParseError(f"The event stream has no event of type '{name}'")
            yield {name: read(message)}


def _compile_event(shape: Shape, documents: Documents) -> ReadEvent:
    headers = {
        name: _header_reader(name, member)
        for name, member in shape.members.items()
        if member.serialization.get("eventheader")
    }
    read_payload = _compile_payload(shape, documents)

    def read(message: Message) -> dict[str, Any]:
        members = {
            name: value for name, value in read_payload(message.payload).items() if name not in headers
        }
        for name, read_header in headers.items():
            if name in message.headers:
                members[name] = read_header(message.headers[name])
        return members

    return read


def _header_reader(name: str, shape: Shape) -> Callable[[Any], Any]:
    wanted = _HEADER_TYPES.get(shape.type_name, int)

    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise RequestParseError(f"The header '{name}' of an event has the wrong type")
        return value

    return read


def _compile_payload(shape: Shape, documents: Documents) -> Callable[[bytes], Mapping[str, Any]]:
    for name, member in shape.members.items():
        if member.serialization.get("eventpayload"):
            return _member_reader(name, member, documents)
    read = documents.reader(shape)
    return lambda content: read(content) if content else {}


def _member_reader(name: str, shape: Shape, documents: Documents) -> Callable[[bytes], Mapping[str, Any]]:
    if shape.type_name == "blob":
        return lambda content: {name: content}
    if shape.type_name == "string":
        return lambda content: {name: _text(content)}
    read = documents.reader(shape)
    return lambda content: {name: read(content)} if content else {}


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RequestParseError("The payload of an event is not in UTF-8") from error
