"""FIFO queues by themselves: message groups, deduplication, repeated attempts."""

from __future__ import annotations

import pytest
from localstack_providers.sqs.attributes import QueueAttributes
from localstack_providers.sqs.errors import InvalidParameterValue
from localstack_providers.sqs.fifo import FifoQueue
from localstack_providers.sqs.message import Message, QueuedMessage
from localstack_providers.sqs.queue import Counts, Queue, Sent
from localstack_providers.sqs.receipt_handle import ReceiptHandle
from localstack_providers.sqs.redrive import RedrivePolicy

from localstack.state import Journal, Map

ARN = "arn:aws:sqs:us-east-1:111111111111:orders.fifo"
NOW = 1_000_000.0


def make_queue(**attributes: object) -> FifoQueue:
    settings = QueueAttributes(fifo_queue=True, **attributes)  # type: ignore[arg-type]
    return FifoQueue("orders.fifo", ARN, NOW, attributes=settings)


def message(body: str, group_id: str = "g", deduplication_id: str = "", now: float = NOW) -> Message:
    return Message(
        f"id-{body}-{now}",
        body,
        "",
        "111111111111",
        now,
        message_group_id=group_id,
        message_deduplication_id=deduplication_id or body,
    )


def send(queue: Queue, *bodies: str, group_id: str = "g", now: float = NOW) -> list[Sent]:
    return [queue.send(message(body, group_id, now=now), now) for body in bodies]


def bodies(messages: list[QueuedMessage]) -> list[str]:
    return [queued.message.body for queued in messages]


def receive(queue: Queue, limit: int = 10, timeout: int = 30, now: float = NOW) -> list[str]:
    return bodies(queue.receive(limit, timeout, now).messages)


def handle_of(queued: QueuedMessage) -> ReceiptHandle:
    return ReceiptHandle(ARN, queued.message.message_id, queued.sequence, queued.receive_count)


def test_a_group_with_a_message_in_flight_is_held_back_while_others_go_on() -> None:
    queue = make_queue()
    send(queue, "a1", "a2", group_id="a")
    send(queue, "b1", group_id="b")

    first, second, third = receive(queue, limit=1), receive(queue), receive(queue)

    assert (first, second, third) == (["a1"], ["b1"], [])


def test_a_group_goes_on_when_its_message_is_deleted() -> None:
    queue = make_queue()
    send(queue, "a1", "a2")
    [head] = queue.receive(1, 30, NOW).messages

    queue.delete(handle_of(head), NOW + 1)

    assert receive(queue, now=NOW + 1) == ["a2"]


def test_one_receive_gives_as_many_messages_of_a_group_as_fit() -> None:
    queue = make_queue()
    send(queue, "a1", group_id="a")
    send(queue, "b1", group_id="b")
    send(queue, "a2", "a3", group_id="a")

    assert receive(queue, limit=3) == ["a1", "a2", "a3"]


def test_messages_come_back_in_order_when_their_timeout_ends() -> None:
    queue = make_queue()
    send(queue, "a1", "a2", "a3")
    receive(queue, limit=2)

    assert receive(queue, now=NOW + 29) == []
    assert receive(queue, now=NOW + 30) == ["a1", "a2", "a3"]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [([0], ["a1"]), ([0, 1], ["a1", "a2"]), ([1], [])],
    ids=["the first", "the first two", "the second only"],
)
def test_a_group_is_received_up_to_its_first_message_in_flight(shown: list[int], expected: list[str]) -> None:
    queue = make_queue()
    send(queue, "a1", "a2", "a3")
    received = queue.receive(3, 30, NOW).messages

    for index in shown:
        queue.change_visibility(handle_of(received[index]), 0, NOW + 1)

    assert receive(queue, now=NOW + 1) == expected


def test_a_receive_without_hiding_gives_every_group_once() -> None:
    queue = make_queue()
    send(queue, "a1", "a2", group_id="a")
    send(queue, "b1", group_id="b")

    first, second = receive(queue, timeout=0), receive(queue)

    assert first == second == ["a1", "a2", "b1"]


