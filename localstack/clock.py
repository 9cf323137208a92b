"""Virtual time, and waiting by it.

Virtual time is the wall clock plus an offset, so it follows freezegun and time-machine. Frozen, it stands
until it is advanced; unfreezing goes on from there.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime

# A key of the table of notifications; resources that share one wake each other for one look in vain.
SLOTS = 1024
# While a pause keeps a deadline from coming, the thread that waits for it must not spin.
LEAST_WAIT_SECONDS = 0.01

Setting = tuple[float, float | None]


class Clock:
    """The one source of time of an emulator.

    :ivar on_change: called after time was moved, frozen or let go.
    """

    def __init__(self) -> None:
        # The offset, and where time stands if it does: one value, so that no thread sees half of a change.
        self._setting: Setting = (0.0, None)
        self._paused_since: float | None = None
        self._paused_seconds = 0.0
        # Time stands for the pause only, and runs on after it.
        self._stands_paused = False
        self._lock = threading.Lock()
        self.on_change: Callable[[], None] = lambda: None

    def time(self) -> float:
        """Give the virtual time in seconds since the epoch."""
        offset, frozen_at = self._setting
        return time.time() + offset if frozen_at is None else frozen_at

    def now(self) -> datetime:
        """Give the virtual time as an aware datetime in UTC."""
        return datetime.fromtimestamp(self.time(), UTC)

    @property
    def is_frozen(self) -> bool:
        """Whether time stands until it is advanced."""
        return self._setting[1] is not None and not self._stands_paused

    @property
    def is_paused(self) -> bool:
        """Whether time stands until :meth:`resume`."""
        return self._paused_since is not None

    @property
    def paused_seconds(self) -> float:
        """How many real seconds of pauses there have been."""
        since = self._paused_since
        return self._paused_seconds + (0.0 if since is None else real_seconds() - since)

    def pause(self) -> None:
        """Let time stand, and real time-outs with it, while a debugger is open; it can still be moved.

        Unlike :meth:`freeze` this changes nothing about what waits: that goes on when time does.
        """
        with self._lock:
            if self._paused_since is None:
                self._paused_since = real_seconds()
                self._stands_paused = self._setting[1] is None
                self._setting = (self._setting[0], self.time())

    def resume(self) -> None:
        """Let time run on from where it stands, if it did before :meth:`pause`."""
        with self._lock:
            if self._paused_since is None:
                return
            self._paused_seconds += real_seconds() - self._paused_since
            self._paused_since = None
            self._setting = self._unpaused()
            self._stands_paused = False
        self.on_change()

    def freeze(self, at: datetime | None = None) -> None:
        """Let time stand, at a given moment or now.

        :param at: in UTC if it does not say in which zone.
        """
        if at is not None and at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        with self._lock:
            self._setting = (self._setting[0], self.time() if at is None else at.timestamp())
            self._stands_paused = False
        self.on_change()

    def unfreeze(self) -> None:
        """Let time run on from where it stands."""
        with self._lock:
            _, frozen_at = self._setting
            if frozen_at is None:
                return
            if self.is_paused:
                self._stands_paused = True
                return
            self._setting = (frozen_at - time.time(), None)
        self.on_change()

    def shift(self, seconds: float) -> None:
        """Move time by some seconds, without doing the work that comes due; see :meth:`Emulator.advance`."""
        with self._lock:
            offset, frozen_at = self._setting
            if frozen_at is None:
                self._setting = (offset + seconds, None)
            else:
                self._setting = (offset, frozen_at + seconds)
        self.on_change()

    def save(self) -> Setting:
        """Give the clock's setting, to hand to :meth:`load`."""
        return self._unpaused()

    def load(self, setting: Setting) -> None:
        """Go back to a setting."""
        self._stands_paused = False
        if setting != self._setting:
            self._setting = setting
            self.on_change()

    def _unpaused(self) -> Setting:
        offset, frozen_at = self._setting
        return (frozen_at - time.time(), None) if self._stands_paused and frozen_at else (offset, frozen_at)


class Deadline:
    """A moment in real time, some seconds from now.

    :param clock: the pauses of this one do not count; those that have begun already do, for what is asked for
        in a debugger has to come to its end.
    """

    # Out of the module's namespace, where freezegun would replace it: a deadline has to come under it too.
    _seconds = staticmethod(time.monotonic)

    def __init__(self, seconds: float, clock: Clock | None = None) -> None:
        self._clock = None if clock is None or clock.is_paused else clock
        self._at = self._seconds() + seconds - self._paused_seconds()

    @property
    def remaining(self) -> float:
        """How many seconds are left; 0 once it has come."""
        return max(self._at + self._paused_seconds() - self._seconds(), 0.0)

    def _paused_seconds(self) -> float:
        return 0.0 if self._clock is None else self._clock.paused_seconds


