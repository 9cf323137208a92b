"""The emulator: its checkpoints over state, clock, pending work and long tail, and moving time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localstack.background import SettleTimeout
from localstack.gate import DrainTimeout
from localstack.runtime import Checkpoint, Emulator
from localstack.runtime import emulator as runtime
from tests.unit.house import ACCOUNT, EAST, House

START = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    house.close()


@pytest.fixture
def emulator(house: House) -> Emulator:
    return house.emulator


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "DRAIN_SECONDS", 0.01)


class TestCheckpoints:
    def test_state_and_clock_come_back(self, house: House, emulator: Emulator) -> None:
        house.books["kept"] = "kept"
        emulator.freeze(START)
        checkpoint = emulator.checkpoint()
        house.books["dropped"] = "dropped"
        emulator.advance(60)
        emulator.unfreeze()

        restored = emulator.restore(checkpoint)

        assert restored.undone == 1
        assert dict(house.books) == {"kept": "kept"}
        assert emulator.clock.now() == START

    def test_an_outer_one_closes_those_inside(self, house: House, emulator: Emulator) -> None:
        outer = emulator.checkpoint()
        house.books["outer"] = "1"
        inner = emulator.checkpoint()
        house.books["inner"] = "2"

        emulator.restore(outer)

        assert dict(house.books) == {}
        with pytest.raises(ValueError, match="the checkpoint is not open"):
            emulator.restore(inner)

    def test_one_that_was_restored_does_not_stand_for_the_next(
        self, house: House, emulator: Emulator
    ) -> None:
        first = emulator.checkpoint()
        emulator.restore(first)
        second = emulator.checkpoint()
        house.books["key"] = "value"

        with pytest.raises(ValueError, match="the checkpoint is not open"):
            emulator.restore(first)

        assert dict(house.books) == {"key": "value"}
        emulator.restore(second)
        assert dict(house.books) == {}

    def test_a_reset_is_undone(self, house: House, emulator: Emulator) -> None:
        house.books["key"] = "value"
        house.schedule(lambda *_: None, delay=60)
        checkpoint = emulator.checkpoint()
        emulator.reset()
        assert (len(house.books), len(emulator.realm.pending)) == (0, 0)

        emulator.restore(checkpoint)

        assert (len(house.books), len(emulator.realm.pending)) == (1, 1)

    def test_emulators_in_one_process_are_independent(self, house: House, emulator: Emulator) -> None:
        other = House()
        checkpoint = emulator.checkpoint()
        other_checkpoint = other.emulator.checkpoint()
        house.books["key"] = "one"
        other.books["key"] = "other"
        emulator.freeze(START)

        emulator.restore(checkpoint)

        assert dict(house.books) == {}
        assert dict(other.books) == {"key": "other"}
        assert not other.emulator.clock.is_frozen
        with pytest.raises(ValueError, match="the checkpoint is not open"):
            emulator.restore(other_checkpoint)
        other.close()


def hold_up(
    begun: threading.Event, may_go_on: threading.Event, then: Callable[[], object] = lambda: None
) -> Callable[..., None]:
    """Make a handler that tells that it has begun, and does its work when it may."""

    def handler(*_: object) -> None:
        begun.set()
        assert may_go_on.wait(5)
        then()

    return handler


class TestDraining:
    def test_a_restore_waits_for_requests(self, house: House, emulator: Emulator) -> None:
        checkpoint = emulator.checkpoint()
        emulator.gate.enter()
        restoring = house.in_another_thread(lambda: emulator.restore(checkpoint))
        restoring.join(0.01)
        was_waiting = restoring.is_alive()
        house.books["late"] = "late"

        emulator.gate.leave()
        restoring.join(5)

        assert was_waiting
        assert dict(house.books) == {}

    def test_what_pending_work_writes_late_is_undone_too(self, house: House, emulator: Emulator) -> None:
        begun, may_go_on = threading.Event(), threading.Event()

        checkpoint = emulator.checkpoint()
        house.schedule(hold_up(begun, may_go_on, lambda: house.books.update(late="late")))
        assert begun.wait(5)
        restoring = house.in_another_thread(lambda: emulator.restore(checkpoint))
        restoring.join(0.01)
        was_waiting = restoring.is_alive()

        may_go_on.set()
        restoring.join(5)

        assert was_waiting
        assert dict(house.books) == {}

    def test_work_that_began_before_a_checkpoint_ends_before_it(
        self, house: House, emulator: Emulator
    ) -> None:
        begun, may_go_on = threading.Event(), threading.Event()

        house.schedule(hold_up(begun, may_go_on, lambda: house.books.update(done="done")))
        assert begun.wait(5)
        opened: list[Checkpoint] = []
        opening = house.in_another_thread(lambda: opened.append(emulator.checkpoint()))
        opening.join(0.01)
        may_go_on.set()
        opening.join(5)

        emulator.restore(opened[0])

        assert dict(house.books) == {"done": "done"}
        assert len(emulator.realm.pending) == 0

    def test_a_wait_ends(self, house: House, emulator: Emulator) -> None:
        checkpoint = emulator.checkpoint()
        results: list[bool] = []

        def request() -> None:
            emulator.gate.enter()
            try:
                results.append(emulator.waits.wait("queue", emulator.clock.time() + 20))
            finally:
                emulator.gate.leave()

        waiting = house.in_another_thread(request)
        while not emulator.waits.count:
            pass

        emulator.restore(checkpoint)

        waiting.join(5)
        assert results == [False]

    def test_a_wait_that_would_begin_meanwhile_does_not(
        self, house: House, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checkpoint = emulator.checkpoint()
        inside, waits_ended = threading.Event(), threading.Event()
        results: list[bool] = []

        def request() -> None:
            emulator.gate.enter()
            inside.set()
            assert waits_ended.wait(5)
            results.append(emulator.waits.wait("queue", emulator.clock.time() + 20))
            emulator.gate.leave()

        end_waits = emulator.waits.close

        def end_waits_and_tell() -> None:
            end_waits()
            waits_ended.set()

        monkeypatch.setattr(emulator.waits, "close", end_waits_and_tell)
        house.in_another_thread(request)
        assert inside.wait(5)

        emulator.restore(checkpoint)

        assert results == [False]

    def test_a_request_that_comes_in_afterwards_can_wait(
        self, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order: list[str] = []
        monkeypatch.setattr(emulator.waits, "open", lambda: order.append("waits"))
        monkeypatch.setattr(emulator.gate, "open", lambda: order.append("gate"))

        emulator.checkpoint()

        assert order == ["waits", "gate"]

    @pytest.mark.usefixtures("impatient")
    def test_a_request_that_does_not_end_leaves_everything_as_it_was(
        self, house: House, emulator: Emulator
    ) -> None:
        checkpoint = emulator.checkpoint()
        house.books["key"] = "value"
        emulator.gate.enter()

        with pytest.raises(DrainTimeout):
            emulator.restore(checkpoint)

        assert dict(house.books) == {"key": "value"}
        emulator.gate.leave()
        self.assert_open(house)
        emulator.restore(checkpoint)
        assert dict(house.books) == {}

    @pytest.mark.usefixtures("impatient")
    def test_work_that_does_not_end_leaves_everything_as_it_was(
        self, house: House, emulator: Emulator
    ) -> None:
        begun, may_go_on = threading.Event(), threading.Event()
        checkpoint = emulator.checkpoint()
        house.books["key"] = "value"
        house.schedule(hold_up(begun, may_go_on))
        assert begun.wait(5)

        with pytest.raises(SettleTimeout, match=r"still running after 0.01 s: sts\.handler_0"):
            emulator.restore(checkpoint)

        assert dict(house.books) == {"key": "value"}
        may_go_on.set()
        emulator.settle()
        self.assert_open(house)
        emulator.restore(checkpoint)
        assert dict(house.books) == {}

    def assert_open(self, house: House) -> None:
        emulator = house.emulator
        emulator.gate.enter()
        seen = emulator.waits.notifications("queue")
        emulator.waits.notify("queue")
        assert emulator.waits.wait("queue", emulator.clock.time() + 20, seen)
        emulator.gate.leave()
        ran = threading.Event()
        house.schedule(lambda *_: ran.set())
        assert ran.wait(5)

    def test_a_second_one_does_not_let_requests_in_before_the_first_is_done(
        self, house: House, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checkpoint = emulator.checkpoint()
        house.long_tail.call("dynamodb")
        resetting, may_go_on, entered = threading.Event(), threading.Event(), threading.Event()

        def slow_reset(_: Iterable[str]) -> None:
            resetting.set()
            assert may_go_on.wait(5)

        monkeypatch.setattr(house.long_tail, "reset", slow_reset)
        house.in_another_thread(lambda: emulator.restore(checkpoint))
        assert resetting.wait(5)

        def enter() -> None:
            emulator.gate.enter()
            entered.set()

        second = house.in_another_thread(emulator.checkpoint)
        house.in_another_thread(enter)
        second.join(0.01)

        assert second.is_alive()
        assert not entered.is_set()
        may_go_on.set()
        assert entered.wait(5)
        emulator.gate.leave()


class TestLongTail:
    def test_what_was_called_inside_is_emptied(self, house: House, emulator: Emulator) -> None:
        checkpoint = emulator.checkpoint()
        house.long_tail.call("dynamodb", "sns")

        restored = emulator.restore(checkpoint)

        assert restored.reset == {"dynamodb", "sns"}
        assert restored.shared == frozenset()
        assert house.long_tail.resets == [{"dynamodb", "sns"}]

    def test_nothing_is_asked_of_it_when_nothing_was_called(self, house: House, emulator: Emulator) -> None:
        emulator.restore(emulator.checkpoint())

        assert house.long_tail.resets == []

    def test_what_an_outer_checkpoint_has_used_is_shared(self, house: House, emulator: Emulator) -> None:
        outer = emulator.checkpoint()
        house.long_tail.call("dynamodb")
        inner = emulator.checkpoint()
        house.long_tail.call("dynamodb", "sns")

        from_inner = emulator.restore(inner)
        from_outer = emulator.restore(outer)

        assert (from_inner.reset, from_inner.shared) == (frozenset({"sns"}), frozenset({"dynamodb"}))
        assert (from_outer.reset, from_outer.shared) == (frozenset({"dynamodb"}), frozenset())

    def test_what_was_used_before_any_checkpoint_is_shared(self, house: House, emulator: Emulator) -> None:
        house.long_tail.call("dynamodb")

        for _ in range(2):
            checkpoint = emulator.checkpoint()
            house.long_tail.call("dynamodb", "sns")
            restored = emulator.restore(checkpoint)

            assert (restored.reset, restored.shared) == (frozenset({"sns"}), frozenset({"dynamodb"}))

    def test_calls_inside_closed_checkpoints_count_for_the_one_around_them(
        self, house: House, emulator: Emulator
    ) -> None:
        outer = emulator.checkpoint()
        emulator.checkpoint()
        house.long_tail.call("sns")
        emulator.checkpoint()
        house.long_tail.call("ssm")

        assert emulator.restore(outer).reset == {"sns", "ssm"}

    def test_calls_after_a_restore_count_for_the_checkpoint_around_it(
        self, house: House, emulator: Emulator
    ) -> None:
        outer = emulator.checkpoint()
        emulator.restore(emulator.checkpoint())
        house.long_tail.call("sns")

        assert emulator.restore(outer).reset == {"sns"}

    @pytest.mark.parametrize("service", ["dynamodb", None], ids=["one", "all"])
    def test_what_was_reset_is_not_shared_any_more(
        self, house: House, emulator: Emulator, service: str | None
    ) -> None:
        house.long_tail.call("dynamodb")
        outer = emulator.checkpoint()
        house.long_tail.call("dynamodb")
        inner = emulator.checkpoint()
        emulator.reset(service)
        house.long_tail.call("dynamodb")

        assert emulator.restore(inner).reset == {"dynamodb"}
        assert emulator.restore(outer).reset == frozenset()

    def test_a_reset_of_an_account_leaves_those_of_others(self, house: House, emulator: Emulator) -> None:
        emulator.checkpoint()
        house.long_tail.call("dynamodb", "sns")

        emulator.reset("sns", "111111111111")
        emulator.reset(account_id="222222222222")

        assert house.long_tail.account_resets == [
            ("111111111111", {"sns"}),
            ("222222222222", {"dynamodb", "sns"}),
        ]
        assert house.long_tail.resets == []
        assert house.long_tail.touched == {"dynamodb", "sns"}

    def test_a_reset_of_a_native_service_leaves_it_alone(self, house: House, emulator: Emulator) -> None:
        house.long_tail.call("dynamodb")
        house.books["key"] = "value"

        emulator.reset("sts")

        assert dict(house.books) == {}
        assert house.long_tail.resets == []


class TestAdvancing:
    def test_work_is_done_at_its_time_in_order(self, house: House, emulator: Emulator) -> None:
        emulator.freeze(START)
        done: list[tuple[str, float]] = []

        def note(name: str) -> Callable[..., None]:
            return lambda *_: done.append((name, emulator.clock.time() - START.timestamp()))

        house.schedule(note("late"), 30)
        house.schedule(note("early"), 10)
        house.schedule(note("beyond"), 61)

        emulator.advance(60)

        assert done == [("early", 10), ("late", 30)]
        assert emulator.clock.time() == START.timestamp() + 60

    def test_work_that_work_schedules_on_the_way_is_done(self, house: House, emulator: Emulator) -> None:
        emulator.freeze(START)
        done: list[float] = []

        def tick(*_: object) -> None:
            done.append(emulator.clock.time() - START.timestamp())
            house.schedule(tick, 20)

        house.schedule(tick, 20)

        emulator.advance(70)

        assert done == [20, 40, 60]

    @given(delays=st.lists(st.floats(0, 1e6), max_size=4), seconds=st.floats(0, 1e6))
    def test_time_arrives_although_the_wall_clock_stands(self, delays: list[float], seconds: float) -> None:
        house = House()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(time, "time", lambda: 1_700_000_000.1)
            house.emulator.clock.shift(0.3)
            house.emulator.background.stop()
            start, done = house.emulator.clock.time(), []
            for delay in delays:
                house.schedule(lambda *_, delay=delay: done.append(delay), delay)

            house.emulator.advance(seconds)

            due = [delay for delay in delays if start + delay <= start + seconds]
            assert done == sorted(due, key=lambda delay: start + delay)
            assert abs(house.emulator.clock.time() - start - seconds) < 1e-5

    def test_waits_end_at_their_time(self, house: House, emulator: Emulator) -> None:
        results: list[bool] = []
        until = emulator.clock.time() + 20
        waiting = house.in_another_thread(lambda: results.append(emulator.waits.wait("queue", until)))
        while not emulator.waits.count:
            pass

        emulator.advance(20)

        waiting.join(5)
        assert results == [False]

    @pytest.mark.parametrize("seconds", [-1, float("nan")])
    def test_time_only_goes_forward(self, emulator: Emulator, seconds: float) -> None:
        before = emulator.clock.save()

        with pytest.raises(ValueError, match="time can only be advanced"):
            emulator.advance(seconds)

        assert emulator.clock.save() == before

    @pytest.mark.usefixtures("impatient")
    def test_work_that_never_comes_to_rest_is_named(self, house: House, emulator: Emulator) -> None:
        emulator.freeze(START)

        def again(*_: object) -> None:
            emulator.background.schedule("sts", "again", {}, ACCOUNT, EAST, emulator.clock.time())

        house.services.provider.again = again
        house.schedule(again, 10)

        with pytest.raises(SettleTimeout, match=r"sts\.again"):
            emulator.advance(60)

        assert emulator.clock.time() == START.timestamp() + 10
        emulator.reset()


class TestPendingWork:
    def test_a_handler_gets_a_context_of_its_service_and_its_arguments(
        self, house: House, emulator: Emulator
    ) -> None:
        got: list[tuple[Any, Any]] = []
        house.schedule(lambda context, arguments: got.append((context, arguments)))

        emulator.settle()

        ((context, arguments),) = got
        assert (context.service.name, context.account_id, context.region) == ("sts", ACCOUNT, EAST)
        assert arguments == {}

    @pytest.mark.parametrize(
        ("service", "error"), [("sts", "KeyError('gone')"), ("unknown", "no provider of unknown to run")]
    )
    def test_a_failure_is_a_fault_of_the_emulator(
        self, house: House, emulator: Emulator, service: str, error: str
    ) -> None:
        def fail(*_: object) -> None:
            raise KeyError("gone")

        house.schedule(fail, service=service)

        emulator.settle()

        (failure,) = emulator.recorder.failures
        assert failure.startswith(f"pending work {service}.handler_0({{}}): ")
        assert error in failure

    def test_a_wait_under_a_frozen_clock_has_it_done(self, house: House, emulator: Emulator) -> None:
        emulator.freeze()
        house.emulator.background.stop()
        house.schedule(lambda *_: house.books.update(key="value"))
        until = emulator.clock.time() + 20

        looks = [emulator.waits.wait("queue", until), emulator.waits.wait("queue", until)]

        assert looks == [True, False]
        assert dict(house.books) == {"key": "value"}

    def test_work_may_reset_what_it_belongs_to(self, house: House, emulator: Emulator) -> None:
        house.emulator.background.stop()
        house.books["key"] = "value"
        house.schedule(lambda *_: emulator.reset())

        emulator.settle()

        assert dict(house.books) == {}
        assert emulator.recorder.failures == []


def test_stopping_ends_waits_for_good(house: House, emulator: Emulator) -> None:
    results: list[bool] = []
    until = emulator.clock.time() + 20
    waiting = house.in_another_thread(lambda: results.append(emulator.waits.wait("queue", until)))
    while not emulator.waits.count:
        pass

    emulator.stop()

    waiting.join(5)
    assert results == [False]
    assert emulator.waits.wait("queue", until) is False


def test_a_reset_of_an_unknown_service_is_refused(emulator: Emulator) -> None:
    with pytest.raises(LookupError, match="'sqqs'"):
        emulator.reset("sqqs")
