"""ACLs of buckets and objects, beside recordings of AWS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3.snapshot.json::TestS3"
ACL_EVENTS = (
    "services/s3/test_s3_notifications_sqs.snapshot.json::TestS3NotificationsToSQS::test_object_put_acl"
)
LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.s3_api())


@pytest.fixture
def bucket(aws_client: Any, s3_bucket: str) -> str:
    aws_client.s3.put_bucket_ownership_controls(
        Bucket=s3_bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    )
    aws_client.s3.delete_public_access_block(Bucket=s3_bucket)
    return s3_bucket


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def policy(owner: str) -> dict[str, Any]:
    return {
        "Owner": {"ID": owner},
        "Grants": [
            {"Grantee": {"ID": owner, "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"},
            {"Grantee": {"URI": LOG_DELIVERY, "Type": "Group"}, "Permission": "WRITE"},
        ],
    }


def test_a_bucket_gets_its_acl_in_three_ways(aws_client: Any, bucket: str, snapshot: Any) -> None:
    s3, answers = aws_client.s3, {}
    s3.put_bucket_acl(Bucket=bucket, ACL="public-read")
    answers["get-bucket-acl"] = s3.get_bucket_acl(Bucket=bucket)
    s3.put_bucket_acl(Bucket=bucket, ACL="private")
    answers["get-bucket-canned-acl"] = s3.get_bucket_acl(Bucket=bucket)
    owner = answers["get-bucket-canned-acl"]["Owner"]["ID"]
    s3.put_bucket_acl(Bucket=bucket, GrantRead=f'uri="{LOG_DELIVERY}"')
    answers["get-bucket-grant-acl"] = s3.get_bucket_acl(Bucket=bucket)
    s3.put_bucket_acl(Bucket=bucket, AccessControlPolicy=policy(owner))
    answers["get-bucket-acp-acl"] = s3.get_bucket_acl(Bucket=bucket)

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{EVIDENCE}::test_s3_bucket_acl::{key}")


def test_an_object_gets_its_acl_in_three_ways(aws_client: Any, bucket: str, snapshot: Any) -> None:
    s3, answers, it = aws_client.s3, {}, {"Bucket": bucket, "Key": "key"}
    s3.put_object(**it, Body=b"")
    answers["get-object-acl-default"] = s3.get_object_acl(**it)
    owner = answers["get-object-acl-default"]["Owner"]["ID"]
    answers["put-object-acl"] = s3.put_object_acl(**it, ACL="public-read")
    answers["get-object-acl"] = s3.get_object_acl(**it)
    s3.put_object_acl(**it, GrantRead=f'uri="{LOG_DELIVERY}"')
    answers["get-object-grant-acl"] = s3.get_object_acl(**it)
    s3.put_object_acl(**it, AccessControlPolicy=policy(owner))
    answers["get-object-acp-acl"] = s3.get_object_acl(**it)

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{EVIDENCE}::test_s3_object_acl::{key}")


def test_an_upload_begins_with_the_acl_of_its_object(aws_client: Any, bucket: str, snapshot: Any) -> None:
    s3, it = aws_client.s3, {"Bucket": bucket, "Key": "key"}
    upload = s3.create_multipart_upload(**it, ACL="public-read-write")["UploadId"]
    part = s3.upload_part(**it, UploadId=upload, PartNumber=1, Body=b"part")
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    s3.complete_multipart_upload(**it, UploadId=upload, MultipartUpload=parts)

    got = s3.get_object_acl(**it)

    snapshot.match("acl", got, aws_evidence=f"{EVIDENCE}::test_s3_multipart_upload_acls::permission-acl-key2")


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"ACL": "fake-acl"}, "put-bucket-canned-acl"),
        (
            {"GrantWrite": 'uri="http://acs.amazonaws.com/groups/s3/FakeGroup"'},
            "put-bucket-grant-acl-fake-uri",
        ),
        ({"GrantWrite": 'fakekey="1234"'}, "put-bucket-grant-acl-fake-key"),
        ({"GrantWrite": 'id="wrong-id"'}, "put-bucket-grant-acl-wrong-id"),
        ({"AccessControlPolicy": {}}, "put-bucket-empty-acp"),
        ({}, "put-bucket-empty"),
        ({"ACL": "public-read", "GrantRead": f'uri="{LOG_DELIVERY}"'}, "put-bucket-two-type-acl"),
        ({"ACL": "private", "AccessControlPolicy": policy("0" * 64)}, "put-bucket-two-type-acl-acp"),
        ({"AccessControlPolicy": policy("wrong-id")}, "put-bucket-acp-acl-5"),
    ],
    ids=["name", "group", "kind", "user", "empty document", "nothing", "two", "two places", "owner"],
)
def test_acls_that_cannot_be_meant_are_refused(
    aws_client: Any, bucket: str, snapshot: Any, given: dict[str, Any], key: str
) -> None:
    error = refused(aws_client.s3.put_bucket_acl, Bucket=bucket, **given)

    snapshot.match("error", error, aws_evidence=f"{EVIDENCE}::test_s3_bucket_acl_exceptions::{key}")


def test_a_delete_marker_has_no_acl(aws_client: Any, bucket: str, snapshot: Any) -> None:
    s3, it = aws_client.s3, {"Bucket": bucket, "Key": "test-key-versioned"}
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(**it, Body=b"")
    marker = {**it, "VersionId": s3.delete_object(**it)["VersionId"]}

    answers = {
        "put-acl-delete-marker": refused(s3.put_object_acl, **it, ACL="private"),
        "get-acl-delete-marker": refused(s3.get_object_acl, **it),
        "put-acl-delete-marker-version-id": refused(s3.put_object_acl, **marker, ACL="private"),
        "get-acl-delete-marker-version-id": refused(s3.get_object_acl, **marker),
    }

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{EVIDENCE}::test_put_object_acl_on_delete_marker::{key}")


def test_a_bucket_has_no_acls_until_it_is_told_to(aws_client: Any, s3_bucket: str) -> None:
    s3, it = aws_client.s3, {"Bucket": s3_bucket, "Key": "key"}
    s3.put_object(**it, Body=b"", ACL="bucket-owner-full-control")
    s3.put_object_acl(**it, ACL="bucket-owner-full-control")

    of_bucket = refused(s3.put_bucket_acl, Bucket=s3_bucket, ACL="private")
    of_object = refused(s3.put_object_acl, **it, ACL="public-read")
    s3.delete_bucket_ownership_controls(Bucket=s3_bucket)
    blocked = refused(s3.put_object_acl, **it, ACL="public-read")

    codes = [error["Error"]["Code"] for error in (of_bucket, of_object, blocked)]
    assert codes == ["AccessControlListNotSupported", "AccessControlListNotSupported", "AccessDenied"]
    with pytest.raises(ClientError, match="InvalidBucketAclWithBlockPublicAccessError"):
        s3.create_bucket(Bucket=f"{s3_bucket}-public", ACL="public-read", ObjectOwnership="ObjectWriter")
