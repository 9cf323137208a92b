"""Messages as requests bring them and as answers show them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .fifo import FifoQueue
from .message import Message, MessageAttribute, MessageAttributes, md5_of_attributes
from .message_validation import TRACE_HEADER, check_body, check_ids, parse_attributes, parse_system_attributes
from .receipt_handle import ReceiptHandle

if TYPE_CHECKING:
    from localstack.aws.api import sqs as api
    from localstack.aws.context import RequestContext

    from .message import QueuedMessage
    from .queue import Queue, Sent

ALL_NAMES = frozenset({"All", ".*", "*"})


def make_message(context: RequestContext, queue: Queue, entry: Mapping[str, Any], now: float) -> Message:
    """Make a message of a SendMessage request or an entry of its batch.

    :raises ServiceException: when it is not valid.
    """
    body: str = entry["MessageBody"]
    check_body(body)
    check_ids(entry, queue)
    attributes, system_attributes = entry.get("MessageAttributes"), entry.get("MessageSystemAttributes")
    deduplication_id = None
    if isinstance(queue, FifoQueue):
        deduplication_id = queue.deduplication_id(entry.get("MessageDeduplicationId"), body)
    parsed = parse_system_attributes(system_attributes) if system_attributes else {}
    trace_id = context.request.headers.get("x-amzn-trace-id") if context.request is not None else ""
    if trace_id and TRACE_HEADER not in parsed:
        parsed = {**parsed, TRACE_HEADER: MessageAttribute("String", trace_id)}
    return Message(
        context.ids.uuid(),
        body,
        hashlib.md5(body.encode(), usedforsecurity=False).hexdigest(),
        context.account_id,
        now,
        parse_attributes(attributes) if attributes else {},
        parsed,
        entry.get("MessageGroupId"),
        deduplication_id,
    )


def size_of(entry: Mapping[str, Any]) -> int:
    """Count the bytes of a message to be sent: its body and its attributes, not its system attributes."""
    body: str = entry["MessageBody"]
    size = len(body) if body.isascii() else len(body.encode("utf-8", "surrogatepass"))
    for name, attribute in (entry.get("MessageAttributes") or {}).items():
        texts = (name, attribute.get("DataType") or "", attribute.get("StringValue") or "")
        size += sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
        size += len(attribute.get("BinaryValue") or b"")
    return size


def describe_sent(message: Message, entry: Mapping[str, Any], sent: Sent) -> api.SendMessageResult:
    """Shape what SendMessage answers."""
    message_id, sequence_number = sent
    result: api.SendMessageResult = {"MessageId": message_id, "MD5OfMessageBody": message.md5_of_body}
    if message.attributes:
        result["MD5OfMessageAttributes"] = md5_of_attributes(message.attributes)
    # A trace id that came as a header is none of the attributes that were sent.
    if entry.get("MessageSystemAttributes"):
        result["MD5OfMessageSystemAttributes"] = md5_of_attributes(message.system_attributes)
    if sequence_number:
        result["SequenceNumber"] = sequence_number
    return result


def describe_received(queue: Queue, queued: QueuedMessage, request: api.ReceiveMessageRequest) -> api.Message:
    """Shape a received message with the attributes asked for."""
    message = queued.message
    handle = ReceiptHandle(queue.arn, message.message_id, queued.sequence, queued.receive_count)
    result: api.Message = {
        "MessageId": message.message_id,
        "ReceiptHandle": handle.encode(),
        "MD5OfBody": message.md5_of_body,
        "Body": message.body,
    }
    names = {*request.get("AttributeNames", ()), *request.get("MessageSystemAttributeNames", ())}
    if names:
        described = describe_system_attributes(queue, queued)
        if "All" not in names:
            described = {name: text for name, text in described.items() if name in names}
        if described:
            result["Attributes"] = described
    if message.attributes and (wanted := request.get("MessageAttributeNames")):
        selected = select_attributes(message.attributes, wanted)
        if selected:
            result["MessageAttributes"] = describe_attributes(selected)
            result["MD5OfMessageAttributes"] = md5_of_attributes(selected)
    return result


def describe_system_attributes(queue: Queue, queued: QueuedMessage) -> dict[str, str]:
    """Give all system attributes of a received message."""
    message = queued.message
    described = {
        "SenderId": message.sender_id,
        "SentTimestamp": str(int(message.sent_at * 1000)),
        "ApproximateReceiveCount": str(queued.receive_count),
        "ApproximateFirstReceiveTimestamp": str(int(queued.first_received_at * 1000)),
    }
    if message.message_group_id is not None:
        described["MessageGroupId"] = message.message_group_id
    if message.message_deduplication_id is not None:
        described["MessageDeduplicationId"] = message.message_deduplication_id
    if queue.is_fifo:
        described["SequenceNumber"] = queued.sequence_number
    if message.dead_letter_queue_source_arn:
        described["DeadLetterQueueSourceArn"] = message.dead_letter_queue_source_arn
    if TRACE_HEADER in message.system_attributes:
        described[TRACE_HEADER] = str(message.system_attributes[TRACE_HEADER].value)
    return described


def select_attributes(attributes: MessageAttributes, names: list[str]) -> MessageAttributes:
    """Pick the message attributes whose names are asked for: one by one, by prefix (`bar.*`), or all.

    That `*` stands for all is not documented, but recorded.
    """
    if not ALL_NAMES.isdisjoint(names):
        return attributes
    prefixes = tuple(name.removesuffix(".*") for name in names if name.endswith(".*"))
    return {
        name: attribute
        for name, attribute in attributes.items()
        if name in names or (prefixes and name.startswith(prefixes))
    }


def describe_attributes(attributes: MessageAttributes) -> dict[str, api.MessageAttributeValue]:
    """Shape message attributes."""
    described: dict[str, api.MessageAttributeValue] = {}
    for name, (data_type, value) in attributes.items():
        if isinstance(value, bytes):
            described[name] = {"DataType": data_type, "BinaryValue": value}
        else:
            described[name] = {"DataType": data_type, "StringValue": value}
    return described
