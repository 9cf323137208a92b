"""Which call a value answers, and which values are a test's own."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from pytest_localstack.answers import AnsweredCall
from pytest_localstack.snapshot.automatic import answers as module
from pytest_localstack.snapshot.automatic.answers import Answers, Finding

MESSAGE_ID = "0a1b2c3d-0000-4000-8000-00000000000a"


def call(operation: str, parameters: Any, response: Any, service: str = "sqs", **more: Any) -> AnsweredCall:
    model = boto3.Session("test", "test").client(service, region_name="us-east-1").meta.service_model
    return AnsweredCall(model, operation, "us-east-1", parameters, response, **more)


def names(findings: list[Finding]) -> list[tuple[Any, str]]:
    return [(found.path, found.shape.name if found.shape else "") for found in findings]


def metadata(request_id: str = "request-1") -> dict[str, Any]:
    return {"RequestId": request_id, "HTTPStatusCode": 200}


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def received(answers: Answers) -> dict[str, Any]:
    response = {"Messages": [{"MessageId": MESSAGE_ID, "Body": "x"}], "ResponseMetadata": metadata()}
    answers.saw(call("ReceiveMessage", {"QueueUrl": "url"}, response))
    return response


def test_a_response_is_found_as_it_is_and_copied(answers: Answers, received: dict[str, Any]) -> None:
    assert names(answers.find(received)) == [((), "ReceiveMessageResult")]
    assert names(answers.find({**received, "more": 1})) == [((), "ReceiveMessageResult")]


def test_parts_of_it_are_found_wherever_a_test_puts_them(answers: Answers, received: dict[str, Any]) -> None:
    first = received["Messages"][0]

    assert names(answers.find(received["Messages"])) == [((), "MessageList")]
    assert names(answers.find({"a": [first, 1], "b": received})) == [
        (("a", 0), "Message"),
        (("b",), "ReceiveMessageResult"),
    ]


@pytest.mark.usefixtures("received")
def test_an_equal_value_that_nobody_answered_is_not(answers: Answers) -> None:
    assert answers.find([{"MessageId": MESSAGE_ID, "Body": "x"}]) == []
    assert answers.find("text") == []


def test_an_error_has_no_shape(answers: Answers) -> None:
    response = {"Error": {"Code": "Gone"}, "ResponseMetadata": metadata()}
    answers.saw(call("SendMessage", {}, response, is_error=True))

    assert names(answers.find(response)) == [((), "")]


def test_what_a_request_sent_first_is_the_tests_own(answers: Answers) -> None:
    answers.saw(call("SendMessage", {"MessageBody": '{"orderId": "order-0001"}', "Id": "entry-0001"}, {}))

    assert answers.is_own("entry-0001")
    assert answers.is_own("order-0001")
    assert not answers.is_own("order-0002")


@pytest.mark.usefixtures("received")
def test_what_a_response_had_first_is_not(answers: Answers) -> None:
    answers.saw(call("DeleteMessage", {"ReceiptHandle": MESSAGE_ID}, {}))

    assert not answers.is_own(MESSAGE_ID)


def test_a_token_that_botocore_filled_in_is_not_either(answers: Answers) -> None:
    answers.saw(call("RunInstances", {"ClientToken": MESSAGE_ID, "ImageId": "ami-12345678"}, {}, "ec2"))

    assert not answers.is_own(MESSAGE_ID)
    assert answers.is_own("ami-12345678")


def test_bytes_are_own_too(answers: Answers) -> None:
    answers.saw(call("Encrypt", {"KeyId": "key", "Plaintext": b"\xffhello"}, {}, "kms"))

    assert answers.is_own(b"\xffhello")


def test_the_oldest_is_forgotten(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 4)
    for number in range(9):
        answers.saw(call("GetQueueUrl", {"QueueName": f"queue-{number:04}"}, {}))

    assert not answers.is_own("queue-0000")
    assert answers.is_own("queue-0008")
