"""The events a provider answers with, as a codec takes them: one at a time, until there is no more or nobody reads.

::

    EventSource      an iterator of `{EventName: {members}}`, closed from any thread
    └── GatedEvents  that of a request: made inside the emulator's gate, its waits end when the caller leaves
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.clock import Caller

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.runtime import Emulator

LOG = logging.getLogger(__name__)

Event = Mapping[str, Mapping[str, Any]]


class EventSource:
    """Gives the events of an iterator, and closes it at the end, or when its reader has left.

    The reader may leave while an event is being made, in another thread than makes it: a generator cannot be
    closed then, so it is closed by the one that makes the event, as soon as that is done.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = iter(events)
        self._busy = threading.Lock()
        self._closed = False

    @classmethod
    def of(cls, events: Iterable[Event] | None) -> EventSource:
        """Take over what a result holds under its event stream's member."""
        return events if isinstance(events, EventSource) else cls(events or ())

    def __iter__(self) -> Iterator[Event]:
        return self

    def __next__(self) -> Event:
        try:
            with self._busy:
                if self._closed:
                    raise StopIteration
                return self.take(self._events)
        finally:
            if self._closed:
                self._close_events()

    def close(self) -> None:
        """Want no more events."""
        self._closed = True
        self._close_events()

    def take(self, events: Iterator[Event]) -> Event:
        """Give the next event."""
        return next(events)

    def failure(self, error: Exception) -> ServiceException:
        """Give the error that a client is told when a provider's fault ends the stream."""
        raise error

    def _close_events(self) -> None:
        if self._busy.acquire(blocking=False):
            try:
                close: Callable[[], object] | None = getattr(self._events, "close", None)
                if close is not None:
                    close()
            except Exception as error:
                # Whoever closes has no use for it, and may be the thread that watches all connections.
                LOG.exception("an event stream was not closed")
                self.failure(error)
            finally:
                self._busy.release()


class GatedEvents(EventSource):
    """Gives the events of one request's answer.

    :param failure: what to do about a provider's fault: see :meth:`EventSource.failure`.
    """

    def __init__(
        self,
        events: Iterable[Event] | None,
        context: RequestContext,
        failure: Callable[[Exception], ServiceException],
    ) -> None:
        super().__init__(events or ())
        self._emulator = context.emulator
        self._caller = Caller()
        self._failure = failure
        self._replacements = context.emulator.realm.replacements

    def take(self, events: Iterator[Event]) -> Event:
        """Give the next event; a checkpoint waits for it, and for nothing between two events.

        A restore or reset ends the stream: what it reads from is gone.
        """
        emulator = self._emulator
        emulator.gate.enter()
        try:
            self._end_if_replaced()
            with emulator.waits.on_behalf_of(self._caller):
                event = next(events)
            # While it waited for more of the request, say.
            self._end_if_replaced()
            return event
        finally:
            emulator.gate.leave()

    def failure(self, error: Exception) -> ServiceException:
        """Give the error that a client is told when a provider's fault ends the stream."""
        return self._failure(error)

    def _end_if_replaced(self) -> None:
        if self._emulator.realm.replacements != self._replacements:
            self._closed = True
            raise StopIteration

    def close(self) -> None:
        """Want no more events, nor the one that is being waited for."""
        self._emulator.waits.leave(self._caller)
        super().close()


def outside(emulator: Emulator, body: Body) -> Body:
    """Give the body of a request that is outside the gate while it waits for its client to send more.

    A checkpoint cannot end such a wait, so it does not wait for it. The request goes on when the gate is open;
    after a restore or reset there is no more of it to read, for what it changes is gone.
    """
    return Body(_pieces(emulator, body.stream()), body.size, body.close)


def _pieces(emulator: Emulator, pieces: Iterator[bytes]) -> Iterator[bytes]:
    replacements = emulator.realm.replacements
    while True:
        emulator.gate.leave()
        try:
            piece = next(pieces, None)
        finally:
            emulator.gate.enter()
        if piece is None or emulator.realm.replacements != replacements:
            return
        yield piece
