import json

import boto3
import pytest
from moto import mock_aws
from uploads import store


@pytest.fixture(autouse=True)
def aws_credentials(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.fixture
def aws(aws_credentials):
    with mock_aws():
        yield


@pytest.fixture
def bucket(aws):
    boto3.client("s3").create_bucket(Bucket="uploads-test")
    return "uploads-test"


@pytest.fixture
def queue(aws):
    return boto3.client("sqs").create_queue(QueueName="uploads")["QueueUrl"]


def test_an_upload_is_stored(bucket, queue):
    key = store(bucket, queue, "a.txt", b"hello")

    found = boto3.client("s3").get_object(Bucket=bucket, Key=key)
    assert found["Body"].read() == b"hello"


def test_an_upload_is_announced(bucket, queue):
    store(bucket, queue, "a.txt", b"hello")

    [message] = boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"]
    assert json.loads(message["Body"]) == {"key": "uploads/a.txt", "size": 5}


@mock_aws
def test_the_queue_is_ours():
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="uploads")["QueueUrl"]

    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    assert answer["Attributes"]["QueueArn"] == "arn:aws:sqs:us-east-1:123456789012:uploads"
