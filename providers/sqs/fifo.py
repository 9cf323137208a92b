"""FIFO queues: order within message groups, and deduplication.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from localstack import state
from localstack.state import Map, SortedMap

from .attributes import QueueAttributes
from .errors import InvalidParameterValue
from .message import Message, QueuedMessage
from .queue import DeadLetter, Queue, Received, Sent
from .receipt_handle import ReceiptHandle
from .recent import Recent

DEDUPLICATION_INTERVAL = 300
# How long a changed DeduplicationScope takes to work: recorded as not working at once, documented as
# "up to 60 seconds" in https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
SCOPE_CHANGE_SECONDS = 60

MessageGroup = SortedMap[int, QueuedMessage]


@dataclass(frozen=True)
class ReceiveAttempt:
    """What a receive with a ReceiveRequestAttemptId gave.

    :ivar receives: sequence, receive count and end of the visibility timeout of each message.
    """

    receives: tuple[tuple[int, int, float], ...]


@dataclass(eq=False)
class FifoQueue(Queue):
    """A FIFO queue.

    :ivar groups: the messages of each message group by sequence, those in flight included: a group is
        received from its head, and only up to the first message that is hidden.
    :ivar ready: the groups whose head is visible, each once; they take turns, and one that comes back from
        flight goes behind the others.
    :ivar former_scope: the DeduplicationScope that works until `scope_changes_at`.
    :ivar deduplication: what was sent lately, by scope and deduplication id.
    :ivar attempts: what was received lately, by ReceiveRequestAttemptId.
    """

    is_fifo = True

    groups: Map[str, MessageGroup] = field(default_factory=Map)
    ready: state.Queue[str] = field(default_factory=state.Queue)
    former_scope: str = ""
    scope_changes_at: float = 0.0
    deduplication: Recent[tuple[str, str], Sent] = field(default_factory=Recent)
    attempts: Recent[str, ReceiveAttempt] = field(default_factory=Recent)

    def send(self, message: Message, now: float, delay: int | None = None) -> Sent:
        """Take a message, or remember that it has been sent before; a FIFO queue delays all alike.

        :returns: the ids of the earlier message when this one is a duplicate.
        """
        scope = self.former_scope if now < self.scope_changes_at else self.attributes.deduplication_scope
        group_id = message.message_group_id if scope == "messageGroup" else None
        key = group_id or "", message.message_deduplication_id or ""
        duplicate = self.deduplication.get(key, now)
        if duplicate is not None:
            return duplicate
        queued = self._add(message, now, self.attributes.delay_seconds)
        sent = Sent(message.message_id, queued.sequence_number)
        self.deduplication.add(key, sent, now, DEDUPLICATION_INTERVAL)
        return sent

    def set_attributes(self, attributes: QueueAttributes, now: float) -> None:
        """Replace the attributes that can be set; see :meth:`Queue.set_attributes`."""
        if attributes.deduplication_scope != self.attributes.deduplication_scope:
            self.former_scope = self.attributes.deduplication_scope
            self.scope_changes_at = now + SCOPE_CHANGE_SECONDS
        super().set_attributes(attributes, now)

    def require_deduplication_id(self, explicit: str | None) -> None:
        """Check that a message has a deduplication id or can be given one.

        :raises InvalidParameterValue: when neither is so.
        """
        if explicit is None and not self.attributes.content_based_deduplication:
            raise InvalidParameterValue(
                "The queue should either have ContentBasedDeduplication enabled or "
                "MessageDeduplicationId provided explicitly"
            )

    def deduplication_id(self, explicit: str | None, body: str) -> str:
        """Give a message's deduplication id, made from its body when the sender gave none."""
        return hashlib.sha256(body.encode()).hexdigest() if explicit is None else explicit

    def receive(self, limit: int, visibility_timeout: int, now: float, redrive: bool = True) -> Received:
        """Hand out messages; see :meth:`Queue.receive`. With too many in flight it hands out none."""
        self.advance(now)
        messages: list[QueuedMessage] = []
        dead_letters: list[DeadLetter] = []
        touched: list[str] = []
        limit = min(limit, self.MAX_IN_FLIGHT - len(self.in_flight))
        while len(messages) < limit and (queued := self._first_visible(now)) is not None:
            touched.append(self.ready.popleft())
            group = self.groups[touched[-1]]
            while queued is not None and len(messages) < limit:
                if redrive and self._is_dead_letter(queued):
                    self._drop(queued)
                    dead_letters.append(self._to_dead_letter(queued, now))
                else:
                    self._hide(queued, visibility_timeout, now)
                    messages.append(queued)
                queued = self._next_visible(group, queued.sequence)
        for group_id in touched:
            self._settle(group_id)
        return Received(messages, dead_letters)

    def remember_attempt(self, attempt_id: str, messages: list[QueuedMessage], now: float) -> None:
        """Keep what an attempt received, for :meth:`repeat_attempt`."""
        receives = tuple((queued.sequence, queued.receive_count, queued.visible_at) for queued in messages)
        self.attempts.add(attempt_id, ReceiveAttempt(receives), now, DEDUPLICATION_INTERVAL)

    def repeat_attempt(self, attempt_id: str, visibility_timeout: int, now: float) -> list[QueuedMessage]:
        """Give the messages of an earlier attempt again, hidden anew.

        :returns: nothing when there was no such attempt, or when one of its messages has been deleted, has
            become visible or had its visibility changed since.
        """
        self.advance(now)
        attempt = self.attempts.get(attempt_id, now)
        if attempt is None:
            return []
        repeated = []
        for sequence, receive_count, visible_at in attempt.receives:
            queued = self.in_flight.get((visible_at, sequence))
            if queued is None or queued.receive_count != receive_count:
                return []
            repeated.append(queued)
        for queued in repeated:
            del self.in_flight[queued.hidden_key]
            queued.visible_at = now + visibility_timeout
            self.in_flight[queued.hidden_key] = queued
        self.remember_attempt(attempt_id, repeated, now)
        return repeated

    def peek_all(self, now: float) -> Iterator[tuple[QueuedMessage, bool]]:
        """Walk all messages; see :meth:`Queue.peek_all`. One behind a hidden one cannot be received either."""
        held_back = set()
        for queued, is_visible in super().peek_all(now):
            if not is_visible:
                held_back.add(group_of(queued))
            yield queued, group_of(queued) not in held_back

    def purge(self, now: float) -> None:
        """Drop every message, and forget what was sent and received."""
        super().purge(now)
        self.groups, self.ready = Map(), state.Queue()
        self.deduplication, self.attempts = Recent(), Recent()

    def _add(self, message: Message, now: float, delay: int) -> QueuedMessage:
        queued = self._enqueue(message, now, delay)
        group_id = group_of(queued)
        group = self.groups.get(group_id)
        if group is None:
            self.groups[group_id] = group = SortedMap()
        group[queued.sequence] = queued
        if len(group) == 1:
            self._settle(group_id)
        return queued

    def _next_visible(self, group: MessageGroup, after: int) -> QueuedMessage | None:
        """Give a group's next message behind a sequence, unless it is hidden."""
        sequence = next(group.keys_from(after, inclusive=False), None)
        if sequence is None or self._is_hidden(group[sequence]):
            return None
        return group[sequence]

    def _first_visible(self, now: float) -> QueuedMessage | None:
        while self.ready:
            first = self.groups[next(iter(self.ready))].first()
            if first is None or not self._is_expired(first[1], now):
                return first[1] if first is not None else None
            self._remove(first[1])
        return None

    def _settle(self, group_id: str) -> None:
        """Give a group that has no turn one if its head is visible; forget it if it is empty."""
        first = self.groups[group_id].first()
        if first is None:
            del self.groups[group_id]
        elif not self._is_hidden(first[1]):
            self.ready.append(group_id)

    def _show(self, queued: QueuedMessage) -> None:
        if self._is_head(queued):
            self.ready.append(group_of(queued))

    def _remove(self, queued: QueuedMessage) -> None:
        was_head = self._is_head(queued)
        if was_head and not self._is_hidden(queued):
            # Only the head of the group whose turn it is can go while it is visible.
            self.ready.popleft()
        self._drop(queued)
        if was_head:
            self._settle(group_of(queued))

    def _drop(self, queued: QueuedMessage) -> None:
        """Remove a message of a group whose turn is seen to by the caller."""
        super()._remove(queued)
        del self.groups[group_of(queued)][queued.sequence]

    def _is_head(self, queued: QueuedMessage) -> bool:
        first = self.groups[group_of(queued)].first()
        return first is not None and first[0] == queued.sequence

    def _check_deletable(self, queued: QueuedMessage, handle: ReceiptHandle) -> None:
        is_current = handle.receive_count == queued.receive_count and queued.hidden_key in self.in_flight
        if not is_current:
            reason = "The receipt handle has expired."
            raise InvalidParameterValue.of(handle.encode(), "ReceiptHandle", reason)

    def _to_dead_letter(self, queued: QueuedMessage, now: float) -> DeadLetter:
        # Unlike a standard queue's message, this one's retention starts anew in the dead-letter queue.
        # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
        letter = super()._to_dead_letter(queued, now)
        return letter._replace(message=replace(letter.message, sent_at=now))


def group_of(queued: QueuedMessage) -> str:
    """Name a message's group."""
    return queued.message.message_group_id or ""
