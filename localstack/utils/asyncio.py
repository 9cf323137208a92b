"""Between functions that block and coroutines."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
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
