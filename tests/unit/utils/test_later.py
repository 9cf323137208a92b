"""`localstack.utils`: backoff, batching, scheduler."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import takewhile

import pytest

from localstack.utils.backoff import ExponentialBackoff
from localstack.utils.batching import Batcher
from localstack.utils.scheduler import ScheduledTask, Scheduler

TIMEOUT = 10


class Kept(Batcher[int]):
    """Keeps its batches."""

    def __init__(self, max_count: int | None = None, max_window: timedelta | None = None) -> None:
        super().__init__(max_count, max_window)
        self.batches: list[list[int]] = []
        self.came = threading.Event()

    def process_batch(self, batch: list[int]) -> None:
        self.batches.append(batch)
        self.came.set()


def waits(backoff: ExponentialBackoff, most: int = 20) -> list[float]:
    return list(takewhile(bool, (backoff.next_backoff() for _ in range(most))))


class TestBackoff:
    def test_waits_grow_to_a_limit(self) -> None:
        backoff = ExponentialBackoff(
            initial_interval=1, randomization_factor=0, multiplier=2, max_interval=5, max_retries=5
        )

        assert waits(backoff) == [1, 2, 4, 5, 5]
        assert (backoff.retries, backoff.time_elapsed) == (5, 17)
        backoff.reset()
        assert backoff.next_backoff() == 1

    def test_they_end_before_the_time_is_over(self) -> None:
        backoff = ExponentialBackoff(
            initial_interval=1, randomization_factor=0, multiplier=2, max_time_elapsed=6
        )

        assert waits(backoff) == [1, 2]

    def test_they_differ_at_random(self) -> None:
        backoff = ExponentialBackoff(initial_interval=10, randomization_factor=0.1, multiplier=1)

        assert all(9 <= wait <= 11 for wait in waits(backoff))

    def test_a_factor_beyond_one_is_refused(self) -> None:
        with pytest.raises(ValueError, match="from 0 to 1, not 2"):
            ExponentialBackoff(randomization_factor=2)


class TestBatcher:
    def test_a_full_one_is_handed_over(self) -> None:
        batcher = Kept(max_count=2)

        assert [batcher.add(number) for number in (1, 2, 3)] == [False, True, False]
        assert batcher.batches == [[1, 2]]
        assert batcher.get_current_size() == 1
        batcher.close()
        assert batcher.batches == [[1, 2], [3]]

    def test_many_at_once_are_split(self) -> None:
        batcher = Kept(max_count=2)

        assert batcher.add_all([1, 2, 3])
        assert batcher.batches == [[1, 2], [3]]

    def test_time_hands_over_what_there_is(self) -> None:
        batcher = Kept(max_count=10, max_window=timedelta(milliseconds=1))
        batcher.add(1)

        assert batcher.came.wait(TIMEOUT)
        assert batcher.batches == [[1]]

    def test_without_limits_nothing_waits(self) -> None:
        batcher = Kept()

        assert batcher.add(1)
        assert batcher.batches == [[1]]

    def test_a_count_below_one_is_refused(self) -> None:
        with pytest.raises(ValueError, match="at least 1, not 0"):
            Kept(max_count=0)


@pytest.fixture
def scheduler() -> Iterator[Scheduler]:
    made = Scheduler()
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.close()
    thread.join(TIMEOUT)
    assert not thread.is_alive()


class TestScheduler:
    def test_what_is_due_first_is_called_first(self, scheduler: Scheduler) -> None:
        calls: list[str] = []
        done = threading.Event()

        def last() -> None:
            calls.append("later")
            done.set()

        scheduler.schedule(last, start=time.time() + 0.05)
        scheduler.schedule(calls.append, args=("now",))

        assert done.wait(TIMEOUT)
        assert calls == ["now", "later"]

    def test_a_period_calls_again_until_it_is_cancelled(self, scheduler: Scheduler) -> None:
        calls = threading.Semaphore(0)
        task = scheduler.schedule(calls.release, period=0.001, fixed_rate=False)

        for _ in range(3):
            assert calls.acquire(timeout=TIMEOUT)

        task.cancel()
        assert task.is_cancelled
        assert task.next_deadline() is None

    def test_what_fails_is_told_and_stops_nobody(self, scheduler: Scheduler) -> None:
        errors: list[Exception] = []
        done = threading.Event()
        scheduler.schedule(lambda: 1 / 0, on_error=errors.append)
        scheduler.schedule(done.set)

        assert done.wait(TIMEOUT)
        assert [type(error) for error in errors] == [ZeroDivisionError]

    def test_a_closed_one_takes_nothing(self, scheduler: Scheduler) -> None:
        scheduler.close()

        with pytest.raises(RuntimeError, match="closed"):
            scheduler.schedule(print)

    def test_a_fixed_rate_counts_from_when_a_call_was_due(self) -> None:
        task = ScheduledTask(print, period=10, start=100.0)

        assert task.next_deadline() == 110.0
