"""Deliveries: from something that happened to the messages it causes, and those to where they go.

What goes to EventBridge is one of them; its ARN is `events`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.aws.protocol.s3 import host_id

from . import errors, events
from .bucket import Bucket
from .conditions_of_request import source_ip
from .events import Change, Circumstances
from .notification import Destination, Target, target_of
from .owner import canonical_user_id

EVENT_BRIDGE: Final = "events"
SUBJECT: Final = "Amazon S3 Notification"


class DeliveryFailed(Exception):
    """A message cannot reach its destination; the message says why."""


def circumstances(context: RequestContext, bucket: Bucket) -> Circumstances:
    """Give when, where and by whom something happens in a bucket."""
    now = context.clock.now()
    with context.lock(bucket.arn):
        bucket.events += 1
        sequencer = f"{int(now.timestamp()):010X}{bucket.events:08X}"
    return Circumstances(
        now,
        bucket.region,
        context.account_id,
        source_ip(context.request),
        context.request_id,
        host_id(context.request_id),
        context.operation.name,
        sequencer,
    )


def deliveries(
    context: RequestContext, bucket: Bucket, changes: Iterable[Change]
) -> Iterator[dict[str, Any]]:
    """Give the messages that changes cause, as :func:`deliver` takes them."""
    owner = f"A{canonical_user_id(bucket.owner)[:13].upper()}"
    for change in changes:
        around = circumstances(context, bucket)
        for destination in bucket.notifications.destinations:
            if destination.wants(change.event, change.key):
                record = events.record(change, around, bucket.name, bucket.arn, owner, destination.identifier)
                yield message_to(destination.arn, bucket, {"Records": [record]})
        detail_type = events.bridge_type(change.event)
        if bucket.notifications.to_event_bridge and detail_type is not None:
            detail = events.bridge_detail(change, around, bucket.name)
            yield {
                **message_to(EVENT_BRIDGE, bucket, detail),
                "DetailType": detail_type,
                "Owner": bucket.owner,
                "Region": bucket.region,
            }


def message_to(arn: str, bucket: Bucket, body: Mapping[str, Any]) -> dict[str, Any]:
    """Give a message to a destination."""
    return {"Arn": arn, "BucketArn": bucket.arn, "Message": json.dumps(body)}


def deliver(context: RequestContext, message: Mapping[str, Any]) -> None:
    """Bring a message to its destination.

    :raises DeliveryFailed: when it cannot be.
    """
    try:
        if message["Arn"] == EVENT_BRIDGE:
            _put_event(context, message)
        else:
            _send(context, target_of(message["Arn"]), message)
    except ServiceException as error:
        raise DeliveryFailed(f"{error.code}: {error.message}") from error


def require_destinations(context: RequestContext, destinations: Iterable[Destination]) -> None:
    """Check that every destination exists.

    :raises InvalidArgument: naming those that do not.
    """
    faults = [fault for destination in destinations if (fault := _fault_of(context, destination.arn))]
    if not faults:
        return
    members: dict[str, str] = {}
    for number, (name, value) in enumerate(faults, 1):
        members |= {f"ArgumentName{number}": name, f"ArgumentValue{number}": value}
    raise errors.InvalidArgument("Unable to validate the following destination configurations", **members)


def _send(context: RequestContext, target: Target, message: Mapping[str, Any]) -> None:
    arn, text = message["Arn"], message["Message"]
    if target.service == "lambda":
        raise DeliveryFailed("no function is run")
    if target.service == "sqs":
        operation, parameters = "SendMessage", {"QueueUrl": _queue_url(context, target), "MessageBody": text}
    else:
        operation, parameters = "Publish", {"TopicArn": arn, "Message": text, "Subject": SUBJECT}
    context.call(
        target.service, operation, parameters, target.account_id, target.region, message["BucketArn"]
    )


def _put_event(context: RequestContext, message: Mapping[str, Any]) -> None:
    bucket_arn = message["BucketArn"]
    entry = {
        "Source": "aws.s3",
        "Resources": [bucket_arn],
        "DetailType": message["DetailType"],
        "Detail": message["Message"],
    }
    answer = context.call(
        "events", "PutEvents", {"Entries": [entry]}, message["Owner"], message["Region"], bucket_arn
    )
    for result in answer.get("Entries", ()):
        if "ErrorCode" in result:
            raise DeliveryFailed(f"{result['ErrorCode']}: {result.get('ErrorMessage', '')}")


def _queue_url(context: RequestContext, target: Target) -> str:
    parameters = {"QueueName": target.resource, "QueueOwnerAWSAccountId": target.account_id}
    return str(context.call("sqs", "GetQueueUrl", parameters, target.account_id, target.region)["QueueUrl"])


def _fault_of(context: RequestContext, arn: str) -> tuple[str, str] | None:
    """Give the name and the value of the argument that is wrong with a destination."""
    target = target_of(arn)
    service, account_id, region = target.service, target.account_id, target.region
    try:
        if service == "sqs":
            _queue_url(context, target)
        elif service == "sns":
            context.call("sns", "GetTopicAttributes", {"TopicArn": arn}, account_id, region)
        else:
            context.call("lambda", "GetFunction", {"FunctionName": arn}, account_id, region)
    except ServiceException:
        if service == "lambda":
            return f"{arn}, null", f"Not authorized to invoke function [{arn}]"
        return arn, f"The destination {'queue' if service == 'sqs' else 'topic'} does not exist"
    return None
