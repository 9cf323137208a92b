"""Jobs in a queue: a hundred tests of a worker's dealings with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

pytestmark = pytest.mark.parametrize("kind", [f"kind-{number}" for number in range(10)])


@pytest.fixture
def queue(sqs: Any) -> str:
    """An empty queue."""
    return str(sqs.create_queue(QueueName="jobs")["QueueUrl"])


def receive(sqs: Any, queue: str, **options: Any) -> list[dict[str, Any]]:
    """Receive what is there."""
    messages: list[dict[str, Any]] = sqs.receive_message(
        QueueUrl=queue, MaxNumberOfMessages=10, **options
    ).get("Messages", [])
    return messages


def depth(sqs: Any, queue: str) -> int:
    """Count what can be received."""
    name = "ApproximateNumberOfMessages"
    return int(sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=[name])["Attributes"][name])


def test_a_job_is_received(sqs: Any, queue: str, kind: str) -> None:
    sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"kind": kind}))

    assert [json.loads(message["Body"]) for message in receive(sqs, queue)] == [{"kind": kind}]


def test_a_job_in_hand_is_hidden(sqs: Any, queue: str, kind: str) -> None:
    sqs.send_message(QueueUrl=queue, MessageBody=kind)
    receive(sqs, queue)

    assert receive(sqs, queue) == []


def test_a_finished_job_is_deleted(sqs: Any, queue: str, kind: str) -> None:
    sqs.send_message(QueueUrl=queue, MessageBody=kind)
    [message] = receive(sqs, queue)
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])

    assert depth(sqs, queue) == 0


def test_a_job_given_back_comes_again(sqs: Any, queue: str, kind: str) -> None:
    sqs.send_message(QueueUrl=queue, MessageBody=kind)
    [message] = receive(sqs, queue)
    sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)

    assert [again["Body"] for again in receive(sqs, queue)] == [kind]


def test_attributes_travel_with_a_job(sqs: Any, queue: str, kind: str) -> None:
    attributes = {"kind": {"DataType": "String", "StringValue": kind}}
    sqs.send_message(QueueUrl=queue, MessageBody="x", MessageAttributes=attributes)

    [message] = receive(sqs, queue, MessageAttributeNames=["All"])
    assert message["MessageAttributes"]["kind"]["StringValue"] == kind


def test_a_batch_of_jobs(sqs: Any, queue: str, kind: str) -> None:
    entries = [{"Id": str(number), "MessageBody": f"{kind} {number}"} for number in range(5)]
    sqs.send_message_batch(QueueUrl=queue, Entries=entries)
    messages = receive(sqs, queue)
    sqs.delete_message_batch(
        QueueUrl=queue,
        Entries=[{"Id": entry["MessageId"], "ReceiptHandle": entry["ReceiptHandle"]} for entry in messages],
    )

    assert (len(messages), depth(sqs, queue)) == (5, 0)


def test_an_emptied_queue(sqs: Any, queue: str, kind: str) -> None:
    for number in range(2):
        sqs.send_message(QueueUrl=queue, MessageBody=f"{kind} {number}")
    sqs.purge_queue(QueueUrl=queue)

    assert depth(sqs, queue) == 0


def test_settings_of_a_queue(sqs: Any, queue: str, kind: str) -> None:
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "120"})
    sqs.tag_queue(QueueUrl=queue, Tags={"kind": kind})

    answer = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])
    assert answer["Attributes"]["VisibilityTimeout"] == "120"
    assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"kind": kind}


def test_jobs_of_a_group_keep_their_order(sqs: Any, kind: str) -> None:
    url = sqs.create_queue(
        QueueName="ordered.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"}
    )["QueueUrl"]
    for body in ("first", "second", "second"):
        sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=kind)

    assert [message["Body"] for message in receive(sqs, url)] == ["first", "second"]


def test_a_queue_is_found_by_its_name(sqs: Any, queue: str, kind: str) -> None:
    other = sqs.create_queue(QueueName=kind)["QueueUrl"]

    assert sqs.get_queue_url(QueueName=kind)["QueueUrl"] == other
    assert sorted(sqs.list_queues()["QueueUrls"]) == sorted([queue, other])
