"""Standard queues: best-effort order, and a handle deletes its message whenever it comes back."""

from __future__ import annotations

from dataclasses import dataclass, field

from localstack import state

from .errors import OverLimit
from .message import Message, QueuedMessage
from .queue import DeadLetter, Queue, Received, Sent


@dataclass(eq=False)
class StandardQueue(Queue):
    """A standard queue.

    :ivar visible: messages to be received, the next one first. One that is taken out, or deleted with the
        handle of an earlier receive, stays here until its turn comes and is passed over then.
    """

    is_fifo = False

    visible: state.Queue[QueuedMessage] = field(default_factory=state.Queue)

    def send(self, message: Message, now: float, delay: int | None = None) -> Sent:
        """Take a message; see :meth:`Queue.send`."""
        self._add(message, now, self.attributes.delay_seconds if delay is None else delay)
        return Sent(message.message_id)

    def receive(self, limit: int, visibility_timeout: int, now: float, redrive: bool = True) -> Received:
        """Hand out messages; see :meth:`Queue.receive`.

        :raises OverLimit: when as many messages as can be are in flight.
        """
        self.advance(now)
        if len(self.in_flight) >= self.MAX_IN_FLIGHT:
            raise OverLimit("Too many messages in flight.")
        messages: list[QueuedMessage] = []
        dead_letters: list[DeadLetter] = []
        while len(messages) < limit and (queued := self._first_visible(now)) is not None:
            self.visible.popleft()
            if redrive and self._is_dead_letter(queued):
                del self.messages[queued.sequence]
                dead_letters.append(self._to_dead_letter(queued, now))
            else:
                self._hide(queued, visibility_timeout, now)
                messages.append(queued)
        if not visibility_timeout:
            for queued in reversed(messages):
                self._show(queued)
        return Received(messages, dead_letters)

    def purge(self, now: float) -> None:
        """Drop every message."""
        super().purge(now)
        self.visible = state.Queue()

    def _add(self, message: Message, now: float, delay: int) -> QueuedMessage:
        queued = self._enqueue(message, now, delay)
        if not delay:
            self.visible.append(queued)
        return queued

    def _first_visible(self, now: float) -> QueuedMessage | None:
        while self.visible:
            queued = next(iter(self.visible))
            if queued.sequence in self.messages:
                if not self._is_expired(queued, now):
                    return queued
                del self.messages[queued.sequence]
            self.visible.popleft()
        return None

    def _show(self, queued: QueuedMessage) -> None:
        # What comes back from flight is older than what waits; what was delayed takes its place at the end.
        if queued.receive_count:
            self.visible.appendleft(queued)
        else:
            self.visible.append(queued)
