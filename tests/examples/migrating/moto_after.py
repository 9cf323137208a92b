import json

import boto3
import pytest
from uploads import store


@pytest.fixture
def bucket(s3_bucket):
    return s3_bucket


@pytest.fixture
def queue():
    return boto3.client("sqs").create_queue(QueueName="uploads")["QueueUrl"]


def test_an_upload_is_stored(bucket, queue):
    key = store(bucket, queue, "a.txt", b"hello")

    found = boto3.client("s3").get_object(Bucket=bucket, Key=key)
    assert found["Body"].read() == b"hello"


def test_an_upload_is_announced(bucket, queue):
    store(bucket, queue, "a.txt", b"hello")

    [message] = boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"]
    assert json.loads(message["Body"]) == {"key": "uploads/a.txt", "size": 5}


def test_the_queue_is_ours(account_id, region_name):
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="uploads")["QueueUrl"]

    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    assert answer["Attributes"]["QueueArn"] == f"arn:aws:sqs:{region_name}:{account_id}:uploads"
