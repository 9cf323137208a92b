"""The worker on the queue of order events. Time passes by `localstack.advance`, not by waiting."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

import boto3
import pytest

from orders.events import Batch, Worker, publish
from orders.model import OrderEvent

PLACED = OrderEvent("OrderPlaced", "1001")


@pytest.fixture
def queued(events_queue: str) -> Callable[[], int]:
    """Count the events on the queue, those being worked on included."""

    def count() -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        queue = boto3.resource("sqs").Queue(events_queue)
        queue.load()
        return sum(int(queue.attributes[name]) for name in names)

    return count


def refuse(event: OrderEvent) -> None:
    """Fail as a handler does whose database is down."""
    raise ConnectionError(f"cannot look up order {event.order_id}")


def test_handled_events_leave_the_queue(events_queue: str, queued: Callable[[], int]) -> None:
    events = [OrderEvent("OrderPlaced", str(1000 + number)) for number in range(12)]
    seen: list[OrderEvent] = []
    worker = Worker(events_queue, seen.append)

    publish(events_queue, events)
    first, second = worker.process_batch(wait=0), worker.process_batch(wait=0)

    assert (len(first.handled), len(second.handled)) == (10, 2), "a batch has at most ten"
    assert sorted(event.order_id for event in seen) == [event.order_id for event in events]
    assert queued() == 0


def test_a_failed_event_comes_back_alone_after_its_backoff(events_queue: str, localstack: Any) -> None:
    def handle(event: OrderEvent) -> None:
        if event == PLACED:
            refuse(event)

    worker = Worker(events_queue, handle, backoff=30)
    publish(events_queue, [OrderEvent("OrderPlaced", "1000"), PLACED, OrderEvent("OrderPlaced", "1002")])

    first = worker.process_batch(wait=0)
    too_early = worker.process_batch(wait=0)
    localstack.advance(30)
    second = worker.process_batch(wait=0)

    assert (len(first.handled), len(first.failed)) == (2, 1)
    assert too_early == Batch()
    assert second == Batch(failed=first.failed)


def test_an_event_that_fails_three_times_is_set_aside(
    events_queue: str, dead_letter_queue: str, localstack: Any, sqs_collect_messages: Callable[..., Any]
) -> None:
    worker = Worker(events_queue, refuse, backoff=30)
    publish(events_queue, [PLACED])

    for hidden in (30, 60, 90):
        assert worker.process_batch(wait=0).failed
        localstack.advance(hidden - 5)
        assert worker.process_batch(wait=0) == Batch(), "the backoff grows with each attempt"
        localstack.advance(5)

    assert worker.process_batch(wait=0) == Batch()
    [message] = sqs_collect_messages(dead_letter_queue, expected=1, timeout=5)
    assert json.loads(message["Body"]) == asdict(PLACED)


def test_a_waiting_worker_takes_an_event_as_it_arrives(events_queue: str) -> None:
    seen: list[OrderEvent] = []
    worker = Worker(events_queue, seen.append)

    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(worker.process_batch, wait=20)
        publish(events_queue, [PLACED])
        batch = waiting.result(timeout=10)

    assert len(batch.handled) == 1
    assert seen == [PLACED]


def test_other_teams_find_the_kind_of_an_event_beside_its_body(
    aws_client: Any, events_queue: str, snapshot: Any
) -> None:
    snapshot.add_transformer(snapshot.transform.key_value("MessageId"))
    snapshot.add_transformer(snapshot.transform.key_value("ReceiptHandle"))

    publish(events_queue, [PLACED])

    received = aws_client.sqs.receive_message(
        QueueUrl=events_queue,
        MessageAttributeNames=["All"],
        MessageSystemAttributeNames=["ApproximateReceiveCount"],
    )
    snapshot.match("received", received)
