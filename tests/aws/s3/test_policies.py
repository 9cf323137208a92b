"""Bucket policies and who gets in, beside recordings of AWS."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3.snapshot.json::TestS3"
MALFORMED = "services/s3/test_s3_api.snapshot.json::TestS3BucketPolicy::test_bucket_policy_exc"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.key_value("BucketName"))


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def policy(bucket: str, **change: Any) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket}/*",
        **change,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_policy_is_put_read_and_deleted(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3
    blocked = refused(s3.put_bucket_policy, Bucket=s3_bucket, Policy=policy(s3_bucket))
    s3.delete_public_access_block(Bucket=s3_bucket)

    put = s3.put_bucket_policy(Bucket=s3_bucket, Policy=policy(s3_bucket))
    got = json.loads(s3.get_bucket_policy(Bucket=s3_bucket)["Policy"])
    status = s3.get_bucket_policy_status(Bucket=s3_bucket)["PolicyStatus"]
    wrong_owner = refused(s3.delete_bucket_policy, Bucket=s3_bucket, ExpectedBucketOwner="000000000002")
    deleted = s3.delete_bucket_policy(Bucket=s3_bucket)
    missing = refused(s3.get_bucket_policy, Bucket=s3_bucket)

    assert blocked["Error"]["Code"] == "AccessDenied"
    assert "BlockPublicPolicy" in blocked["Error"]["Message"]
    assert (got, status) == (json.loads(policy(s3_bucket)), {"IsPublic": True})
    snapshot.match("put", put, aws_evidence=f"{EVIDENCE}::test_put_bucket_policy::put-bucket-policy")
    owner = f"{EVIDENCE}::test_delete_bucket_policy_expected_bucket_owner"
    snapshot.match(
        "wrong owner",
        wrong_owner,
        aws_evidence=f"{owner}::delete-bucket-policy-with-expected-bucket-owner-error",
    )
    gone = f"{EVIDENCE}::test_delete_bucket_policy"
    snapshot.match("deleted", deleted, aws_evidence=f"{gone}::delete-bucket-policy")
    snapshot.match("missing", missing, aws_evidence=f"{gone}::get-bucket-policy-no-such-bucket-policy")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "put-empty-bucket-policy"),
        ("invalid json", "put-bucket-policy-randomstring"),
        ("{}", "put-bucket-policy-empty-json"),
    ],
    ids=["empty", "no JSON", "empty JSON"],
)
def test_a_malformed_policy_is_refused(
    aws_client: Any, s3_bucket: str, snapshot: Any, text: str, key: str
) -> None:
    error = refused(aws_client.s3.put_bucket_policy, Bucket=s3_bucket, Policy=text)

    snapshot.match("error", error, aws_evidence=f"{MALFORMED}::{key}")


@pytest.mark.parametrize("account", ["0000", "abcd", "aa000000000$"])
def test_the_expected_owner_is_an_account(
    aws_client: Any, s3_bucket: str, snapshot: Any, account: str
) -> None:
    error = refused(aws_client.s3.get_bucket_policy, Bucket=s3_bucket, ExpectedBucketOwner=account)

    case = f"test_get_bucket_policy_invalid_account_id[{account}]"
    key = "get-bucket-policy-invalid-bucket-owner"
    snapshot.match("error", error, aws_evidence=f"{EVIDENCE}::{case}::{key}")


def test_nobody_in_particular_reads_what_is_public(
    aws_client: Any, s3_bucket: str, localstack: Any, snapshot: Any
) -> None:
    s3, it = aws_client.s3, {"Bucket": s3_bucket, "Key": "key"}
    s3.put_object(**it, Body=b"body data")
    anonymous = boto3.client("s3", config=Config(signature_version=UNSIGNED), endpoint_url=localstack.url)
    refusal = refused(anonymous.get_object, **it)
    s3.delete_bucket_ownership_controls(Bucket=s3_bucket)
    s3.delete_public_access_block(Bucket=s3_bucket)
    s3.put_object_acl(**it, ACL="public-read")

    got = anonymous.get_object(**it)

    assert refusal["Error"]["Code"] == "AccessDenied"
    assert refused(anonymous.list_objects_v2, Bucket=s3_bucket)["Error"]["Code"] == "AccessDenied"
    evidence = f"{EVIDENCE}::test_get_object_with_anon_credentials::get_object"
    snapshot.match("got", got, aws_evidence=evidence)


def test_another_account_gets_what_it_is_given(
    aws_client: Any, aws_client_factory: Any, s3_bucket: str
) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"text")
    other = aws_client_factory(aws_access_key_id="222222222222", aws_secret_access_key="test").s3
    before = refused(other.get_object, Bucket=s3_bucket, Key="key")

    given = policy(s3_bucket, Principal={"AWS": "arn:aws:iam::222222222222:root"})
    aws_client.s3.put_bucket_policy(Bucket=s3_bucket, Policy=given)

    assert before["Error"]["Code"] == "AccessDenied"
    assert other.get_object(Bucket=s3_bucket, Key="key")["Body"].read() == b"text"
    assert aws_client.s3.get_bucket_policy_status(Bucket=s3_bucket)["PolicyStatus"] == {"IsPublic": False}
