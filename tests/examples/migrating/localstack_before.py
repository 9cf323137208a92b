import json
import os
import urllib.request
import uuid

import boto3
import pytest
from uploads import store

ENDPOINT = f"http://{os.environ.get('LOCALSTACK_HOSTNAME', 'localhost')}:4566"


@pytest.fixture(scope="session", autouse=True)
def localstack_is_up():
    # docker compose up -d localstack
    with urllib.request.urlopen(f"{ENDPOINT}/_localstack/health", timeout=30) as answer:
        assert answer.status == 200


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.setenv("UPLOADS_ENDPOINT", ENDPOINT)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.fixture
def s3(environment):
    return boto3.client("s3", endpoint_url=ENDPOINT)


@pytest.fixture
def sqs(environment):
    return boto3.client("sqs", endpoint_url=ENDPOINT)


@pytest.fixture
def bucket(s3):
    name = f"uploads-{uuid.uuid4()}"
    s3.create_bucket(Bucket=name)
    yield name
    for entry in s3.list_objects_v2(Bucket=name).get("Contents", []):
        s3.delete_object(Bucket=name, Key=entry["Key"])
    s3.delete_bucket(Bucket=name)


@pytest.fixture
def queue(sqs):
    url = sqs.create_queue(QueueName=f"uploads-{uuid.uuid4()}")["QueueUrl"]
    yield url
    sqs.delete_queue(QueueUrl=url)


def test_an_upload_is_stored(s3, bucket, queue):
    key = store(bucket, queue, "a.txt", b"hello")

    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == b"hello"


def test_an_upload_is_announced(sqs, bucket, queue):
    store(bucket, queue, "a.txt", b"hello")

    [message] = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5)["Messages"]
    assert json.loads(message["Body"]) == {"key": "uploads/a.txt", "size": 5}
