"""The in-process door for aiobotocore among tasks: blocking, concurrency, cancellation, under asyncio and trio."""

from __future__ import annotations

import asyncio
import contextvars
import threading
import warnings
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("aiobotocore", reason="aiobotocore holds botocore to a few releases: tox -e aio has it")

from aiobotocore.httpsession import AIOHTTPSession
from aiobotocore.httpxsession import HttpxSession

from localstack.aws.body import Body
from localstack.aws.wire import Request, Response
from localstack.clock import Clock
from tests.unit.aws.async_clients import Install, account, identity, installing, open_client


@pytest.fixture(autouse=True)
def addresses_of_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have clients ask AWS's own addresses, also when this run has an emulator of its own."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


@pytest.fixture
def install() -> Iterator[Install]:
    with installing() as install:
        yield install


@pytest.fixture(
    params=[AIOHTTPSession, pytest.param(HttpxSession, marks=pytest.mark.filterwarnings("ignore:.*httpx"))],
    ids=["aiohttp", "httpx"],
)
def session_class(request: pytest.FixtureRequest) -> Any:
    """Each of aiobotocore's HTTP sessions."""
    if request.param is HttpxSession:
        pytest.importorskip("httpx", reason="aiobotocore's HttpxSession needs httpx")
    return request.param


def test_the_event_loop_goes_on_while_the_gateway_blocks(install: Install, session_class: Any) -> None:
    released = threading.Event()

    def wait(request: Request) -> Response:
        assert released.wait(10)
        return identity(request)

    emulator = install(wait)

    async def call() -> str:
        async with open_client("sts", session_class) as client:
            task = asyncio.create_task(account(client))
            await until(lambda: bool(emulator.requests))
            released.set()
            return await task

    assert asyncio.run(call()) == "1"


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0)


def test_requests_are_answered_at_the_same_time(install: Install) -> None:
    together = threading.Barrier(60)

    def meet(request: Request) -> Response:
        together.wait(10)
        return identity(request)

    install(meet)

    async def call() -> list[str]:
        async with open_client("sts") as client:
            return await asyncio.gather(*(account(client) for _ in range(60)))

    assert asyncio.run(call()) == ["1"] * 60


def test_context_variables_are_those_of_the_task(install: Install) -> None:
    variable = contextvars.ContextVar("variable", default="")
    seen = []

    def look(request: Request) -> Response:
        seen.append(variable.get())
        return identity(request)

    install(look)

    async def call() -> None:
        variable.set("of the task")
        async with open_client("sts") as client:
            await account(client)

    asyncio.run(call())

    assert seen == ["of the task"]


def test_a_cancelled_task_ends_the_wait_of_its_request(install: Install, session_class: Any) -> None:
    ended: list[bool] = []

    def poll(request: Request) -> Response:
        emulator.waits.wait("queue", emulator_clock.time() + 600)
        ended.append(True)
        return identity(request)

    emulator_clock = Clock()
    emulator = install(poll)

    async def call() -> None:
        async with open_client("sts", session_class) as client:
            task = asyncio.create_task(account(client))
            await until(lambda: emulator.waits.count == 1)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert task.cancelled()

    asyncio.run(call())

    assert ended == [True]


def test_only_the_wait_of_the_cancelled_task_ends(install: Install) -> None:
    clock = Clock()

    def poll(request: Request) -> Response:
        emulator.waits.wait("queue", clock.time() + 600)
        return identity(request)

    emulator = install(poll)

    async def call() -> str:
        async with open_client("sts") as client:
            tasks = [asyncio.create_task(account(client)) for _ in range(2)]
            await until(lambda: emulator.waits.count == 2)
            tasks[0].cancel()
            await asyncio.gather(tasks[0], return_exceptions=True)
            assert emulator.waits.count == 1
            emulator.waits.notify("queue")
            return await tasks[1]

    assert asyncio.run(call()) == "1"


def test_the_answer_to_a_cancelled_task_is_closed(install: Install) -> None:
    released, closed = threading.Event(), threading.Event()

    def answer(_: Request) -> Response:
        assert released.wait(10)
        return Response(200, [("Content-Length", "1")], Body(iter([b"x"]), 1, close=closed.set))

    emulator = install(answer)

    async def call() -> None:
        async with open_client("s3") as client:
            task = asyncio.create_task(client.get_object(Bucket="bucket", Key="key"))
            await until(lambda: bool(emulator.requests))
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(call())
    released.set()

    assert closed.wait(10)


def test_trio_is_served_too(install: Install) -> None:
    trio = pytest.importorskip("trio", reason="one of the loops that httpx runs under")
    pytest.importorskip("httpx", reason="aiobotocore's HttpxSession needs httpx")
    install(lambda _: Response(200, [("Content-Length", "6")], Body(iter([b"abc", b"def"]), 6)))

    async def call() -> bytes:
        async with open_client("s3", HttpxSession) as client:
            answer = await client.get_object(Bucket="bucket", Key="key")
            content: bytes = await answer["Body"].read()
            return content

    assert run_with_trio(trio, call) == b"abcdef"


def test_a_cancelled_scope_of_trio_ends_the_wait_of_its_request(install: Install) -> None:
    trio = pytest.importorskip("trio", reason="one of the loops that httpx runs under")
    pytest.importorskip("httpx", reason="aiobotocore's HttpxSession needs httpx")
    ended: list[bool] = []

    def poll(request: Request) -> Response:
        emulator.waits.wait("queue", Clock().time() + 600)
        ended.append(True)
        return identity(request)

    emulator = install(poll)

    async def call() -> list[bool]:
        async with open_client("sts", HttpxSession) as client, trio.open_nursery() as nursery:
            nursery.start_soon(account, client)
            with trio.fail_after(10):
                while emulator.waits.count == 0:
                    await trio.sleep(0)
            nursery.cancel_scope.cancel()
        return ended

    assert run_with_trio(trio, call) == [True]


def run_with_trio(trio: Any, call: Callable[[], Awaitable[Any]]) -> Any:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*httpx")
        return trio.run(call)
