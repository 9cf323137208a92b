"""A queue from its creation to its refusals, and its answers beside recorded ones of AWS."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

SQS = "services/sqs/test_sqs.snapshot.json::TestSqsProvider"
MOVES = "services/sqs/test_sqs_move_task.snapshot.json"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.sqs_api())
    for name in (
        "CreatedTimestamp",
        "LastModifiedTimestamp",
        "ApproximateFirstReceiveTimestamp",
        "SentTimestamp",
        "StartedTimestamp",
    ):
        snapshot.add_transformer(
            snapshot.transform.key_value(name, "<timestamp>", reference_replacement=False)
        )


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def test_a_queue_of_other_attributes_is_another_queue(
    aws_client: Any, sqs_create_queue: Any, snapshot: Any
) -> None:
    test = f"{SQS}::test_create_queue_with_different_attributes_raises_exception[sqs]"
    sqs_create_queue(QueueName="orders", Attributes={"DelaySeconds": "1"})

    error = refused(aws_client.sqs.create_queue, QueueName="orders", Attributes={"DelaySeconds": "2"})

    snapshot.match("error", error, aws_evidence=f"{test}::create_queue_01")


def test_the_attributes_of_a_queue(aws_client: Any, sqs_create_queue: Any, snapshot: Any) -> None:
    test = f"{SQS}::test_create_and_update_queue_attributes[sqs]"
    attributes = {
        "MessageRetentionPeriod": "604800",
        "ReceiveMessageWaitTimeSeconds": "10",
        "VisibilityTimeout": "20",
    }
    changes = {"MaximumMessageSize": "2048", "VisibilityTimeout": "69", "DelaySeconds": "420"}
    url = sqs_create_queue(Attributes=attributes)

    created = aws_client.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
    aws_client.sqs.set_queue_attributes(QueueUrl=url, Attributes=changes)
    changed = aws_client.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])

    snapshot.match("created", created, aws_evidence=f"{test}::get_queue_attributes")
    snapshot.match("changed", changed, aws_evidence=f"{test}::get_updated_queue_attributes")


def test_a_standard_queue_has_no_attributes_of_fifo_ones(
    aws_client: Any, sqs_queue: str, snapshot: Any
) -> None:
    test = f"{SQS}::test_set_unsupported_attribute_standard[sqs]"

    error = refused(aws_client.sqs.set_queue_attributes, QueueUrl=sqs_queue, Attributes={"FifoQueue": "true"})

    snapshot.match("error", error, aws_evidence=f"{test}::invalid-attr-name-1")


def test_a_queue_that_is_not_there_has_no_url(aws_client: Any, snapshot: Any) -> None:
    error = refused(aws_client.sqs.get_queue_url, QueueName="no-queue-of-this-name")

    snapshot.match("error", error, aws_evidence=f"{SQS}::test_non_existent_queue::queue-does-not-exist")


def test_the_tags_of_a_queue(aws_client: Any, sqs_queue: str, snapshot: Any) -> None:
    test = f"{SQS}::test_tag_untag_queue[sqs]"
    sqs, tags = aws_client.sqs, {"tag1": "value1", "tag2": "value2", "tag3": ""}

    sqs.tag_queue(QueueUrl=sqs_queue, Tags=tags)
    tagged = sqs.list_queue_tags(QueueUrl=sqs_queue)
    sqs.untag_queue(QueueUrl=sqs_queue, TagKeys=["tag1", "tag3"])
    one = sqs.list_queue_tags(QueueUrl=sqs_queue)
    sqs.untag_queue(QueueUrl=sqs_queue, TagKeys=["tag2"])
    none = sqs.list_queue_tags(QueueUrl=sqs_queue)

    snapshot.match("tagged", tagged, aws_evidence=f"{test}::get-tag-1")
    snapshot.match("one", one, aws_evidence=f"{test}::get-tag-2")
    snapshot.match("none", none, aws_evidence=f"{test}::get-tag-after-untag")


def test_a_permission_is_given_and_taken(aws_client: Any, sqs_queue: str, snapshot: Any) -> None:
    test = f"{SQS}::test_sqs_permission_lifecycle[sqs_query]"
    sqs = aws_client.sqs

    def policy() -> Any:
        return sqs.get_queue_attributes(QueueUrl=sqs_queue, AttributeNames=["Policy"])

    added = sqs.add_permission(
        QueueUrl=sqs_queue,
        Label="crossaccountpermission",
        AWSAccountIds=["000000000000"],
        Actions=["ReceiveMessage"],
    )
    given = policy()
    removed = sqs.remove_permission(QueueUrl=sqs_queue, Label="crossaccountpermission")
    taken = policy()

    snapshot.match("added", added, aws_evidence=f"{test}::add-permission-response")
    first = f"{test}::get-queue-policy-attribute-first-account-same-label"
    snapshot.match("given", given, aws_evidence=first)
    snapshot.match("removed", removed, aws_evidence=f"{test}::remove-permission-response")
    snapshot.match("taken", taken, aws_evidence=f"{test}::get-queue-policy-attribute-after-removal")


def test_messages_of_a_fifo_queue(aws_client: Any, sqs_create_queue: Any, snapshot: Any) -> None:
    test = f"{SQS}::test_fifo_message_attributes[sqs]"
    sqs = aws_client.sqs
    url = sqs_create_queue(Attributes={"FifoQueue": "true", "VisibilityTimeout": "0"})

    sent = sqs.send_message(
        QueueUrl=url,
        MessageBody="message-body-1",
        MessageGroupId="group-1",
        MessageDeduplicationId="dedup-1",
    )
    first = sqs.receive_message(QueueUrl=url, AttributeNames=["All"])
    second = sqs.receive_message(QueueUrl=url, AttributeNames=["All"])

    snapshot.match("sent", sent, aws_evidence=f"{test}::send_message")
    snapshot.match("first", first, aws_evidence=f"{test}::receive_message_0")
    snapshot.match("second", second, aws_evidence=f"{test}::receive_message_1")


def test_a_message_of_a_batch_can_be_too_long(aws_client: Any, sqs_create_queue: Any, snapshot: Any) -> None:
    test = f"{SQS}::test_send_batch_message_size"
    url = sqs_create_queue(Attributes={"MaximumMessageSize": "1024"})
    entries = [{"Id": "long", "MessageBody": "a" * 1025}, {"Id": "short", "MessageBody": "a" * 1024}]

    answer = aws_client.sqs.send_message_batch(QueueUrl=url, Entries=entries)

    snapshot.match("answer", answer, aws_evidence=f"{test}::send-message-batch-result")


def test_a_batch_can_be_too_large(aws_client: Any, sqs_queue: str, snapshot: Any) -> None:
    test = f"{SQS}::test_delete_message_batch_with_too_large_batch[sqs]"
    entries = [{"Id": str(number), "ReceiptHandle": "handle"} for number in range(20)]

    error = refused(aws_client.sqs.delete_message_batch, QueueUrl=sqs_queue, Entries=entries)

    snapshot.match("error", error, aws_evidence=f"{test}::error_response")


def test_a_receipt_handle_of_a_fifo_queue_expires(
    aws_client: Any, sqs_create_queue: Any, localstack: Any, snapshot: Any
) -> None:
    test = f"{SQS}::test_fifo_delete_after_visibility_timeout[sqs]"
    sqs = aws_client.sqs
    url = sqs_create_queue(
        Attributes={"FifoQueue": "true", "VisibilityTimeout": "1", "ContentBasedDeduplication": "true"}
    )
    sqs.send_message(QueueUrl=url, MessageBody="foobar", MessageGroupId="group")

    received = sqs.receive_message(QueueUrl=url)
    localstack.advance(2)
    error = refused(sqs.delete_message, QueueUrl=url, ReceiptHandle=received["Messages"][0]["ReceiptHandle"])

    snapshot.match("received", received, aws_evidence=f"{test}::received_sqs_message")
    snapshot.match("error", error, aws_evidence=f"{test}::delete_after_timeout_fifo")


def test_an_empty_queue_gives_nothing(aws_client: Any, sqs_queue: str, snapshot: Any) -> None:
    received = aws_client.sqs.receive_message(QueueUrl=sqs_queue)

    evidence = f"{SQS}::test_receive_empty_queue[sqs]::empty_short_poll_resp_no_param"
    snapshot.match("received", received, aws_evidence=evidence)


def test_dead_letters_are_moved_back(
    aws_client: Any, sqs_create_queue: Any, sqs_get_queue_arn: Any, localstack: Any, snapshot: Any
) -> None:
    test = f"{MOVES}::test_basic_move_task_workflow"
    sqs, destination, dead = aws_client.sqs, sqs_create_queue(), sqs_create_queue()
    policy = {"deadLetterTargetArn": sqs_get_queue_arn(dead), "maxReceiveCount": 1}
    sqs_create_queue(Attributes={"RedrivePolicy": json.dumps(policy)})
    for body in ("a", "b"):
        sqs.send_message(QueueUrl=dead, MessageBody=body)

    started = sqs.start_message_move_task(
        SourceArn=sqs_get_queue_arn(dead), DestinationArn=sqs_get_queue_arn(destination)
    )
    localstack.settle()
    localstack.advance(10)
    listed = sqs.list_message_move_tasks(SourceArn=sqs_get_queue_arn(dead))

    snapshot.match("started", started, aws_evidence=f"{test}::start-message-move-task-response")
    snapshot.match("listed", listed, aws_evidence=f"{test}::list-message-move-task-response")


def test_a_task_that_is_not_there_is_not_cancelled(aws_client: Any, snapshot: Any) -> None:
    error = refused(aws_client.sqs.cancel_message_move_task, TaskHandle="foobared")

    snapshot.match("error", error, aws_evidence=f"{MOVES}::test_cancel_with_invalid_task_handle::error")
