"""Virtual time, and waiting by it.

Virtual time is the wall clock plus an offset, so it follows freezegun and time-machine. Frozen, it stands
until it is advanced; unfreezing goes on from there.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """The one source of time of an emulator."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._frozen_at: float | None = None
        self.on_change: Callable[[], None] = lambda: None

    def time(self) -> float:
        """Give the virtual time in seconds since the epoch."""
        return time.time() + self._offset if self._frozen_at is None else self._frozen_at

    def now(self) -> datetime:
        """Give the virtual time as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.time(), UTC)

    @property
    def is_frozen(self) -> bool:
        """Whether time stands until it is advanced."""
        return self._frozen_at is not None

    def freeze(self, at: datetime | None = None) -> None:
        """Let time stand, at a given moment or now."""
        self._frozen_at = self.time() if at is None else at.timestamp()
        self.on_change()

    def unfreeze(self) -> None:
        """Let time run on from where it stands."""
        if self._frozen_at is not None:
            self._offset = self._frozen_at - time.time()
            self._frozen_at = None
            self.on_change()

    def shift(self, seconds: float) -> None:
        """Move time by some seconds, without doing the work that comes due; see :meth:`Emulator.advance`."""
        if self._frozen_at is None:
            self._offset += seconds
        else:
            self._frozen_at += seconds
        self.on_change()

    def save(self) -> tuple[float, float | None]:
        """Give the clock's setting, to hand to :meth:`load`."""
        return self._offset, self._frozen_at

    def load(self, setting: tuple[float, float | None]) -> None:
        """Go back to a setting."""
        if setting != (self._offset, self._frozen_at):
            self._offset, self._frozen_at = setting
            self.on_change()


class Waits:
    """Requests that wait for something to arrive, and what ends their wait.

    A wait ends when its resource is notified, when its time has come (by the clock being moved or by time
    passing), and when all waits are cancelled.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: defaultdict[str, set[threading.Event]] = defaultdict(set)
        self._lock = threading.Lock()
        self._cancellations = 0

    def wait(self, resource_id: str, until: float) -> bool:
        """Wait until a resource is notified, at most until a virtual time; a frozen clock does not wait.

        :returns: `True` when the resource was notified or the clock moved, `False` when the time has come
            or the wait was cancelled.
        """
        remaining = until - self._clock.time()
        if remaining <= 0 or self._clock.is_frozen:
            return False
        event = threading.Event()
        with self._lock:
            cancellations = self._cancellations
            self._waiting[resource_id].add(event)
        try:
            # The real time-out counts too: under freezegun the virtual deadline never comes by itself.
            woken = event.wait(remaining)
        finally:
            with self._lock:
                self._waiting[resource_id].discard(event)
                if not self._waiting[resource_id]:
                    del self._waiting[resource_id]
        return woken and cancellations == self._cancellations and self._clock.time() < until

    def notify(self, resource_id: str) -> None:
        """End the waits for one resource."""
        if resource_id in self._waiting:
            with self._lock:
                for event in self._waiting.get(resource_id, ()):
                    event.set()

    def wake(self) -> None:
        """Have every wait look at the clock again."""
        with self._lock:
            for events in self._waiting.values():
                for event in events:
                    event.set()

    def cancel(self) -> None:
        """End every wait."""
        self._cancellations += 1
        self.wake()

    @property
    def count(self) -> int:
        """How many requests wait."""
        return sum(len(events) for events in list(self._waiting.values()))
