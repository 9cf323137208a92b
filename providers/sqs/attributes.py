"""Queue attributes: their names, texts, ranges and defaults.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from localstack.aws.api import sqs as api

from .errors import InvalidParameterValue, QueueNameExists
from .redrive import RedriveAllowPolicy, RedrivePolicy

MAXIMUM_MESSAGE_SIZE = 1_048_576


@dataclass(frozen=True)
class QueueAttributes:
    """The attributes of a queue that can be set."""

    delay_seconds: int = 0
    maximum_message_size: int = MAXIMUM_MESSAGE_SIZE
    message_retention_period: int = 345_600
    receive_message_wait_time_seconds: int = 0
    visibility_timeout: int = 30
    policy: str = ""
    redrive_policy: RedrivePolicy | None = None
    redrive_allow_policy: RedriveAllowPolicy | None = None
    kms_master_key_id: str = ""
    kms_data_key_reuse_period_seconds: int = 300
    sqs_managed_sse_enabled: bool = True
    fifo_queue: bool = False
    content_based_deduplication: bool = False
    deduplication_scope: str = "queue"
    fifo_throughput_limit: str = "perQueue"

    def update(self, texts: Mapping[str, str]) -> QueueAttributes:
        """Give the attributes with some of them set; an empty text sets the default.

        :param texts: values by AWS's attribute names.
        :raises ServiceException: when a name is unknown, a value out of range, or the whole contradictory.
        """
        changes = {name: _attribute(name).value(name, text) for name, text in texts.items()}
        if changes.get("KmsMasterKeyId"):
            if changes.get("SqsManagedSseEnabled"):
                raise api.InvalidAttributeName(
                    "You can use one type of server-side encryption (SSE) at one time. "
                    "You can either enable KMS SSE or SQS SSE."
                )
            changes["SqsManagedSseEnabled"] = False
        elif changes.get("SqsManagedSseEnabled") and texts["SqsManagedSseEnabled"]:
            changes["KmsMasterKeyId"] = ""
        return replace(self, **{ATTRIBUTES[name].field: value for name, value in changes.items()})

    def describe(self) -> dict[str, str]:
        """Give the texts of the attributes that GetQueueAttributes shows."""
        return {
            name: attribute.format(getattr(self, attribute.field))
            for name, attribute in ATTRIBUTES.items()
            if self._shows(name)
        }

    def require_same(self, texts: Mapping[str, str]) -> None:
        """Check what a second CreateQueue asks for against what is there.

        :raises QueueNameExists: naming the first attribute that differs.
        """
        for name, text in texts.items():
            attribute = _attribute(name)
            if attribute.value(name, text) != getattr(self, attribute.field):
                raise QueueNameExists(name)

    def _shows(self, name: str) -> bool:
        if name in FIFO_ATTRIBUTES:
            return self.fifo_queue
        if name.startswith("Kms"):
            return bool(self.kms_master_key_id)
        return name not in OPTIONAL_ATTRIBUTES or bool(getattr(self, ATTRIBUTES[name].field))


class Attribute(NamedTuple):
    """How one attribute is read and written.

    :ivar field: its name in :class:`QueueAttributes`.
    :ivar parse: gives the value of a text, or raises ValueError.
    """

    field: str
    parse: Callable[[str], Any]
    format: Callable[[Any], str] = str

    def value(self, name: str, text: str) -> Any:
        """Read a text; an empty one means the default.

        :raises InvalidAttributeValue: when the attribute cannot have that value.
        """
        if not text:
            return getattr(DEFAULTS, self.field)
        try:
            return self.parse(text)
        except ValueError:
            raise api.InvalidAttributeValue(f"Invalid value for the parameter {name}.") from None


def _integer(first: int, last: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        number = int(text)
        if not first <= number <= last:
            raise ValueError(text)
        return number

    return parse


def _one_of(*values: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in values:
            raise ValueError(text)
        return text

    return parse


def _boolean(text: str) -> bool:
    return _one_of("true", "false")(text.lower()) == "true"


def _format_boolean(value: bool) -> str:
    return "true" if value else "false"


def _policy(text: str) -> str:
    if not isinstance(json.loads(text), dict):
        raise ValueError(text)
    return text


def _format_policy(policy: RedrivePolicy | RedriveAllowPolicy) -> str:
    return policy.format()


ATTRIBUTES: dict[str, Attribute] = {
    "DelaySeconds": Attribute("delay_seconds", _integer(0, 900)),
    "MaximumMessageSize": Attribute("maximum_message_size", _integer(1024, MAXIMUM_MESSAGE_SIZE)),
    "MessageRetentionPeriod": Attribute("message_retention_period", _integer(60, 1_209_600)),
    "ReceiveMessageWaitTimeSeconds": Attribute("receive_message_wait_time_seconds", _integer(0, 20)),
    "VisibilityTimeout": Attribute("visibility_timeout", _integer(0, 43_200)),
    "Policy": Attribute("policy", _policy),
    "RedrivePolicy": Attribute("redrive_policy", RedrivePolicy.parse, _format_policy),
    "RedriveAllowPolicy": Attribute("redrive_allow_policy", RedriveAllowPolicy.parse, _format_policy),
    "KmsMasterKeyId": Attribute("kms_master_key_id", str),
    "KmsDataKeyReusePeriodSeconds": Attribute("kms_data_key_reuse_period_seconds", _integer(60, 86_400)),
    "SqsManagedSseEnabled": Attribute("sqs_managed_sse_enabled", _boolean, _format_boolean),
    "FifoQueue": Attribute("fifo_queue", _boolean, _format_boolean),
    "ContentBasedDeduplication": Attribute("content_based_deduplication", _boolean, _format_boolean),
    "DeduplicationScope": Attribute("deduplication_scope", _one_of("queue", "messageGroup")),
    "FifoThroughputLimit": Attribute("fifo_throughput_limit", _one_of("perQueue", "perMessageGroupId")),
}
FIFO_ATTRIBUTES = frozenset(
    {"FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"}
)
OPTIONAL_ATTRIBUTES = frozenset({"Policy", "RedrivePolicy", "RedriveAllowPolicy"})
DEFAULTS = QueueAttributes()


def unknown_attribute(name: str) -> api.InvalidAttributeName:
    """Make the error for an attribute name that means nothing here."""
    return api.InvalidAttributeName(f"Unknown Attribute {name}.")


def require_standard(texts: Mapping[str, str]) -> None:
    """Check that attributes can be those of a standard queue.

    :raises InvalidAttributeName: when one belongs to FIFO queues.
    """
    for name in texts:
        if name in ("DeduplicationScope", "FifoThroughputLimit"):
            raise api.InvalidAttributeName(f"You can specify the {name} only when FifoQueue is set to true.")
        if name in FIFO_ATTRIBUTES:
            raise unknown_attribute(name)


def require_fifo(texts: Mapping[str, str], attributes: QueueAttributes) -> None:
    """Check that attributes can be set on a FIFO queue.

    :param attributes: what the queue has once they are set.
    :raises ServiceException: when they would change its type, or contradict each other (unverified text).
    """
    if texts.get("FifoQueue", "true").lower() != "true":
        reason = "Modifying queue type is not supported."
        raise api.InvalidAttributeValue(f"Invalid value for the parameter FifoQueue. Reason: {reason}")
    if attributes.fifo_throughput_limit == "perMessageGroupId" and attributes.deduplication_scope == "queue":
        raise InvalidParameterValue(
            "The perMessageGroupId value for FifoThroughputLimit is allowed only when the value for "
            "DeduplicationScope is messageGroup."
        )


def _attribute(name: str) -> Attribute:
    attribute = ATTRIBUTES.get(name)
    if attribute is None:
        raise unknown_attribute(name)
    return attribute