def real_seconds() -> float:
    """Give real time, under freezegun too."""
    return Deadline._seconds()


class Caller:
    """Whoever a request is answered for, and may leave before it is.

    :ivar waiting: what the request's thread waits for right now.
    """

    def __init__(self) -> None:
        self.has_left = False
        self.waiting: threading.Event | None = None

    def watched(self) -> AbstractContextManager[None]:
        """Make a context around each wait, for whoever has to look out to see the caller leave."""
        return nullcontext()


class Waits:
    """Requests that wait for something to arrive, and what ends their wait.

    A wait ends when its resource is notified, when its time has come (by the clock being moved or by time
    passing), when its caller leaves, and when all waits are cancelled. None begins while waits are closed, and a
    frozen clock does not wait: then background work is settled instead.

    :ivar settle: settles background work and tells whether there was any.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: defaultdict[str, set[threading.Event]] = defaultdict(set)
        self._lock = threading.Lock()
        self._cancellations = 0
        self._closed = False
        self._thread = threading.local()
        self._notifications = [0] * SLOTS
        self.settle: Callable[[], bool] = lambda: False

    def notifications(self, resource_id: str) -> int:
        """Count the notifications of a resource; ask before looking, and hand the answer to :meth:`wait`.

        The count may take in some of other resources.
        """
        return self._notifications[hash(resource_id) % SLOTS]

    def wait(self, resource_id: str, until: float, seen: int | None = None) -> bool:
        """Wait until a resource is notified, at most until a virtual time; a frozen clock does not wait.

        :param seen: the notifications counted before the caller looked and found nothing: one that has come
            since ends the wait at once.
        :returns: `True` when it is worth looking again: the resource was notified, the clock moved, or
            background work was done; `False` when the time has come, the caller has left or the wait was cancelled.
        """
        event = threading.Event()
        caller: Caller = getattr(self._thread, "caller", None) or Caller()
        # What ends a wait takes the lock too, so nothing is missed between these questions and the wait.
        with self._lock:
            remaining = until - self._clock.time()
            if self._closed or caller.has_left or remaining <= 0:
                return False
            if seen is not None and seen != self.notifications(resource_id):
                return True
            is_frozen = self._clock.is_frozen
            if not is_frozen:
                cancellations = self._cancellations
                self._waiting[resource_id].add(event)
                caller.waiting = event
        if is_frozen:
            return self.settle()
        try:
            # The real time-out counts too: under freezegun the virtual deadline never comes by itself.
            with caller.watched():
                woken = self._wait_out(event, min(remaining, threading.TIMEOUT_MAX))
        finally:
            with self._lock:
                caller.waiting = None
                self._waiting[resource_id].discard(event)
                if not self._waiting[resource_id]:
                    del self._waiting[resource_id]
        is_over = caller.has_left or cancellations != self._cancellations
        return woken and not is_over and self._clock.time() < until

    @contextmanager
    def on_behalf_of(self, caller: Caller) -> Iterator[None]:
        """Have the waits of this thread end when a caller leaves."""
        outer = getattr(self._thread, "caller", None)
        self._thread.caller = caller
        try:
            yield
        finally:
            self._thread.caller = outer

    def leave(self, caller: Caller) -> bool:
        """End the wait of a caller who wants no answer any more, and let no other begin.

        :returns: whether there was one.
        """
        with self._lock:
            caller.has_left = True
            if caller.waiting is None:
                return False
            caller.waiting.set()
            return True

    def notify(self, resource_id: str) -> None:
        """End the waits for one resource."""
        with self._lock:
            self._notifications[hash(resource_id) % SLOTS] += 1
            for event in self._waiting.get(resource_id, ()):
                event.set()

    def wake(self) -> None:
        """Have every wait look at the clock again."""
        with self._lock:
            self._set_all()

    def cancel(self) -> None:
        """End every wait."""
        with self._lock:
            self._cancellations += 1
            self._set_all()

    def close(self) -> None:
        """End every wait, and let none begin until :meth:`open`."""
        with self._lock:
            self._closed = True
            self._cancellations += 1
            self._set_all()

    def open(self) -> None:
        """Let waits begin again."""
        with self._lock:
            self._closed = False

    @property
    def count(self) -> int:
        """How many requests wait."""
        with self._lock:
            return sum(map(len, self._waiting.values()))

    def _wait_out(self, event: threading.Event, seconds: float) -> bool:
        deadline = Deadline(seconds, self._clock)
        while not event.wait(max(deadline.remaining, LEAST_WAIT_SECONDS)):
            if not deadline.remaining:
                return False
        return True

    def _set_all(self) -> None:
        for events in self._waiting.values():
            for event in events:
                event.set()
