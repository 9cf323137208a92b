"""Sending, receiving and deleting through boto3."""

from __future__ import annotations

import hashlib
import threading
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError


def bodies(answer: dict[str, Any]) -> list[str]:
    return [message["Body"] for message in answer.get("Messages", [])]


def test_a_message_makes_its_way(aws_client: Any, sqs_queue: str) -> None:
    sqs = aws_client.sqs
    attributes = {
        "colour": {"DataType": "String", "StringValue": "blue"},
        "image": {"DataType": "Binary.png", "BinaryValue": b"\x00\xff"},
    }

    sent = sqs.send_message(QueueUrl=sqs_queue, MessageBody="häppy", MessageAttributes=attributes)
    [received] = sqs.receive_message(
        QueueUrl=sqs_queue, MessageSystemAttributeNames=["All"], MessageAttributeNames=["All"]
    )["Messages"]
    sqs.delete_message(QueueUrl=sqs_queue, ReceiptHandle=received["ReceiptHandle"])

    assert received["MessageId"] == sent["MessageId"]
    assert received["Body"] == "häppy"
    assert received["MD5OfBody"] == sent["MD5OfMessageBody"] == hashlib.md5("häppy".encode()).hexdigest()
    assert received["MessageAttributes"] == attributes
    assert received["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]
    assert received["Attributes"]["ApproximateReceiveCount"] == "1"
    assert set(received["Attributes"]) == {
        "SenderId",
        "SentTimestamp",
        "ApproximateReceiveCount",
        "ApproximateFirstReceiveTimestamp",
    }
    counts = sqs.get_queue_attributes(QueueUrl=sqs_queue, AttributeNames=["All"])["Attributes"]
    assert counts["ApproximateNumberOfMessages"] == counts["ApproximateNumberOfMessagesNotVisible"] == "0"


def test_a_hidden_message_comes_back_as_the_clock_advances(
    aws_client: Any, sqs_queue: str, localstack: Any
) -> None:
    sqs = aws_client.sqs
    sqs.send_message(QueueUrl=sqs_queue, MessageBody="a")
    sqs.receive_message(QueueUrl=sqs_queue, VisibilityTimeout=60)

    hidden = bodies(sqs.receive_message(QueueUrl=sqs_queue))
    localstack.advance(60)
    visible = bodies(sqs.receive_message(QueueUrl=sqs_queue))

    assert (hidden, visible) == ([], ["a"])


def test_a_long_poll_wakes_when_a_message_arrives(
    aws_client: Any, aws_client_factory: Any, sqs_queue: str
) -> None:
    sender = aws_client_factory().sqs
    timer = threading.Timer(0.2, sender.send_message, kwargs={"QueueUrl": sqs_queue, "MessageBody": "late"})
    started = time.monotonic()
    timer.start()

    received = bodies(aws_client.sqs.receive_message(QueueUrl=sqs_queue, WaitTimeSeconds=20))
    timer.join()

    assert received == ["late"]
    assert time.monotonic() - started < 5


def test_a_long_poll_wakes_when_a_message_becomes_visible(aws_client: Any, sqs_queue: str) -> None:
    sqs = aws_client.sqs
    sqs.send_message(QueueUrl=sqs_queue, MessageBody="delayed", DelaySeconds=1)
    started = time.monotonic()

    received = bodies(sqs.receive_message(QueueUrl=sqs_queue, WaitTimeSeconds=20))

    assert received == ["delayed"]
    assert time.monotonic() - started < 5


def test_a_batch_fails_entry_by_entry(aws_client: Any, sqs_create_queue: Any) -> None:
    queue_url = sqs_create_queue(Attributes={"MaximumMessageSize": "1024"})

    answer = aws_client.sqs.send_message_batch(
        QueueUrl=queue_url,
        Entries=[
            {"Id": "good", "MessageBody": "a"},
            {"Id": "long", "MessageBody": "a" * 1025},
            {"Id": "late", "MessageBody": "a", "DelaySeconds": 901},
        ],
    )

    assert [entry["Id"] for entry in answer["Successful"]] == ["good"]
    assert [(entry["Id"], entry["Code"], entry["SenderFault"]) for entry in answer["Failed"]] == [
        ("long", "InvalidParameterValue", True),
        ("late", "InvalidParameterValue", True),
    ]
    assert answer["Failed"][0]["Message"] == (
        "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes."
    )


def test_a_batch_deletes_and_shows_messages(aws_client: Any, sqs_queue: str) -> None:
    sqs = aws_client.sqs
    entries = [{"Id": str(number), "MessageBody": str(number)} for number in range(3)]
    sqs.send_message_batch(QueueUrl=sqs_queue, Entries=entries)
    received = sqs.receive_message(QueueUrl=sqs_queue, MaxNumberOfMessages=10)["Messages"]
    handles = [message["ReceiptHandle"] for message in received]

    deleted = sqs.delete_message_batch(
        QueueUrl=sqs_queue,
        Entries=[{"Id": "ok", "ReceiptHandle": handles[0]}, {"Id": "bad", "ReceiptHandle": "?"}],
    )
    shown = sqs.change_message_visibility_batch(
        QueueUrl=sqs_queue, Entries=[{"Id": "ok", "ReceiptHandle": handles[1], "VisibilityTimeout": 0}]
    )

    assert [entry["Id"] for entry in deleted["Successful"]] == ["ok"]
    assert [(entry["Id"], entry["Code"]) for entry in deleted["Failed"]] == [
        ("bad", "ReceiptHandleIsInvalid")
    ]
    assert shown["Successful"] == [{"Id": "ok"}]
    assert bodies(sqs.receive_message(QueueUrl=sqs_queue, MaxNumberOfMessages=10)) == ["1"]


def test_batches_have_a_limit_together(aws_client: Any, sqs_queue: str) -> None:
    entries = [{"Id": str(number), "MessageBody": "a" * 524_289} for number in range(2)]

    with pytest.raises(ClientError) as caught:
        aws_client.sqs.send_message_batch(QueueUrl=sqs_queue, Entries=entries)

    assert caught.value.response["Error"] == {
        "Code": "AWS.SimpleQueueService.BatchRequestTooLong",
        "Message": "Batch requests cannot be longer than 1048576 bytes. You have sent 1048578 bytes.",
        "QueryErrorCode": "BatchRequestTooLong",
        "Type": "Sender",
    }


def test_a_fifo_queue_keeps_order_and_drops_duplicates(aws_client: Any, sqs_create_queue: Any) -> None:
    sqs = aws_client.sqs
    queue_url = sqs_create_queue(Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})
    sent = [
        sqs.send_message(QueueUrl=queue_url, MessageBody=body, MessageGroupId="g") for body in ("a", "b", "a")
    ]

    received = sqs.receive_message(
        QueueUrl=queue_url, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
    )["Messages"]

    assert [message["Body"] for message in received] == ["a", "b"]
    assert sent[2]["MessageId"] == sent[0]["MessageId"]
    assert received[0]["Attributes"]["SequenceNumber"] == sent[0]["SequenceNumber"]
    assert received[0]["Attributes"]["MessageGroupId"] == "g"
    assert received[0]["Attributes"]["MessageDeduplicationId"] == hashlib.sha256(b"a").hexdigest()


