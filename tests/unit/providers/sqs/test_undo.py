"""Whatever is done to queues, restoring a checkpoint brings every message back where it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from localstack_providers.sqs.attributes import QueueAttributes
from localstack_providers.sqs.fifo import FifoQueue
from localstack_providers.sqs.message import Message
from localstack_providers.sqs.queue import Queue
from localstack_providers.sqs.receipt_handle import ReceiptHandle
from localstack_providers.sqs.redrive import RedrivePolicy
from localstack_providers.sqs.standard import StandardQueue

from localstack.aws.errors import ServiceException
from localstack.state import Journal, Map

NOW = 1_000_000.0
ARN = "arn:aws:sqs:us-east-1:111111111111:orders"
OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["send", "send", "receive", "receive", "delete", "change", "wait", "purge"]),
        st.integers(0, 5),
    ),
    max_size=30,
)


class Run:
    """Does operations to a queue and knows the handles it was given."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.now = NOW
        self.handles: list[ReceiptHandle] = []
        self.count = 0

    def do(self, operation: str, number: int) -> None:
        queue, now = self.queue, self.now
        if operation == "send":
            self.count += 1
            body = f"{self.count}-{number}"
            queue.send(Message(body, body, "", "", now, {}, {}, f"g{number % 2}", body), now, number)
        elif operation == "receive":
            for queued in queue.receive(number + 1, number * 10, now).messages:
                handle = ReceiptHandle(ARN, queued.message.message_id, queued.sequence, queued.receive_count)
                self.handles.append(handle)
        elif operation == "wait":
            self.now += number * 7
        elif operation == "purge" and number == 0:
            queue.purge(now)
        elif self.handles:
            handle = self.handles[number % len(self.handles)]
            try:
                if operation == "delete":
                    queue.delete(handle, now)
                else:
                    queue.change_visibility(handle, number, now)
            except ServiceException:
                pass


def drain(queue: Queue, now: float) -> list[tuple[int, str, int]]:
    """Receive everything as time passes."""
    seen: list[tuple[int, str, int]] = []
    for step in range(20):
        received = queue.receive(10, 600, now + step * 10)
        seen += [(step, queued.message.body, queued.receive_count) for queued in received.messages]
        seen += [(step, letter.message.body, -letter.receive_count) for letter in received.dead_letters]
    return seen


def make(kind: str) -> Queue:
    attributes = QueueAttributes(
        redrive_policy=RedrivePolicy("arn:dead", 3), fifo_queue=kind == "fifo", message_retention_period=120
    )
    queue_class: Any = FifoQueue if kind == "fifo" else StandardQueue
    queue: Queue = queue_class("orders", ARN, NOW, attributes=attributes)
    return queue


@pytest.mark.parametrize("kind", ["standard", "fifo"])
@given(before=OPERATIONS, after=OPERATIONS)
def test_restoring_a_checkpoint_undoes_every_operation(
    kind: str, before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    journal = Journal()
    queues: Map[str, Queue] = Map()
    queues.attach(journal)
    queues["q"], twin = make(kind), make(kind)
    run, twin_run = Run(queues["q"]), Run(twin)
    for operation in before:
        run.do(*operation)
        twin_run.do(*operation)
    now = run.now

    checkpoint = journal.checkpoint()
    for operation in after:
        run.do(*operation)
    journal.restore(checkpoint)

    assert queues["q"].counts(now) == twin.counts(now)
    assert drain(queues["q"], now) == drain(twin, now)
