"""Rules over a request that the model cannot express, in SQS's own wording.

Texts come from recorded responses unless a docstring calls them unverified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .errors import (
    BatchEntryIdsNotDistinct,
    EmptyBatchRequest,
    InvalidBatchEntryId,
    InvalidParameterValue,
    MissingParameter,
    TooManyEntriesInBatchRequest,
)

MAX_BATCH_ENTRIES = 10
MAX_TAGS = 50
QUEUE_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
FIFO_QUEUE_NAME = re.compile(r"[A-Za-z0-9_-]{1,75}\.fifo")
BATCH_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
LABEL = re.compile(r"[A-Za-z0-9_-]{1,80}")
PUNCTUATED_ID = re.compile(r"[!-~]{1,128}")
ACCOUNT_ID = re.compile(r"\d{12}")

UP_TO_TEN = "Must be between 1 and 10, if provided."
UP_TO_20 = "Must be >= 0 and <= 20, if provided."
UP_TO_43200 = "Must be >= 0 and <= 43200, if provided."
INVALID_FOR_QUEUE_TYPE = "The request include parameter that is not valid for this queue type."


def require(request: Mapping[str, Any], *names: str) -> None:
    """Check that parameters are given and not empty.

    :raises MissingParameter: naming the first that is not.
    """
    for name in names:
        if request.get(name) in (None, "", [], {}):
            raise MissingParameter(name)


def check_queue_name(name: str, is_fifo: bool) -> None:
    """Check the name of a queue to be made.

    :raises InvalidParameterValue: when a queue of that type cannot have it.
    """
    if is_fifo and not FIFO_QUEUE_NAME.fullmatch(name):
        raise InvalidParameterValue(
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, "
            "must end with .fifo suffix and be 1 to 80 in length."
        )
    if not is_fifo and not QUEUE_NAME.fullmatch(name):
        raise InvalidParameterValue(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        )


def check_range(value: int | None, name: str, first: int, last: int, reason: str) -> None:
    """Check a number if it is given.

    :raises InvalidParameterValue: when it is not between `first` and `last`, both inclusive.
    """
    if value is not None and not first <= value <= last:
        raise InvalidParameterValue.of(value, name, reason)


def check_receive(request: Mapping[str, Any], is_fifo: bool) -> None:
    """Check the parameters of ReceiveMessage.

    :raises InvalidParameterValue: when one is out of range or not for this type of queue.
    """
    check_range(request.get("MaxNumberOfMessages"), "MaxNumberOfMessages", 1, 10, UP_TO_TEN)
    check_range(request.get("WaitTimeSeconds"), "WaitTimeSeconds", 0, 20, UP_TO_20)
    check_range(request.get("VisibilityTimeout"), "VisibilityTimeout", 0, 43200, UP_TO_43200)
    attempt_id = request.get("ReceiveRequestAttemptId")
    if attempt_id is not None:
        if not is_fifo:
            raise InvalidParameterValue.of(attempt_id, "ReceiveRequestAttemptId", INVALID_FOR_QUEUE_TYPE)
        check_punctuated_id(attempt_id, "ReceiveRequestAttemptId")


def check_visibility_timeout(value: int | None) -> None:
    """Check the time-out of ChangeMessageVisibility.

    :raises ServiceException: when it is missing or over 12 hours.
    """
    if value is None:
        raise MissingParameter("VisibilityTimeout")
    reason = "VisibilityTimeout must be an integer between 0 and 43200"
    check_range(value, "VisibilityTimeout", 0, 43200, reason)


def check_punctuated_id(value: str, name: str) -> None:
    """Check a message group id, deduplication id or attempt id.

    :raises InvalidParameterValue: when it has characters or a length it must not have.
    """
    if not PUNCTUATED_ID.fullmatch(value):
        reason = f"{name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
        raise InvalidParameterValue.of(value, name, reason)


def check_batch(entries: Sequence[Mapping[str, Any]], kind: str) -> None:
    """Check the entries of a batch as a whole.

    :param kind: the entries' name in the model.
    :raises ServiceException: when there are too few or too many, or their ids are not valid.
    """
    if not entries:
        raise EmptyBatchRequest(f"There should be at least one {kind} in the request.")
    if len(entries) > MAX_BATCH_ENTRIES:
        raise TooManyEntriesInBatchRequest(MAX_BATCH_ENTRIES, len(entries))
    seen = set()
    for entry in entries:
        entry_id = entry.get("Id") or ""
        if not BATCH_ENTRY_ID.fullmatch(entry_id):
            raise InvalidBatchEntryId()
        if entry_id in seen:
            raise BatchEntryIdsNotDistinct(entry_id)
        seen.add(entry_id)


def check_permission(label: str, account_ids: Sequence[str]) -> None:
    """Check the label and principals of AddPermission; unverified texts.

    :raises InvalidParameterValue: when a queue's policy cannot have them.
    """
    if not LABEL.fullmatch(label):
        reason = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        raise InvalidParameterValue.of(label, "Label", reason)
    for account_id in account_ids:
        if not ACCOUNT_ID.fullmatch(account_id):
            raise InvalidParameterValue.of(f"[{account_id}]", "PrincipalId", "Unable to verify.")


def check_tags(tags: Mapping[str, str]) -> None:
    """Check all tags a queue is to have; unverified texts.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html

    :raises InvalidParameterValue: when there are too many, or one is too long.
    """
    if len(tags) > MAX_TAGS:
        raise InvalidParameterValue(f"Too many tags added for queue. Maximum allowed is {MAX_TAGS}.")
    for key, value in tags.items():
        if not 1 <= len(key) <= 128:
            raise InvalidParameterValue("Tag keys must be between 1 and 128 characters in length.")
        if len(value) > 256:
            raise InvalidParameterValue("Tag values must be between 0 and 256 characters in length.")
