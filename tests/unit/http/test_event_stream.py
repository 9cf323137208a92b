"""Event streams over HTTP/2: each event is there when it was made, in both directions at the same time."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from botocore.eventstream import EventStreamBuffer, EventStreamMessage
from h2.events import DataReceived, ResponseReceived

from localstack.aws.context import RequestContext
from localstack.aws.protocol.eventstream import CONTENT_TYPE
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.services.provider import Provider
from localstack.state import BaseStore
from tests.unit.aws.event_streams import message
from tests.unit.aws.one_service import install
from tests.unit.http.fake_gateway import TIMEOUT, raw
from tests.unit.http.http2_client import Http2Client
from tests.unit.http.long_poll import until

Events = Iterator[dict[str, Any]]

SUBSCRIPTION = {
    "ConsumerARN": "arn:aws:kinesis:eu-west-1:111122223333:stream/s/consumer/c:1",
    "ShardId": "shardId-000000000000",
    "StartingPosition": {"Type": "LATEST"},
}
SUBSCRIBE = [
    ("x-amz-target", "Kinesis_20131202.SubscribeToShard"),
    ("content-type", "application/x-amz-json-1.1"),
]
SPEAK = [
    ("authorization", "AWS4-HMAC-SHA256 Credential=test/20260131/eu-west-1/polly/aws4_request, Signature=0"),
    ("content-type", CONTENT_TYPE),
    ("x-amzn-engine", "generative"),
    ("x-amzn-outputformat", "mp3"),
    ("x-amzn-voiceid", "Amy"),
]


class KinesisProvider(Provider[BaseStore]):
    """Answers a subscription with the events of a test."""

    service: ClassVar[str] = "kinesis"
    store_class = BaseStore

    def __init__(self, make: Callable[[RequestContext], Events]) -> None:
        self._make = make

    def subscribe_to_shard(self, context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        return {"EventStream": self._make(context)}


class PollyProvider(Provider[BaseStore]):
    """Speaks each text as its own bytes, as soon as it is there."""

    service: ClassVar[str] = "polly"
    store_class = BaseStore

    def start_speech_synthesis_stream(
        self, context: RequestContext, request: dict[str, Any]
    ) -> dict[str, Any]:
        texts = (event["TextEvent"]["Text"] for event in request["ActionStream"])
        return {"EventStream": ({"AudioEvent": {"AudioChunk": text.encode()}} for text in texts)}


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


def _event(number: int) -> dict[str, Any]:
    record = {"SequenceNumber": str(number), "Data": b"x", "PartitionKey": "k"}
    return {"SubscribeToShardEvent": {"Records": [record], "ContinuationSequenceNumber": str(number)}}


def _text(content: str) -> bytes:
    headers = {":message-type": "event", ":event-type": "TextEvent", ":content-type": "application/json"}
    return message(headers, json.dumps({"Text": content}).encode())


def _subscribe(client: Http2Client) -> int:
    return client.ask("/", json.dumps(SUBSCRIPTION).encode(), method="POST", headers=SUBSCRIBE)


def _messages(client: Http2Client, stream: int) -> Iterator[EventStreamMessage]:
    """Give the messages of an answer as they arrive."""
    buffer = EventStreamBuffer()
    for event in client.events(stream):
        if isinstance(event, DataReceived):
            buffer.add_data(event.data)
            yield from buffer


def _numbers(client: Http2Client, stream: int) -> Iterator[str]:
    """Give the sequence number of each event of a subscription as it arrives."""
    for one in _messages(client, stream):
        if one.headers[":event-type"] == "SubscribeToShardEvent":
            yield json.loads(one.payload)["ContinuationSequenceNumber"]


def test_each_event_arrives_before_the_next_one_is_made(emulator: Emulator) -> None:
    was_read = [threading.Event() for _ in range(3)]

    def make(_: RequestContext) -> Events:
        for number, read in enumerate(was_read):
            yield _event(number)
            assert read.wait(TIMEOUT)

    install(emulator, KinesisProvider(make))

    with Http2Client(raw(emulator.port)) as client:
        stream = _subscribe(client)
        head = {str(name): str(value) for name, value in client.wait_for(ResponseReceived).headers}
        numbers = _numbers(client, stream)
        read_numbers = []
        for read in was_read:
            read_numbers.append(next(numbers))
            read.set()

    assert (head[":status"], head["content-type"]) == ("200", CONTENT_TYPE)
    assert read_numbers == ["0", "1", "2"]


def test_two_subscriptions_share_a_connection(emulator: Emulator) -> None:
    both = threading.Barrier(2)

    def make(_: RequestContext) -> Events:
        for number in range(5):
            both.wait(TIMEOUT)
            yield _event(number)

    install(emulator, KinesisProvider(make))

    with Http2Client(raw(emulator.port)) as client:
        streams = [_numbers(client, stream) for stream in (_subscribe(client), _subscribe(client))]
        pairs = [(next(streams[0]), next(streams[1])) for _ in range(5)]

    assert pairs == [(str(number), str(number)) for number in range(5)]


def test_a_consumer_that_resets_its_stream_ends_the_events(emulator: Emulator) -> None:
    ended = threading.Event()

    def make(context: RequestContext) -> Events:
        try:
            yield _event(0)
            context.wait("shard", context.emulator.clock.time() + 300)
            yield _event(1)
        finally:
            ended.set()

    install(emulator, KinesisProvider(make))

    with Http2Client(raw(emulator.port)) as client:
        stream = _subscribe(client)
        next(_numbers(client, stream))
        until(lambda: emulator.waits.count == 1)
        client.reset(stream)

        assert ended.wait(TIMEOUT)
    assert emulator.recorder.failures == []


def test_request_events_are_answered_while_more_are_to_come(emulator: Emulator) -> None:
    install(emulator, PollyProvider())

    with Http2Client(raw(emulator.port)) as client:
        stream = client.begin("/v1/synthesisStream", headers=SPEAK)
        answers = _messages(client, stream)
        spoken = []
        for text in ("one", "two", "three"):
            client.send(stream, _text(text))
            spoken.append(next(answers).payload)
        client.h2.end_stream(stream)
        client.flush()
        end = client.answer(stream)

    assert spoken == [b"one", b"two", b"three"]
    assert end.body == b""
    assert emulator.recorder.failures == []


def test_an_event_in_an_announced_body_is_answered_before_the_body_ends(emulator: Emulator) -> None:
    install(emulator, PollyProvider())
    events = [_text("one"), _text("two")]
    length = ("content-length", str(sum(map(len, events))))

    with Http2Client(raw(emulator.port)) as client:
        stream = client.begin("/v1/synthesisStream", headers=[*SPEAK, length])
        client.send(stream, events[0])
        answers = _messages(client, stream)
        first = next(answers).payload
        client.send(stream, events[1], is_end=True)
        second = next(answers).payload

    assert (first, second) == (b"one", b"two")
