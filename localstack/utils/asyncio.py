"""Between functions that block and coroutines."""

from __future__ import annotations

import asyncio
import functools
import queue
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

T = TypeVar("T")


async def run_sync(
    func: Callable[..., T], *args: Any, thread_pool: Executor | None = None, **kwargs: Any
) -> T:
    """Call a function that blocks in a thread, and wait for what it gives without blocking the loop.

    :param thread_pool: whose thread; the loop's own without it.
    """
    call = functools.partial(copy_context().run, func, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(thread_pool, call)


def run_coroutine(coroutine: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop | None = None) -> T:
    """Run a coroutine to its end, from code that is none.

    :param loop: that it runs in. One that runs in another thread has it run there; without it a new one.
    :raises RuntimeError: when this thread runs a loop: there, `await` it.
    """
    try:
        running = asyncio.get_running_loop()
    except RuntimeError:
        running = None
    if running is not None:
        coroutine.close()
        raise RuntimeError("this thread runs an event loop, which would wait for itself: await the coroutine")
    if loop is None:
        return asyncio.run(coroutine)
    if loop.is_running():
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    return loop.run_until_complete(coroutine)


def run_async(coro: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop | None = None) -> T:
    """Run a coroutine to its end; another name of :func:`run_coroutine`."""
    return run_coroutine(coro, loop)


def ensure_event_loop() -> asyncio.AbstractEventLoop:
    """Give the running loop, or a new one that is this thread's from now on."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        return loop


class AdaptiveThreadPool(Executor):
    """Some threads that are kept, and a thread more for each call that finds none of them free: no call ever waits.

    :param core_size: how many are kept.
    """

    def __init__(self, core_size: int = 30) -> None:
        self._core = ThreadPoolExecutor(core_size, thread_name_prefix="core")
        self._free = threading.Semaphore(core_size)
        self._is_shut_down = False

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call a function in a thread.

        :raises RuntimeError: when the pool is shut down.
        """
        if self._is_shut_down:
            raise RuntimeError("the pool is shut down")
        if self._free.acquire(blocking=False):
            future = self._core.submit(fn, *args, **kwargs)
            future.add_done_callback(lambda _: self._free.release())
            return future
        future = Future()
        call = functools.partial(fn, *args, **kwargs)
        threading.Thread(target=_settle, args=(future, call), name="extra", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no call any more.

        :param wait: for the calls of the threads that are kept.
        """
        self._is_shut_down = True
        self._core.shutdown(wait, cancel_futures=cancel_futures)


def _settle(future: Future[T], call: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(call())
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the caller's
        future.set_exception(error)


async def receive_from_queue(source: queue.Queue[T]) -> T:
    """Wait for what a thread puts into a queue, without blocking the loop; a wait that is cancelled takes nothing."""
    while True:
        try:
            return source.get_nowait()
        except queue.Empty:
            await asyncio.sleep(0.01)
