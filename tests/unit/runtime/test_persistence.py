"""Persistence of a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.runtime.persistence import Persistence, Strategy
from localstack.state.persistence import StateError

ACCOUNT, REGION = "000000000000", "us-east-1"


@pytest.fixture
def make() -> Iterator[Any]:
    emulators: list[Emulator] = []

    def make() -> Emulator:
        emulators.append(Emulator(Settings(seed="test")))
        return emulators[-1]

    yield make
    for emulator in emulators:
        emulator.stop()


def _queues(emulator: Emulator) -> list[str]:
    answer = emulator.gateway.call("sqs", "ListQueues", {}, ACCOUNT, REGION)
    return [url.rpartition("/")[2] for url in answer.get("QueueUrls", [])]


def _create(emulator: Emulator, name: str) -> None:
    emulator.gateway.call("sqs", "CreateQueue", {"QueueName": name}, ACCOUNT, REGION)


@pytest.mark.parametrize("save", ["SCHEDULED", "ON_REQUEST", "ON_SHUTDOWN"])
def test_the_state_is_there_again(make: Any, tmp_path: Path, save: str) -> None:
    first, second = make(), make()
    persistence = Persistence(first, tmp_path, Strategy(save=save))
    persistence.start()
    _create(first, "q")
    persistence.close()

    again = Persistence(second, tmp_path, Strategy())
    again.start()
    again.close()

    assert _queues(second) == ["q"]


def test_only_orders_save_and_load_by_hand(make: Any, tmp_path: Path) -> None:
    first, second = make(), make()
    persistence = Persistence(first, tmp_path, Strategy(save="MANUAL"))
    persistence.start()
    _create(first, "unsaved")
    persistence.close()
    assert not (tmp_path / "manifest.json").exists()
    first.save(tmp_path)

    by_hand = Persistence(second, tmp_path, Strategy(load="MANUAL", save="MANUAL"))
    by_hand.start()

    assert _queues(second) == []
    by_hand.close()


def test_a_request_is_saved_when_it_has_been_answered(
    make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emulator, saved = make(), threading.Event()
    save = emulator.save

    def noted(folder: Path) -> None:
        save(folder)
        saved.set()

    monkeypatch.setattr(emulator, "save", noted)
    persistence = Persistence(emulator, tmp_path, Strategy(save="ON_REQUEST"))
    persistence.start()

    _queues(emulator)
    nothing = (tmp_path / "manifest.json").exists()
    _create(emulator, "q")

    assert saved.wait(10)
    assert not nothing
    persistence.close()


def test_a_folder_is_of_one_server(make: Any, tmp_path: Path) -> None:
    persistence = Persistence(make(), tmp_path, Strategy())

    with pytest.raises(StateError, match="another emulator keeps its state in"):
        Persistence(make(), tmp_path, Strategy())

    persistence.close()


def test_a_folder_that_cannot_be_written(make: Any) -> None:
    with pytest.raises(StateError, match="FILESYSTEM_ROOT names another"):
        Persistence(make(), Path("/dev/null/state"), Strategy())


def test_what_is_damaged_stops_the_start(make: Any, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")

    with pytest.raises(StateError, match="is damaged"):
        Persistence(make(), tmp_path, Strategy()).start()


def test_it_is_read_from_the_environment() -> None:
    assert Strategy.from_environment({}) is None
    assert Strategy.from_environment({"PERSISTENCE": "1"}) == Strategy("ON_STARTUP", "SCHEDULED", 15)
    assert Strategy.from_environment(
        {
            "PERSISTENCE": "1",
            "SNAPSHOT_LOAD_STRATEGY": "manual",
            "SNAPSHOT_SAVE_STRATEGY": "on_request",
            "SNAPSHOT_FLUSH_INTERVAL": "3",
        }
    ) == Strategy("MANUAL", "ON_REQUEST", 3)
