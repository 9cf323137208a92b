"""Requests that stream events, to a provider that answers with events: what it gets, and when."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from botocore.eventstream import EventStreamBuffer, EventStreamMessage

from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.aws.protocol.eventstream import CONTENT_TYPE
from localstack.aws.wire import Headers, Request
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.services.provider import Provider
from localstack.state import BaseStore
from tests.unit.aws.event_streams import message, messages_of, signed
from tests.unit.aws.one_service import install

TIMEOUT = 10
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260131/eu-west-1/polly/aws4_request, Signature=0"
)
HEADERS = {
    "Host": "polly.eu-west-1.amazonaws.com",
    "Authorization": AUTHORIZATION,
    "Content-Type": CONTENT_TYPE,
    "X-Amz-Content-Sha256": "STREAMING-AWS4-HMAC-SHA256-EVENTS",
    "x-amzn-Engine": "generative",
    "x-amzn-OutputFormat": "mp3",
    "x-amzn-VoiceId": "Amy",
}
TARGET = "/v1/synthesisStream"


class PollyProvider(Provider[BaseStore]):
    """Speaks each text as its own bytes, as soon as it is there."""

    service: ClassVar[str] = "polly"
    store_class = BaseStore

    def __init__(self) -> None:
        self.received: list[str] = []
        self.took_one = threading.Event()

    def start_speech_synthesis_stream(
        self, context: RequestContext, request: dict[str, Any]
    ) -> dict[str, Any]:
        return {"EventStream": self._speak(request)}

    def _speak(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for event in request["ActionStream"]:
            if "CloseStreamEvent" in event:
                yield {"StreamClosedEvent": {"RequestCharacters": sum(map(len, self.received))}}
                return
            text = event["TextEvent"]["Text"]
            self.received.append(text)
            self.took_one.set()
            yield {"AudioEvent": {"AudioChunk": text.encode()}}


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings(port=0, seed="test")) as emulator:
        yield emulator


@pytest.fixture
def provider(emulator: Emulator) -> PollyProvider:
    provider = PollyProvider()
    install(emulator, provider)
    return provider


def text(content: str) -> bytes:
    headers = {":message-type": "event", ":event-type": "TextEvent", ":content-type": "application/json"}
    return message(headers, json.dumps({"Text": content}).encode())


CLOSE = message({":message-type": "event", ":event-type": "CloseStreamEvent"}, b"{}")


def handle(emulator: Emulator, body: Body) -> list[EventStreamMessage]:
    """Give the messages of the answer to a request."""
    return messages_of(emulator.gateway.handle(Request("POST", TARGET, Headers(HEADERS.items()), body)))


def summary(one: EventStreamMessage) -> tuple[str, bytes]:
    headers = one.headers
    return headers.get(":event-type") or headers.get(":exception-type") or headers[":error-code"], one.payload


@pytest.mark.parametrize("wrap", [lambda content: content, signed], ids=["unsigned", "signed"])
@pytest.mark.parametrize("in_memory", [True, False], ids=["at hand", "stream"])
@pytest.mark.usefixtures("provider")
def test_events_are_answered_with_events(
    emulator: Emulator, wrap: Callable[[bytes], bytes], in_memory: bool
) -> None:
    pieces = [wrap(text("a")), wrap(text("é")), wrap(CLOSE)]

    answer = handle(emulator, Body(b"".join(pieces) if in_memory else iter(pieces)))

    assert list(map(summary, answer)) == [
        ("AudioEvent", b"a"),
        ("AudioEvent", "é".encode()),
        ("StreamClosedEvent", b'{"RequestCharacters":2}'),
    ]
    assert emulator.recorder.failures == []


def test_a_stream_ends_with_the_empty_signed_message(emulator: Emulator, provider: PollyProvider) -> None:
    answer = handle(emulator, Body(signed(text("a")) + signed() + signed(text("b"))))

    assert list(map(summary, answer)) == [("AudioEvent", b"a")]
    assert provider.received == ["a"]


@pytest.mark.parametrize(
    "bad",
    [
        b"no message at all",
        text("b")[:-1],
        signed(text("b") + text("c")),
        signed(signed(text("b"))),
        message({":message-type": "event", ":event-type": "NoSuchEvent"}, b"{}"),
        message({":message-type": "exception", ":exception-type": "TextEvent"}, b"{}"),
        message({":message-type": "event", ":event-type": True}, b"{}"),
        message({":message-type": "event", ":event-type": "TextEvent"}, b"[1]"),
        message({":message-type": "event", ":event-type": "TextEvent"}, b"{"),
        message({":message-type": "event", ":event-type": "TextEvent"}, b'{"Text": 1}'),
    ],
    ids=["bytes", "cut off", "two in one", "envelope in envelope", "unknown event", "exception",
         "name of a wrong type", "no object", "no JSON", "wrong type"],
)  # fmt: skip
def test_a_malformed_event_ends_the_stream_with_an_error(
    emulator: Emulator, provider: PollyProvider, bad: bytes
) -> None:
    answer = handle(emulator, Body(iter([text("a"), bad, text("z")])))

    assert [summary(one)[0] for one in answer] == ["AudioEvent", "SerializationException"]
    assert provider.received == ["a"]
    assert emulator.recorder.failures == []


class Conversation:
    """A client that sends events and reads answers over one connection, in any order."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)
        lines = [f"POST {TARGET} HTTP/1.1", *(f"{name}: {value}" for name, value in HEADERS.items())]
        lines.append("Transfer-Encoding: chunked")
        self._socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
        self._buffer = EventStreamBuffer()
        self._response = http.client.HTTPResponse(self._socket)

    def send(self, content: bytes) -> None:
        self._socket.sendall(b"%x\r\n%b\r\n" % (len(content), content))

    def begin(self) -> int:
        self._response.begin()
        return self._response.status

    def next(self) -> tuple[str, bytes]:
        while True:
            for one in self._buffer:
                return summary(one)
            data = self._response.read1(65536)
            assert data, "the answer has ended"
            self._buffer.add_data(data)

    def rest(self) -> bytes:
        return self._response.read()

    def close(self) -> None:
        self._response.close()
        self._socket.close()


