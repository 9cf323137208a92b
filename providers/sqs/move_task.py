"""Message move tasks: messages on their way out of a dead-letter queue.

::

    RUNNING ──(all are moved)──> COMPLETED
        ├─────(cancelled)──────> CANCELLED
        └─────(nowhere to go)──> FAILED
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import NamedTuple

from localstack.state import Record

from .errors import InvalidParameterValue

RUNNING, COMPLETED, CANCELLED, FAILED = "RUNNING", "COMPLETED", "CANCELLED", "FAILED"
MESSAGES_PER_STEP = 1000


@dataclass(eq=False)
class MoveTask(Record):
    """A message move task.

    :ivar destination_arn: `""` when messages go back where they came from.
    :ivar max_number_of_messages_per_second: 0 when there is no limit.
    """

    task_id: str
    source_arn: str
    destination_arn: str
    max_number_of_messages_per_second: int
    started_at: float
    messages_to_move: int
    messages_moved: int = 0
    status: str = RUNNING
    failure_reason: str = ""

    @property
    def handle(self) -> TaskHandle:
        """What names the task to its owner."""
        return TaskHandle(self.task_id, self.source_arn)

    @property
    def step(self) -> int:
        """How many messages are moved at once."""
        return self.max_number_of_messages_per_second or MESSAGES_PER_STEP

    @property
    def pause(self) -> float:
        """How many seconds lie between two steps."""
        return 1.0 if self.max_number_of_messages_per_second else 0.0

    def fail(self, reason: str) -> None:
        """End the task without success."""
        self.status = FAILED
        self.failure_reason = reason


class TaskHandle(NamedTuple):
    """A task's handle, of the form AWS documents by example.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
    """

    task_id: str
    source_arn: str

    def encode(self) -> str:
        """Give the handle's text."""
        document = {"taskId": self.task_id, "sourceArn": self.source_arn}
        return base64.b64encode(json.dumps(document, separators=(",", ":")).encode()).decode()

    @classmethod
    def decode(cls, text: str) -> TaskHandle:
        """Read a handle.

        :raises InvalidParameterValue: when it is none.
        """
        try:
            document = json.loads(base64.b64decode(text, validate=True))
            return cls(str(document["taskId"]), str(document["sourceArn"]))
        except (ValueError, KeyError, TypeError) as error:
            raise InvalidParameterValue("Value for parameter TaskHandle is invalid.") from error
