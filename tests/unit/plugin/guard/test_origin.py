"""The line of the user's code, in threads, tasks and libraries."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path
from typing import Any

import pytest

import localstack
import pytest_localstack
from pytest_localstack.guard.origin import caller, is_users

HERE = Path(__file__).name

# The frames of 100 threads are objects only once somebody looks: they set a collection off, and what that finalizes
# starts a thread.
COLLECTION_WHILE_THREADS_ARE_LOOKED_AT = """
import _thread, gc, time
from pytest_localstack.guard.origin import caller

class Garbage:
    def __init__(self):
        self.itself = self

    def __del__(self):
        _thread.start_new_thread(int, ())

def wait():
    waiting.append(None)
    held.acquire()

caller()
held = _thread.allocate_lock()
held.acquire()
waiting = []
for _ in range(100):
    _thread.start_new_thread(wait, ())
while len(waiting) < 100:
    time.sleep(0.001)
gc.collect()
Garbage()
gc.set_threshold(50)
caller()
print("collecting" if gc.isenabled() else "not collecting")
"""

# Threads that look at the same time, and change places as often as they can.
LOOKS_AT_THE_SAME_TIME = """
import gc, sys, threading
from pytest_localstack.guard.origin import caller

def look():
    for _ in range(2000):
        caller()

sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=look) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("collecting" if gc.isenabled() else "not collecting")
"""


def through_a_library() -> str:
    """Call `caller` as a library would: no frame of this file between the two."""
    code = compile("found = caller()", str(Path(sysconfig.get_path("purelib"), "library.py")), "exec")
    space: dict[str, Any] = {"caller": caller}
    exec(code, space)
    return str(space["found"])


def line_of(text: str) -> int:
    lines = Path(__file__).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.endswith(text))


def test_the_innermost_line_of_the_user_s() -> None:
    found = through_a_library()

    assert found.endswith(f"{HERE}:{line_of('exec(code, space)')}")


def test_a_thread_is_named() -> None:
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(caller()), name="worker")

    thread.start()
    thread.join()

    assert found[0].endswith(" (thread 'worker')")


def test_a_thread_of_libraries_only_is_told_by_what_the_main_thread_does() -> None:
    found: list[str] = []
    space: dict[str, Any] = {"caller": caller, "found": found}
    library = str(Path(sysconfig.get_path("purelib"), "library.py"))
    exec(compile("def run(): found.append(caller())", library, "exec"), space)
    thread = threading.Thread(target=space["run"], name="worker")

    thread.start()
    thread.join()  # waits

    start = "an unknown line of thread 'worker', while the main thread was at "
    assert found[0].startswith(start)
    assert found[0].partition(f"{HERE}:")[2] in {
        str(line_of("thread.join()  # waits") - 1),
        str(line_of("# waits")),
    }


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(COLLECTION_WHILE_THREADS_ARE_LOOKED_AT, id="collection"),
        pytest.param(LOOKS_AT_THE_SAME_TIME, id="threads"),
    ],
)
def test_looking_at_the_threads_stops_nothing_and_leaves_collecting_on(code: str) -> None:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)

    assert run.stdout == "collecting\n", run.stderr


def test_a_task_of_a_library_is_told_by_who_waits_for_it() -> None:
    library = str(Path(sysconfig.get_path("purelib"), "library.py"))
    space: dict[str, Any] = {"caller": caller, "asyncio": asyncio}
    source = """
async def work():
    await asyncio.sleep(0)
    return caller()

async def get():
    return await asyncio.shield(asyncio.create_task(work()))
"""
    exec(compile(source, library, "exec"), space)

    async def main() -> str:
        return str(await space["get"]())

    found = asyncio.run(main())

    assert found.endswith(f'{HERE}:{line_of("""return str(await space["get"]())""")}')


@pytest.mark.parametrize(
    "filename",
    [
        json.__file__,
        str(Path(sysconfig.get_path("purelib"), "requests", "api.py")),
        str(Path(sysconfig.get_path("scripts"), "pytest")),
        pytest_localstack.__file__,
        str(Path(localstack.__path__[0], "runtime.py")),
        "<frozen runpy>",
    ],
)
def test_what_is_not_the_user_s(filename: str) -> None:
    assert not is_users(filename)


def test_what_is_the_user_s() -> None:
    assert is_users(__file__)
