"""What becomes of a response, and which changes of it are still found."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from pytest_localstack.answers import AnsweredCall
from pytest_localstack.snapshot.automatic.answers import Answers
from pytest_localstack.snapshot.automatic.transformer import AutomaticTransformer
from pytest_localstack.snapshot.normalising.by_tree import TreeNormaliser
from pytest_localstack.snapshot.transform import Transform
from pytest_localstack.snapshot.transformers import Transformer
from pytest_localstack.snapshot.tree import observed

SESSION = boto3.Session("test", "test", region_name="us-east-1")
UUID = "0a1b2c3d-0000-4000-8000-00000000000a"
OTHER = "9f8e7d6c-0000-4000-8000-00000000000b"


def answered(service: str, operation: str, response: Any, parameters: Any, *own: Transformer) -> Any:
    answers = Answers()
    model = SESSION.client(service).meta.service_model
    answers.saw(AnsweredCall(model, operation, "us-east-1", parameters, response))
    automatic = AutomaticTransformer(answers, {"key": answers.find(response)})
    return TreeNormaliser().normalise(observed({"key": response}), [*own, automatic])["key"]


def messages(first: str = UUID, second: str = OTHER, **members: Any) -> dict[str, Any]:
    attributes = {"SentTimestamp": "1764000000123", "ApproximateReceiveCount": "1"}
    message = {"MessageId": first, "MD5OfBody": "5d41402abc4b2a76b9719d911017c592", "Body": "hello"}
    return {"Messages": [message | {"Attributes": attributes} | members, {"MessageId": second}]}


def received(**changes: Any) -> Any:
    return answered("sqs", "ReceiveMessage", messages(**changes), {"QueueUrl": "url"})


def test_ids_and_times_are_replaced_and_the_rest_is_kept() -> None:
    assert received() == {
        "Messages": [
            {
                "Attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "<timestamp>"},
                "Body": "hello",
                "MD5OfBody": "5d41402abc4b2a76b9719d911017c592",
                "MessageId": "<message-id:1>",
            },
            {"MessageId": "<message-id:2>"},
        ]
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"MD5OfBody": "0cc175b9c0f1b6a831c399e269772661"},
        {"Body": "hullo"},
        {"Attributes": {"SentTimestamp": "1764000000123", "ApproximateReceiveCount": "2"}},
        {"second": UUID},
        {"MessageId": "1"},
        {"More": "member"},
    ],
    ids=["digest", "text", "count", "equality", "form-of-the-id", "member"],
)
def test_what_proves_something_still_does(changes: dict[str, Any]) -> None:
    assert received(**changes) != received()


def test_other_ids_and_times_make_no_difference() -> None:
    attributes = {"SentTimestamp": "1864000000999", "ApproximateReceiveCount": "1"}

    assert received(first=OTHER, second=UUID, Attributes=attributes) == received()


def test_an_arn_keeps_its_form() -> None:
    response = {"KeyMetadata": {"Arn": f"arn:aws:kms:us-east-1:000000000000:key/{UUID}", "KeyId": UUID}}

    found = answered("kms", "DescribeKey", response, {})["KeyMetadata"]

    assert found == {"Arn": "arn:aws:kms:us-east-1:000000000000:key/<key-id:1>", "KeyId": "<key-id:1>"}


def test_the_six_characters_behind_the_name_of_a_secret() -> None:
    response = {"ARN": "arn:aws:secretsmanager:us-east-1:000000000000:secret:orders-AbCdEf", "Name": "orders"}

    found = answered("secretsmanager", "CreateSecret", response, {"Name": "orders"})

    assert found["ARN"] == "arn:aws:secretsmanager:us-east-1:000000000000:secret:<resource:1>"
    assert found["Name"] == "orders"


def test_what_the_test_sent_is_kept() -> None:
    response = {"Successful": [{"Id": "entry-0001", "MessageId": UUID}]}

    found = answered("sqs", "SendMessageBatch", response, {"Entries": [{"Id": "entry-0001"}]})

    assert found == {"Successful": [{"Id": "entry-0001", "MessageId": "<message-id:1>"}]}


def test_a_name_that_the_test_gave_goes_before() -> None:
    own = Transform().key_value("MessageId", "first-message")

    found = answered("sqs", "SendMessage", {"MessageId": UUID}, {}, own)

    assert found == {"MessageId": "<first-message:1>"}


@pytest.mark.parametrize(
    "url",
    [
        "http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/orders",
        "https://sqs.us-east-1.amazonaws.com/000000000000/orders",
    ],
)
def test_the_host_of_a_url_of_aws_or_the_emulator_is_an_endpoint(url: str) -> None:
    found = answered("sqs", "GetQueueUrl", {"QueueUrl": url}, {"QueueName": "orders"})

    assert found == {"QueueUrl": "<endpoint>/000000000000/orders"}


def test_a_bucket_in_a_host_and_another_host_stay() -> None:
    bucket = {"Location": "http://orders.s3.amazonaws.com/"}
    other = {"Location": "https://example.com/orders"}

    assert answered("s3", "CreateBucket", bucket, {"Bucket": "orders"})["Location"] == "orders.<endpoint>/"
    assert answered("s3", "CreateBucket", other, {"Bucket": "orders"})["Location"] == other["Location"]


def test_secrets_and_made_up_bytes_are_replaced_and_what_was_encrypted_is_kept() -> None:
    response = {"CiphertextBlob": b"\x01\xff", "Plaintext": b"hello", "KeyId": UUID}

    found = answered("kms", "Decrypt", response, {"Plaintext": b"hello"})

    assert found["CiphertextBlob"] == "<ciphertext-blob:1>"
    assert found["Plaintext"] == {"$bytes": "hello"}


def test_datetimes_and_ids_with_a_path() -> None:
    response = {
        "HostedZone": {"Id": "/hostedzone/Z0123456789ABC"},
        "ChangeInfo": {"SubmittedAt": datetime.now(UTC)},
    }

    found = answered("route53", "CreateHostedZone", response, {"Name": "example.com"})

    assert found["HostedZone"] == {"Id": "/hostedzone/<id:1>"}
    assert found["ChangeInfo"] == {"SubmittedAt": "<datetime>"}


def test_ids_with_a_name_of_the_test_keep_it() -> None:
    response = {
        "AssumedRoleUser": {"AssumedRoleId": "AROA1234567890EXAMPLE:release-7"},
        "FederatedUser": {"FederatedUserId": "000000000000:release-7"},
    }

    found = answered("sts", "AssumeRole", response, {"RoleSessionName": "release-7"})

    assert found["AssumedRoleUser"] == {"AssumedRoleId": "<assumed-role-id:1>:release-7"}
    assert found["FederatedUser"] == {"FederatedUserId": "000000000000:release-7"}


def test_the_response_itself_stays_as_it_is() -> None:
    response = messages()
    before = copy.deepcopy(response)

    answered("sqs", "ReceiveMessage", response, {})

    assert response == before