@pytest.mark.parametrize("seconds", [30, 60], ids=["visible again", "received again"])
def test_an_expired_handle_deletes_nothing(seconds: int) -> None:
    queue = make_queue()
    send(queue, "a1")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])
    if seconds == 60:
        receive(queue, now=NOW + 30)

    with pytest.raises(InvalidParameterValue, match=r"The receipt handle has expired\."):
        queue.delete(handle, NOW + seconds - 5 if seconds == 60 else NOW + seconds)


def test_a_handle_lives_as_long_as_the_extended_timeout() -> None:
    queue = make_queue()
    send(queue, "a1")
    handle = handle_of(queue.receive(1, 30, NOW).messages[0])
    queue.change_visibility(handle, 60, NOW + 20)

    queue.delete(handle, NOW + 70)

    assert queue.counts(NOW + 100) == Counts(0, 0, 0)


def test_a_duplicate_is_answered_with_the_first_message_and_not_stored() -> None:
    queue = make_queue()

    first, second = send(queue, "a", "a", now=NOW)

    assert second == first
    assert queue.counts(NOW).visible == 1


@pytest.mark.parametrize(("seconds", "count"), [(299, 1), (300, 2)])
def test_a_duplicate_is_recognised_for_five_minutes(seconds: int, count: int) -> None:
    queue = make_queue()
    send(queue, "a")

    send(queue, "a", now=NOW + seconds)

    assert queue.counts(NOW + seconds).visible == count


def test_a_duplicate_of_a_deleted_message_is_recognised() -> None:
    queue = make_queue()
    send(queue, "a")
    [queued] = queue.receive(1, 30, NOW).messages
    queue.delete(handle_of(queued), NOW)

    send(queue, "a", now=NOW + 10)

    assert queue.counts(NOW + 10) == Counts(0, 0, 0)


@pytest.mark.parametrize(("scope", "count"), [("queue", 1), ("messageGroup", 2)])
def test_the_scope_of_deduplication_is_the_queue_or_the_group(scope: str, count: int) -> None:
    queue = make_queue(deduplication_scope=scope)

    queue.send(message("1", "a", "same"), NOW)
    queue.send(message("2", "b", "same"), NOW)

    assert queue.counts(NOW).visible == count


@pytest.mark.parametrize(("seconds", "count"), [(59, 1), (60, 2)])
def test_a_changed_scope_of_deduplication_works_after_a_minute(seconds: int, count: int) -> None:
    queue = make_queue()
    queue.set_attributes(queue.attributes.update({"DeduplicationScope": "messageGroup"}), NOW)
    queue.send(message("1", "a", "same"), NOW + seconds)

    queue.send(message("2", "b", "same"), NOW + seconds)

    assert queue.counts(NOW + seconds).visible == count


def test_content_makes_the_deduplication_id_when_the_queue_is_set_to_it() -> None:
    queue = make_queue(content_based_deduplication=True)

    made, given = queue.deduplication_id(None, "body"), queue.deduplication_id("own", "body")

    assert (made, given) == ("230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5", "own")


def test_a_message_needs_a_deduplication_id_when_content_makes_none() -> None:
    queue = make_queue()

    with pytest.raises(InvalidParameterValue, match="ContentBasedDeduplication enabled"):
        queue.require_deduplication_id(None)


def test_sequence_numbers_have_twenty_digits_and_grow() -> None:
    queue = make_queue()

    numbers = [sent.sequence_number for sent in send(queue, "a", "b", "c")]

    assert {len(number) for number in numbers} == {20}
    assert numbers == sorted(set(numbers))


def test_the_delay_of_the_queue_holds_a_group_back() -> None:
    queue = make_queue(delay_seconds=10)
    send(queue, "a1")
    send(queue, "a2", now=NOW + 5)

    assert receive(queue, now=NOW + 9) == []
    assert receive(queue, now=NOW + 10) == ["a1"]


def test_dead_letters_make_way_for_the_rest_of_their_group() -> None:
    queue = make_queue(redrive_policy=RedrivePolicy("arn:dlq", 1))
    send(queue, "a1", "a2")
    receive(queue, limit=1, timeout=10)

    received = queue.receive(1, 30, NOW + 10)

    assert bodies(received.messages) == ["a2"]
    assert [(letter.message.body, letter.message.sent_at) for letter in received.dead_letters] == [
        ("a1", NOW + 10)
    ]


