"""The gate that requests pass: it closes for whoever has to have the realm to themselves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

DRAIN_SECONDS = 30.0
"""How long a checkpoint, restore, reset or save waits for what is going on, in real seconds."""


class DrainTimeout(AssertionError):
    """Requests were still being answered when the realm had to be closed for a checkpoint, restore, reset or save."""


class Gate:
    """Lets requests through, and closes to have the realm to itself.

    A request that waits for something to arrive is parked meanwhile: it changes nothing, so a save need not wait
    for it. One that has something to do again stays parked until the gate is open.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._parked = 0
        self._closed = False
        self._holding = False

    def enter(self) -> None:
        """Let a request in, once the gate is open."""
        with self._changed:
            while self._closed:
                self._changed.wait()
            self._inside += 1

    def leave(self) -> None:
        """Let a request out."""
        with self._changed:
            self._inside -= 1
            if self._closed:
                self._changed.notify_all()

    @contextmanager
    def parked(self) -> Iterator[None]:
        """Park a request that is inside."""
        with self._changed:
            self._parked += 1
            if self._closed:
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                while self._holding:
                    self._changed.wait()
                self._parked -= 1

    def close(self, timeout: float = DRAIN_SECONDS, past_parked: bool = False) -> None:
        """Keep requests out and wait until those inside have left.

        :param past_parked: leave out those that are parked, and hold them where they are.
        :raises DrainTimeout: when one has not left in time; the gate is open again then.
        """
        with self._changed:
            self._closed, self._holding = True, past_parked
            if not self._changed.wait_for(lambda: not self._remaining(), timeout):
                remaining = self._remaining()
                self.open()
                raise DrainTimeout(f"{remaining} requests were still being answered after {timeout:g} s")

    def open(self) -> None:
        """Let requests in again."""
        with self._changed:
            self._closed = self._holding = False
            self._changed.notify_all()

    def _remaining(self) -> int:
        return self._inside - (self._parked if self._holding else 0)
