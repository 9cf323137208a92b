"""Providers that answer with events, behind both doors: when each event is made, sent and read, and what ends it."""

from __future__ import annotations

import contextlib
import gc
import logging
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, ClassVar

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import EventStreamError

from localstack.aws import spec
from localstack.aws.api import kinesis
from localstack.aws.context import RequestContext
from localstack.aws.errors import CommonServiceException
from localstack.aws.events import EventSource, GatedEvents
from localstack.aws.in_process import InProcessTransport
from localstack.config import Settings
from localstack.runtime import Checkpoint, Emulator
from localstack.services.provider import Provider
from localstack.state import BaseStore
from tests.unit.aws.one_service import install

TIMEOUT = 10
Events = Iterator[dict[str, Any]]
Make = Callable[[RequestContext], Events]


class KinesisProvider(Provider[BaseStore]):
    """Answers a subscription with whatever events a test wants."""

    service: ClassVar[str] = "kinesis"
    store_class = BaseStore

    def __init__(self, make: Make) -> None:
        self._make = make

    def subscribe_to_shard(self, context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        return {"EventStream": self._make(context)}


class House:
    """An emulator with the provider of a test, and clients that reach it by one of the doors."""

    def __init__(self, in_process: bool) -> None:
        self.emulator = Emulator(Settings(port=0, seed="test")).start()
        self._transport = InProcessTransport(self.emulator)
        if in_process:
            self._transport.install()
        self._endpoint = None if in_process else self.emulator.url
        self._clients = contextlib.ExitStack()

    def subscribe(self, make: Make) -> Any:
        """Give the event stream of a subscription."""
        install(self.emulator, KinesisProvider(make))
        session = botocore.session.Session()
        session.register_component("data_loader", spec.loader())
        session.set_credentials("111122223333", "secret")
        config = Config(retries={"max_attempts": 1}, read_timeout=TIMEOUT)
        client = session.create_client(
            "kinesis", region_name="eu-west-1", config=config, endpoint_url=self._endpoint
        )
        self._clients.callback(client.close)
        result = client.subscribe_to_shard(
            ConsumerARN="arn:aws:kinesis:eu-west-1:111122223333:stream/s/consumer/c:1",
            ShardId="shardId-000000000000",
            StartingPosition={"Type": "LATEST"},
        )
        if self._endpoint is not None:
            self._clients.callback(result["EventStream"].close)
        return result["EventStream"]

    def close(self) -> None:
        self._clients.close()
        self._transport.uninstall()
        self.emulator.stop()


@pytest.fixture(params=[True, False], ids=["in process", "HTTP"])
def house(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    house = House(request.param)
    yield house
    house.close()


def event(number: int) -> dict[str, Any]:
    record = {"SequenceNumber": str(number), "Data": b"x", "PartitionKey": "k"}
    return {"SubscribeToShardEvent": {"Records": [record], "ContinuationSequenceNumber": str(number)}}


def number_of(event: dict[str, Any]) -> str:
    number: str = event["SubscribeToShardEvent"]["ContinuationSequenceNumber"]
    return number


def test_an_event_is_read_before_the_next_one_is_made(house: House) -> None:
    was_read = [threading.Event() for _ in range(3)]
    made_too_early: list[int] = []

    def make(_: RequestContext) -> Events:
        for number, read in enumerate(was_read):
            yield event(number)
            if not read.wait(TIMEOUT):
                made_too_early.append(number)

    received = []
    for read, one in zip(was_read, house.subscribe(make), strict=True):
        received.append(number_of(one))
        read.set()

    assert received == ["0", "1", "2"]
    assert made_too_early == []


def test_an_exception_of_the_model_ends_the_stream(house: House) -> None:
    def make(_: RequestContext) -> Events:
        yield event(0)
        raise kinesis.ResourceInUseException("somebody else reads the shard")

    received: list[str] = []
    with pytest.raises(EventStreamError) as raised:
        received.extend(map(number_of, house.subscribe(make)))

    assert received == ["0"]
    assert raised.value.response["Error"] == {
        "Code": "ResourceInUseException",
        "Message": "somebody else reads the shard",
    }
    assert house.emulator.recorder.failures == []


def test_an_error_the_stream_does_not_name_is_told_by_its_code(house: House) -> None:
    def make(_: RequestContext) -> Events:
        yield from ()
        raise CommonServiceException("AccessDenied", "no")

    with pytest.raises(EventStreamError) as raised:
        list(house.subscribe(make))

    assert raised.value.response["Error"] == {"Code": "AccessDenied", "Message": "no"}
    assert house.emulator.recorder.failures == []


@pytest.mark.parametrize(
    "bad",
    [{"NoSuchEvent": {}}, {"SubscribeToShardEvent": {"Records": 1}}, None],
    ids=["name", "type", "none"],
)
def test_a_fault_of_the_provider_is_told_logged_and_recorded(
    house: House, bad: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def make(_: RequestContext) -> Events:
        yield event(0)
        yield bad

    received: list[str] = []
    with caplog.at_level(logging.ERROR), pytest.raises(EventStreamError) as raised:
        received.extend(map(number_of, house.subscribe(make)))

    assert received == ["0"]
    assert raised.value.response["Error"]["Code"] == "InternalError"
    assert "exception while calling kinesis.SubscribeToShard" in raised.value.response["Error"]["Message"]
    (failure,) = house.emulator.recorder.failures
    assert failure.startswith("kinesis.SubscribeToShard: ")
    assert any(record.exc_info for record in caplog.records)


def test_to_close_the_stream_closes_the_iterator(house: House) -> None:
    closed = threading.Event()

    def make(context: RequestContext) -> Events:
        try:
            yield event(0)
            # Over HTTP it is made ahead: what ends this wait is that the client has left.
            context.wait("nothing", context.clock.time() + 3600)
            yield event(1)
        finally:
            closed.set()

    stream = house.subscribe(make)
    assert number_of(next(iter(stream))) == "0"

    stream.close()

    assert closed.wait(TIMEOUT)


@pytest.mark.parametrize("house", [True], indirect=True, ids=["in process"])
def test_a_stream_nobody_holds_any_more_closes_the_iterator(house: House) -> None:
    closed = threading.Event()

    def make(_: RequestContext) -> Events:
        try:
            yield event(0)
        finally:
            closed.set()

    stream = house.subscribe(make)
    next(iter(stream))

    del stream
    gc.collect()

    assert closed.wait(TIMEOUT)


def test_a_checkpoint_does_not_wait_for_an_open_stream(house: House) -> None:
    def make(context: RequestContext) -> Events:
        yield event(0)
        while context.wait("nothing", context.clock.time() + 3600):
            pass
        yield event(1)

    stream = iter(house.subscribe(make))
    next(stream)

    house.emulator.checkpoint()
    house.emulator.waits.close()

    assert [number_of(one) for one in stream] == ["1"]


@pytest.mark.parametrize(
    "replace",
    [lambda emulator, checkpoint: emulator.restore(checkpoint), lambda emulator, _: emulator.reset()],
    ids=["restore", "reset"],
)
def test_a_stream_ends_with_the_state_it_reads_from(
    replace: Callable[[Emulator, Checkpoint], object],
) -> None:
    closed = threading.Event()

    def make() -> Events:
        try:
            yield event(0)
            yield event(1)
        finally:
            closed.set()

    with Emulator(Settings(port=0)) as emulator:
        checkpoint = emulator.checkpoint()
        context: Any = SimpleNamespace(emulator=emulator)
        events = GatedEvents(make(), context, lambda error: pytest.fail(repr(error)))
        first = next(events)
        replace(emulator, checkpoint)
        left = list(events)

    assert (number_of(dict(first)), left) == ("0", [])
    assert closed.is_set()


def test_a_provider_may_answer_without_a_stream(house: House) -> None:
    assert list(house.subscribe(lambda context: None)) == []  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("house", [True], indirect=True, ids=["in process"])
def test_a_fault_at_the_closing_is_recorded(house: House) -> None:
    def make(_: RequestContext) -> Events:
        try:
            yield event(0)
        finally:
            raise ValueError("the file was lost")

    stream = house.subscribe(make)
    next(iter(stream))
    stream.close()

    assert house.emulator.recorder.failures == ["kinesis.SubscribeToShard: ValueError('the file was lost')"]


def test_an_iterator_that_is_busy_is_closed_by_the_one_who_keeps_it_busy() -> None:
    started, go_on, closed = threading.Event(), threading.Event(), threading.Event()

    def make() -> Events:
        try:
            started.set()
            go_on.wait(TIMEOUT)
            yield event(0)
        finally:
            closed.set()

    source = EventSource(make())
    reading = threading.Thread(target=lambda: list(source))
    reading.start()
    started.wait(TIMEOUT)

    source.close()
    was_closed_before = closed.is_set()
    go_on.set()
    reading.join(TIMEOUT)

    assert (was_closed_before, closed.is_set(), list(source)) == (False, True, [])


def test_a_caller_inside_the_emulator_gets_the_iterator_itself(house: House) -> None:
    events = iter([event(0)])
    install(house.emulator, KinesisProvider(lambda context: events))
    parameters = {"ConsumerARN": "arn:aws:kinesis:eu-west-1:111122223333:stream/s/consumer/c:1",
                  "ShardId": "shardId-0", "StartingPosition": {"Type": "LATEST"}}  # fmt: skip

    result = house.emulator.gateway.call(
        "kinesis", "SubscribeToShard", parameters, "111122223333", "eu-west-1"
    )

    assert result["EventStream"] is events
