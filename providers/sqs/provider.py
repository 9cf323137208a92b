"""The operations of SQS, by resource: queues, messages, dead letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .message_operations import MessageOperations
from .queue_operations import QueueOperations
from .redrive_operations import RedriveOperations

if TYPE_CHECKING:
    from localstack.aws.wire import Request, Response
    from localstack.runtime import Emulator


class SqsProvider(QueueOperations, MessageOperations, RedriveOperations):
    """Amazon SQS: standard and FIFO queues, dead-letter redrive, message move tasks."""

    def developer_endpoint(self, emulator: Emulator, request: Request) -> Response | None:
        """Show the messages of a queue; see :mod:`.developer_endpoint`."""
        from .developer_endpoint import messages

        return messages(emulator, request) if request.path.startswith("/_aws/sqs/messages") else None
