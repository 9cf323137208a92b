"""Making, finding, describing and deleting queues through boto3."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError


def error_of(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    return dict(caught.value.response["Error"])


def test_a_queue_is_found_by_its_name(aws_client: Any, sqs_create_queue: Any) -> None:
    queue_url = sqs_create_queue(QueueName="orders")

    found = aws_client.sqs.get_queue_url(QueueName="orders")["QueueUrl"]

    assert found == queue_url
    assert queue_url.endswith("/000000000000/orders")


def test_creating_a_queue_again_gives_the_same_one(aws_client: Any, sqs_create_queue: Any) -> None:
    attributes = {"DelaySeconds": "5"}
    first = sqs_create_queue(QueueName="orders", Attributes=attributes)

    again = aws_client.sqs.create_queue(QueueName="orders", Attributes=attributes)["QueueUrl"]
    error = error_of(aws_client.sqs.create_queue, QueueName="orders", Attributes={"DelaySeconds": "6"})

    assert again == first
    assert (error["Code"], error["QueryErrorCode"]) == ("QueueAlreadyExists", "QueueNameExists")


def test_a_deleted_queue_does_not_exist(aws_client: Any, sqs_create_queue: Any) -> None:
    queue_url = sqs_create_queue()
    aws_client.sqs.delete_queue(QueueUrl=queue_url)

    error = error_of(aws_client.sqs.send_message, QueueUrl=queue_url, MessageBody="a")

    assert error == {
        "Code": "AWS.SimpleQueueService.NonExistentQueue",
        "Message": "The specified queue does not exist.",
        "QueryErrorCode": "QueueDoesNotExist",
        "Type": "Sender",
    }


def test_queues_are_listed_by_prefix_and_page(aws_client: Any, sqs_create_queue: Any) -> None:
    urls = [sqs_create_queue(QueueName=f"list-{number}") for number in range(5)]
    sqs_create_queue(QueueName="other")

    pages = aws_client.sqs.get_paginator("list_queues").paginate(
        QueueNamePrefix="list-", PaginationConfig={"PageSize": 2}
    )

    assert [page["QueueUrls"] for page in pages] == [urls[:2], urls[2:4], urls[4:]]


def test_accounts_and_regions_do_not_see_each_others_queues(
    aws_client_factory: Any, sqs_create_queue: Any
) -> None:
    sqs_create_queue(QueueName="mine")

    elsewhere = aws_client_factory(region_name="eu-west-1").sqs.list_queues()
    other = aws_client_factory(aws_access_key_id="111122223333").sqs.list_queues()

    assert "QueueUrls" not in elsewhere
    assert "QueueUrls" not in other


def test_another_account_finds_a_queue_by_its_owner(aws_client_factory: Any, sqs_create_queue: Any) -> None:
    queue_url = sqs_create_queue(QueueName="shared")
    other = aws_client_factory(aws_access_key_id="111122223333").sqs

    found = other.get_queue_url(QueueName="shared", QueueOwnerAWSAccountId="000000000000")["QueueUrl"]

    assert found == queue_url


def test_attributes_are_set_and_shown(aws_client: Any, sqs_queue: str) -> None:
    aws_client.sqs.set_queue_attributes(QueueUrl=sqs_queue, Attributes={"VisibilityTimeout": "5"})

    shown = aws_client.sqs.get_queue_attributes(
        QueueUrl=sqs_queue, AttributeNames=["VisibilityTimeout", "DelaySeconds"]
    )["Attributes"]

    assert shown == {"VisibilityTimeout": "5", "DelaySeconds": "0"}


def test_tags_come_and_go(aws_client: Any, sqs_create_queue: Any) -> None:
    sqs = aws_client.sqs
    queue_url = sqs_create_queue(tags={"a": "1", "b": ""})

    sqs.tag_queue(QueueUrl=queue_url, Tags={"a": "2", "c": "3"})
    sqs.untag_queue(QueueUrl=queue_url, TagKeys=["b", "missing"])
    some = sqs.list_queue_tags(QueueUrl=queue_url)
    sqs.untag_queue(QueueUrl=queue_url, TagKeys=["a", "c"])
    none = sqs.list_queue_tags(QueueUrl=queue_url)

    assert some["Tags"] == {"a": "2", "c": "3"}
    assert "Tags" not in none


def test_a_permission_is_part_of_the_policy(aws_client: Any, sqs_queue: str) -> None:
    sqs = aws_client.sqs
    permission = {"Label": "one", "AWSAccountIds": ["111122223333"], "Actions": ["SendMessage"]}

    sqs.add_permission(QueueUrl=sqs_queue, **permission)
    policy = sqs.get_queue_attributes(QueueUrl=sqs_queue, AttributeNames=["Policy"])["Attributes"]["Policy"]
    sqs.remove_permission(QueueUrl=sqs_queue, Label="one")
    removed = sqs.get_queue_attributes(QueueUrl=sqs_queue, AttributeNames=["Policy"])

    assert [statement["Sid"] for statement in json.loads(policy)["Statement"]] == ["one"]
    assert "Attributes" not in removed


def test_a_purge_empties_a_queue(aws_client: Any, sqs_queue: str) -> None:
    sqs = aws_client.sqs
    sqs.send_message(QueueUrl=sqs_queue, MessageBody="a")

    sqs.purge_queue(QueueUrl=sqs_queue)

    assert "Messages" not in sqs.receive_message(QueueUrl=sqs_queue)


@pytest.mark.parametrize(
    ("name", "attributes", "code"),
    [
        ("a b", {}, "InvalidParameterValue"),
        ("a.fifo", {}, "InvalidParameterValue"),
        ("a", {"FifoQueue": "true"}, "InvalidParameterValue"),
        ("a", {"Colour": "red"}, "InvalidAttributeName"),
        ("a", {"DelaySeconds": "901"}, "InvalidAttributeValue"),
        ("a", {"FifoQueue": "false"}, "InvalidAttributeName"),
    ],
)
def test_a_queue_that_cannot_be_made(
    aws_client: Any, name: str, attributes: dict[str, str], code: str
) -> None:
    error = error_of(aws_client.sqs.create_queue, QueueName=name, Attributes=attributes)

    assert error["Code"] == code