@pytest.fixture
def conversation(emulator: Emulator, provider: PollyProvider) -> Iterator[Conversation]:
    assert provider.received == []
    conversation = Conversation(emulator.port)
    yield conversation
    conversation.close()


def test_an_event_is_answered_before_the_next_one_is_sent(conversation: Conversation) -> None:
    status = conversation.begin()
    answers = []
    for content in (text("first"), text("second"), CLOSE):
        conversation.send(signed(content))
        answers.append(conversation.next()[0])

    assert (status, answers) == (200, ["AudioEvent", "AudioEvent", "StreamClosedEvent"])
    assert conversation.rest() == b""


def test_a_checkpoint_does_not_wait_for_what_the_client_has_still_to_send(
    emulator: Emulator, conversation: Conversation
) -> None:
    conversation.begin()
    conversation.send(text("first"))
    before = conversation.next()

    emulator.checkpoint()
    conversation.send(text("second"))

    assert (before, conversation.next()) == (("AudioEvent", b"first"), ("AudioEvent", b"second"))


def test_a_restore_ends_a_stream_that_waits_for_its_client(
    emulator: Emulator, provider: PollyProvider, conversation: Conversation
) -> None:
    checkpoint = emulator.checkpoint()
    conversation.begin()
    conversation.send(text("first"))
    before = conversation.next()

    emulator.restore(checkpoint)
    conversation.send(text("second"))

    assert (before, conversation.rest()) == (("AudioEvent", b"first"), b"")
    assert provider.received == ["first"]


def test_a_body_of_known_length_is_read_as_it_arrives(emulator: Emulator, provider: PollyProvider) -> None:
    content = text("first") + CLOSE
    half = len(text("first"))
    with socket.create_connection(("127.0.0.1", emulator.port), timeout=TIMEOUT) as sock:
        lines = [f"POST {TARGET} HTTP/1.1", *(f"{name}: {value}" for name, value in HEADERS.items())]
        lines.append(f"Content-Length: {len(content)}")
        sock.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + content[:half])

        taken_before_the_rest = provider.took_one.wait(TIMEOUT)
        sock.sendall(content[half:])
        response = http.client.HTTPResponse(sock)
        response.begin()
        buffer = EventStreamBuffer()
        buffer.add_data(response.read())

    assert taken_before_the_rest
    assert [summary(one)[0] for one in buffer] == ["AudioEvent", "StreamClosedEvent"]


def test_a_caller_inside_the_emulator_gives_an_iterator(emulator: Emulator, provider: PollyProvider) -> None:
    parameters = {"Engine": "generative", "OutputFormat": "mp3", "VoiceId": "Amy"}
    events = iter([{"TextEvent": {"Text": "a"}}])

    result = emulator.gateway.call(
        "polly",
        "StartSpeechSynthesisStream",
        parameters | {"ActionStream": events},
        "111122223333",
        "eu-west-1",
    )

    assert list(result["EventStream"]) == [{"AudioEvent": {"AudioChunk": b"a"}}]
    assert provider.received == ["a"]
