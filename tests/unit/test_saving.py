"""Saving and loading an emulator: what it holds, its clock and its pending work, whatever goes on meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from localstack.gate import DrainTimeout
from localstack.runtime import Emulator
from localstack.state.persistence import StateError
from tests.unit.house import House

START = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    house.close()


@pytest.fixture
def other() -> Iterator[House]:
    house = House()
    yield house
    house.close()


@pytest.fixture
def emulator(house: House) -> Emulator:
    return house.emulator


def test_another_emulator_goes_on_from_it(
    house: House, other: House, emulator: Emulator, tmp_path: Path
) -> None:
    emulator.freeze(START)
    house.books["title"] = "value"
    other.books["title"] = other.books["more"] = "other"
    emulator.save(tmp_path)

    other.emulator.load(tmp_path)

    assert dict(other.books) == {"title": "value"}
    assert other.emulator.clock.now() == START
    assert other.emulator.clock.is_frozen


def test_a_checkpoint_brings_back_what_was_before_loading(
    house: House, other: House, emulator: Emulator, tmp_path: Path
) -> None:
    house.books["title"] = "saved"
    emulator.save(tmp_path)
    other.books["title"] = "before"
    checkpoint = other.emulator.checkpoint()
    other.emulator.load(tmp_path)

    other.emulator.restore(checkpoint)

    assert dict(other.books) == {"title": "before"}


def test_what_cannot_be_loaded_changes_nothing(other: House, tmp_path: Path) -> None:
    other.books["title"] = "kept"

    with pytest.raises(StateError, match="no state is saved"):
        other.emulator.load(tmp_path)

    assert dict(other.books) == {"title": "kept"}


def test_pending_work_is_done_by_whoever_loads_it(
    house: House, other: House, emulator: Emulator, tmp_path: Path
) -> None:
    done: list[float] = []
    emulator.freeze(START)
    house.schedule(lambda *_: None, delay=60)
    emulator.save(tmp_path)
    other.services.provider.handler_0 = lambda *_: done.append(other.emulator.clock.time())

    other.emulator.load(tmp_path)
    other.schedule(lambda *_: done.append(0), delay=60)
    other.emulator.advance(60)

    assert done == [START.timestamp() + 60, 0]


def test_work_that_is_due_by_then_runs_without_being_asked(
    house: House, other: House, emulator: Emulator, tmp_path: Path
) -> None:
    done = threading.Event()
    emulator.freeze(START)
    house.schedule(lambda *_: None, delay=60)
    emulator.background.pause(1)
    emulator.clock.shift(60)
    emulator.clock.unfreeze()
    emulator.save(tmp_path)
    other.services.provider.handler_0 = lambda *_: done.set()

    other.emulator.load(tmp_path)

    assert done.wait(5)


def test_a_request_that_waits_goes_on_waiting(house: House, emulator: Emulator, tmp_path: Path) -> None:
    woken: list[bool] = []

    def request() -> None:
        emulator.gate.enter()
        with emulator.gate.parked():
            woken.append(emulator.waits.wait("shelf", emulator.clock.time() + 60))
        emulator.gate.leave()

    thread = house.in_another_thread(request)
    while not emulator.waits.count:
        thread.join(0.001)

    emulator.save(tmp_path)
    was_waiting = thread.is_alive()
    emulator.waits.notify("shelf")
    thread.join(5)

    assert was_waiting
    assert woken == [True]


def test_a_request_that_is_being_answered_ends_first(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localstack.runtime.emulator.DRAIN_SECONDS", 0.01)
    emulator.gate.enter()

    with pytest.raises(DrainTimeout):
        emulator.save(tmp_path)

    emulator.gate.leave()
    assert not (tmp_path / "manifest.json").exists()


def test_what_cannot_be_saved_leaves_what_was_saved(house: House, emulator: Emulator, tmp_path: Path) -> None:
    house.books["title"] = "saved"
    emulator.save(tmp_path)
    books: Any = house.books
    books["title"] = object()

    with pytest.raises(StateError, match="the state of sts cannot be saved"):
        emulator.save(tmp_path)

    emulator.load(tmp_path)
    assert dict(house.books) == {"title": "saved"}
