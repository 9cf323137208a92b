"""Permissions: statements of a queue's policy that AddPermission writes and RemovePermission takes out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from localstack.aws.arns import partition_of

from .errors import InvalidParameterValue, OverLimit

# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
MAX_ACTIONS = 7
ACTIONS = frozenset(
    {
        "*",
        "ChangeMessageVisibility",
        "DeleteMessage",
        "GetQueueAttributes",
        "GetQueueUrl",
        "ListDeadLetterSourceQueues",
        "PurgeQueue",
        "ReceiveMessage",
        "SendMessage",
    }
)


def add_permission(
    policy: str, queue_arn: str, label: str, account_ids: Sequence[str], actions: Sequence[str]
) -> str:
    """Give the policy with a statement for a permission.

    :param policy: the policy so far, or `""`.
    :raises InvalidParameterValue: when the label is taken, or an action cannot be permitted to others.
    :raises OverLimit: when there are too many actions.
    """
    document: dict[str, Any] = json.loads(policy) if policy else {}
    statements = _statements(document)
    if any(statement.get("Sid") == label for statement in statements):
        raise InvalidParameterValue.of(label, "Label", "Already exists.")
    _check_actions(actions)
    partition = partition_of(queue_arn.split(":")[3])
    statement = {
        "Sid": label,
        "Effect": "Allow",
        "Principal": {
            "AWS": _one_or_all([f"arn:{partition}:iam::{account}:root" for account in account_ids])
        },
        "Action": _one_or_all([f"SQS:{action}" for action in actions]),
        "Resource": queue_arn,
    }
    defaults = {"Version": "2008-10-17", "Id": f"{queue_arn}/SQSDefaultPolicy"}
    return json.dumps({**defaults, **document, "Statement": [*statements, statement]}, separators=(",", ":"))


def remove_permission(policy: str, label: str) -> str:
    """Give the policy without the statement of a permission; `""` when it was the last one.

    :raises InvalidParameterValue: when there is none of that label.
    """
    document: dict[str, Any] = json.loads(policy) if policy else {}
    statements = _statements(document)
    kept = [statement for statement in statements if statement.get("Sid") != label]
    if len(kept) == len(statements):
        raise InvalidParameterValue.of(label, "Label", "can't find label.")
    return json.dumps({**document, "Statement": kept}, separators=(",", ":")) if kept else ""


def _statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    statements: Any = document.get("Statement", [])
    return statements if isinstance(statements, list) else [statements]


def _check_actions(actions: Sequence[str]) -> None:
    if len(actions) > MAX_ACTIONS:
        raise OverLimit(f"{len(actions)} Actions were found, maximum allowed is {MAX_ACTIONS}.")
    for action in actions:
        if action not in ACTIONS:
            reason = "Only the queue owner is allowed to invoke this action."
            raise InvalidParameterValue.of(f"SQS:{action}", "ActionName", reason)


def _one_or_all(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values
