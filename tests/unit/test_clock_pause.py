"""A paused clock: time stands, and no deadline or wait comes to its end meanwhile."""

from __future__ import annotations

import threading
import time

import pytest

from localstack.clock import Clock, Deadline, Waits


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pass_real_time(seconds: float = 0.03) -> None:
    threading.Event().wait(seconds)


def test_time_stands_and_runs_on_from_there(clock: Clock) -> None:
    clock.pause()
    before = clock.time()
    pass_real_time()
    assert clock.time() == before
    clock.resume()

    assert before <= clock.time() < time.time()


def test_it_counts_as_running_meanwhile(clock: Clock) -> None:
    clock.pause()

    assert not clock.is_frozen
    assert clock.save()[1] is None


def test_it_can_be_moved_meanwhile(clock: Clock) -> None:
    clock.pause()
    clock.shift(60)
    clock.resume()

    assert 59 < clock.time() - time.time() < 61


def test_a_frozen_clock_stays_frozen(clock: Clock) -> None:
    clock.freeze()
    clock.pause()
    clock.resume()

    assert clock.is_frozen


def test_freezing_and_unfreezing_meanwhile_holds_afterwards(clock: Clock) -> None:
    clock.pause()
    clock.freeze()
    clock.resume()
    assert clock.is_frozen

    clock.pause()
    clock.unfreeze()
    assert not clock.is_frozen
    before = clock.time()
    pass_real_time()
    assert clock.time() == before
    clock.resume()

    assert clock.save()[1] is None


def test_pausing_twice_and_resuming_once_is_enough(clock: Clock) -> None:
    clock.pause()
    clock.pause()
    clock.resume()
    clock.resume()

    assert not clock.is_paused


def test_a_deadline_does_not_come_meanwhile(clock: Clock) -> None:
    deadline = Deadline(0.02, clock)
    clock.pause()
    pass_real_time()
    assert deadline.remaining > 0

    clock.resume()
    pass_real_time()

    assert deadline.remaining == 0


def test_a_deadline_set_meanwhile_comes(clock: Clock) -> None:
    clock.pause()
    deadline = Deadline(0.02, clock)
    pass_real_time()

    assert deadline.remaining == 0


def test_a_wait_goes_on_until_its_time_comes_after_all(clock: Clock) -> None:
    waits = Waits(clock)
    clock.on_change = waits.wake
    ended = threading.Event()

    def wait() -> None:
        until = clock.time() + 0.05
        while waits.wait("queue", until):
            continue
        ended.set()

    thread = threading.Thread(target=wait)
    thread.start()
    while not waits.count:
        continue
    clock.pause()
    assert not ended.wait(0.2)
    clock.resume()

    assert ended.wait(30)
    thread.join()


def test_a_wait_that_begins_meanwhile_takes_real_time(clock: Clock) -> None:
    clock.pause()

    assert not Waits(clock).wait("queue", clock.time() + 0.02)
