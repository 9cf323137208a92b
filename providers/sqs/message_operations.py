"""Operations on messages: sending, receiving, hiding, deleting, one by one and in batches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from localstack.aws.errors import ServiceException

from .attributes import MAXIMUM_MESSAGE_SIZE
from .errors import BatchRequestTooLong, OverLimit
from .fifo import FifoQueue
from .message_shapes import describe_received, describe_sent, make_message, size_of
from .message_validation import check_size, require_ids
from .operations import Operations
from .queue_url import find_queue
from .receipt_handle import ReceiptHandle
from .store import queue_by_arn
from .validation import check_batch, check_receive, check_visibility_timeout, require

if TYPE_CHECKING:
    from localstack.aws.api import sqs as api
    from localstack.aws.context import RequestContext

    from .message import QueuedMessage
    from .queue import DeadLetter, Queue

# A timer may go off a little early by the clock: waiting this much longer finds the message visible.
TIMER_TOLERANCE = 0.001

E = TypeVar("E", bound=Any)
R = TypeVar("R")


class MessageOperations(Operations):
    """What is done to messages."""

    def send_message(self, context: RequestContext, request: api.SendMessageRequest) -> api.SendMessageResult:
        """Send a message."""
        queue = find_queue(context, request)
        require(request, "MessageBody")
        require_ids(request, queue)
        check_size(size_of(request), queue.attributes.maximum_message_size)
        now = context.clock.time()
        message = make_message(context, queue, request, now)
        with context.lock(queue.arn):
            sent = queue.send(message, now, request.get("DelaySeconds"))
        context.notify(queue.arn)
        return describe_sent(message, request, sent)

    def send_message_batch(
        self, context: RequestContext, request: api.SendMessageBatchRequest
    ) -> api.SendMessageBatchResult:
        """Send up to ten messages."""
        queue = find_queue(context, request)
        entries = request.get("Entries", [])
        check_batch(entries, "SendMessageBatchRequestEntry")
        for entry in entries:
            require(entry, "MessageBody")
            require_ids(entry, queue)
        size = sum(map(size_of, entries))
        if size > MAXIMUM_MESSAGE_SIZE:
            raise BatchRequestTooLong(MAXIMUM_MESSAGE_SIZE, size)

        def send(entry: api.SendMessageBatchRequestEntry) -> api.SendMessageBatchResultEntry:
            limit = queue.attributes.maximum_message_size
            check_size(size_of(entry), limit, "One or more parameters cannot be validated.")
            now = context.clock.time()
            message = make_message(context, queue, entry, now)
            sent = queue.send(message, now, entry.get("DelaySeconds"))
            result = {"Id": entry["Id"], **describe_sent(message, entry, sent)}
            return cast("api.SendMessageBatchResultEntry", result)

        with context.lock(queue.arn):
            successful, failed = run_batch(entries, send)
        context.notify(queue.arn)
        result: api.SendMessageBatchResult = batch_result(successful, failed)
        return result

    def receive_message(
        self, context: RequestContext, request: api.ReceiveMessageRequest
    ) -> api.ReceiveMessageResult:
        """Receive up to ten messages, waiting for the first one if asked to."""
        queue = find_queue(context, request)
        check_receive(request, queue.is_fifo)
        wait = request.get("WaitTimeSeconds")
        if wait is None:
            wait = queue.attributes.receive_message_wait_time_seconds
        deadline = context.clock.time() + wait
        again = True
        while True:
            arrivals = context.arrivals(queue.arn)
            messages = self._receive(context, queue, request, is_long_poll=wait > 0)
            if messages or not again or context.clock.time() >= deadline:
                break
            again = self._wait(context, queue, arrivals, deadline)
            queue = find_queue(context, request)
        return (
            {"Messages": [describe_received(queue, queued, request) for queued in messages]}
            if messages
            else {}
        )

    def delete_message(self, context: RequestContext, request: api.DeleteMessageRequest) -> None:
        """Delete a received message."""
        queue = find_queue(context, request)
        require(request, "ReceiptHandle")
        handle = ReceiptHandle.decode(request["ReceiptHandle"], queue.arn)
        with context.lock(queue.arn):
            queue.delete(handle, context.clock.time())
        if queue.is_fifo:
            # The rest of the message group can be received now.
            context.notify(queue.arn)

    def delete_message_batch(
        self, context: RequestContext, request: api.DeleteMessageBatchRequest
    ) -> api.DeleteMessageBatchResult:
        """Delete up to ten received messages."""
        queue = find_queue(context, request)
        entries = request.get("Entries", [])
        check_batch(entries, "DeleteMessageBatchRequestEntry")

        def delete(entry: api.DeleteMessageBatchRequestEntry) -> api.DeleteMessageBatchResultEntry:
            require(entry, "ReceiptHandle")
            queue.delete(ReceiptHandle.decode(entry["ReceiptHandle"], queue.arn), context.clock.time())
            return {"Id": entry["Id"]}

        with context.lock(queue.arn):
            successful, failed = run_batch(entries, delete)
        context.notify(queue.arn)
        result: api.DeleteMessageBatchResult = batch_result(successful, failed)
        return result

    def change_message_visibility(
        self, context: RequestContext, request: api.ChangeMessageVisibilityRequest
    ) -> None:
        """Change for how long a received message stays hidden."""
        queue = find_queue(context, request)
        self._change_visibility(context, queue, request)

    def change_message_visibility_batch(
        self, context: RequestContext, request: api.ChangeMessageVisibilityBatchRequest
    ) -> api.ChangeMessageVisibilityBatchResult:
        """Change for how long up to ten received messages stay hidden."""
        queue = find_queue(context, request)
        entries = request.get("Entries", [])
        check_batch(entries, "ChangeMessageVisibilityBatchRequestEntry")

        def change(
            entry: api.ChangeMessageVisibilityBatchRequestEntry,
        ) -> api.ChangeMessageVisibilityBatchResultEntry:
            self._change_visibility(context, queue, entry)
            return {"Id": entry["Id"]}

        successful, failed = run_batch(entries, change)
        result: api.ChangeMessageVisibilityBatchResult = batch_result(successful, failed)
        return result

    def _change_visibility(
        self,
        context: RequestContext,
        queue: Queue,
        entry: api.ChangeMessageVisibilityRequest | api.ChangeMessageVisibilityBatchRequestEntry,
    ) -> None:
        require(entry, "ReceiptHandle")
        timeout = entry.get("VisibilityTimeout")
        check_visibility_timeout(timeout)
        handle = ReceiptHandle.decode(entry["ReceiptHandle"], queue.arn)
        with context.lock(queue.arn):
            queue.change_visibility(handle, timeout or 0, context.clock.time())
        # Those who wait have to learn of the new time, earlier or later.
        context.notify(queue.arn)

    def _receive(
        self, context: RequestContext, queue: Queue, request: api.ReceiveMessageRequest, is_long_poll: bool
    ) -> list[QueuedMessage]:
        """Try once to receive, and send what was received too often to the dead-letter queue."""
        timeout = request.get("VisibilityTimeout")
        if timeout is None:
            timeout = queue.attributes.visibility_timeout
        limit = request.get("MaxNumberOfMessages", 1)
        attempt_id = request.get("ReceiveRequestAttemptId", "")
        policy = queue.attributes.redrive_policy
        dead_letter_queue = queue_by_arn(context, policy.dead_letter_target_arn) if policy else None
        with context.lock(queue.arn):
            now = context.clock.time()
            if attempt_id and isinstance(queue, FifoQueue):
                repeated = queue.repeat_attempt(attempt_id, timeout, now)
                if repeated:
                    return repeated
            try:
                messages, dead_letters = queue.receive(limit, timeout, now, dead_letter_queue is not None)
            except OverLimit:
                # Long polling gets no error for it.
                # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
                if not is_long_poll:
                    raise
                return []
            if attempt_id and isinstance(queue, FifoQueue) and messages:
                queue.remember_attempt(attempt_id, messages, now)
        if dead_letters and dead_letter_queue is not None:
            place_dead_letters(context, dead_letter_queue, dead_letters)
        return messages

    def _wait(self, context: RequestContext, queue: Queue, arrivals: int, deadline: float) -> bool:
        """Wait until there may be something to receive.

        :returns: whether to go on waiting if there is not; `False` when the emulator ends all waits.
        """
        with context.lock(queue.arn):
            visible_at = queue.next_visible_at()
        until = deadline if visible_at is None else min(deadline, visible_at + TIMER_TOLERANCE)
        if context.wait(queue.arn, until, arrivals):
            return True
        return visible_at is not None and context.clock.time() >= visible_at


def place_dead_letters(context: RequestContext, queue: Queue, letters: list[DeadLetter]) -> None:
    """Put messages that were received too often into their dead-letter queue."""
    with context.lock(queue.arn):
        for letter in letters:
            queue.place(letter.message, context.clock.time(), letter.receive_count)
    context.notify(queue.arn)


def run_batch(entries: list[E], run: Callable[[E], R]) -> tuple[list[R], list[api.BatchResultErrorEntry]]:
    """Run a batch entry by entry.

    :returns: what succeeded, and an error for each entry that did not.
    """
    successful: list[R] = []
    failed: list[api.BatchResultErrorEntry] = []
    for entry in entries:
        try:
            successful.append(run(entry))
        except ServiceException as error:
            failed.append(
                {
                    "Id": entry["Id"],
                    "SenderFault": error.sender_fault,
                    "Code": error.code,
                    "Message": error.message,
                }
            )
    return successful, failed


def batch_result(successful: list[R], failed: list[api.BatchResultErrorEntry]) -> Any:
    """Shape a batch's answer; SQS leaves out the half that has nothing in it."""
    result: dict[str, Any] = {}
    if successful:
        result["Successful"] = successful
    if failed:
        result["Failed"] = failed
    return result
