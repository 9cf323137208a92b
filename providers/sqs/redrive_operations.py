"""Operations on dead letters: whose they are, and moving them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from localstack.services.provider import pending_work

from .errors import InvalidParameterValue, QueueDoesNotExist, ResourceNotFoundException
from .move_task import CANCELLED, COMPLETED, RUNNING, MoveTask, TaskHandle
from .operations import Operations
from .pagination import page, start_after
from .queue_url import find_queue
from .store import queue_by_arn
from .validation import check_range, require

if TYPE_CHECKING:
    from localstack.aws.api import sqs as api
    from localstack.aws.context import RequestContext

    from .attributes import QueueAttributes
    from .queue import Queue

MAX_MESSAGES_PER_SECOND = 500
MAX_LISTED_TASKS = 10


class RedriveOperations(Operations):
    """What is done to dead-letter queues."""

    def list_dead_letter_source_queues(
        self, context: RequestContext, request: api.ListDeadLetterSourceQueuesRequest
    ) -> api.ListDeadLetterSourceQueuesResult:
        """List the queues that have a queue as their dead-letter queue."""
        queue = find_queue(context, request)
        after = start_after(request)
        sources = iter([name for name in self.store(context).dead_letter_sources(queue.arn) if name > after])
        urls, token = page(context, request, sources)
        result: api.ListDeadLetterSourceQueuesResult = {"queueUrls": urls}
        if token:
            result["NextToken"] = token
        return result

    def start_message_move_task(
        self, context: RequestContext, request: api.StartMessageMoveTaskRequest
    ) -> api.StartMessageMoveTaskResult:
        """Begin to move the messages of a dead-letter queue."""
        source = require_source(context, request)
        store = self.store(context)
        if not store.dead_letter_sources(source.arn):
            raise InvalidParameterValue("Source queue must be configured as a Dead Letter Queue.")
        destination_arn = request.get("DestinationArn", "")
        if destination_arn and queue_by_arn(context, destination_arn) is None:
            raise ResourceNotFoundException.of("DestinationArn")
        rate = request.get("MaxNumberOfMessagesPerSecond")
        name = "MaxNumberOfMessagesPerSecond"
        check_range(rate, name, 1, MAX_MESSAGES_PER_SECOND, "Must be between 1 and 500, if provided.")
        with context.lock(source.arn):
            if any(task.status == RUNNING for task in store.tasks_of(source.arn)):
                raise InvalidParameterValue(
                    "There is already a task running. "
                    "Only one active task is allowed for a source queue arn at a given time."
                )
            now = context.clock.time()
            task = MoveTask(
                context.ids.uuid(), source.arn, destination_arn, rate or 0, now, source.counts(now).visible
            )
            store.move_tasks[task.task_id] = task
        context.schedule("move_messages", {"TaskId": task.task_id})
        return {"TaskHandle": task.handle.encode()}

    def cancel_message_move_task(
        self, context: RequestContext, request: api.CancelMessageMoveTaskRequest
    ) -> api.CancelMessageMoveTaskResult:
        """Stop moving messages; those moved stay where they are."""
        require(request, "TaskHandle")
        handle = TaskHandle.decode(request["TaskHandle"])
        if queue_by_arn(context, handle.source_arn) is None:
            raise ResourceNotFoundException.of("SourceArn")
        with context.lock(handle.source_arn):
            task = self.store(context).move_tasks.get(handle.task_id)
            if task is None or task.status != RUNNING:
                # Unverified text; that a task has to be running is documented.
                raise ResourceNotFoundException("Task does not exist.")
            task.status = CANCELLED
        return {"ApproximateNumberOfMessagesMoved": task.messages_moved}

    def list_message_move_tasks(
        self, context: RequestContext, request: api.ListMessageMoveTasksRequest
    ) -> api.ListMessageMoveTasksResult:
        """List the latest tasks that move messages out of a queue."""
        source = require_source(context, request)
        limit = request.get("MaxResults")
        reason = f"Must be between 1 and {MAX_LISTED_TASKS}, if provided."
        check_range(limit, "MaxResults", 1, MAX_LISTED_TASKS, reason)
        tasks = self.store(context).tasks_of(source.arn)[: limit or 1]
        return {"Results": [describe_task(task) for task in tasks]}

    @pending_work
    def move_messages(self, context: RequestContext, arguments: Mapping[str, Any]) -> None:
        """Move the next messages of a task, and come back for the rest."""
        task = self.store(context).move_tasks.get(arguments["TaskId"])
        if task is None:
            return
        for _ in range(task.step):
            self._move_one(context, task)
            if task.status != RUNNING:
                return
        context.schedule("move_messages", arguments, task.pause)

    def _move_one(self, context: RequestContext, task: MoveTask) -> None:
        now = context.clock.time()
        source = queue_by_arn(context, task.source_arn)
        if source is None:
            task.fail(QueueDoesNotExist.code)
            return
        with context.lock(source.arn):
            queued = source.peek(now) if task.messages_moved < task.messages_to_move else None
            if task.status != RUNNING or queued is None:
                task.status = COMPLETED if task.status == RUNNING else task.status
                return
            arn = task.destination_arn or queued.message.dead_letter_queue_source_arn
            destination = queue_by_arn(context, arn)
            if destination is None:
                # The second reason is unverified: the message came here by no redrive.
                task.fail(QueueDoesNotExist.code if arn else "CouldNotDetermineMessageSource")
                return
            message = source.take(queued)
            task.messages_moved += 1
        # "All redriven messages are considered new messages with a new messageID and enqueueTime"
        # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
        moved = replace(message, message_id=context.ids.uuid(), sent_at=now, dead_letter_queue_source_arn="")
        with context.lock(destination.arn):
            destination.place(moved, now)
        context.notify(destination.arn)


def require_source(
    context: RequestContext,
    request: api.StartMessageMoveTaskRequest | api.ListMessageMoveTasksRequest,
) -> Queue:
    """Find the queue a task moves messages out of.

    :raises ServiceException: when there is no such queue.
    """
    require(request, "SourceArn")
    source = queue_by_arn(context, request["SourceArn"])
    if source is None:
        raise ResourceNotFoundException.of("SourceArn")
    return source


def describe_task(task: MoveTask) -> api.ListMessageMoveTasksResultEntry:
    """Shape a task as ListMessageMoveTasks shows it."""
    described: api.ListMessageMoveTasksResultEntry = {
        "Status": task.status,
        "SourceArn": task.source_arn,
        "ApproximateNumberOfMessagesMoved": task.messages_moved,
        "ApproximateNumberOfMessagesToMove": task.messages_to_move,
        "StartedTimestamp": int(task.started_at * 1000),
    }
    if task.status == RUNNING:
        described["TaskHandle"] = task.handle.encode()
    if task.destination_arn:
        described["DestinationArn"] = task.destination_arn
    if task.max_number_of_messages_per_second:
        described["MaxNumberOfMessagesPerSecond"] = task.max_number_of_messages_per_second
    if task.failure_reason:
        described["FailureReason"] = task.failure_reason
    return described


def check_redrive_policy(context: RequestContext, source_arn: str, attributes: QueueAttributes) -> None:
    """Check that the dead-letter queue that a queue names is there and may be used.

    :raises InvalidParameterValue: when it is not; the texts after the first are unverified.
    """
    policy = attributes.redrive_policy
    if policy is None:
        return
    target_arn = policy.dead_letter_target_arn
    target = queue_by_arn(context, target_arn)
    reason = ""
    if target is None:
        reason = "Dead letter target does not exist."
    elif target_arn.rpartition(":")[0] != source_arn.rpartition(":")[0]:
        reason = "Dead letter target owner should be same as the source."
    elif target.is_fifo != attributes.fifo_queue:
        reason = "Dead-letter queue must be same type of queue as the source."
    else:
        allow_policy = target.attributes.redrive_allow_policy
        if allow_policy is not None and not allow_policy.allows(source_arn):
            reason = "Dead-letter queue does not allow this queue to be its source queue."
    if reason:
        raise InvalidParameterValue.of(policy.format(), "RedrivePolicy", reason)
