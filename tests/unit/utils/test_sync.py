"""Waiting and taking turns."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest

from localstack.aws.connect import connect_to
from localstack.aws.sleeping import VirtualSleep
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.utils import sync


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    seconds: list[float] = []
    monkeypatch.setattr(sync, "time", SimpleNamespace(sleep=seconds.append))
    return seconds


def counting(good: int) -> Callable[[], int]:
    """Give a function that raises until its `good`th call."""
    calls = 0

    def call() -> int:
        nonlocal calls
        calls += 1
        if calls < good:
            raise ValueError(f"call {calls}")
        return calls

    return call


def test_a_function_is_called_until_it_raises_nothing(slept: list[float]) -> None:
    assert sync.retry(counting(3), retries=3, sleep=2, sleep_before=5) == 3
    assert slept == [5, 2, 2]


def test_what_the_last_call_raises_is_raised(slept: list[float]) -> None:
    with pytest.raises(ValueError, match="call 3"):
        sync.retry(counting(9), retries=2, sleep=1)

    assert slept == [1, 1]


def test_a_function_gets_the_arguments() -> None:
    assert sync.retry(lambda one, other: one + other, one=1, other=2) == 3


def test_a_condition_is_looked_at_until_it_holds_or_time_is_up(slept: list[float]) -> None:
    answers = iter([False, False, True])

    assert sync.poll_condition(lambda: next(answers), timeout=10, interval=2)
    assert not sync.poll_condition(lambda: False, timeout=1, interval=0.5)
    assert slept == [2, 2, 0.5, 0.5]


@pytest.mark.parametrize(
    ("strategy", "waits"),
    [("exponential", [1, 2, 4]), ("static", [1, 1, 1]), ("linear", [1, 2, 3])],
)
def test_waits_grow_as_the_strategy_says(
    slept: list[float], strategy: sync.Strategy, waits: list[float]
) -> None:
    assert not sync.wait_until(lambda: False, wait=1, max_retries=4, strategy=strategy)
    assert slept == waits


def test_no_wait_is_longer_than_the_limit(slept: list[float]) -> None:
    sync.wait_until(lambda: False, wait=100, max_retries=4, strategy="exponential")

    assert slept == [100, 200, 240]


def test_waiting_can_be_called_off(slept: list[float]) -> None:
    def fail() -> bool:
        raise sync.ShortCircuitWaitException

    assert not sync.wait_until(fail)
    assert sync.wait_until(lambda: True)
    assert slept == []


class TestUnderTheEmulator:
    """With the sleeps of SDKs taken over, as the plugin does."""

    @pytest.fixture
    def emulator(self) -> Iterator[Emulator]:
        with Emulator(Settings()) as emulator:
            sleep = VirtualSleep(emulator)
            sleep.install()
            yield emulator
            sleep.uninstall()

    def test_time_passes_virtually_for_what_asks_the_emulator(self, emulator: Emulator) -> None:
        before, started = emulator.clock.time(), time.monotonic()
        sqs = connect_to().sqs

        assert not sync.poll_condition(lambda: "QueueUrls" in sqs.list_queues(), timeout=3600, interval=900)

        assert emulator.clock.time() - before >= 3600
        assert time.monotonic() - started < 60

    def test_time_passes_really_for_anything_else(
        self, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = emulator.clock.time()
        slept: list[float] = []
        connect_to().sqs.list_queues()
        monkeypatch.setattr(time, "sleep", slept.append)

        sync.poll_condition(lambda: False, timeout=3600, interval=3600)

        assert slept == [3600]
        assert emulator.clock.time() - before < 60


def test_functions_that_share_a_lock_take_turns() -> None:
    lock = threading.Lock()
    held: list[bool] = []

    @sync.synchronized(lock)
    def work() -> None:
        held.append(lock.locked())

    work()

    assert (held, lock.locked()) == ([True], False)


def test_a_value_that_is_missing_is_made_once() -> None:
    made: list[int] = []
    entered, go = threading.Event(), threading.Event()

    def make() -> int:
        made.append(1)
        entered.set()
        go.wait(10)
        return len(made)

    values: sync.SynchronizedDefaultDict[str, int] = sync.SynchronizedDefaultDict(make)
    threads = [threading.Thread(target=lambda: values["key"]) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert entered.wait(10)
    go.set()
    for thread in threads:
        thread.join(10)

    assert (values["key"], len(made)) == (1, 1)


def test_something_is_done_once_even_when_it_raises() -> None:
    done: list[str] = []
    once, failing = sync.Once(), sync.Once()

    once.do(lambda: done.append("first"))
    once.do(lambda: done.append("second"))
    with pytest.raises(ZeroDivisionError):
        failing.do(lambda: 1 // 0)
    failing.do(lambda: done.append("third"))

    assert done == ["first"]
