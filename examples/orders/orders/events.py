"""Order events on an SQS queue, and the worker that processes them.

A worker takes a batch, deletes what was handled, and hides what failed for a while. The queue's
redrive policy moves what fails too often to its dead-letter queue.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import boto3

from orders.model import OrderEvent

logger = logging.getLogger(__name__)
sqs = boto3.client("sqs")

BATCH_SIZE = 10
"""The most messages that one SQS call takes."""


class PublishError(Exception):
    """SQS refused some of the events."""


@dataclass(frozen=True)
class Batch:
    """What became of the messages that a worker received together, by message id."""

    handled: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def publish(queue_url: str, events: Sequence[OrderEvent]) -> None:
    """Send events, as many at once as SQS allows.

    :raises PublishError: if SQS refuses some of them.
    """
    for start in range(0, len(events), BATCH_SIZE):
        entries = [_entry(event, start + i) for i, event in enumerate(events[start : start + BATCH_SIZE])]
        answer = sqs.send_message_batch(QueueUrl=queue_url, Entries=entries)
        if answer.get("Failed"):
            raise PublishError(answer["Failed"])


class Worker:
    """Hand the events of a queue to a handler.

    :param backoff: seconds that a failed event stays hidden, times the number of its attempts.
    """

    def __init__(self, queue_url: str, handle: Callable[[OrderEvent], None], backoff: int = 30) -> None:
        self._queue_url = queue_url
        self._handle = handle
        self._backoff = backoff

    def process_batch(self, wait: int = 20) -> Batch:
        """Process the next events; wait up to `wait` seconds for the first."""
        batch = Batch()
        received = self._receive(wait)
        for message in received:
            try:
                self._handle(OrderEvent(**json.loads(message["Body"])))
            except Exception:
                logger.exception("event %s failed", message["MessageId"])
                self._postpone(message)
                batch.failed.append(message["MessageId"])
            else:
                batch.handled.append(message["MessageId"])
        self._delete([message for message in received if message["MessageId"] in batch.handled])
        return batch

    def _receive(self, wait: int) -> list[dict[str, Any]]:
        answer = sqs.receive_message(
            QueueUrl=self._queue_url,
            MaxNumberOfMessages=BATCH_SIZE,
            WaitTimeSeconds=wait,
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
        )
        messages: list[dict[str, Any]] = answer.get("Messages", [])
        return messages

    def _postpone(self, message: dict[str, Any]) -> None:
        attempts = int(message["Attributes"]["ApproximateReceiveCount"])
        sqs.change_message_visibility(
            QueueUrl=self._queue_url,
            ReceiptHandle=message["ReceiptHandle"],
            VisibilityTimeout=self._backoff * attempts,
        )

    def _delete(self, messages: list[dict[str, Any]]) -> None:
        entries = [
            {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]}
            for number, message in enumerate(messages)
        ]
        if entries:
            sqs.delete_message_batch(QueueUrl=self._queue_url, Entries=entries)


def _entry(event: OrderEvent, number: int) -> dict[str, Any]:
    return {
        "Id": str(number),
        "MessageBody": json.dumps(asdict(event)),
        "MessageAttributes": {"kind": {"DataType": "String", "StringValue": event.kind}},
    }
