"""Standard queues by themselves: visibility, delays, retention, dead letters, undoing."""

from __future__ import annotations

import pytest
from localstack_providers.sqs.attributes import QueueAttributes
from localstack_providers.sqs.errors import (
    InvalidParameterValue,
    MessageNotInflight,
    OverLimit,
    PurgeQueueInProgress,
)
from localstack_providers.sqs.message import Message, QueuedMessage
from localstack_providers.sqs.queue import Counts, Queue
from localstack_providers.sqs.receipt_handle import ReceiptHandle
from localstack_providers.sqs.redrive import RedrivePolicy
from localstack_providers.sqs.standard import StandardQueue

from localstack.state import Journal, Map

ARN = "arn:aws:sqs:us-east-1:111111111111:orders"
NOW = 1_000_000.0


def make_queue(**attributes: object) -> StandardQueue:
    return StandardQueue("orders", ARN, NOW, attributes=QueueAttributes(**attributes))  # type: ignore[arg-type]


def send(queue: Queue, *bodies: str, now: float = NOW, delay: int | None = None) -> None:
    for body in bodies:
        queue.send(Message(f"id-{body}", body, "", "111111111111", now), now, delay)


def receive(queue: Queue, limit: int = 10, timeout: int = 30, now: float = NOW) -> list[str]:
    return [queued.message.body for queued in queue.receive(limit, timeout, now).messages]


def handle_of(queued: QueuedMessage) -> ReceiptHandle:
    return ReceiptHandle(ARN, queued.message.message_id, queued.sequence, queued.receive_count)


def test_messages_are_received_in_the_order_they_were_sent() -> None:
    queue = make_queue()
    send(queue, "a", "b", "c")

    first, rest = receive(queue, limit=2), receive(queue)

    assert (first, rest) == (["a", "b"], ["c"])


def test_a_received_message_stays_hidden_until_its_timeout_ends() -> None:
    queue = make_queue()
    send(queue, "a")
    receive(queue, timeout=30)

    before, at_the_end = receive(queue, now=NOW + 29.9), receive(queue, now=NOW + 30)

    assert (before, at_the_end) == ([], ["a"])


def test_messages_that_come_back_keep_their_order_and_go_before_newer_ones() -> None:
    queue = make_queue()
    send(queue, "a", "b", "c")
    receive(queue, limit=2)

    assert receive(queue, now=NOW + 31) == ["a", "b", "c"]


def test_a_receive_without_hiding_leaves_the_messages_visible() -> None:
    queue = make_queue()
    send(queue, "a", "b")

    first, second = receive(queue, timeout=0), receive(queue)

    assert first == second == ["a", "b"]


@pytest.mark.parametrize(
    ("queue_delay", "message_delay", "visible_after"),
    [(0, None, 0), (60, None, 60), (60, 5, 5), (60, 0, 0)],
    ids=["no delay", "the queue's", "the message's", "the message's, which is none"],
)
def test_a_delayed_message_appears_when_its_delay_ends(
    queue_delay: int, message_delay: int | None, visible_after: int
) -> None:
    queue = make_queue(delay_seconds=queue_delay)
    send(queue, "a", delay=message_delay)

    before = receive(queue, now=NOW + visible_after - 0.1) if visible_after else []
    at_the_end = receive(queue, now=NOW + visible_after)

    assert (before, at_the_end) == ([], ["a"])


def test_a_deleted_message_never_comes_back() -> None:
    queue = make_queue()
    send(queue, "a", "b")
    received = queue.receive(2, 30, NOW).messages

    queue.delete(handle_of(received[0]), NOW + 1)

    assert receive(queue, now=NOW + 100) == ["b"]


def test_the_handle_of_an_earlier_receive_still_deletes_the_message() -> None:
    queue = make_queue()
    send(queue, "a")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])
    receive(queue, timeout=30, now=NOW + 40)

    queue.delete(handle, NOW + 41)

    assert receive(queue, now=NOW + 1000) == []


def test_a_message_deleted_while_visible_is_passed_over_and_not_counted() -> None:
    queue = make_queue()
    send(queue, "a", "b", "c")
    received = queue.receive(2, 30, NOW).messages
    queue.advance(NOW + 31)

    queue.delete(handle_of(received[1]), NOW + 31)

    assert queue.counts(NOW + 31) == Counts(2, 0, 0)
    assert receive(queue, now=NOW + 32) == ["a", "c"]


def test_deleting_twice_is_no_error() -> None:
    queue = make_queue()
    send(queue, "a")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])

    queue.delete(handle, NOW)
    queue.delete(handle, NOW)

    assert queue.counts(NOW) == Counts(0, 0, 0)


def test_changing_visibility_counts_from_the_call() -> None:
    queue = make_queue()
    send(queue, "a")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])

    queue.change_visibility(handle, 100, NOW + 20)

    assert receive(queue, now=NOW + 119) == []
    assert receive(queue, now=NOW + 120) == ["a"]


def test_changing_visibility_to_zero_makes_the_message_visible_at_once() -> None:
    queue = make_queue()
    send(queue, "a")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])

    queue.change_visibility(handle, 0, NOW + 1)

    assert receive(queue, now=NOW + 1) == ["a"]


def test_visibility_of_a_visible_message_cannot_be_changed() -> None:
    queue = make_queue()
    send(queue, "a")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])

    with pytest.raises(MessageNotInflight):
        queue.change_visibility(handle, 30, NOW + 31)


def test_visibility_of_a_deleted_message_cannot_be_changed() -> None:
    queue = make_queue()
    send(queue, "a")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])
    queue.delete(handle, NOW)

    with pytest.raises(InvalidParameterValue, match="Message does not exist or is not available"):
        queue.change_visibility(handle, 30, NOW)


