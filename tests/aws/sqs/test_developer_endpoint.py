"""A look at the messages of a queue that leaves them as they are."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest

NAMESPACE = "{http://queue.amazonaws.com/doc/2012-11-05/}"


def look(url: str, path: str = "", accept: str = "application/json", **arguments: str) -> Any:
    """Give the messages the endpoint shows, as JSON makes them of XML."""
    request = Request(f"{url}/_aws/sqs/messages{path}?{urlencode(arguments)}", headers={"Accept": accept})
    with urlopen(request) as answer:
        content = answer.read()
    if "json" not in accept:
        return ElementTree.fromstring(content)
    result = json.loads(content)["ReceiveMessageResponse"]["ReceiveMessageResult"] or {}
    shown = result.get("Message", [])
    return shown if isinstance(shown, list) else [shown]


def test_looking_changes_nothing(aws_client: Any, sqs_queue: str, localstack: Any) -> None:
    for body in ("a", "b"):
        aws_client.sqs.send_message(QueueUrl=sqs_queue, MessageBody=body)

    first = look(localstack.url, QueueUrl=sqs_queue)
    second = look(localstack.url, QueueUrl=sqs_queue)
    received = aws_client.sqs.receive_message(QueueUrl=sqs_queue, MaxNumberOfMessages=10)["Messages"]

    assert first == second
    assert [message["Body"] for message in first] == ["a", "b"]
    assert [message["Body"] for message in received] == ["a", "b"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, ["visible"]),
        ({"ShowInvisible": "true"}, ["hidden", "visible"]),
        ({"ShowDelayed": "true"}, ["visible", "delayed"]),
    ],
    ids=["visible", "invisible too", "delayed too"],
)
def test_hidden_messages_are_shown_on_demand(
    aws_client: Any, sqs_queue: str, localstack: Any, wanted: dict[str, str], expected: list[str]
) -> None:
    sqs = aws_client.sqs
    sqs.send_message(QueueUrl=sqs_queue, MessageBody="hidden")
    sqs.receive_message(QueueUrl=sqs_queue)
    sqs.send_message(QueueUrl=sqs_queue, MessageBody="visible")
    sqs.send_message(QueueUrl=sqs_queue, MessageBody="delayed", DelaySeconds=60)

    shown = look(localstack.url, QueueUrl=sqs_queue, **wanted)

    assert [message["Body"] for message in shown] == expected


def test_a_queue_may_be_named_in_the_path(aws_client: Any, sqs_queue: str, localstack: Any) -> None:
    aws_client.sqs.send_message(QueueUrl=sqs_queue, MessageBody="a")
    name = sqs_queue.rpartition("/")[2]

    shown = look(localstack.url, path=f"/us-east-1/000000000000/{name}")

    assert [message["Body"] for message in shown] == ["a"]


def test_the_answer_is_xml_unless_json_is_asked_for(aws_client: Any, sqs_queue: str, localstack: Any) -> None:
    aws_client.sqs.send_message(QueueUrl=sqs_queue, MessageBody="a")

    answer = look(localstack.url, accept="*/*", QueueUrl=sqs_queue)

    assert answer.findtext(f".//{NAMESPACE}Message/{NAMESPACE}Body") == "a"


def test_a_client_may_use_it_as_its_endpoint(
    aws_client_factory: Any, sqs_queue: str, localstack: Any
) -> None:
    aws_client_factory().sqs.send_message(QueueUrl=sqs_queue, MessageBody="a")
    client = aws_client_factory(endpoint_url=f"{localstack.url}/_aws/sqs/messages").sqs

    shown = client.receive_message(QueueUrl=sqs_queue)["Messages"]

    assert [message["Body"] for message in shown] == ["a"]


def test_a_missing_queue_is_an_error(localstack: Any) -> None:
    with pytest.raises(HTTPError) as caught:
        look(localstack.url, path="/us-east-1/000000000000/missing")

    with caught.value as error:
        assert error.code == 400
        code = json.loads(error.read())["ErrorResponse"]["Error"]["Code"]
    assert code == "AWS.SimpleQueueService.NonExistentQueue"
