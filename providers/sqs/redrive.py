"""Where messages go that are received too often: redrive policies, and who may redrive to a queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .errors import InvalidParameterValue

MAX_RECEIVE_COUNTS = range(1, 1001)
MAX_SOURCE_QUEUES = 10
REDRIVE_PERMISSIONS = ("allowAll", "denyAll", "byQueue")


@dataclass(frozen=True)
class RedrivePolicy:
    """The attribute `RedrivePolicy` of a source queue."""

    dead_letter_target_arn: str
    max_receive_count: int

    @classmethod
    def parse(cls, text: str) -> RedrivePolicy:
        """Read the attribute's JSON.

        :raises InvalidParameterValue: when it is no policy.
        """
        document = _parse_object(text, "RedrivePolicy")
        for name in ("deadLetterTargetArn", "maxReceiveCount"):
            if name not in document:
                raise _invalid(text, f"Redrive policy does not contain mandatory attribute: {name}.")
        return cls(
            str(document["deadLetterTargetArn"]), _max_receive_count(text, document["maxReceiveCount"])
        )

    def format(self) -> str:
        """Give the attribute's JSON, as GetQueueAttributes does."""
        document = {
            "deadLetterTargetArn": self.dead_letter_target_arn,
            "maxReceiveCount": self.max_receive_count,
        }
        return _format(document)


@dataclass(frozen=True)
class RedriveAllowPolicy:
    """The attribute `RedriveAllowPolicy` of a dead-letter queue."""

    redrive_permission: str = "allowAll"
    source_queue_arns: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> RedriveAllowPolicy:
        """Read the attribute's JSON.

        :raises InvalidParameterValue: when it is no policy; unverified texts.
        """
        document = _parse_object(text, "RedriveAllowPolicy")
        permission = document.get("redrivePermission", "allowAll")
        arns = document.get("sourceQueueArns", [])
        if permission not in REDRIVE_PERMISSIONS:
            raise _not_allowed(text, f"redrivePermission must be one of {', '.join(REDRIVE_PERMISSIONS)}.")
        if not isinstance(arns, list) or not all(isinstance(arn, str) for arn in arns):
            raise _not_allowed(text, "sourceQueueArns must be a list of queue ARNs.")
        if (permission == "byQueue") != bool(arns):
            raise _not_allowed(text, "sourceQueueArns must be given for byQueue, and only then.")
        if len(arns) > MAX_SOURCE_QUEUES:
            raise _not_allowed(text, f"sourceQueueArns can name at most {MAX_SOURCE_QUEUES} queues.")
        return cls(permission, tuple(arns))

    def format(self) -> str:
        """Give the attribute's JSON, as GetQueueAttributes does."""
        document: dict[str, Any] = {"redrivePermission": self.redrive_permission}
        if self.source_queue_arns:
            document["sourceQueueArns"] = list(self.source_queue_arns)
        return _format(document)

    def allows(self, source_queue_arn: str) -> bool:
        """Tell whether a queue may use this one as its dead-letter queue."""
        if self.redrive_permission == "byQueue":
            return source_queue_arn in self.source_queue_arns
        return self.redrive_permission == "allowAll"


def _parse_object(text: str, parameter: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise InvalidParameterValue.of(text, parameter, f"{parameter} is not in valid JSON format.")
    return document


def _max_receive_count(text: str, value: object) -> int:
    try:
        count = int(str(value))
    except ValueError:
        count = 0
    if count not in MAX_RECEIVE_COUNTS:
        reason = (
            f"Invalid value for maxReceiveCount: {value}, valid values are from 1 to 1000 both inclusive."
        )
        raise _invalid(text, reason)
    return count


def _format(document: dict[str, Any]) -> str:
    return json.dumps(document, separators=(",", ":"))


def _invalid(text: str, reason: str) -> InvalidParameterValue:
    return InvalidParameterValue.of(text, "RedrivePolicy", reason)


def _not_allowed(text: str, reason: str) -> InvalidParameterValue:
    return InvalidParameterValue.of(text, "RedriveAllowPolicy", reason)
