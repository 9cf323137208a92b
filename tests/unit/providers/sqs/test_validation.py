"""Rules over requests, and queue URLs."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.sqs.errors import InvalidAddress, InvalidParameterValue
from localstack_providers.sqs.queue_url import QueueAddress, parse_queue_url
from localstack_providers.sqs.validation import (
    check_batch,
    check_permission,
    check_punctuated_id,
    check_queue_name,
    check_receive,
    check_tags,
    check_visibility_timeout,
)

from localstack.aws.errors import ServiceException


@pytest.mark.parametrize(
    ("name", "is_fifo", "valid"),
    [
        ("a-B_1", False, True),
        ("a" * 80, False, True),
        ("a" * 81, False, False),
        ("", False, False),
        ("a.fifo", False, False),
        ("a b", False, False),
        ("a.fifo", True, True),
        ("a" * 75 + ".fifo", True, True),
        ("a" * 76 + ".fifo", True, False),
        ("a", True, False),
        (".fifo", True, False),
    ],
)
def test_queue_names(name: str, is_fifo: bool, valid: bool) -> None:
    if valid:
        check_queue_name(name, is_fifo)
    else:
        with pytest.raises(InvalidParameterValue, match=r"an only include alphanumeric characters"):
            check_queue_name(name, is_fifo)


@pytest.mark.parametrize(
    ("parameter", "value", "reason"),
    [
        ("MaxNumberOfMessages", 0, "Must be between 1 and 10, if provided."),
        ("MaxNumberOfMessages", 11, "Must be between 1 and 10, if provided."),
        ("WaitTimeSeconds", -1, "Must be >= 0 and <= 20, if provided."),
        ("WaitTimeSeconds", 21, "Must be >= 0 and <= 20, if provided."),
        ("VisibilityTimeout", 43201, "Must be >= 0 and <= 43200, if provided."),
        (
            "ReceiveRequestAttemptId",
            "id",
            "The request include parameter that is not valid for this queue type.",
        ),
    ],
)
def test_a_receive_out_of_range_is_refused(parameter: str, value: object, reason: str) -> None:
    with pytest.raises(InvalidParameterValue) as caught:
        check_receive({parameter: value}, is_fifo=False)

    assert caught.value.message == f"Value {value} for parameter {parameter} is invalid. Reason: {reason}"


@pytest.mark.parametrize("value", [43_201, -1])
def test_a_visibility_timeout_out_of_range_is_refused(value: int) -> None:
    with pytest.raises(InvalidParameterValue, match=f"Value {value} for parameter VisibilityTimeout"):
        check_visibility_timeout(value)


@pytest.mark.parametrize("value", ["", "a b", "ä", "a" * 129])
def test_an_id_has_up_to_128_letters_digits_and_punctuation(value: str) -> None:
    check_punctuated_id("!aZ9~", "MessageGroupId")
    with pytest.raises(InvalidParameterValue, match="MessageGroupId can only include alphanumeric"):
        check_punctuated_id(value, "MessageGroupId")


@pytest.mark.parametrize(
    ("ids", "code"),
    [
        ([], "AWS.SimpleQueueService.EmptyBatchRequest"),
        ([str(number) for number in range(11)], "AWS.SimpleQueueService.TooManyEntriesInBatchRequest"),
        (["a", "b", "a"], "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"),
        (["a:b"], "AWS.SimpleQueueService.InvalidBatchEntryId"),
        (["a" * 81], "AWS.SimpleQueueService.InvalidBatchEntryId"),
        ([""], "AWS.SimpleQueueService.InvalidBatchEntryId"),
    ],
    ids=["empty", "too many", "twice", "character", "length", "no id"],
)
def test_a_batch_that_is_not_valid_is_refused(ids: list[str], code: str) -> None:
    with pytest.raises(ServiceException) as caught:
        check_batch([{"Id": entry_id} for entry_id in ids], "SendMessageBatchRequestEntry")

    assert caught.value.code == code


@pytest.mark.parametrize(
    "tags",
    [{str(number): "" for number in range(51)}, {"": "x"}, {"k" * 129: "x"}, {"k": "v" * 257}],
    ids=["too many", "empty key", "long key", "long value"],
)
def test_tags_have_limits(tags: dict[str, str]) -> None:
    check_tags({"k" * 128: "v" * 256})
    with pytest.raises(InvalidParameterValue):
        check_tags(tags)


@pytest.mark.parametrize(("label", "accounts"), [("a b", ["111111111111"]), ("label", ["1"])])
def test_a_permission_has_a_plain_label_and_account_ids(label: str, accounts: list[str]) -> None:
    with pytest.raises(InvalidParameterValue):
        check_permission(label, accounts)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://sqs.eu-west-1.amazonaws.com/111111111111/q", ("111111111111", "q", "eu-west-1")),
        ("https://sqs.cn-north-1.amazonaws.com.cn/111111111111/q", ("111111111111", "q", "cn-north-1")),
        ("http://sqs.us-gov-east-1.localhost:4566/111111111111/q", ("111111111111", "q", "us-gov-east-1")),
        ("http://eu-west-1.queue.localhost:4566/111111111111/q", ("111111111111", "q", "eu-west-1")),
        (
            "http://localhost:4566/queue/eu-west-1/111111111111/q.fifo",
            ("111111111111", "q.fifo", "eu-west-1"),
        ),
        ("http://localhost:4566/111111111111/q", ("111111111111", "q", "")),
        ("https://example.com/any/111111111111/q/", ("111111111111", "q", "")),
    ],
    ids=["aws", "aws-cn", "standard", "domain", "path", "dynamic", "another host"],
)
def test_a_queue_url_tells_account_name_and_region(url: str, address: tuple[str, str, str]) -> None:
    assert parse_queue_url(url) == QueueAddress(*address)


@pytest.mark.parametrize("url", ["http://localhost:4566/q", "http://localhost/1234/q", "http://localhost"])
def test_a_url_without_account_and_name_is_no_address(url: str) -> None:
    with pytest.raises(InvalidAddress) as caught:
        parse_queue_url(url)

    assert caught.value.message == f"The address {url} is not valid for this endpoint."


def test_a_request_may_have_members_the_check_does_not_know() -> None:
    request: dict[str, Any] = {"QueueUrl": "u", "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20}

    check_receive(request, is_fifo=True)
