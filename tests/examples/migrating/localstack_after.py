import json

import pytest
from uploads import store


@pytest.fixture
def s3(aws_client):
    return aws_client.s3


@pytest.fixture
def sqs(aws_client):
    return aws_client.sqs


@pytest.fixture
def bucket(s3_bucket):
    return s3_bucket


@pytest.fixture
def queue(sqs_queue):
    return sqs_queue


def test_an_upload_is_stored(s3, bucket, queue):
    key = store(bucket, queue, "a.txt", b"hello")

    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == b"hello"


def test_an_upload_is_announced(sqs, bucket, queue):
    store(bucket, queue, "a.txt", b"hello")

    [message] = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5)["Messages"]
    assert json.loads(message["Body"]) == {"key": "uploads/a.txt", "size": 5}
