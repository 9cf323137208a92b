"""Bucket policies: what S3 refuses, and which are public."""

from __future__ import annotations

import json
from typing import Any

import pytest
from localstack_providers.s3 import bucket_policy, errors

BUCKET = "arn:aws:s3:::bucket"
USUAL = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{BUCKET}/*"}


def text(**change: Any) -> str:
    statement = {key: value for key, value in {**USUAL, **change}.items() if value is not None}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "Policies must be valid JSON and the first byte must be '{'"),
        ("{}", "Missing required field Statement"),
        (text(Effect=None), "Missing required field Effect"),
        (text(Principal=None), "Missing required field Principal"),
        (text(Resource=None), "Missing required field Resource"),
        (text(Resorce="x"), "Unknown field Resorce"),
        (text(Principal={"AWS": "nobody"}), "Invalid principal in policy"),
        (text(Principal="me"), "Invalid principal in policy"),
        (text(Action="sqs:SendMessage"), "Policy has invalid action"),
        (text(Resource="arn:aws:s3:::other/*"), "Policy has invalid resource"),
        (text(Resource="*"), "Policy has invalid resource"),
        (text(Resource=BUCKET), "Action does not apply to any resource(s) in statement"),
        (text(Action="s3:ListBucket"), "Action does not apply to any resource(s) in statement"),
        (text(Condition={"StringIs": {"a": "b"}}), "Invalid Condition type : StringIs"),
    ],
)
def test_a_malformed_policy_is_told_why(given: str, message: str) -> None:
    with pytest.raises(errors.MalformedPolicy) as caught:
        bucket_policy.require(given, BUCKET)

    assert caught.value.message == message


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"Action": "s3:*", "Resource": [BUCKET, f"{BUCKET}/*"]},
        {"Action": "s3:Get*"},
        {"Action": ["s3:ListBucket", "s3:GetObject"], "Resource": [BUCKET, f"{BUCKET}/*"]},
        {"Principal": {"AWS": ["111111111111", "arn:aws:iam::111111111111:role/r"]}},
        {"Principal": {"Service": "logging.s3.amazonaws.com"}},
    ],
)
def test_a_policy_is_accepted(change: dict[str, Any]) -> None:
    assert bucket_policy.require(text(**change), BUCKET).statements


@pytest.mark.parametrize(
    ("change", "public"),
    [
        ({}, True),
        ({"Principal": {"AWS": "*"}}, True),
        ({"Effect": "Deny"}, False),
        ({"Principal": {"AWS": "111111111111"}}, False),
        ({"Condition": {"StringEquals": {"aws:SourceVpc": "vpc-91237329"}}}, False),
        ({"Condition": {"StringLike": {"aws:SourceVpc": "vpc-*"}}}, True),
        ({"Condition": {"StringEqualsIfExists": {"aws:SourceVpc": "vpc-91237329"}}}, True),
        ({"Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-91237329"}}}, True),
        ({"Condition": {"StringEquals": {"aws:UserAgent": "me"}}}, True),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}, False),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}}, True),
    ],
)
def test_a_policy_is_public_when_anybody_may_do_something(change: dict[str, Any], public: bool) -> None:
    assert bucket_policy.is_public(bucket_policy.require(text(**change), BUCKET)) is public
