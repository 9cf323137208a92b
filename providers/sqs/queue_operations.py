"""Operations on queues: making, finding, describing, tagging, purging, permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localstack.aws.arns import arn

from .attributes import ATTRIBUTES, QueueAttributes, require_fifo, require_standard, unknown_attribute
from .errors import QueueDoesNotExist
from .fifo import FifoQueue
from .operations import Operations
from .pagination import page, start_after
from .permissions import add_permission, remove_permission
from .queue_url import find_queue, queue_url
from .redrive_operations import check_redrive_policy
from .standard import StandardQueue
from .store import store_of
from .validation import check_permission, check_queue_name, check_tags, require

if TYPE_CHECKING:
    from localstack.aws.api import sqs as api
    from localstack.aws.context import RequestContext

    from .queue import Queue

COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
READ_ONLY = ("QueueArn", "CreatedTimestamp", "LastModifiedTimestamp", *COUNTS)


class QueueOperations(Operations):
    """What is done to queues."""

    def create_queue(self, context: RequestContext, request: api.CreateQueueRequest) -> api.CreateQueueResult:
        """Make a queue, or find the one that is there with the same attributes."""
        require(request, "QueueName")
        name = request["QueueName"]
        texts = request.get("Attributes", {})
        check_queue_name(name, is_fifo(texts))
        store = self.store(context)
        with context.lock(queue_arn(context, name)):
            existing = store.queues.get(name)
            if existing is not None:
                existing.attributes.require_same(texts)
            else:
                store.queues[name] = self._make_queue(context, name, texts, request.get("tags", {}))
        return {"QueueUrl": queue_url(context, name)}

    def delete_queue(self, context: RequestContext, request: api.DeleteQueueRequest) -> None:
        """Delete a queue with all its messages."""
        queue = find_queue(context, request)
        owner = store_of(context, *queue_owner(queue))
        with context.lock(queue.arn):
            if owner.queues.get(queue.name) is queue:
                owner.delete(queue, context.clock.time())
        context.notify(queue.arn)

    def get_queue_url(
        self, context: RequestContext, request: api.GetQueueUrlRequest
    ) -> api.GetQueueUrlResult:
        """Find a queue by its name and owner."""
        require(request, "QueueName")
        name = request["QueueName"]
        owner = request.get("QueueOwnerAWSAccountId") or context.account_id
        is_account = len(owner) == 12 and owner.isdigit()
        if not is_account or name not in store_of(context, owner, context.region).queues:
            raise QueueDoesNotExist(context.protocol)
        return {"QueueUrl": queue_url(context, name, owner)}

    def list_queues(self, context: RequestContext, request: api.ListQueuesRequest) -> api.ListQueuesResult:
        """List the queues of the account in the region."""
        names = self.store(context).names(request.get("QueueNamePrefix", ""), start_after(request))
        urls, token = page(context, request, names)
        result: api.ListQueuesResult = {}
        if urls:
            result["QueueUrls"] = urls
        if token:
            result["NextToken"] = token
        return result

    def get_queue_attributes(
        self, context: RequestContext, request: api.GetQueueAttributesRequest
    ) -> api.GetQueueAttributesResult:
        """Describe a queue by the attributes asked for."""
        queue = find_queue(context, request)
        names = request.get("AttributeNames", [])
        for name in names:
            if name != "All" and name not in ATTRIBUTES and name not in READ_ONLY:
                raise unknown_attribute(name)
        if not names:
            return {}
        with context.lock(queue.arn):
            described = describe(queue, context.clock.time())
        if "All" not in names:
            described = {name: text for name, text in described.items() if name in names}
        return {"Attributes": described} if described else {}

    def set_queue_attributes(self, context: RequestContext, request: api.SetQueueAttributesRequest) -> None:
        """Set attributes of a queue."""
        queue = find_queue(context, request)
        require(request, "Attributes")
        texts = request["Attributes"]
        if not queue.is_fifo:
            require_standard(texts)
        attributes = queue.attributes.update(texts)
        if queue.is_fifo:
            require_fifo(texts, attributes)
        if texts.get("RedrivePolicy"):
            check_redrive_policy(context, queue.arn, attributes)
        with context.lock(queue.arn):
            # Once more, on what the queue has now that nobody else changes it.
            queue.set_attributes(queue.attributes.update(texts), context.clock.time())

    def purge_queue(self, context: RequestContext, request: api.PurgeQueueRequest) -> None:
        """Drop all messages of a queue."""
        queue = find_queue(context, request)
        with context.lock(queue.arn):
            now = context.clock.time()
            if context.emulator.settings.sqs_delay_purge_retry:
                queue.require_purgeable(now)
            queue.purge(now)

    def tag_queue(self, context: RequestContext, request: api.TagQueueRequest) -> None:
        """Add tags to a queue, or replace their values."""
        queue = find_queue(context, request)
        require(request, "Tags")
        with context.lock(queue.arn):
            tags = {**queue.tags, **request["Tags"]}
            check_tags(tags)
            queue.tags = tags

    def untag_queue(self, context: RequestContext, request: api.UntagQueueRequest) -> None:
        """Take tags from a queue; those it does not have are no error."""
        queue = find_queue(context, request)
        require(request, "TagKeys")
        with context.lock(queue.arn):
            queue.tags = {key: value for key, value in queue.tags.items() if key not in request["TagKeys"]}

    def list_queue_tags(
        self, context: RequestContext, request: api.ListQueueTagsRequest
    ) -> api.ListQueueTagsResult:
        """Give the tags of a queue."""
        tags = find_queue(context, request).tags
        return {"Tags": dict(tags)} if tags else {}

    def add_permission(self, context: RequestContext, request: api.AddPermissionRequest) -> None:
        """Add a statement to a queue's policy that lets other accounts act."""
        queue = find_queue(context, request)
        require(request, "Label", "AWSAccountIds", "Actions")
        label, account_ids, actions = request["Label"], request["AWSAccountIds"], request["Actions"]
        check_permission(label, account_ids)
        with context.lock(queue.arn):
            policy = add_permission(queue.attributes.policy, queue.arn, label, account_ids, actions)
            queue.set_attributes(queue.attributes.update({"Policy": policy}), context.clock.time())

    def remove_permission(self, context: RequestContext, request: api.RemovePermissionRequest) -> None:
        """Take a statement out of a queue's policy."""
        queue = find_queue(context, request)
        require(request, "Label")
        with context.lock(queue.arn):
            policy = remove_permission(queue.attributes.policy, request["Label"])
            queue.set_attributes(queue.attributes.update({"Policy": policy}), context.clock.time())

    def _make_queue(
        self, context: RequestContext, name: str, texts: dict[str, str], tags: dict[str, str]
    ) -> Queue:
        if not is_fifo(texts):
            require_standard(texts)
        attributes = QueueAttributes().update(texts)
        if attributes.fifo_queue:
            require_fifo(texts, attributes)
        check_tags(tags)
        own_arn = queue_arn(context, name)
        check_redrive_policy(context, own_arn, attributes)
        now = context.clock.time()
        if context.emulator.settings.sqs_delay_recently_deleted:
            self.store(context).require_creatable(name, now)
        make = FifoQueue if attributes.fifo_queue else StandardQueue
        return make(name, own_arn, now, attributes=attributes, tags=dict(tags))


def is_fifo(texts: dict[str, str]) -> bool:
    """Tell whether attributes given to CreateQueue ask for a FIFO queue."""
    return texts.get("FifoQueue", "").lower() == "true"


def queue_arn(context: RequestContext, name: str) -> str:
    """Give the ARN of the caller's queue of that name."""
    return arn("sqs", context.region, context.account_id, name)


def queue_owner(queue: Queue) -> tuple[str, str]:
    """Give the account and region of a queue."""
    _, _, _, region, account_id, _ = queue.arn.split(":")
    return account_id, region


def describe(queue: Queue, now: float) -> dict[str, str]:
    """Give all attributes of a queue that have something to say, in AWS's order."""
    counts = queue.counts(now)
    return {
        "QueueArn": queue.arn,
        **dict(zip(COUNTS, map(str, counts), strict=True)),
        "CreatedTimestamp": str(int(queue.created_at)),
        "LastModifiedTimestamp": str(int(queue.modified_at)),
        **queue.attributes.describe(),
    }
