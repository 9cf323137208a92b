"""Event streams through the in-process door for aiobotocore: read as they come, and closed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("aiobotocore", reason="aiobotocore holds botocore to a few releases: tox -e aio has it")

from botocore.exceptions import EventStreamError

from localstack.aws import spec
from localstack.aws.api import kinesis
from localstack.aws.wire import Request, Response
from tests.unit.aws.async_clients import Install, installing, open_client
from tests.unit.aws.event_streams import REQUEST_ID

TIMEOUT = 10
Events = Iterator[dict[str, Any]]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with installing() as install:
        yield install


def answering(events: Events) -> Any:
    """Give a gateway that answers a subscription with events."""
    operation = spec.load("kinesis").operation("SubscribeToShard")

    def handle(_: Request) -> Response:
        return operation.compiled("json").serialize({"EventStream": events}, REQUEST_ID)

    return handle


def event(number: int) -> dict[str, Any]:
    return {"SubscribeToShardEvent": {"Records": [], "ContinuationSequenceNumber": str(number)}}


async def subscribe(client: Any) -> Any:
    result = await client.subscribe_to_shard(
        ConsumerARN="arn:aws:kinesis:eu-west-1:111122223333:stream/s/consumer/c:1",
        ShardId="shardId-000000000000",
        StartingPosition={"Type": "LATEST"},
    )
    return result["EventStream"]


def test_an_event_is_read_before_the_next_one_is_made(install: Install) -> None:
    was_read = [threading.Event() for _ in range(3)]
    made_too_early: list[int] = []

    def make() -> Events:
        for number, read in enumerate(was_read):
            yield event(number)
            if not read.wait(TIMEOUT):
                made_too_early.append(number)

    install(answering(make()))

    async def call() -> list[str]:
        received: list[str] = []
        async with open_client("kinesis") as client:
            async for one in await subscribe(client):
                received.append(one["SubscribeToShardEvent"]["ContinuationSequenceNumber"])
                was_read[len(received) - 1].set()
        return received

    assert asyncio.run(call()) == ["0", "1", "2"]
    assert made_too_early == []


def test_an_exception_of_the_model_ends_the_stream(install: Install) -> None:
    def make() -> Events:
        yield event(0)
        raise kinesis.ResourceInUseException("somebody else reads the shard")

    install(answering(make()))

    async def call() -> None:
        async with open_client("kinesis") as client:
            async for _ in await subscribe(client):
                pass

    with pytest.raises(EventStreamError, match="somebody else reads the shard"):
        asyncio.run(call())


def test_to_close_the_stream_closes_the_iterator(install: Install) -> None:
    closed = threading.Event()

    def make() -> Events:
        try:
            for number in range(10):
                yield event(number)
        finally:
            closed.set()

    install(answering(make()))

    async def call() -> None:
        async with open_client("kinesis") as client:
            stream = await subscribe(client)
            async for _ in stream:
                break
            stream.close()

    asyncio.run(call())

    assert closed.wait(TIMEOUT)
