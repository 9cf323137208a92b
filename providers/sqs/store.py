"""What one account holds in one region: its queues and message move tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from localstack.state import BaseStore, LocalAttribute, Map, SortedMap

from .errors import QueueDeletedRecently
from .move_task import MoveTask
from .queue import Queue

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext

DELETION_INTERVAL = 60


class SqsStore(BaseStore):
    """The queues of an account in a region."""

    queues: LocalAttribute[SortedMap[str, Queue]] = LocalAttribute(SortedMap)
    """Queues by name."""
    deleted_at: LocalAttribute[Map[str, float]] = LocalAttribute(Map)
    """When the queues of the last minute were deleted, by name."""
    move_tasks: LocalAttribute[Map[str, MoveTask]] = LocalAttribute(Map)
    """Message move tasks by id, in the order they were started."""

    def require_creatable(self, name: str, now: float) -> None:
        """Check that no queue of that name was deleted within a minute.

        :raises QueueDeletedRecently: when one was.
        """
        if now < self.deleted_at.get(name, -DELETION_INTERVAL) + DELETION_INTERVAL:
            raise QueueDeletedRecently()

    def delete(self, queue: Queue, now: float) -> None:
        """Delete a queue."""
        del self.queues[queue.name]
        for name, deleted_at in list(self.deleted_at.items()):
            if deleted_at + DELETION_INTERVAL <= now:
                del self.deleted_at[name]
        self.deleted_at[queue.name] = now

    def names(self, prefix: str = "", after: str = "") -> Iterator[str]:
        """Walk the names of queues in order.

        :param after: the name to go on behind.
        """
        for name in self.queues.keys_from(max(prefix, after), inclusive=after < prefix or not after):
            if not name.startswith(prefix):
                return
            yield name

    def dead_letter_sources(self, arn: str) -> list[str]:
        """Name the queues whose dead-letter queue is the one with this ARN, in order."""
        return [
            name
            for name, queue in self.queues.items()
            if (policy := queue.attributes.redrive_policy) and policy.dead_letter_target_arn == arn
        ]

    def tasks_of(self, source_arn: str) -> list[MoveTask]:
        """Give the move tasks out of a queue, the latest first."""
        return [task for task in reversed(list(self.move_tasks.values())) if task.source_arn == source_arn]


def store_of(context: RequestContext, account_id: str, region: str) -> SqsStore:
    """Give the store of any account and region."""
    return context.emulator.realm.store("sqs", SqsStore, account_id, region)


def queue_by_arn(context: RequestContext, arn: str) -> Queue | None:
    """Find a queue anywhere by its ARN."""
    parts = arn.split(":")
    if len(parts) != 6 or parts[2] != "sqs" or not (len(parts[4]) == 12 and parts[4].isdigit()):
        return None
    return store_of(context, parts[4], parts[3]).queues.get(parts[5])