@pytest.mark.parametrize(("timeout", "allowed"), [(43_190, True), (43_191, False)])
def test_a_message_stays_in_flight_for_twelve_hours_at_most(timeout: int, allowed: bool) -> None:
    queue = make_queue()
    send(queue, "a")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])

    if allowed:
        queue.change_visibility(handle, timeout, NOW + 10)
        assert queue.next_visible_at() == NOW + 10 + timeout
    else:
        with pytest.raises(InvalidParameterValue, match="Total VisibilityTimeout"):
            queue.change_visibility(handle, timeout, NOW + 10)


def test_messages_are_counted_by_state() -> None:
    queue = make_queue()
    send(queue, "a", "b", "c")
    send(queue, "d", delay=60)
    receive(queue, limit=1)

    assert queue.counts(NOW) == Counts(visible=2, in_flight=1, delayed=1)
    assert queue.counts(NOW + 61) == Counts(visible=4, in_flight=0, delayed=0)


def test_a_message_is_gone_when_its_retention_ends() -> None:
    queue = make_queue(message_retention_period=60)
    send(queue, "old")
    send(queue, "new", now=NOW + 30)

    assert queue.counts(NOW + 60) == Counts(1, 0, 0)
    assert receive(queue, now=NOW + 60) == ["new"]


def test_the_next_visible_time_is_the_nearest_of_all_hidden_messages() -> None:
    queue = make_queue()
    send(queue, "a")
    receive(queue, timeout=30)
    send(queue, "b", delay=20)

    assert queue.next_visible_at() == NOW + 20
    queue.advance(NOW + 20)
    assert queue.next_visible_at() == NOW + 30


def test_a_message_received_too_often_becomes_a_dead_letter_that_keeps_its_count() -> None:
    queue = make_queue(redrive_policy=RedrivePolicy("arn:dlq", 2))
    send(queue, "a", "b")
    for attempt in range(2):
        receive(queue, limit=1, timeout=0, now=NOW + attempt)

    received = queue.receive(1, 30, NOW + 2)

    assert [queued.message.body for queued in received.messages] == ["b"]
    [letter] = received.dead_letters
    assert (letter.message.body, letter.receive_count) == ("a", 2)
    assert letter.message.dead_letter_queue_source_arn == ARN


def test_without_its_dead_letter_queue_a_message_goes_on_being_received() -> None:
    queue = make_queue(redrive_policy=RedrivePolicy("arn:dlq", 1))
    send(queue, "a")
    receive(queue, timeout=0)

    received = queue.receive(1, 30, NOW, redrive=False)

    assert [queued.receive_count for queued in received.messages] == [2]


def test_a_placed_message_goes_on_counting_its_receives() -> None:
    queue = make_queue(delay_seconds=60)

    queue.place(Message("id", "a", "", "111111111111", NOW), NOW, receive_count=3)

    [queued] = queue.receive(1, 30, NOW).messages
    assert queued.receive_count == 4


def test_too_many_messages_in_flight_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StandardQueue, "MAX_IN_FLIGHT", 2)
    queue = make_queue()
    send(queue, "a", "b", "c")
    receive(queue, limit=2)

    with pytest.raises(OverLimit):
        receive(queue)


def test_a_purge_drops_visible_hidden_and_delayed_messages() -> None:
    queue = make_queue()
    send(queue, "a", "b")
    send(queue, "c", delay=10)
    receive(queue, limit=1)

    queue.purge(NOW)

    assert queue.counts(NOW) == Counts(0, 0, 0)
    assert receive(queue, now=NOW + 100) == []


def test_a_purge_leaves_nothing_to_be_passed_over() -> None:
    queue = make_queue()
    send(queue, "a", "b")

    queue.purge(NOW)

    assert len(queue.visible) == 0


@pytest.mark.parametrize(("seconds", "allowed"), [(59, False), (60, True)])
def test_a_queue_is_purged_once_a_minute(seconds: int, allowed: bool) -> None:
    queue = make_queue()
    queue.purge(NOW)

    if allowed:
        queue.require_purgeable(NOW + seconds)
    else:
        with pytest.raises(PurgeQueueInProgress, match="Only one PurgeQueue operation on orders is allowed"):
            queue.require_purgeable(NOW + seconds)


def test_undoing_brings_every_message_back_where_it_was() -> None:
    journal = Journal()
    queues: Map[str, Queue] = Map()
    queues.attach(journal)
    queue = queues["orders"] = make_queue()
    send(queue, "a", "b", "c")
    send(queue, "d", delay=60)
    held = queue.receive(1, 30, NOW).messages[0]
    checkpoint = journal.checkpoint()

    receive(queue, now=NOW + 31)
    queue.delete(handle_of(held), NOW + 32)
    send(queue, "e")
    queue.purge(NOW + 33)
    journal.restore(checkpoint)

    assert queue.counts(NOW) == Counts(visible=2, in_flight=1, delayed=1)
    assert held.receive_count == 1
    assert receive(queue, now=NOW + 61) == ["a", "b", "c", "d"]


def test_the_time_of_the_first_receive_is_kept() -> None:
    queue = make_queue()
    send(queue, "a")
    receive(queue, timeout=0, now=NOW + 1)

    [queued] = queue.receive(1, 30, NOW + 2).messages

    assert (queued.first_received_at, queued.received_at, queued.receive_count) == (NOW + 1, NOW + 2, 2)


def test_the_next_message_can_be_looked_at_and_taken_out() -> None:
    queue = make_queue()
    send(queue, "a", "b")

    first = queue.peek(NOW)
    assert first is not None
    taken = queue.take(first)

    assert taken.body == "a"
    assert queue.counts(NOW).visible == 1
    assert receive(queue) == ["b"]
    assert queue.peek(NOW) is None
