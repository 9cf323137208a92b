"""Between functions that block and coroutines."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar

import pytest

from localstack.utils.asyncio import ensure_event_loop, run_async, run_coroutine, run_sync

WHO: ContextVar[str] = ContextVar("who", default="nobody")


def work(one: int, other: int = 0) -> tuple[int, str, str]:
    return one + other, WHO.get(), threading.current_thread().name


def test_a_function_that_blocks_runs_in_a_thread_with_the_callers_context() -> None:
    async def main() -> tuple[int, str, str]:
        WHO.set("me")
        return await run_sync(work, 1, other=2)

    result, who, thread = asyncio.run(main())

    assert (result, who) == (3, "me")
    assert thread != threading.current_thread().name


def test_the_thread_may_be_of_a_pool_of_the_callers() -> None:
    async def main(pool: ThreadPoolExecutor) -> tuple[int, str, str]:
        return await run_sync(work, 1, thread_pool=pool)

    with ThreadPoolExecutor(thread_name_prefix="mine") as pool:
        assert asyncio.run(main(pool))[2].startswith("mine")


async def answer() -> int:
    await asyncio.sleep(0)
    return 42


@pytest.mark.parametrize("run", [run_async, run_coroutine])
def test_a_coroutine_is_run_to_its_end(run: object) -> None:
    assert callable(run)
    assert run(answer()) == 42


def test_it_runs_in_a_loop_that_is_given() -> None:
    loop = asyncio.new_event_loop()
    try:
        assert run_async(answer(), loop) == 42
        assert run_async(answer(), loop=loop) == 42
    finally:
        loop.close()


def test_it_runs_in_a_loop_of_another_thread() -> None:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        assert run_async(answer(), loop) == 42
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_loop_does_not_wait_for_itself() -> None:
    async def main() -> None:
        run_async(answer())

    with pytest.raises(RuntimeError, match="await the coroutine"):
        asyncio.run(main())


def test_a_thread_has_a_loop_when_it_needs_one() -> None:
    loops: list[asyncio.AbstractEventLoop] = []

    def work() -> None:
        loop = ensure_event_loop()
        loops.append(loop)
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    async def main() -> bool:
        return ensure_event_loop() is asyncio.get_running_loop()

    assert loops[0].is_closed()
    assert asyncio.run(main())
