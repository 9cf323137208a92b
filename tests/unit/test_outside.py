"""What goes on outside: waited for, completed in its own generation, dropped in any other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from localstack.background import SettleTimeout
from localstack.outside import Outside
from localstack.runtime import Emulator
from tests.unit.house import House


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    house.close()


@pytest.fixture
def emulator(house: House) -> Emulator:
    return house.emulator


def test_its_completion_changes_the_state_it_began_in(house: House, emulator: Emulator) -> None:
    delivery = Outside(emulator, "delivery")

    was_completed = delivery.complete(lambda: house.books.update(delivered="yes"))

    assert was_completed
    assert dict(house.books) == {"delivered": "yes"}


@pytest.mark.parametrize(
    "between",
    [
        lambda emulator, _: emulator.checkpoint(),
        lambda emulator, checkpoint: emulator.restore(checkpoint),
        lambda emulator, _: emulator.reset(),
    ],
    ids=["checkpoint", "restore", "reset"],
)
def test_a_late_one_is_dropped_and_logged(
    house: House,
    emulator: Emulator,
    caplog: pytest.LogCaptureFixture,
    between: Callable[[Emulator, Any], object],
) -> None:
    checkpoint = emulator.checkpoint()
    delivery = Outside(emulator, "delivery to http://example.com")
    between(emulator, checkpoint)

    with caplog.at_level(logging.WARNING):
        was_completed = delivery.complete(lambda: house.books.update(delivered="yes"))

    assert not was_completed
    assert dict(house.books) == {}
    assert caplog.messages == ["dropped, for the state it began in is gone: delivery to http://example.com"]


def test_a_completion_waits_for_the_gate(house: House, emulator: Emulator) -> None:
    delivery = Outside(emulator, "delivery")
    emulator.gate.close()
    thread = house.in_another_thread(lambda: delivery.complete(lambda: house.books.update(delivered="yes")))
    thread.join(0.01)
    was_waiting = thread.is_alive() and not house.books

    emulator.gate.open()
    thread.join(5)

    assert was_waiting
    assert dict(house.books) == {"delivered": "yes"}


def test_settling_waits_for_it(house: House, emulator: Emulator) -> None:
    delivery, settling = Outside(emulator, "delivery"), threading.Event()

    def settle() -> None:
        emulator.settle()
        settling.set()

    thread = house.in_another_thread(settle)
    was_waiting = not settling.wait(0.01)
    delivery.complete(lambda: None)
    thread.join(5)

    assert was_waiting
    assert settling.is_set()


def test_settling_does_what_the_completion_schedules(house: House, emulator: Emulator) -> None:
    done: list[str] = []
    delivery = Outside(emulator, "delivery")
    thread = house.in_another_thread(emulator.settle)

    delivery.complete(lambda: house.schedule(lambda *_: done.append("scheduled")))
    thread.join(5)

    assert done == ["scheduled"]


def test_one_that_does_not_end_is_named(emulator: Emulator) -> None:
    delivery = Outside(emulator, "delivery to http://example.com")

    with pytest.raises(SettleTimeout, match=r"delivery to http://example\.com"):
        emulator.settle(0.01)

    delivery.complete(lambda: None)


def test_it_ends_although_its_change_fails(emulator: Emulator) -> None:
    def fail() -> None:
        raise ValueError("no such shelf")

    with pytest.raises(ValueError, match="no such shelf"):
        Outside(emulator, "delivery").complete(fail)

    emulator.settle(0)


def test_it_does_not_keep_a_checkpoint_waiting(emulator: Emulator) -> None:
    delivery = Outside(emulator, "delivery")

    emulator.restore(emulator.checkpoint())

    assert not delivery.complete(lambda: None)
