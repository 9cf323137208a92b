"""Messages: what was sent, and what a queue knows about it.

::

    Message         a value: body, attributes, who sent it when; the same wherever the message goes
    QueuedMessage   a message in one queue: its place, its receives, whether it is hidden
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from localstack.state import Record

# Sequence numbers are 20 digits long, increasing and not consecutive; where they start is not documented.
FIRST_SEQUENCE_NUMBER = 18_849_496_460_467_696_128
SEQUENCE_STEP = 256


class MessageAttribute(NamedTuple):
    """A message attribute, or a message system attribute.

    :ivar data_type: `String`, `Number` or `Binary`, with a label of the sender's after a dot if it has one.
    """

    data_type: str
    value: str | bytes


MessageAttributes = Mapping[str, MessageAttribute]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was sent.

    :ivar sent_at: seconds since the epoch.
    :ivar dead_letter_queue_source_arn: the queue that gave up on it, or `""`.
    """

    message_id: str
    body: str
    md5_of_body: str
    sender_id: str
    sent_at: float
    attributes: MessageAttributes = field(default_factory=dict)
    system_attributes: MessageAttributes = field(default_factory=dict)
    message_group_id: str | None = None
    message_deduplication_id: str | None = None
    dead_letter_queue_source_arn: str = ""


@dataclass(eq=False)
class QueuedMessage(Record):
    """A message in a queue.

    :ivar sequence: its place in the queue's order of arrival.
    :ivar visible_at: when it can be received, seconds since the epoch.
    """

    message: Message
    sequence: int
    visible_at: float
    receive_count: int = 0
    first_received_at: float = 0.0
    received_at: float = 0.0

    @property
    def sequence_number(self) -> str:
        """The number that orders the message in a FIFO queue."""
        return str(FIRST_SEQUENCE_NUMBER + self.sequence * SEQUENCE_STEP)

    @property
    def hidden_key(self) -> tuple[float, int]:
        """Where the message is among those waiting to become visible."""
        return self.visible_at, self.sequence


def md5_of_attributes(attributes: MessageAttributes) -> str:
    """Compute the digest a receiver can check message attributes with.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
    """
    digest = hashlib.md5(usedforsecurity=False)
    for name in sorted(attributes):
        data_type, value = attributes[name]
        is_binary = isinstance(value, bytes)
        content = value if isinstance(value, bytes) else value.encode()
        digest.update(_with_length(name.encode()))
        digest.update(_with_length(data_type.encode()))
        digest.update(b"\x02" if is_binary else b"\x01")
        digest.update(_with_length(content))
    return digest.hexdigest()


def _with_length(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content
