"""Virtual time: standing, running, moved; and waits that end by it, by arrival, by real time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localstack.clock import Caller, Clock, Deadline, Waits


class Wall:
    """The wall clock in a test's hands, as under freezegun."""

    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    wall = Wall()
    monkeypatch.setattr(time, "time", wall)
    return wall


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def in_lima(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/Lima")
        time.tzset()
        yield
    time.tzset()


class TestClock:
    def test_time_follows_the_wall_clock_when_that_is_replaced(self, clock: Clock, wall: Wall) -> None:
        wall.seconds = 86_400.0

        assert clock.time() == 86_400.0
        assert clock.now() == datetime(1970, 1, 2, tzinfo=UTC)

    def test_frozen_time_stands(self, clock: Clock, wall: Wall) -> None:
        clock.freeze()
        before = clock.time()
        wall.seconds += 60

        assert clock.is_frozen
        assert clock.time() == before

    @pytest.mark.parametrize(
        "at",
        [
            datetime(2030, 1, 1, 12),
            datetime(2030, 1, 1, 12, tzinfo=UTC),
            datetime(2030, 1, 1, 13, tzinfo=timezone(timedelta(hours=1))),
        ],
        ids=["no zone is UTC", "UTC", "another zone"],
    )
    @pytest.mark.usefixtures("in_lima")
    def test_time_is_frozen_at_a_moment(self, clock: Clock, at: datetime) -> None:
        clock.freeze(at)

        assert clock.now() == datetime(2030, 1, 1, 12, tzinfo=UTC)

    def test_time_runs_on_from_where_it_stood(self, clock: Clock, wall: Wall) -> None:
        clock.freeze(datetime(2030, 1, 1, tzinfo=UTC))
        clock.unfreeze()
        wall.seconds += 60

        assert not clock.is_frozen
        assert clock.now() == datetime(2030, 1, 1, 0, 1, tzinfo=UTC)

    def test_letting_time_run_that_runs_changes_nothing(self, clock: Clock) -> None:
        before = clock.save()

        clock.unfreeze()

        assert clock.save() == before

    @pytest.mark.parametrize("is_frozen", [False, True])
    @pytest.mark.parametrize("seconds", [90.5, -90.5])
    def test_time_is_moved(self, clock: Clock, seconds: float, is_frozen: bool) -> None:
        before = clock.time()
        if is_frozen:
            clock.freeze()

        clock.shift(seconds)

        assert clock.time() == before + seconds
        assert clock.is_frozen is is_frozen

    @given(
        st.lists(
            st.one_of(
                st.builds(lambda seconds: lambda clock: clock.shift(seconds), st.floats(-1e6, 1e6)),
                st.just(Clock.freeze),
                st.just(Clock.unfreeze),
            )
        )
    )
    def test_a_saved_setting_comes_back(self, changes: list[Callable[[Clock], None]]) -> None:
        clock = Clock()
        clock.shift(1000)
        saved = clock.save()

        for change in changes:
            change(clock)
        clock.load(saved)

        assert clock.save() == saved
        assert abs(clock.time() - time.time() - 1000) < 5

    @pytest.mark.parametrize(
        "change",
        [lambda clock: clock.freeze(), lambda clock: clock.shift(1), lambda clock: clock.load((5.0, None))],
    )
    def test_changes_are_told(self, clock: Clock, change: Callable[[Clock], None]) -> None:
        told: list[float] = []
        clock.on_change = lambda: told.append(clock.time())

        change(clock)

        assert told == [clock.time()]

    def test_a_thread_never_sees_half_a_change(self, clock: Clock) -> None:
        stop = threading.Event()
        seen: set[object] = set()

        def look() -> None:
            while not stop.is_set():
                seen.add(clock.time())

        reader = threading.Thread(target=look)
        reader.start()
        at = datetime.fromtimestamp(clock.time(), UTC)
        for _ in range(2_000):
            clock.freeze(at)
            clock.unfreeze()
        stop.set()
        reader.join()

        assert seen == {at.timestamp()}

    def test_moves_of_several_threads_add_up(self, clock: Clock) -> None:
        before = clock.time()

        def move() -> None:
            for _ in range(1_000):
                clock.shift(1)

        threads = [threading.Thread(target=move) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert clock.time() == before + 4_000


def test_a_deadline_comes_although_the_clocks_of_the_process_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 5.0)
    deadline = Deadline(0.001)

    threading.Event().wait(0.002)

    assert deadline.remaining == 0


class Waiter:
    """A thread that waits, and what its wait gave."""

    def __init__(
        self,
        waits: Waits,
        resource_id: str,
        until: float,
        seen: int | None = None,
        caller: Caller | None = None,
    ) -> None:
        self._waits = waits
        self._result: list[bool] = []

        def wait() -> None:
            with waits.on_behalf_of(caller or Caller()):
                self._result.append(waits.wait(resource_id, until, seen))

        self._thread = threading.Thread(target=wait)
        before = waits.count
        self._thread.start()
        while waits.count == before and self._thread.is_alive():
            pass

    def result(self) -> bool:
        self._thread.join(5)
        return self._result[0]


@pytest.fixture
def waits(clock: Clock) -> Waits:
    waits = Waits(clock)
    clock.on_change = waits.wake
    return waits


class TestWaits:
    def test_an_arrival_ends_the_waits_for_its_resource(self, waits: Waits, clock: Clock) -> None:
        waiters = [Waiter(waits, "queue", clock.time() + 20) for _ in range(2)]
        other = Waiter(waits, "other", clock.time() + 20)

        waits.notify("queue")

        assert [waiter.result() for waiter in waiters] == [True, True]
        assert waits.count == 1
        waits.cancel()
        assert other.result() is False
        assert waits.count == 0

    def test_an_arrival_between_look_and_wait_is_not_missed(self, waits: Waits, clock: Clock) -> None:
        seen = waits.notifications("queue")
        waits.notify("queue")

        assert waits.wait("queue", clock.time() + 20, seen) is True

    def test_an_arrival_before_the_look_does_not_end_the_wait(self, waits: Waits, clock: Clock) -> None:
        waits.notify("queue")
        seen = waits.notifications("queue")

        assert waits.wait("queue", clock.time() + 0.002, seen) is False

    def test_what_is_counted_does_not_grow_with_the_resources(self, waits: Waits) -> None:
        for number in range(5_000):
            waits.notify(f"queue-{number}")

        assert len(waits._notifications) < 5_000
        assert waits.count == 0

    def test_a_deadline_that_has_passed_is_not_waited_for(self, waits: Waits, clock: Clock) -> None:
        assert waits.wait("queue", clock.time()) is False

    def test_moving_time_beyond_the_deadline_ends_a_wait(self, waits: Waits, clock: Clock) -> None:
        waiter = Waiter(waits, "queue", clock.time() + 20)

        clock.shift(20)

        assert waiter.result() is False

    def test_moving_time_has_those_who_wait_look_again(self, waits: Waits, clock: Clock) -> None:
        waiter = Waiter(waits, "queue", clock.time() + 20)

        clock.shift(10)

        assert waiter.result() is True

    def test_real_time_ends_a_wait_although_the_wall_clock_stands(
        self, waits: Waits, clock: Clock, wall: Wall
    ) -> None:
        standing = wall.seconds

        assert waits.wait("queue", clock.time() + 0.002) is False
        assert clock.time() == standing

    def test_a_wait_may_be_as_long_as_can_be(self, waits: Waits) -> None:
        waiter = Waiter(waits, "queue", 1e300)

        waits.notify("queue")

        assert waiter.result() is True

    def test_cancelling_ends_the_waits_there_are(self, waits: Waits, clock: Clock) -> None:
        waiter = Waiter(waits, "queue", clock.time() + 20)

        waits.cancel()

        assert waiter.result() is False

    def test_no_wait_begins_while_waits_are_closed(self, waits: Waits, clock: Clock) -> None:
        waiter = Waiter(waits, "queue", clock.time() + 20)

        waits.close()

        assert waiter.result() is False
        assert waits.wait("queue", clock.time() + 20) is False

    def test_waits_begin_again_once_they_are_open(self, waits: Waits, clock: Clock) -> None:
        waits.close()
        waits.open()

        waiter = Waiter(waits, "queue", clock.time() + 20)

        waits.notify("queue")
        assert waiter.result() is True

    @pytest.mark.parametrize("has_worked", [False, True])
    def test_frozen_it_settles_what_is_due_and_returns(
        self, waits: Waits, clock: Clock, has_worked: bool
    ) -> None:
        clock.freeze()
        settled: list[str] = []

        def settle() -> bool:
            settled.append("settled")
            return has_worked

        waits.settle = settle

        assert waits.wait("queue", clock.time() + 20) is has_worked
        assert settled == ["settled"]

    def test_freezing_time_ends_a_wait(self, waits: Waits, clock: Clock) -> None:
        waiter = Waiter(waits, "queue", clock.time() + 20)

        clock.freeze()

        assert waiter.result() is True
        assert waits.wait("queue", clock.time() + 20) is False

    def test_a_caller_who_leaves_ends_their_own_wait_only(self, waits: Waits, clock: Clock) -> None:
        caller, other = Caller(), Caller()
        waiters = [Waiter(waits, "queue", clock.time() + 20, caller=who) for who in (caller, other)]

        assert waits.leave(caller) is True

        assert waiters[0].result() is False
        assert waits.count == 1
        waits.notify("queue")
        assert waiters[1].result() is True

    def test_no_wait_begins_for_a_caller_who_has_left(self, waits: Waits, clock: Clock) -> None:
        caller = Caller()

        assert waits.leave(caller) is False

        with waits.on_behalf_of(caller):
            assert waits.wait("queue", clock.time() + 20) is False