def test_an_expired_head_makes_way_for_the_rest_of_its_group() -> None:
    queue = make_queue(message_retention_period=60)
    send(queue, "a1")
    send(queue, "a2", now=NOW + 30)

    assert receive(queue, now=NOW + 60) == ["a2"]


def test_nothing_more_is_received_when_too_many_messages_are_in_flight(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FifoQueue, "MAX_IN_FLIGHT", 2)
    queue = make_queue()
    send(queue, "a1", "a2", "a3")
    send(queue, "b1", group_id="b")

    first, second = receive(queue), receive(queue)

    assert (first, second) == (["a1", "a2"], [])


def test_a_repeated_attempt_gives_the_same_messages_hidden_anew() -> None:
    queue = make_queue()
    send(queue, "a1", "a2")
    queue.remember_attempt("attempt", queue.receive(10, 30, NOW).messages, NOW)

    repeated = queue.repeat_attempt("attempt", 30, NOW + 20)

    assert bodies(repeated) == ["a1", "a2"]
    assert [queued.receive_count for queued in repeated] == [1, 1]
    assert queue.next_visible_at() == NOW + 50


@pytest.mark.parametrize("change", ["deleted", "visibility changed", "timeout ended", "five minutes over"])
def test_an_attempt_is_not_repeated_after_a_message_has_changed(change: str) -> None:
    queue = make_queue()
    send(queue, "a1", "a2")
    messages = queue.receive(10, 600 if change == "five minutes over" else 30, NOW).messages
    queue.remember_attempt("attempt", messages, NOW)
    later = NOW + 1
    if change == "deleted":
        queue.delete(handle_of(messages[0]), NOW)
    elif change == "visibility changed":
        queue.change_visibility(handle_of(messages[0]), 40, NOW)
    else:
        later = NOW + (30 if change == "timeout ended" else 300)

    assert queue.repeat_attempt("attempt", 30, later) == []


def test_undoing_brings_groups_and_deduplication_back() -> None:
    journal = Journal()
    queues: Map[str, Queue] = Map()
    queues.attach(journal)
    queue = make_queue()
    queues["orders.fifo"] = queue
    send(queue, "a1", "a2", group_id="a")
    [held] = queue.receive(1, 30, NOW).messages
    checkpoint = journal.checkpoint()

    queue.delete(handle_of(held), NOW + 1)
    receive(queue, now=NOW + 1)
    send(queue, "b1", group_id="b")
    queue.purge(NOW + 2)
    journal.restore(checkpoint)

    assert queue.counts(NOW) == Counts(visible=1, in_flight=1, delayed=0)
    send(queue, "b1", group_id="b")
    assert receive(queue, now=NOW + 30) == ["b1", "a1", "a2"]


def test_a_group_that_comes_back_waits_its_turn() -> None:
    queue = make_queue()
    send(queue, "a1", "a2", group_id="a")
    send(queue, "b1", group_id="b")
    [head] = queue.receive(1, 30, NOW).messages

    queue.change_visibility(handle_of(head), 0, NOW + 1)

    assert receive(queue, now=NOW + 1) == ["b1", "a1", "a2"]


def test_a_purge_forgets_what_was_sent() -> None:
    queue = make_queue()
    send(queue, "a")

    queue.purge(NOW)
    send(queue, "a")

    assert receive(queue) == ["a"]


def test_deleting_a_message_behind_a_visible_one_gives_its_group_no_second_turn() -> None:
    queue = make_queue()
    send(queue, "a1", "a2")
    first, second = queue.receive(2, 30, NOW).messages
    queue.change_visibility(handle_of(first), 0, NOW + 1)

    queue.delete(handle_of(second), NOW + 1)
    [again] = queue.receive(10, 30, NOW + 1).messages
    queue.delete(handle_of(again), NOW + 2)

    assert again.message.body == "a1"
    assert receive(queue, now=NOW + 2) == []


def test_the_next_message_can_be_looked_at_and_taken_out() -> None:
    queue = make_queue()
    send(queue, "a1", "a2", group_id="a")
    send(queue, "b1", group_id="b")

    first = queue.peek(NOW)
    assert first is not None
    taken = queue.take(first)

    assert taken.body == "a1"
    assert receive(queue) == ["b1", "a2"]
    assert queue.peek(NOW) is None
