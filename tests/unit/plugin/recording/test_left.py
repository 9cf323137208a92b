"""What tests leave behind on AWS, from their calls."""

from __future__ import annotations

from typing import Any

import pytest

from localstack.aws import spec
from pytest_localstack.answers import AnsweredCall
from pytest_localstack.recording.left import Resources

TEST = "test_x.py::test_it"
Step = tuple[str, str, dict[str, Any], dict[str, Any]]

URL = "https://sqs.eu-west-1.amazonaws.com/1/q"
QUEUE: Step = ("sqs", "CreateQueue", {"QueueName": "q"}, {"QueueUrl": URL})
BUCKET: Step = ("s3", "CreateBucket", {"Bucket": "b"}, {"Location": "/b"})
OBJECT: Step = ("s3", "PutObject", {"Bucket": "b", "Key": "k", "Body": b"x"}, {"ETag": "e"})
ROLE: Step = (
    "iam",
    "CreateRole",
    {"RoleName": "r"},
    {"Role": {"RoleName": "r", "Arn": "arn:aws:iam::1:role/r"}},
)
POLICY: Step = (
    "iam",
    "CreatePolicy",
    {"PolicyName": "p"},
    {"Policy": {"PolicyName": "p", "Arn": "arn:aws:iam::1:policy/p"}},
)
KEY: Step = ("kms", "CreateKey", {}, {"KeyMetadata": {"KeyId": "1-2-3", "Arn": "arn:aws:kms:x:1:key/1-2-3"}})
INSTANCES: Step = (
    "ec2",
    "RunInstances",
    {"ImageId": "ami-1", "MinCount": 1, "MaxCount": 1},
    {"Instances": [{"InstanceId": "i-1", "VpcId": "vpc-1"}]},
)
UPLOAD: Step = (
    "s3",
    "CreateMultipartUpload",
    {"Bucket": "b", "Key": "k"},
    {"Bucket": "b", "Key": "k", "UploadId": "u"},
)
SUBSCRIPTION: Step = (
    "sns",
    "Subscribe",
    {"TopicArn": "arn:aws:sns:x:1:t", "Protocol": "sqs"},
    {"SubscriptionArn": "arn:aws:sns:x:1:t:9"},
)


def left_after(*steps: Step) -> list[str]:
    resources = Resources()
    for service, operation, parameters, response in steps:
        model = spec.load(service).model
        resources.follow(AnsweredCall(model, operation, "eu-west-1", parameters, response), TEST)
    return resources.left()


@pytest.mark.parametrize(
    ("created", "name"),
    [
        (QUEUE, f"sqs Queue {URL} (eu-west-1)"),
        (BUCKET, "s3 Bucket b (eu-west-1)"),
        (OBJECT, "s3 Object b, k (eu-west-1)"),
        (ROLE, "arn:aws:iam::1:role/r"),
        (POLICY, "arn:aws:iam::1:policy/p"),
        (KEY, "arn:aws:kms:x:1:key/1-2-3"),
        (INSTANCES, "ec2 Instances i-1 (eu-west-1)"),
        (UPLOAD, "s3 MultipartUpload b, k, u (eu-west-1)"),
        (SUBSCRIPTION, "arn:aws:sns:x:1:t:9"),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_what_is_created_is_left(created: Step, name: str) -> None:
    assert left_after(created) == [f"{name}, created in {TEST}"]


@pytest.mark.parametrize(
    ("created", "removal"),
    [
        (QUEUE, ("sqs", "DeleteQueue", {"QueueUrl": URL}, {})),
        (BUCKET, ("s3", "DeleteBucket", {"Bucket": "b"}, {})),
        (OBJECT, ("s3", "DeleteObject", {"Bucket": "b", "Key": "k"}, {})),
        (
            OBJECT,
            ("s3", "DeleteObjects", {"Bucket": "b", "Delete": {"Objects": [{"Key": "a"}, {"Key": "k"}]}}, {}),
        ),
        (OBJECT, ("s3", "DeleteBucket", {"Bucket": "b"}, {})),
        (ROLE, ("iam", "DeleteRole", {"RoleName": "r"}, {})),
        (POLICY, ("iam", "DeletePolicy", {"PolicyArn": "arn:aws:iam::1:policy/p"}, {})),
        (KEY, ("kms", "ScheduleKeyDeletion", {"KeyId": "1-2-3"}, {})),
        (KEY, ("kms", "ScheduleKeyDeletion", {"KeyId": "arn:aws:kms:x:1:key/1-2-3"}, {})),
        (INSTANCES, ("ec2", "TerminateInstances", {"InstanceIds": ["i-1"]}, {})),
        (UPLOAD, ("s3", "AbortMultipartUpload", {"Bucket": "b", "Key": "k", "UploadId": "u"}, {})),
        (SUBSCRIPTION, ("sns", "Unsubscribe", {"SubscriptionArn": "arn:aws:sns:x:1:t:9"}, {})),
    ],
    ids=lambda value: value[1],
)
def test_what_is_removed_is_not_left(created: Step, removal: Step) -> None:
    assert left_after(created, removal) == []


@pytest.mark.parametrize(
    ("created", "call"),
    [
        (QUEUE, ("sqs", "DeleteQueue", {"QueueUrl": f"{URL}2"}, {})),
        (OBJECT, ("s3", "DeleteBucketPolicy", {"Bucket": "b"}, {})),
        (OBJECT, ("s3", "DeleteObject", {"Bucket": "other", "Key": "k"}, {})),
        (OBJECT, ("s3", "DeleteObjects", {"Bucket": "b", "Delete": {"Objects": [{"Key": "a"}]}}, {})),
        (ROLE, ("iam", "DeleteUser", {"UserName": "r"}, {})),
        (ROLE, ("iam", "GetRole", {"RoleName": "r"}, {})),
    ],
    ids=lambda value: value[1],
)
def test_a_call_about_something_else_removes_nothing(created: Step, call: Step) -> None:
    assert len(left_after(created, call)) == 1


def test_what_lies_in_something_left_is_counted_with_it() -> None:
    assert left_after(BUCKET, OBJECT, UPLOAD) == [f"s3 Bucket b (eu-west-1), created in {TEST}, with 2 in it"]


def test_a_completed_upload_is_an_object() -> None:
    complete: Step = (
        "s3",
        "CompleteMultipartUpload",
        {"Bucket": "b", "Key": "k", "UploadId": "u"},
        {"Bucket": "b", "Key": "k"},
    )

    assert left_after(UPLOAD, complete) == [f"s3 Object b, k (eu-west-1), created in {TEST}"]


def test_what_is_written_twice_is_one() -> None:
    assert len(left_after(OBJECT, OBJECT)) == 1


@pytest.mark.parametrize(
    ("service", "operation"),
    [("sqs", "SendMessage"), ("s3", "PutBucketVersioning"), ("sts", "AssumeRole"), ("s3", "UploadPart")],
)
def test_what_nothing_removes_is_no_resource(service: str, operation: str) -> None:
    assert left_after((service, operation, {"Bucket": "b"}, {})) == []
