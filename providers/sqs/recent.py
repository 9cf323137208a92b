"""Things to remember for some minutes: deduplication ids, attempts to receive."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from localstack.state import Map, Queue, Record

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(eq=False)
class Recent(Record, Generic[K, V]):
    """Values by key, each until its time; forgetting costs no more than remembering did."""

    values: Map[K, tuple[float, V]] = field(default_factory=Map)
    order: Queue[tuple[float, K]] = field(default_factory=Queue)

    def add(self, key: K, value: V, now: float, seconds: float) -> None:
        """Remember a value, in place of the key's last one; `seconds` is the same in every call."""
        self._forget(now)
        until = now + seconds
        self.values[key] = (until, value)
        self.order.append((until, key))

    def get(self, key: K, now: float) -> V | None:
        """Give the value of a key if it is still remembered."""
        until, value = self.values.get(key, (0.0, None))
        return value if until > now else None

    def _forget(self, now: float) -> None:
        while self.order and next(iter(self.order))[0] <= now:
            until, key = self.order.popleft()
            if self.values[key][0] == until:
                del self.values[key]
