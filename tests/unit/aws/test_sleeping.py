"""The sleeps of SDKs pass virtual time when the emulator answered, and real time when somebody else did."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from types import ModuleType, SimpleNamespace
from typing import Any

import botocore.endpoint
import botocore.session
import botocore.waiter
import pytest

from localstack.aws.in_process import InProcessTransport
from localstack.aws.sleeping import ANSWERED_HERE, VirtualSleep
from localstack.aws.wire import Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

START = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings(port=0)) as emulator:
        emulator.freeze(START)
        emulator.unfreeze()
        yield emulator


@pytest.fixture
def sleeper(emulator: Emulator) -> Iterator[VirtualSleep]:
    sleeper = VirtualSleep(emulator)
    sleeper.install()
    yield sleeper
    sleeper.uninstall()


@pytest.fixture
def virtual(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What is slept by the emulator's clock, without the time it takes."""
    seconds: list[float] = []
    advance = emulator.advance

    def slept(duration: float) -> None:
        seconds.append(duration)
        advance(duration)

    monkeypatch.setattr(emulator, "advance", slept)
    return seconds


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What is slept for real, without the time it takes."""
    seconds: list[float] = []
    monkeypatch.setattr(time, "sleep", seconds.append)
    return seconds


@pytest.fixture
def client(emulator: Emulator) -> Iterator[Any]:
    transport = InProcessTransport(emulator)
    transport.install()
    session = botocore.session.Session()
    yield session.create_client(
        "sqs",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        endpoint_url=emulator.url,
    )
    transport.uninstall()


def passed(emulator: Emulator) -> int:
    return int((emulator.clock.now() - START).total_seconds())


def answering(emulator: Emulator, statuses: list[int]) -> None:
    """Have the gateway answer with these statuses, one after the other."""

    def handle(_: Request) -> Response:
        body = b"{}"
        headers = [("Content-Type", "application/x-amz-json-1.0"), ("Content-Length", str(len(body)))]
        return Response(statuses.pop(0), headers, body)

    setattr(emulator.gateway, "handle", handle)  # noqa: B010 - a method is replaced


def waiter(client: Any) -> Any:
    model = botocore.waiter.WaiterModel(
        {
            "version": 2,
            "waiters": {
                "Queues": {
                    "operation": "ListQueues",
                    "delay": 300,
                    "maxAttempts": 5,
                    "acceptors": [{"state": "success", "matcher": "status", "expected": 200}],
                }
            },
        }
    )
    return botocore.waiter.create_waiter_with_client("Queues", model, client)


@pytest.mark.usefixtures("sleeper")
def test_retries_pass_virtual_time(
    emulator: Emulator, client: Any, virtual: list[float], slept: list[float]
) -> None:
    answering(emulator, [500, 500, 200])

    client.list_queues()

    assert len(virtual) == 2
    assert slept == []


@pytest.mark.usefixtures("sleeper")
def test_so_do_waiters(emulator: Emulator, client: Any, virtual: list[float], slept: list[float]) -> None:
    answering(emulator, [202, 202, 200])

    waiter(client).wait()

    assert virtual == [300, 300]
    assert passed(emulator) >= 600
    assert slept == []


@pytest.mark.usefixtures("sleeper")
def test_a_frozen_clock_stands(emulator: Emulator, client: Any, slept: list[float]) -> None:
    emulator.freeze(START)
    answering(emulator, [202, 202, 200])

    waiter(client).wait()

    assert emulator.clock.now() == START
    assert slept == []


@pytest.mark.usefixtures("sleeper")
def test_what_comes_due_meanwhile_is_done(emulator: Emulator, client: Any) -> None:
    done: list[int] = []
    emulator.background._run = lambda _: done.append(passed(emulator))
    emulator.background.schedule("sqs", "work", {}, "000000000000", "us-east-1", START.timestamp() + 450)
    answering(emulator, [202, 202, 200])

    waiter(client).wait()

    assert len(done) == 1
    assert 450 <= done[0] < 600


@pytest.mark.usefixtures("sleeper")
def test_requests_answered_elsewhere_sleep_for_real(virtual: list[float], slept: list[float]) -> None:
    ANSWERED_HERE.set(False)
    stand_in: Any = botocore.endpoint

    stand_in.time.sleep(1.5)

    assert slept == [1.5]
    assert virtual == []


@pytest.mark.usefixtures("sleeper")
def test_all_else_of_the_module_is_as_it_was() -> None:
    stand_in: Any = botocore.waiter

    assert stand_in.time.monotonic is time.monotonic
    assert stand_in.time.__name__ == "time"
    assert time.sleep is not stand_in.time.sleep


def test_it_is_given_back(emulator: Emulator) -> None:
    modules = (vars(botocore.waiter), vars(botocore.endpoint))
    before = [module["time"] for module in modules]
    sleeper = VirtualSleep(emulator)
    sleeper.install()
    meanwhile = [module["time"] for module in modules]

    sleeper.uninstall()

    assert [module["time"] for module in modules] == before
    assert not set(map(id, meanwhile)) & set(map(id, before))


class TestAsynchronous:
    @pytest.fixture
    def module(self, emulator: Emulator) -> Iterator[Any]:
        """A module that sleeps as aiobotocore's do."""
        module: Any = ModuleType("aiobotocore.waiter")
        module.asyncio = asyncio
        module.anyio = None
        sleeper = VirtualSleep(emulator)
        sleeper._take_over(module)
        yield module
        sleeper.uninstall()
        assert module.asyncio is asyncio

    def test_a_task_passes_virtual_time(self, module: Any, virtual: list[float]) -> None:
        turns: list[str] = []

        async def other() -> None:
            turns.append("other")

        async def task() -> None:
            ANSWERED_HERE.set(True)
            another = asyncio.create_task(other())
            await module.asyncio.sleep(3600)
            turns.append("task")
            await another

        asyncio.run(task())

        assert virtual == [3600]
        assert turns == ["other", "task"]

    def test_one_answered_elsewhere_sleeps_for_real(
        self, module: Any, virtual: list[float], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)

        monkeypatch.setattr(asyncio, "sleep", sleep)

        async def task() -> None:
            ANSWERED_HERE.set(False)
            await module.asyncio.sleep(2)

        asyncio.run(task())

        assert slept == [2]
        assert virtual == []


def test_a_name_that_is_no_module_is_left_alone(emulator: Emulator) -> None:
    module: Any = SimpleNamespace(time="noon")

    VirtualSleep(emulator)._take_over(module)

    assert module.time == "noon"
