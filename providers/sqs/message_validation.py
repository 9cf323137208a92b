"""What a message may look like: its body, its attributes, its ids.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from localstack.aws.api import sqs as api

from .errors import InvalidParameterValue, MissingParameter, UnsupportedOperation
from .fifo import FifoQueue
from .message import MessageAttribute, MessageAttributes
from .validation import INVALID_FOR_QUEUE_TYPE, check_punctuated_id, check_range

if TYPE_CHECKING:
    from .queue import Queue

MAX_ATTRIBUTES = 10
MAX_NAME_LENGTH = 256
FORBIDDEN_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Letters and digits of any script: the documentation names the Latin ones only, SQS takes the others too.
FORBIDDEN_IN_NAME = re.compile(r"[^\w.-]")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
VALID_CHARACTERS = (
    "Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF"
)
TRACE_HEADER = "AWSTraceHeader"


def check_body(body: str) -> None:
    """Check the characters of a message body.

    :raises InvalidMessageContents: when there are some XML cannot hold.
    """
    if has_forbidden_characters(body):
        raise api.InvalidMessageContents(f"Invalid characters found. {VALID_CHARACTERS}")


def has_forbidden_characters(text: str) -> bool:
    """Tell whether a text has characters that XML cannot hold."""
    return not (text.isascii() and text.isprintable()) and FORBIDDEN_CHARACTER.search(text) is not None


def check_size(size: int, limit: int, prefix: str = "One or more parameters are invalid.") -> None:
    """Check the size of a message's body and attributes together.

    :raises InvalidParameterValue: when it is over the queue's limit.
    """
    if size > limit:
        raise InvalidParameterValue(f"{prefix} Reason: Message must be shorter than {limit} bytes.")


def require_ids(entry: Mapping[str, Any], queue: Queue) -> None:
    """Check that a message has the ids that a FIFO queue needs; in a batch this fails the whole request.

    :raises ServiceException: when one is missing.
    """
    if isinstance(queue, FifoQueue):
        if entry.get("MessageGroupId") is None:
            raise MissingParameter("MessageGroupId")
        queue.require_deduplication_id(entry.get("MessageDeduplicationId"))


def check_ids(entry: Mapping[str, Any], queue: Queue) -> None:
    """Check the group and deduplication ids and the delay that come with a message.

    :raises InvalidParameterValue: when one is malformed, or not for this type of queue.
    """
    group_id = entry.get("MessageGroupId")
    deduplication_id = entry.get("MessageDeduplicationId")
    delay = entry.get("DelaySeconds")
    if group_id is not None:
        check_punctuated_id(group_id, "MessageGroupId")
    if deduplication_id is not None:
        if not queue.is_fifo:
            raise InvalidParameterValue.of(deduplication_id, "MessageDeduplicationId", INVALID_FOR_QUEUE_TYPE)
        check_punctuated_id(deduplication_id, "MessageDeduplicationId")
    if delay is not None:
        check_range(delay, "DelaySeconds", 0, 900, "DelaySeconds must be >= 0 and <= 900.")
        # Zero is let through by FIFO queues and means nothing there, as recorded.
        if queue.is_fifo and delay:
            raise InvalidParameterValue.of(delay, "DelaySeconds", INVALID_FOR_QUEUE_TYPE)


def parse_attributes(attributes: Mapping[str, Mapping[str, Any]]) -> MessageAttributes:
    """Read and check message attributes.

    :raises ServiceException: when one is not valid; texts other than that for an empty value are unverified.
    """
    if len(attributes) > MAX_ATTRIBUTES:
        raise InvalidParameterValue(
            f"Number of message attributes [{len(attributes)}] exceeds the allowed maximum [{MAX_ATTRIBUTES}]."
        )
    parsed = {}
    for name, value in attributes.items():
        _check_name(name)
        parsed[name] = _parse_value(name, value, "user")
    return parsed


def parse_system_attributes(attributes: Mapping[str, Mapping[str, Any]]) -> MessageAttributes:
    """Read and check message system attributes; there is one, and it is a text. Unverified texts.

    :raises InvalidParameterValue: when one is not valid.
    """
    parsed = {}
    for name, value in attributes.items():
        if name != TRACE_HEADER:
            raise InvalidParameterValue(
                f"Message system attribute name '{name}' is invalid. You must use only {TRACE_HEADER}."
            )
        parsed[name] = _parse_value(name, value, "system")
        if parsed[name].data_type != "String":
            raise InvalidParameterValue(f"Message (system) attribute '{name}' must be of type 'String'.")
    return parsed


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= MAX_NAME_LENGTH:
        raise InvalidParameterValue(
            f"Length of message attribute name must be less than {MAX_NAME_LENGTH} bytes."
        )
    forbidden = FORBIDDEN_IN_NAME.search(name)
    if forbidden:
        raise InvalidParameterValue(
            f"Invalid non-alphanumeric character '#x{ord(forbidden[0]):X}' was found in the message attribute "
            "name. Can only include alphanumeric characters, hyphens, underscores, or dots."
        )
    if name.startswith("."):
        raise InvalidParameterValue("Invalid message attribute name starting with character '.' was found.")
    if name.endswith("."):
        raise InvalidParameterValue("Invalid message attribute name ending with character '.' was found.")
    if ".." in name:
        raise InvalidParameterValue("Message attribute name can not have successive '.' character.")
    if name.lower().startswith(("aws.", "amazon.")):
        raise InvalidParameterValue(
            "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'."
        )


def _parse_value(name: str, value: Mapping[str, Any], kind: str) -> MessageAttribute:
    if value.get("StringListValues") or value.get("BinaryListValues"):
        raise UnsupportedOperation(
            "Message attribute list values in SendMessage operation are not supported."
        )
    subject = f"essage ({kind}) attribute '{name}'"
    data_type = value.get("DataType") or ""
    if not data_type:
        raise InvalidParameterValue(f"M{subject} must contain a non-empty type.")
    base = data_type.partition(".")[0]
    if base not in ("String", "Number", "Binary"):
        raise InvalidParameterValue(
            f"The type of m{subject} is invalid. You must use only the following supported type prefixes: "
            "Binary, Number, String."
        )
    content: str | bytes | None = value.get("BinaryValue" if base == "Binary" else "StringValue")
    if not content:
        raise InvalidParameterValue(f"M{subject} must contain a non-empty value of type '{base}'.")
    if base == "Number" and not NUMBER.fullmatch(str(content)):
        raise InvalidParameterValue(f"Can't cast the value of m{subject} to a number.")
    if isinstance(content, str) and has_forbidden_characters(content):
        raise InvalidParameterValue(
            f"Invalid characters found in the value of m{subject}. {VALID_CHARACTERS}"
        )
    return MessageAttribute(data_type, content)
