"""Pending work: run in order, by time, in one thread after the other; settled; paused."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localstack.background import Background, SettleTimeout, Work
from localstack.clock import Clock
from localstack.state import SortedMap
from localstack.state.realm import Realm

START = 1_700_000_000.0


class Office:
    """A realm with pending work whose handlers are functions of the test.

    :ivar done: the arguments of what ran, in order.
    """

    def __init__(self) -> None:
        self.realm = Realm()
        self.clock = Clock()
        self.clock.load((0.0, START))
        self.background = Background(self.realm, self.clock, self._run)
        self.clock.on_change = self.background.wake
        self.handlers: dict[str, Callable[[Any], object]] = {}
        self.done: list[Any] = []
        self.threads: list[threading.Thread] = []

    def schedule(self, argument: object, delay: float = 0, handler: str = "note") -> None:
        due = self.clock.time() + delay
        self.background.schedule("library", handler, {"it": argument}, "0" * 12, "us-east-1", due)

    def in_another_thread(self, action: Callable[[], object]) -> threading.Thread:
        thread = threading.Thread(target=action)
        thread.start()
        self.threads.append(thread)
        return thread

    def _run(self, work: Work) -> None:
        argument = work.arguments["it"]
        self.handlers.get(work.handler, lambda _: None)(argument)
        self.done.append(argument)


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    yield office
    office.background.stop()
    for thread in office.threads:
        thread.join(5)
        assert not thread.is_alive()


@pytest.fixture
def idle(office: Office) -> Office:
    """An office whose own thread does nothing, so that the test's does it all."""
    office.background.stop()
    return office


def test_what_may_come_early_is_due_at_once(idle: Office) -> None:
    idle.schedule("late", 3600)
    idle.schedule("early", 3600, "note_early")

    idle.background.hasten(lambda work: work.handler == "note_early")
    idle.background.settle(5)

    assert idle.done == ["early"]


class Blockade:
    """A handler that stands still until it is let go."""

    def __init__(self) -> None:
        self.is_reached = threading.Event()
        self._is_open = threading.Event()

    def __call__(self, argument: object) -> None:
        self.is_reached.set()
        assert self._is_open.wait(5)

    def open(self) -> None:
        self._is_open.set()


@pytest.fixture
def blockade(office: Office) -> Iterator[Blockade]:
    blockade = Blockade()
    office.handlers["block"] = blockade
    yield blockade
    blockade.open()


class TestOrder:
    @given(delays=st.lists(st.integers(0, 5)))
    def test_work_runs_in_order_of_due_time_and_of_scheduling(self, delays: list[int]) -> None:
        office = Office()
        office.background.stop()
        for sequence, delay in enumerate(delays):
            office.schedule((delay, sequence), delay)
        office.clock.shift(3)

        count = office.background.run_due()

        expected = sorted((delay, sequence) for sequence, delay in enumerate(delays) if delay <= 3)
        assert office.done == expected
        assert count == len(expected)

    def test_work_that_work_schedules_takes_its_place(self, idle: Office) -> None:
        idle.handlers["spawn"] = lambda _: idle.schedule("spawned", -1)
        idle.schedule("first", handler="spawn")
        idle.schedule("second")

        idle.background.settle(5)

        assert idle.done == ["first", "spawned", "second"]

    def test_no_thread_overtakes_another(self, office: Office, blockade: Blockade) -> None:
        office.schedule("first", handler="block")
        assert blockade.is_reached.wait(5)
        office.schedule("second")

        ran_meanwhile = office.background.run_due()
        blockade.open()
        office.background.settle(5)

        assert ran_meanwhile == 0
        assert office.done == ["first", "second"]

    def test_work_that_settles_runs_the_rest_inside_it(self, idle: Office) -> None:
        idle.handlers["settle"] = lambda _: idle.background.settle(5)
        idle.schedule("outer", handler="settle")
        idle.schedule("inner")

        idle.background.settle(5)

        assert idle.done == ["inner", "outer"]


