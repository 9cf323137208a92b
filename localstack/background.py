"""Pending work: what a provider will do later, kept as data in the realm and run when it is due.

Work is a :class:`Work` value under its due time and sequence number, so a checkpoint, a reset and
persistence cover it like any other state.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from localstack.clock import Clock, Deadline
from localstack.state.realm import Realm

LOG = logging.getLogger(__name__)

# The wall clock may be moved without a word, by freezegun and time-machine: the thread looks at it this often.
LOOK_SECONDS = 1.0
# Under a clock that stands, what is nearly due stays so; the thread must not spin meanwhile.
LEAST_PAUSE_SECONDS = 0.01


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

    One piece runs at a time, so the order of (due, sequence) holds whichever thread it is; work that settles
    runs what is due inside its own run.

    :param run: called with each piece of due work.
    :ivar completed: how many pieces have run.
    """

    def __init__(self, realm: Realm, clock: Clock, run: Callable[[Work], None]) -> None:
        self._realm = realm
        self._clock = clock
        self._run = run
        self._sequence = 0
        self._running: list[Work] = []
        self._runner: int | None = None
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._paused = False
        self._stopped = False
        self._outside: list[str] = []
        self.completed = 0

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
        with self._changed:
            self._sequence += 1
            work = Work(due, self._sequence, service, handler, dict(arguments), account_id, region)
            self._realm.pending[due, self._sequence] = work
            self._start()
            self._changed.notify_all()

    def wake(self) -> None:
        """Look at the clock again."""
        with self._changed:
            self._changed.notify_all()

    def begin_outside(self, description: str) -> None:
        """Count something that goes on outside as running; see :class:`localstack.outside.Outside`."""
        with self._changed:
            self._outside.append(description)

    def end_outside(self, description: str) -> None:
        """Count it no longer."""
        with self._changed:
            self._outside.remove(description)
            self.completed += 1
            self._changed.notify_all()

    def stop(self) -> None:
        """Stop the thread after the work it is at."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(5)

    def pause(self, timeout: float) -> None:
        """Begin no more work until :meth:`resume`, and return when none is running.

        :param timeout: in real seconds.
        :raises SettleTimeout: when some still is by then; work goes on as before.
        """
        with self._changed:
            self._paused = True
            if not self._changed.wait_for(lambda: not self._runs_elsewhere(), timeout):
                left = ", ".join(map(str, self._running))
                self.resume()
                raise SettleTimeout(f"still running after {timeout:g} s: {left}")

    def resume(self) -> None:
        """Go on after :meth:`pause`."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def run_due(self) -> int:
        """Run all work that is due, in order of (due, sequence), in this thread.

        :returns: how many pieces ran; none while another thread is at one, which goes on with the rest.
        """
        count = 0
        while self._run_next():
            count += 1
        return count

    def hasten(self, may_come_early: Callable[[Work], bool]) -> None:
        """Have work be due now that need not wait for its time.

        :param may_come_early: tells whether a piece of work is such.
        """
        pending = self._realm.pending
        if not pending:
            return
        with self._changed:
            now = self._clock.time()
            for key, work in list(pending.items()):
                if work.due > now and may_come_early(work):
                    del pending[key]
                    pending[now, work.sequence] = replace(work, due=now)

    def settle(self, timeout: float) -> None:
        """Return when nothing is due or running, other than the work that calls this.

        :param timeout: in real seconds.
        :raises SettleTimeout: when something still is by then.
        """
        with self._changed:
            # Without the lock a piece of work that another thread is taking up would be in neither.
            if not self._realm.pending and not self._running and not self._outside:
                return
        deadline = Deadline(timeout, self._clock)
        while True:
            self._run_next()
            with self._changed:
                if self._is_at_rest():
                    return
                if not deadline.remaining:
                    left = ", ".join(map(str, [*self._running, *self._due(), *self._outside]))
                    raise SettleTimeout(f"still pending after {timeout:g} s: {left}")
                if self._runs_elsewhere() or not self._has_due():
                    self._changed.wait(max(deadline.remaining, LEAST_PAUSE_SECONDS))

    def adopt(self) -> None:
        """Take over the work of a realm that was loaded; what is scheduled from now on comes after it."""
        with self._changed:
            self._sequence = max([self._sequence, *(sequence for _, sequence in self._realm.pending)])
            if self._realm.pending:
                self._start()
            self._changed.notify_all()

    def next_due(self) -> float | None:
        """Give the virtual time of the next piece of work."""
        first = self._realm.pending.first()
        return first[0][0] if first else None

    def _start(self) -> None:
        if self._thread is None and not self._stopped:
            self._thread = threading.Thread(target=self._main, name="localstack-background", daemon=True)
            self._thread.start()

    def _due(self) -> list[Work]:
        now = self._clock.time()
        return [work for (due, _), work in self._realm.pending.items() if due <= now]

    def _runs_elsewhere(self) -> bool:
        return bool(self._running) and self._runner != threading.get_ident()

    def _is_at_rest(self) -> bool:
        return not self._runs_elsewhere() and not self._outside and not self._has_due()

    def _has_due(self) -> bool:
        due = self.next_due()
        return not self._paused and due is not None and due <= self._clock.time()

    def _run_next(self) -> bool:
        work = self._take()
        if work is not None:
            self._execute(work)
        return work is not None

    def _take(self) -> Work | None:
        with self._changed:
            if self._paused or self._runs_elsewhere():
                return None
            first = self._realm.pending.first()
            if first is None or first[0][0] > self._clock.time():
                return None
            key, work = first
            del self._realm.pending[key]
            self._running.append(work)
            self._runner = threading.get_ident()
            return work  # type: ignore[no-any-return]

    def _execute(self, work: Work) -> None:
        try:
            self._run(work)
        except Exception:
            LOG.exception("pending work failed: %s", work)
        finally:
            with self._changed:
                self._running.remove(work)
                self.completed += 1
                self._changed.notify_all()

    def _main(self) -> None:
        # freezegun gives the real time to what threading's own code called less than six calls ago. This
        # call more, and those below, keep every look at the clock far enough away.
        self._loop()

    def _loop(self) -> None:
        while not self._stopped:
            self.run_due()
            self._pause_until_due()

    def _pause_until_due(self) -> None:
        with self._changed:
            if not self._stopped:
                self._changed.wait(self._seconds_to_next())

    def _seconds_to_next(self) -> float | None:
        due = self.next_due()
        if due is None or self._paused or self._clock.is_frozen or self._runs_elsewhere():
            # Each of these ends with a notification.
            return None
        remaining = due - self._clock.time()
        return min(max(remaining, LEAST_PAUSE_SECONDS), LOOK_SECONDS) if remaining > 0 else 0.0
