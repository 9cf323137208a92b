"""Threads that give a result and can be asked to stop."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from localstack.utils.threads import FuncThread, start_thread, start_worker_thread


def test_the_result_is_a_future() -> None:
    thread = start_worker_thread(lambda number: number + 1, 41, name="adder")

    assert thread.result_future.result(10) == 42
    assert thread.daemon
    assert thread.name == "adder"


def test_what_a_quiet_one_raises_is_the_futures() -> None:
    thread = start_thread(lambda _: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        thread.result_future.result(10)


def test_what_another_raises_is_the_threads_too(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)

    start_thread(lambda _: 1 // 0, quiet=False).join(10)

    assert [one.exc_type for one in raised] == [ZeroDivisionError]


def test_one_is_asked_to_stop_once() -> None:
    stopped: list[FuncThread] = []
    thread = FuncThread(lambda _: None, on_stop=stopped.append)
    assert thread.running

    thread.stop()
    thread.stop()

    assert (thread.running, stopped) == (False, [thread])


@pytest.mark.parametrize("quiet", [True, False])
def test_what_stopping_raises_matters_unless_it_is_quiet(quiet: bool) -> None:
    thread = FuncThread(lambda _: None, on_stop=lambda _: 1 // 0)

    if quiet:
        thread.stop(quiet=True)
    else:
        with pytest.raises(ZeroDivisionError):
            thread.stop()
    assert not thread.running
