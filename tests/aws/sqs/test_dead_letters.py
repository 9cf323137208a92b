"""Dead-letter queues and message move tasks through boto3."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

Redriven = tuple[str, str]


@pytest.fixture
def redriven(sqs_create_queue: Any, sqs_get_queue_arn: Any) -> Redriven:
    """A queue whose messages go to another one at their second receive: the URLs of both."""
    dead = sqs_create_queue()
    policy = {"deadLetterTargetArn": sqs_get_queue_arn(dead), "maxReceiveCount": 1}
    return sqs_create_queue(Attributes={"RedrivePolicy": json.dumps(policy)}), dead


def give_up_on(sqs: Any, source: str, *bodies: str) -> None:
    for body in bodies:
        sqs.send_message(QueueUrl=source, MessageBody=body)
    for _ in range(2):
        sqs.receive_message(QueueUrl=source, MaxNumberOfMessages=10, VisibilityTimeout=0)


def count_of(sqs: Any, queue_url: str) -> int:
    name = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=[name])["Attributes"][name])


def test_a_message_received_too_often_goes_to_the_dead_letter_queue(
    aws_client: Any, redriven: Redriven, sqs_get_queue_arn: Any
) -> None:
    sqs, (source, dead) = aws_client.sqs, redriven

    give_up_on(sqs, source, "a")
    [letter] = sqs.receive_message(QueueUrl=dead, MessageSystemAttributeNames=["All"])["Messages"]

    assert letter["Body"] == "a"
    assert letter["Attributes"]["ApproximateReceiveCount"] == "2"
    assert letter["Attributes"]["DeadLetterQueueSourceArn"] == sqs_get_queue_arn(source)


def test_the_sources_of_a_dead_letter_queue_are_listed(aws_client: Any, redriven: Redriven) -> None:
    source, dead = redriven

    assert aws_client.sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"] == [source]
    assert aws_client.sqs.list_dead_letter_source_queues(QueueUrl=source)["queueUrls"] == []


def test_a_move_task_brings_messages_back_as_new_ones(
    aws_client: Any, redriven: Redriven, sqs_get_queue_arn: Any, localstack: Any
) -> None:
    sqs, (source, dead) = aws_client.sqs, redriven
    give_up_on(sqs, source, "a", "b")

    sqs.start_message_move_task(SourceArn=sqs_get_queue_arn(dead))
    localstack.settle()
    [task] = sqs.list_message_move_tasks(SourceArn=sqs_get_queue_arn(dead))["Results"]

    assert (task["Status"], task["ApproximateNumberOfMessagesMoved"]) == ("COMPLETED", 2)
    assert "TaskHandle" not in task
    assert (count_of(sqs, dead), count_of(sqs, source)) == (0, 2)
    [message] = sqs.receive_message(QueueUrl=source, MessageSystemAttributeNames=["All"])["Messages"]
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"


def test_a_move_task_keeps_to_its_rate_and_can_be_cancelled(
    aws_client: Any, redriven: Redriven, sqs_create_queue: Any, sqs_get_queue_arn: Any, localstack: Any
) -> None:
    sqs, (source, dead) = aws_client.sqs, redriven
    destination = sqs_create_queue()
    give_up_on(sqs, source, *map(str, range(6)))
    localstack.freeze()

    handle = sqs.start_message_move_task(
        SourceArn=sqs_get_queue_arn(dead),
        DestinationArn=sqs_get_queue_arn(destination),
        MaxNumberOfMessagesPerSecond=2,
    )["TaskHandle"]
    localstack.settle()
    localstack.advance(1)
    cancelled = sqs.cancel_message_move_task(TaskHandle=handle)
    localstack.advance(10)

    assert cancelled["ApproximateNumberOfMessagesMoved"] == 4
    assert (count_of(sqs, dead), count_of(sqs, destination)) == (2, 4)
    [task] = sqs.list_message_move_tasks(SourceArn=sqs_get_queue_arn(dead))["Results"]
    assert task["Status"] == "CANCELLED"


def test_one_task_at_a_time(
    aws_client: Any, redriven: Redriven, sqs_get_queue_arn: Any, localstack: Any
) -> None:
    sqs, (source, dead) = aws_client.sqs, redriven
    give_up_on(sqs, source, "a", "b")
    localstack.freeze()
    task = {"SourceArn": sqs_get_queue_arn(dead), "MaxNumberOfMessagesPerSecond": 1}
    sqs.start_message_move_task(**task)

    with pytest.raises(ClientError, match="There is already a task running"):
        sqs.start_message_move_task(**task)


def test_a_task_fails_when_its_destination_goes_away(
    aws_client: Any, redriven: Redriven, sqs_create_queue: Any, sqs_get_queue_arn: Any, localstack: Any
) -> None:
    sqs, (source, dead) = aws_client.sqs, redriven
    destination = sqs_create_queue()
    give_up_on(sqs, source, "a", "b")
    localstack.freeze()
    sqs.start_message_move_task(
        SourceArn=sqs_get_queue_arn(dead),
        DestinationArn=sqs_get_queue_arn(destination),
        MaxNumberOfMessagesPerSecond=1,
    )
    localstack.settle()

    sqs.delete_queue(QueueUrl=destination)
    localstack.advance(1)

    [task] = sqs.list_message_move_tasks(SourceArn=sqs_get_queue_arn(dead))["Results"]
    assert (task["Status"], task["FailureReason"]) == ("FAILED", "AWS.SimpleQueueService.NonExistentQueue")
    assert count_of(sqs, dead) == 1


def test_a_queue_that_is_no_dead_letter_queue_has_nothing_to_move(
    aws_client: Any, sqs_queue: str, sqs_get_queue_arn: Any
) -> None:
    with pytest.raises(ClientError, match="Source queue must be configured as a Dead Letter Queue"):
        aws_client.sqs.start_message_move_task(SourceArn=sqs_get_queue_arn(sqs_queue))


@pytest.mark.parametrize(
    ("document", "code", "status"),
    [
        (b"no json", "InvalidParameterValue", 400),
        (
            b'{"taskId":"x","sourceArn":"arn:aws:sqs:us-east-1:000000000000:missing"}',
            "ResourceNotFoundException",
            404,
        ),
    ],
    ids=["no handle", "no queue"],
)
def test_only_tasks_are_cancelled(aws_client: Any, document: bytes, code: str, status: int) -> None:
    with pytest.raises(ClientError) as caught:
        aws_client.sqs.cancel_message_move_task(TaskHandle=base64.b64encode(document).decode())

    assert caught.value.response["Error"]["Code"] == code
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("arn:aws:sqs:us-east-1:000000000000:missing", "Dead letter target does not exist"),
        ("fifo", "must be same type of queue"),
        ("closed", "does not allow this queue"),
    ],
    ids=["missing", "another type", "not allowed"],
)
def test_a_dead_letter_queue_has_to_fit(
    aws_client: Any, sqs_create_queue: Any, sqs_get_queue_arn: Any, target: str, reason: str
) -> None:
    if target == "fifo":
        target = sqs_get_queue_arn(sqs_create_queue(Attributes={"FifoQueue": "true"}))
    elif target == "closed":
        attributes = {"RedriveAllowPolicy": '{"redrivePermission":"denyAll"}'}
        target = sqs_get_queue_arn(sqs_create_queue(Attributes=attributes))
    policy = json.dumps({"deadLetterTargetArn": target, "maxReceiveCount": 1})

    with pytest.raises(ClientError, match=reason):
        aws_client.sqs.create_queue(QueueName="source", Attributes={"RedrivePolicy": policy})