def test_a_repeated_attempt_gives_the_same_receipt_handles(aws_client: Any, sqs_create_queue: Any) -> None:
    sqs = aws_client.sqs
    queue_url = sqs_create_queue(Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})
    sqs.send_message(QueueUrl=queue_url, MessageBody="a", MessageGroupId="g")

    first = sqs.receive_message(QueueUrl=queue_url, ReceiveRequestAttemptId="try")
    second = sqs.receive_message(QueueUrl=queue_url, ReceiveRequestAttemptId="try")
    other = sqs.receive_message(QueueUrl=queue_url, ReceiveRequestAttemptId="another")

    assert first["Messages"] == second["Messages"]
    assert "Messages" not in other


@pytest.mark.parametrize(
    ("parameters", "code", "query_code", "message"),
    [
        (
            {"MessageBody": ""},
            "MissingParameter",
            "MissingRequiredParameterException",
            "The request must contain the parameter MessageBody.",
        ),
        (
            {"MessageBody": "\x00"},
            "InvalidMessageContents",
            "InvalidMessageContents",
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
            "#xE000 to #xFFFD | #x10000 to #x10FFFF",
        ),
        (
            {"MessageBody": "a", "DelaySeconds": 901},
            "InvalidParameterValue",
            "InvalidParameterValueException",
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
        ),
    ],
    ids=["no body", "forbidden character", "delay"],
)
def test_a_message_that_cannot_be_sent(
    aws_client: Any, sqs_queue: str, parameters: dict[str, Any], code: str, query_code: str, message: str
) -> None:
    with pytest.raises(ClientError) as caught:
        aws_client.sqs.send_message(QueueUrl=sqs_queue, **parameters)

    assert caught.value.response["Error"] == {
        "Code": code,
        "Message": message,
        "QueryErrorCode": query_code,
        "Type": "Sender",
    }


def test_concurrent_consumers_get_every_message_once(aws_client_factory: Any, sqs_queue: str) -> None:
    received: list[str] = []

    def produce(start: int) -> None:
        client = aws_client_factory().sqs
        for number in range(start, start + 50):
            client.send_message(QueueUrl=sqs_queue, MessageBody=str(number))

    def consume() -> None:
        client = aws_client_factory().sqs
        while messages := client.receive_message(QueueUrl=sqs_queue, WaitTimeSeconds=1).get("Messages"):
            received.append(messages[0]["Body"])
            client.delete_message(QueueUrl=sqs_queue, ReceiptHandle=messages[0]["ReceiptHandle"])

    threads = [threading.Thread(target=produce, args=(number * 50,)) for number in range(4)]
    threads += [threading.Thread(target=consume) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(int, received)) == list(range(200))