class TestOwnThread:
    def test_what_is_due_is_run_without_being_asked(self, office: Office) -> None:
        ran = threading.Event()
        office.handlers["tell"] = lambda _: ran.set()

        office.schedule("now", handler="tell")

        assert ran.wait(5)

    def test_what_comes_due_by_moving_time_is_run(self, office: Office) -> None:
        ran = threading.Event()
        office.handlers["tell"] = lambda _: ran.set()
        office.schedule("later", 3600, handler="tell")

        office.clock.shift(3600)

        assert ran.wait(5)

    def test_what_comes_due_by_itself_is_run(self, office: Office) -> None:
        ran = threading.Event()
        office.handlers["tell"] = lambda _: ran.set()
        office.clock.unfreeze()

        office.schedule("soon", 0.002, handler="tell")

        assert ran.wait(5)

    def test_work_that_a_restore_brings_back_is_run(self, office: Office) -> None:
        ran = threading.Semaphore(0)
        office.handlers["tell"] = lambda _: ran.release()
        office.schedule("later", 3600, handler="tell")
        depth = office.realm.checkpoint()
        office.clock.shift(3600)
        assert ran.acquire(timeout=5)

        office.background.pause(5)
        office.realm.restore(depth)
        office.background.resume()

        assert ran.acquire(timeout=5)

    def test_it_begins_with_the_first_work(self, office: Office) -> None:
        before = threading.active_count()

        office.background.settle(5)
        office.background.wake()

        assert threading.active_count() == before

    def test_it_ends_at_once_when_stopped(self, office: Office) -> None:
        before = threading.active_count()
        office.schedule("far away", 1e12)
        assert threading.active_count() == before + 1

        office.background.stop()

        assert threading.active_count() == before

    def test_it_does_not_begin_again_once_stopped(self, idle: Office) -> None:
        before = threading.active_count()

        idle.schedule("never")

        assert threading.active_count() == before

    def test_no_look_at_the_clock_is_one_freezegun_takes_for_threading(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """freezegun gives real time when `threading` is among the five calls above the one for the time."""
        looked = threading.Semaphore(0)
        too_near: list[str] = []

        def fake_time() -> float:
            frame = sys._getframe(1)
            for _ in range(5):
                if frame.f_globals["__name__"].startswith("threading"):
                    too_near.append(frame.f_code.co_name)
                assert frame.f_back is not None
                frame = frame.f_back
            if threading.current_thread().name == "localstack-background":
                looked.release()
            return START

        monkeypatch.setattr(time, "time", fake_time)
        office.clock.unfreeze()

        office.schedule("later", 0.005)

        # When it takes work, and when it computes how long to rest, each time twice.
        assert all(looked.acquire(timeout=5) for _ in range(4))
        assert too_near == []


class TestSettling:
    def test_it_returns_at_once_when_only_later_work_is_left(self, office: Office) -> None:
        office.schedule("later", 60)

        office.background.settle(0)

        assert office.done == []

    def test_it_waits_for_what_another_thread_runs(self, office: Office, blockade: Blockade) -> None:
        office.schedule("first", handler="block")
        assert blockade.is_reached.wait(5)

        settling = office.in_another_thread(lambda: office.background.settle(5))
        settling.join(0.01)
        was_waiting = settling.is_alive()
        blockade.open()
        settling.join(5)

        assert was_waiting
        assert office.done == ["first"]

    def test_what_runs_too_long_is_named(self, office: Office, blockade: Blockade) -> None:
        office.schedule("stuck", handler="block")
        assert blockade.is_reached.wait(5)
        office.schedule("behind it")

        with pytest.raises(SettleTimeout) as error:
            office.background.settle(0.01)

        assert str(error.value) == (
            "still pending after 0.01 s: library.block({'it': 'stuck'}), library.note({'it': 'behind it'})"
        )

    def test_work_that_goes_on_scheduling_is_named(self, idle: Office) -> None:
        idle.handlers["again"] = lambda argument: idle.schedule(argument, handler="again")
        idle.schedule("endless", handler="again")

        with pytest.raises(SettleTimeout, match=r"library\.again\(\{'it': 'endless'\}\)"):
            idle.background.settle(0.01)

    def test_no_time_is_enough_for_what_is_left(self, idle: Office) -> None:
        idle.schedule("now")

        idle.background.settle(0)

        assert idle.done == ["now"]


class TestFailures:
    def test_a_failure_is_logged_with_its_work_and_the_rest_goes_on(
        self, idle: Office, caplog: pytest.LogCaptureFixture
    ) -> None:
        idle.handlers["fail"] = lambda _: [][0]
        idle.schedule("broken", handler="fail")
        idle.schedule("fine")

        idle.background.settle(5)

        assert idle.done == ["fine"]
        (record,) = caplog.records
        assert record.levelno == logging.ERROR
        assert record.getMessage() == "pending work failed: library.fail({'it': 'broken'})"
        assert record.exc_info is not None

    def test_an_interrupt_comes_through_and_leaves_nothing_running(self, idle: Office) -> None:
        def interrupt(_: object) -> None:
            raise KeyboardInterrupt

        idle.handlers["interrupt"] = interrupt
        idle.schedule("interrupted", handler="interrupt")

        with pytest.raises(KeyboardInterrupt):
            idle.background.settle(5)

        idle.background.pause(0)


class TestPausing:
    def test_nothing_begins_while_paused(self, office: Office) -> None:
        office.background.pause(5)
        office.schedule("now")

        ran = office.background.run_due()
        office.background.settle(0)

        assert ran == 0
        assert office.done == []

    def test_work_goes_on_once_resumed(self, office: Office) -> None:
        ran = threading.Event()
        office.handlers["tell"] = lambda _: ran.set()
        office.background.pause(5)
        office.schedule("now", handler="tell")

        office.background.resume()

        assert ran.wait(5)

    def test_it_waits_for_what_is_running(self, office: Office, blockade: Blockade) -> None:
        office.schedule("first", handler="block")
        assert blockade.is_reached.wait(5)
        done_when_paused: list[list[Any]] = []

        def pause() -> None:
            office.background.pause(5)
            done_when_paused.append(list(office.done))

        pausing = office.in_another_thread(pause)
        pausing.join(0.01)
        assert pausing.is_alive()
        blockade.open()
        pausing.join(5)

        assert done_when_paused == [["first"]]

    def test_what_runs_too_long_is_named_and_work_goes_on(self, office: Office, blockade: Blockade) -> None:
        office.schedule("stuck", handler="block")
        assert blockade.is_reached.wait(5)

        with pytest.raises(SettleTimeout, match=r"still running after 0.01 s: library\.block"):
            office.background.pause(0.01)

        office.schedule("behind it")
        blockade.open()
        office.background.settle(5)
        assert office.done == ["stuck", "behind it"]


class TestUnderCheckpoints:
    def test_work_done_since_is_pending_again(self, idle: Office) -> None:
        idle.schedule("before")
        depth = idle.realm.checkpoint()
        idle.background.settle(5)
        idle.schedule("since")

        idle.realm.restore(depth)

        idle.background.settle(5)
        assert idle.done == ["before", "before"]

    def test_sequences_go_on_after_a_restore(self, idle: Office) -> None:
        depth = idle.realm.checkpoint()
        idle.schedule("dropped")
        idle.realm.restore(depth)

        idle.schedule("first")
        idle.schedule("second")

        idle.background.settle(5)
        assert idle.done == ["first", "second"]


def test_settling_waits_for_what_is_just_being_taken(idle: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    taken, go_on = threading.Event(), threading.Event()
    remove = SortedMap.__delitem__

    def remove_slowly(pending: SortedMap[Any, Any], key: Any) -> None:
        remove(pending, key)
        taken.set()
        go_on.wait(5)

    idle.schedule("only")
    monkeypatch.setattr(SortedMap, "__delitem__", remove_slowly)
    idle.in_another_thread(idle.background.run_due)
    assert taken.wait(5)

    def settle() -> None:
        idle.background.settle(5)
        idle.done.append("settled")

    settling = idle.in_another_thread(settle)

    settling.join(0.05)
    go_on.set()
    settling.join(5)

    assert idle.done == ["only", "settled"]
