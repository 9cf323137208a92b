"""Redrive policies, redrive-allow policies, handles of move tasks."""

from __future__ import annotations

import base64

import pytest
from localstack_providers.sqs.errors import InvalidParameterValue
from localstack_providers.sqs.move_task import TaskHandle
from localstack_providers.sqs.redrive import RedriveAllowPolicy, RedrivePolicy


@pytest.mark.parametrize("count", ["5", '"5"'], ids=["number", "text"])
def test_a_redrive_policy_is_given_back_without_spaces_and_with_a_number(count: str) -> None:
    policy = RedrivePolicy.parse(f'{{"maxReceiveCount": {count}, "deadLetterTargetArn": "arn"}}')

    assert policy.format() == '{"deadLetterTargetArn":"arn","maxReceiveCount":5}'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not in valid JSON format"),
        ("[]", "not in valid JSON format"),
        ('{"maxReceiveCount":1}', "mandatory attribute: deadLetterTargetArn"),
        ('{"deadLetterTargetArn":"arn"}', "mandatory attribute: maxReceiveCount"),
        ('{"deadLetterTargetArn":"arn","maxReceiveCount":0}', "Invalid value for maxReceiveCount: 0"),
        ('{"deadLetterTargetArn":"arn","maxReceiveCount":1001}', "Invalid value for maxReceiveCount: 1001"),
        ('{"deadLetterTargetArn":"arn","maxReceiveCount":"x"}', "Invalid value for maxReceiveCount: x"),
    ],
)
def test_what_is_no_redrive_policy_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InvalidParameterValue) as caught:
        RedrivePolicy.parse(text)

    assert caught.value.message.startswith(f"Value {text} for parameter RedrivePolicy is invalid. Reason: ")
    assert reason in caught.value.message


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ('{"redrivePermission":"allowAll"}', True),
        ('{"redrivePermission":"denyAll"}', False),
        ('{"redrivePermission":"byQueue","sourceQueueArns":["arn:source"]}', True),
        ('{"redrivePermission":"byQueue","sourceQueueArns":["arn:other"]}', False),
    ],
    ids=["all", "none", "this one", "another one"],
)
def test_a_redrive_allow_policy_says_who_may_redrive(text: str, allowed: bool) -> None:
    policy = RedriveAllowPolicy.parse(text)

    assert policy.allows("arn:source") is allowed
    assert policy.format() == text


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"redrivePermission":"some"}',
        '{"redrivePermission":"byQueue"}',
        '{"redrivePermission":"allowAll","sourceQueueArns":["arn"]}',
        '{"redrivePermission":"byQueue","sourceQueueArns":"arn"}',
        '{"redrivePermission":"byQueue","sourceQueueArns":["1","2","3","4","5","6","7","8","9","10","11"]}',
    ],
    ids=["no json", "permission", "no queues", "needless queues", "no list", "too many queues"],
)
def test_what_is_no_redrive_allow_policy_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameterValue, match="for parameter RedriveAllowPolicy is invalid"):
        RedriveAllowPolicy.parse(text)


def test_a_task_handle_is_read_back() -> None:
    handle = TaskHandle("task", "arn:aws:sqs:us-east-1:111111111111:dead")

    assert TaskHandle.decode(handle.encode()) == handle


@pytest.mark.parametrize(
    "text", ["?", "bm9qc29u", base64.b64encode(b'{"taskId":"1"}').decode(), base64.b64encode(b"[]").decode()]
)
def test_what_is_no_task_handle_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameterValue, match=r"Value for parameter TaskHandle is invalid\."):
        TaskHandle.decode(text)
