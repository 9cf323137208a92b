"""Pending work: what a provider will do later, kept as data in the realm and run when it is due.

Work is a :class:`Work` value under its due time and sequence number, so a checkpoint, a reset and
persistence cover it like any other state.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from localstack.clock import Clock
from localstack.state.realm import Realm

LOG = logging.getLogger(__name__)


class SettleTimeout(AssertionError):
    """Pending work did not come to rest in time; the message names what is left."""


@dataclass(frozen=True)
class Work:
    """One piece of pending work.

    :ivar due: virtual time, seconds since the epoch.
    :ivar handler: name of a provider method marked with `@pending_work`.
    """

    due: float
    sequence: int
    service: str
    handler: str
    arguments: Mapping[str, Any]
    account_id: str
    region: str

    def __str__(self) -> str:
        return f"{self.service}.{self.handler}({dict(self.arguments)})"


class Background:
    """Runs a realm's pending work: in its own thread as time passes, or in the caller's by :meth:`settle`.

    :param run: called with each piece of due work.
    """

    def __init__(self, realm: Realm, clock: Clock, run: Callable[[Work], None]) -> None:
        self._realm = realm
        self._clock = clock
        self._run = run
        self._sequence = 0
        self._running: list[Work] = []
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False

    def schedule(
        self,
        service: str,
        handler: str,
        arguments: Mapping[str, Any],
        account_id: str,
        region: str,
        due: float,
    ) -> None:
        """Add a piece of work; see :class:`Work` for the parameters."""
        with self._wake:
            self._sequence += 1
            work = Work(due, self._sequence, service, handler, dict(arguments), account_id, region)
            self._realm.pending[due, self._sequence] = work
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop, name="localstack-background", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def wake(self) -> None:
        """Look at the clock again."""
        with self._wake:
            self._wake.notify_all()

    def stop(self) -> None:
        """Stop the thread after the work it is at."""
        self._stopped = True
        self.wake()
        if self._thread is not None:
            self._thread.join(5)

    def run_due(self) -> int:
        """Run all work that is due, in order of (due, sequence), in this thread.

        :returns: how many pieces ran.
        """
        count = 0
        while (work := self._take()) is not None:
            self._execute(work)
            count += 1
        return count

    def settle(self, timeout: float) -> None:
        """Return when nothing is due or running.

        :param timeout: in real seconds.
        :raises SettleTimeout: when something still is by then.
        """
        if not self._realm.pending and not self._running:
            return
        deadline = time.monotonic() + timeout
        while True:
            ran = self.run_due()
            with self._wake:
                if not ran and not self._running:
                    return
                if time.monotonic() >= deadline:
                    left = ", ".join(map(str, [*self._running, *self._due()]))
                    raise SettleTimeout(f"still pending after {timeout:g} s: {left}")
                if self._running:
                    self._wake.wait(min(0.05, timeout))

    def next_due(self) -> float | None:
        """Give the virtual time of the next piece of work."""
        first = self._realm.pending.first()
        return first[0][0] if first else None

    def _due(self) -> list[Work]:
        now = self._clock.time()
        return [work for (due, _), work in self._realm.pending.items() if due <= now]

    def _take(self) -> Work | None:
        with self._wake:
            first = self._realm.pending.first()
            if first is None or first[0][0] > self._clock.time():
                return None
            key, work = first
            del self._realm.pending[key]
            self._running.append(work)
            return work  # type: ignore[no-any-return]

    def _execute(self, work: Work) -> None:
        generation = self._realm.generation
        try:
            self._run(work)
        except Exception:
            if generation == self._realm.generation:
                LOG.exception("pending work failed: %s", work)
            else:
                LOG.info("dropped: %s belongs to a state that is gone", work)
        finally:
            with self._wake:
                self._running.remove(work)
                self._wake.notify_all()

    def _loop(self) -> None:
        while not self._stopped:
            self.run_due()
            with self._wake:
                due = self.next_due()
                if due is None:
                    self._wake.wait()
                elif (remaining := due - self._clock.time()) > 0:
                    self._wake.wait(None if self._clock.is_frozen else remaining)
