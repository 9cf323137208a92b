"""Which line of the user's code made a call: the innermost frame that is neither a library's nor ours."""

from __future__ import annotations

import functools
import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import localstack

LIBRARY_FOLDERS = ("site-packages", "dist-packages")

# Held while collecting is off, that no two threads take each other's pause for the state to go back to. A finalizer
# that runs just before may come here again in its thread.
_uncollected = threading.RLock()


def caller() -> str:
    """Give `file:line` of the user's code that is being run, or what is known of the thread when there is none.

    In an event loop a library may work in a task of its own: then the lines that the loop's other tasks wait at
    are given, before those that started the loop.
    """
    thread = threading.current_thread()
    beside = "" if thread is threading.main_thread() else f" (thread {thread.name!r})"
    outermost = _frame_of_task()
    for frame in _outwards(sys._getframe(1)):
        if is_users(frame.f_code.co_filename):
            return _place(frame) + beside
        if frame is outermost and (waiting := list(dict.fromkeys(_waiting()))):
            return " or ".join(waiting) + beside
    return f"an unknown line of thread {thread.name!r}{_meanwhile()}"


def is_users(filename: str) -> bool:
    """Tell whether a file of code is the user's: not the standard library's, a package's or ours."""
    if filename.startswith(_not_the_users()):
        return False
    return not any(folder in filename for folder in LIBRARY_FOLDERS)


@functools.cache
def _not_the_users() -> tuple[str, ...]:
    # Only for a violation: what sysconfig reads takes milliseconds.
    import sysconfig

    python = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "scripts")}
    folders = (*python, Path(__file__).parents[1], *localstack.__path__)
    return ("<", *(f"{folder}{os.sep}" for folder in folders))


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _frame_of_task() -> FrameType | None:
    """Give the outermost frame of the task that the event loop is running in this thread."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or asyncio._get_running_loop() is None:
        return None
    task = asyncio.current_task()
    return None if task is None else getattr(task.get_coro(), "cr_frame", None)


def _waiting() -> Iterator[str]:
    """Give the innermost line of the user's in each task of the running event loop."""
    for task in sys.modules["asyncio"].all_tasks():
        frames = [frame for frame in _awaited(task.get_coro()) if is_users(frame.f_code.co_filename)]
        if frames:
            yield _place(frames[-1])


def _awaited(coroutine: Any) -> Iterator[FrameType]:
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "ag_frame", None)
        if frame is not None:
            yield frame
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "ag_await", None)


def _meanwhile() -> str:
    """Tell where the main thread is: it often waits for what a pool's thread does."""
    main = _frames_of_threads().get(threading.main_thread().ident or 0)
    users = (frame for frame in _outwards(main) if is_users(frame.f_code.co_filename))
    frame = next(users, None)
    return f", while the main thread was at {_place(frame)}" if frame is not None else ""


def _frames_of_threads() -> dict[int, FrameType]:
    """Give the innermost frame of each thread, by the thread's identifier.

    CPython 3.11 holds a lock meanwhile that threads take to start and end: a collection in between, whose finalizers
    start a thread or let another one run, would stop the process for good.
    """
    with _uncollected:
        collecting = gc.isenabled()
        gc.disable()
        try:
            return sys._current_frames()
        finally:
            if collecting:
                gc.enable()


def _place(frame: FrameType) -> str:
    path = frame.f_code.co_filename
    here = f"{os.getcwd()}{os.sep}"
    return f"{path.removeprefix(here)}:{frame.f_lineno}"
