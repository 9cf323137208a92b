"""AWS's transformer sets and the defaults of the fixture."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from pytest_localstack.snapshot.aws import (
    AwsTransform,
    without_emulator_headers,
)
from pytest_localstack.snapshot.normalising.original import TextContext
from pytest_localstack.snapshot.transformers import Transformer

make = AwsTransform()
UUID = "0a1b2c3d-0000-4000-8000-000000000001"


def transformed(tree: dict[str, Any], transformers: list[Transformer]) -> Any:
    context = TextContext()
    for transformer in transformers:
        tree = transformer.transform(tree, ctx=context)
    return json.loads(context.apply(json.dumps(tree, default=str)))


@pytest.mark.parametrize(
    ("arn", "expected"),
    [
        ("arn:aws:sqs:us-east-1:000000000000:queue", "arn:aws:sqs:us-east-1:000000000000:<resource:1>"),
        ("arn:aws:s3:::bucket", "arn:aws:s3:::<resource:1>"),
        ("arn:aws:iam::000000000000:role/path/name", "arn:aws:iam::000000000000:role/path/<resource:1>"),
        ("arn:aws:sns:r:000000000000:topic:subscription", "arn:aws:sns:r:000000000000:topic:<resource:1>"),
        ("arn:aws:lambda:r:000000000000:function:fn", "arn:aws:lambda:r:000000000000:function:<resource:1>"),
        (
            "arn:aws:lambda:r:000000000000:function:fn:$LATEST",
            "arn:aws:lambda:r:000000000000:function:<resource:1>:$LATEST",
        ),
        (
            "arn:aws:lambda:r:000000000000:layer:shared:3",
            "arn:aws:lambda:r:000000000000:layer:<resource:1>:3",
        ),
        (
            "arn:aws:cloudformation:r:000000000000:changeSet/name/id",
            "arn:aws:cloudformation:r:000000000000:changeSet/<resource:1>",
        ),
        (
            "arn:aws-cn:sqs:cn-north-1:000000000000:queue",
            "arn:aws-cn:sqs:cn-north-1:000000000000:<resource:1>",
        ),
        ("arn:aws:sqs:r:000000000000:<name>", "arn:aws:sqs:r:000000000000:<name>"),
        ("an arn:aws:s3:::bucket", "an arn:aws:s3:::bucket"),
    ],
    ids=[
        "last",
        "bucket",
        "role",
        "subscription",
        "function",
        "latest",
        "layer",
        "change-set",
        "china",
        "done",
        "text",
    ],
)
def test_the_name_in_an_arn_becomes_a_reference(arn: str, expected: str) -> None:
    assert transformed({"Arn": arn}, [make.resource_name()]) == {"Arn": expected}


def test_bucket_notifications_keep_what_the_event_says() -> None:
    record = {
        "awsRegion": "us-east-1",
        "responseElements": {"x-amz-request-id": "R", "x-amz-id-2": "I"},
        "requestParameters": {"sourceIPAddress": "10.0.0.1"},
        "userIdentity": {"principalId": "P2"},
        "s3": {
            "configurationId": "C",
            "bucket": {"name": "b", "ownerIdentity": {"principalId": "P1"}},
            "object": {"key": "k", "sequencer": "S", "versionId": "V"},
        },
    }

    assert transformed({"receive": {"Records": [record]}}, make.s3_api())["receive"]["Records"][0] == {
        "awsRegion": "us-east-1",
        "responseElements": {"x-amz-request-id": "amz-request-id", "x-amz-id-2": "amz-id"},
        "requestParameters": {"sourceIPAddress": "<ip-address:1>"},
        "userIdentity": {"principalId": "<principal-id:2>"},
        "s3": {
            "configurationId": "<config-id:1>",
            "bucket": {"name": "b", "ownerIdentity": {"principalId": "<principal-id:1>"}},
            "object": {"key": "k", "sequencer": "sequencer", "versionId": "version-id"},
        },
    }


def test_a_secrets_name_and_random_arn_part_are_replaced() -> None:
    response = {"ARN": "arn:aws:secretsmanager:r:000000000000:secret:my-name-AbCdEf", "Name": "my-name"}

    result = transformed(dict(response), make.secretsmanager_secret_id_arn(response, 0))

    assert result == {
        "ARN": "arn:aws:secretsmanager:r:000000000000:secret:<SecretId-0idx><ArnPart-0idx>",
        "Name": "<SecretId-0idx>",
    }


@pytest.mark.parametrize(
    ("basic", "expected"),
    [
        (
            make.basic,
            {"Date": "<datetime>", "Iso": "<timestamp:2022-07-13T13:48:01Z>", "SentTimestamp": "17"},
        ),
        (make.basic_legacy, {"Date": "datetime", "Iso": "date", "SentTimestamp": "timestamp"}),
    ],
    ids=["new", "legacy"],
)
def test_the_basic_sets_replace_ids_and_times(
    basic: Callable[[], list[Transformer]], expected: dict[str, str]
) -> None:
    tree = {
        "MessageId": UUID,
        "Version": "2012-10-17",
        "Date": datetime(2025, 1, 2),
        "Iso": "2025-01-02T03:04:05Z",
        "SentTimestamp": "17",
    }

    assert transformed(tree, basic()) == {"MessageId": "<uuid:1>", "Version": "2012-10-17", **expected}


def test_headers_of_the_emulator_are_left_out() -> None:
    tree = {"Headers": {"x-localstack": "1", "X-Localstack-Region": "r", "Server": "s"}}

    assert transformed(tree, [without_emulator_headers()]) == {"Headers": {"Server": "s"}}
