"""The virtual clock follows freezegun and time-machine, and what is pending and waits follows it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import freezegun
import pytest
import time_machine

from tests.unit.house import House

START = datetime(2030, 1, 1, tzinfo=UTC)
Travel = Callable[[datetime], AbstractContextManager[Any]]


def travel_standing(to: datetime) -> AbstractContextManager[Any]:
    return time_machine.travel(to, tick=False)


each_library = pytest.mark.parametrize(
    "travel", [freezegun.freeze_time, travel_standing], ids=["freezegun", "time-machine"]
)


def move(traveller: Any, seconds: float) -> None:
    """Move a standing wall clock, as each library has it."""
    if hasattr(traveller, "tick"):
        traveller.tick(timedelta(seconds=seconds))
    else:
        traveller.shift(seconds)


@pytest.fixture
def house() -> Any:
    house = House()
    yield house
    house.close()


@each_library
def test_the_time_is_theirs(house: House, travel: Travel) -> None:
    clock = house.emulator.clock
    with travel(START) as traveller:
        first = clock.now()
        move(traveller, 90)
        second = clock.now()

    assert (first, second) == (START, START + timedelta(seconds=90))
    assert clock.now() != second


@each_library
def test_an_advance_comes_on_top(house: House, travel: Travel) -> None:
    with travel(START):
        house.emulator.advance(60)

        assert house.emulator.clock.now() == START + timedelta(seconds=60)


@each_library
def test_work_that_came_due_is_done(house: House, travel: Travel) -> None:
    done: list[datetime] = []
    with travel(START) as traveller:
        house.schedule(lambda *_: done.append(house.emulator.clock.now()), delay=60)
        house.emulator.settle()
        move(traveller, 61)

        house.emulator.settle()

    assert done == [START + timedelta(seconds=61)]


@each_library
def test_a_wait_ends_although_time_stands(house: House, travel: Travel) -> None:
    emulator = house.emulator
    with travel(START):
        assert not emulator.waits.wait("shelf", emulator.clock.time() + 0.05)


@each_library
def test_a_wait_ends_with_its_notification(house: House, travel: Travel) -> None:
    emulator = house.emulator
    with travel(START):
        woken: list[bool] = []
        thread = house.in_another_thread(
            lambda: woken.append(emulator.waits.wait("shelf", emulator.clock.time() + 60))
        )
        while not emulator.waits.count and thread.is_alive():
            thread.join(0.001)
        emulator.waits.notify("shelf")
        thread.join(5)

    assert woken == [True]
