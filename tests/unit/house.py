"""An emulator with fakes around it, for the tests of what composes it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.state import BaseStore, LocalAttribute, Map
from localstack.state.persistence.capture import Owner

ACCOUNT, EAST = "000000000000", "us-east-1"


class ShelfStore(BaseStore):
    books = LocalAttribute(Map[str, str])


class FakeLongTail:
    """A long tail that only keeps account of what is asked of it."""

    def __init__(self) -> None:
        self.touched: set[str] = set()
        self.resets: list[set[str]] = []
        self.account_resets: list[tuple[str, set[str]]] = []
        self._used: set[str] = set()

    def call(self, *services: str) -> None:
        self.touched.update(services)
        self._used.update(services)

    def has(self, service: str) -> bool:
        return service in {"dynamodb", "sns", "ssm"}

    def used(self) -> set[str]:
        return set(self._used)

    def reset(self, services: Iterable[str]) -> None:
        self.resets.append(set(services))
        self._used -= self.resets[-1]

    def reset_account(self, account_id: str, services: Iterable[str]) -> None:
        self.account_resets.append((account_id, set(services)))

    def stop(self) -> None:
        pass


class FakeServices:
    """One provider for every service, with handlers of pending work that are functions of the test."""

    def __init__(self) -> None:
        self.provider = SimpleNamespace()

    def stop(self) -> None:
        pass

    def check_enabled(self, name: str) -> None:
        pass

    def require(self, name: str) -> Any:
        return SimpleNamespace(provider=self.provider) if name == "sts" else None

    def native(self) -> list[str]:
        return ["sts"]

    def owner(self, _: str) -> Owner:
        return Owner(__name__.rpartition(".")[0], ShelfStore, 1, lambda _schema, records: records)


class House:
    """An emulator with fakes around it, and threads that end with the test."""

    def __init__(self) -> None:
        self.emulator = Emulator(Settings(port=0, seed="test"))
        self.long_tail = FakeLongTail()
        self.services = FakeServices()
        self.emulator.long_tail = self.long_tail  # type: ignore[assignment]
        self.emulator.services = self.services  # type: ignore[assignment]
        self.threads: list[threading.Thread] = []

    @property
    def store(self) -> ShelfStore:
        return self.emulator.realm.store("sts", ShelfStore, ACCOUNT, EAST)

    @property
    def books(self) -> Map[str, str]:
        return self.store.books

    def schedule(self, handler: Callable[[Any, Any], object], delay: float = 0, service: str = "sts") -> None:
        name = f"handler_{len(vars(self.services.provider))}"
        setattr(self.services.provider, name, handler)
        due = self.emulator.clock.time() + delay
        self.emulator.background.schedule(service, name, {}, ACCOUNT, EAST, due)

    def in_another_thread(self, action: Callable[[], object]) -> threading.Thread:
        thread = threading.Thread(target=action)
        thread.start()
        self.threads.append(thread)
        return thread

    def close(self) -> None:
        self.emulator.stop()
        for thread in self.threads:
            thread.join(5)
            assert not thread.is_alive()
