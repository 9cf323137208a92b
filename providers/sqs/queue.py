"""What standard and FIFO queues have in common: arrival, receiving, hiding, deletion, retention.

A message is in one of three states, and in `messages` in each of them::

    delayed ──(delay ends)──> visible <──(visibility timeout ends, or is changed to 0)── in flight
                                 └───────────────(received)──────────────────────────────────^

Time is handed in. Every method that looks at visibility first lets the messages whose time has come become
visible, so no timer is needed. Each costs the size of the page it handles, whatever the size of the queue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple

from localstack.state import Map, Record, SortedMap

from .attributes import QueueAttributes
from .errors import InvalidParameterValue, MessageNotInflight, PurgeQueueInProgress
from .message import Message, QueuedMessage
from .receipt_handle import ReceiptHandle

MAX_VISIBILITY_TIMEOUT = 43_200
PURGE_INTERVAL = 60

HiddenMessages = SortedMap[tuple[float, int], QueuedMessage]


class Sent(NamedTuple):
    """How a queue took a message.

    :ivar sequence_number: `""` in a standard queue.
    """

    message_id: str
    sequence_number: str = ""


class DeadLetter(NamedTuple):
    """A message on its way to a dead-letter queue, where its receives go on being counted."""

    message: Message
    receive_count: int


class Received(NamedTuple):
    """What one attempt to receive gave.

    :ivar dead_letters: messages taken out because they were received too often.
    """

    messages: list[QueuedMessage]
    dead_letters: list[DeadLetter]


class Counts(NamedTuple):
    """How many messages are in which state."""

    visible: int
    in_flight: int
    delayed: int


@dataclass(eq=False)
class Queue(Record):
    """A queue; :class:`StandardQueue` and :class:`FifoQueue` decide on order.

    :ivar messages: every message by its sequence.
    :ivar in_flight: received messages by the time they become visible again.
    :ivar delayed: messages not received yet, by the time they become visible.
    """

    MAX_IN_FLIGHT: ClassVar[int] = 120_000
    is_fifo: ClassVar[bool]

    name: str
    arn: str
    created_at: float
    attributes: QueueAttributes = field(default_factory=QueueAttributes)
    tags: Mapping[str, str] = field(default_factory=dict)
    modified_at: float = 0.0
    purged_at: float = 0.0
    last_sequence: int = 0
    messages: Map[int, QueuedMessage] = field(default_factory=Map)
    in_flight: HiddenMessages = field(default_factory=SortedMap)
    delayed: HiddenMessages = field(default_factory=SortedMap)

    def __post_init__(self) -> None:
        self.modified_at = self.created_at

    def send(self, message: Message, now: float, delay: int | None = None) -> Sent:
        """Take a message.

        :param delay: seconds until it becomes visible; the queue's own when `None`.
        """
        raise NotImplementedError

    def receive(self, limit: int, visibility_timeout: int, now: float, redrive: bool = True) -> Received:
        """Hand out messages and hide them.

        :param limit: how many at most.
        :param redrive: whether the dead-letter queue is there to take what was received too often.
        """
        raise NotImplementedError

    def set_attributes(self, attributes: QueueAttributes, now: float) -> None:
        """Replace the attributes that can be set."""
        self.attributes = attributes
        self.modified_at = now

    def counts(self, now: float) -> Counts:
        """Count the messages by state."""
        self.advance(now)
        self._first_visible(now)
        in_flight, delayed = len(self.in_flight), len(self.delayed)
        return Counts(len(self.messages) - in_flight - delayed, in_flight, delayed)

    def delete(self, handle: ReceiptHandle, now: float) -> None:
        """Delete a received message; one that is gone already is no error."""
        queued = self._find(handle)
        if queued is not None:
            self.advance(now)
            self._check_deletable(queued, handle)
            self._remove(queued)

    def change_visibility(self, handle: ReceiptHandle, timeout: int, now: float) -> None:
        """Hide a message that is in flight for `timeout` seconds from now.

        :raises ServiceException: when it is not in flight, or would be for over 12 hours.
        """
        self.advance(now)
        queued = self._find(handle)
        if queued is None:
            reason = "Message does not exist or is not available for visibility timeout change."
            raise InvalidParameterValue.of(handle.encode(), "ReceiptHandle", reason)
        if queued.hidden_key not in self.in_flight:
            raise MessageNotInflight()
        if now + timeout > queued.received_at + MAX_VISIBILITY_TIMEOUT:
            reason = "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"
            raise InvalidParameterValue.of(timeout, "VisibilityTimeout", reason)
        del self.in_flight[queued.hidden_key]
        queued.visible_at = now + timeout
        if timeout:
            self.in_flight[queued.hidden_key] = queued
        else:
            self._show(queued)

    def next_visible_at(self) -> float | None:
        """Give the time the next hidden message becomes visible."""
        hidden = [first[0][0] for first in (self.in_flight.first(), self.delayed.first()) if first]
        return min(hidden, default=None)

    def purge(self, now: float) -> None:
        """Drop every message."""
        self.messages, self.in_flight, self.delayed = Map(), SortedMap(), SortedMap()
        self.purged_at = now

    def require_purgeable(self, now: float) -> None:
        """Check that the last purge is a minute ago.

        :raises PurgeQueueInProgress: when it is not.
        """
        if now < self.purged_at + PURGE_INTERVAL:
            raise PurgeQueueInProgress(self.name)

    def place(self, message: Message, now: float, receive_count: int = 0) -> None:
        """Take a message from another queue: neither delay nor deduplication applies."""
        self._add(message, now, 0).receive_count = receive_count

    def advance(self, now: float) -> None:
        """Let the messages become visible whose time has come."""
        for queued in _take_due(self.delayed, now):
            self._show(queued)
        # The last one first: each is put in front of what is visible.
        for queued in reversed(_take_due(self.in_flight, now)):
            self._show(queued)

    def peek(self, now: float) -> QueuedMessage | None:
        """Give the next message to be received, leaving it where it is."""
        self.advance(now)
        return self._first_visible(now)

    def take(self, queued: QueuedMessage) -> Message:
        """Take a message out, to place it elsewhere."""
        self._remove(queued)
        return queued.message

    def peek_all(self, now: float) -> Iterator[tuple[QueuedMessage, bool]]:
        """Walk all messages in order of arrival with whether they can be received, changing nothing."""
        for queued in self.messages.values():
            yield queued, queued.visible_at <= now

    def _add(self, message: Message, now: float, delay: int) -> QueuedMessage:
        """Put a message in."""
        raise NotImplementedError

    def _first_visible(self, now: float) -> QueuedMessage | None:
        """Give the next message to be received, dropping those before it that are too old."""
        raise NotImplementedError

    def _show(self, queued: QueuedMessage) -> None:
        """Make a message visible that was hidden."""
        raise NotImplementedError

    def _check_deletable(self, queued: QueuedMessage, handle: ReceiptHandle) -> None:
        """Check that a handle may still delete its message."""

    def _enqueue(self, message: Message, now: float, delay: int) -> QueuedMessage:
        sequence = self.last_sequence + 1
        self.last_sequence = sequence
        queued = QueuedMessage(message, sequence, now + delay)
        self.messages[sequence] = queued
        if delay:
            self.delayed[queued.hidden_key] = queued
        return queued

    def _hide(self, queued: QueuedMessage, visibility_timeout: int, now: float) -> None:
        """Count a receive of a message and hide it."""
        queued.receive_count += 1
        queued.received_at = now
        queued.visible_at = now + visibility_timeout
        if not queued.first_received_at:
            queued.first_received_at = now
        if visibility_timeout:
            self.in_flight[queued.hidden_key] = queued

    def _remove(self, queued: QueuedMessage) -> None:
        del self.messages[queued.sequence]
        self.in_flight.pop(queued.hidden_key, None)

    def _find(self, handle: ReceiptHandle) -> QueuedMessage | None:
        queued = self.messages.get(handle.sequence)
        return queued if queued is not None and queued.message.message_id == handle.message_id else None

    def _is_hidden(self, queued: QueuedMessage) -> bool:
        key = queued.hidden_key
        return key in self.in_flight or key in self.delayed

    def _is_expired(self, queued: QueuedMessage, now: float) -> bool:
        return queued.message.sent_at + self.attributes.message_retention_period <= now

    def _is_dead_letter(self, queued: QueuedMessage) -> bool:
        policy = self.attributes.redrive_policy
        return policy is not None and queued.receive_count >= policy.max_receive_count

    def _to_dead_letter(self, queued: QueuedMessage, now: float) -> DeadLetter:
        """Make a dead letter of a message; it keeps the time it was sent at."""
        message = replace(queued.message, dead_letter_queue_source_arn=self.arn)
        return DeadLetter(message, queued.receive_count)


def _take_due(hidden: HiddenMessages, now: float) -> Sequence[QueuedMessage]:
    first = hidden.first()
    if first is None or first[0][0] > now:
        return ()
    due = []
    while first is not None and first[0][0] <= now:
        del hidden[first[0]]
        due.append(first[1])
        first = hidden.first()
    return due
