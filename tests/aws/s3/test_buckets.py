"""Buckets: names, regions, ownership of names, emptiness, and the configurations they come with."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from botocore.exceptions import ClientError

OTHER_ACCOUNT = "111122223333"


@pytest.fixture
def name() -> str:
    return f"bucket-{uuid.uuid4().hex[:12]}"


def error_of(raised: pytest.ExceptionInfo[ClientError]) -> dict[str, Any]:
    error: dict[str, Any] = raised.value.response["Error"]
    return error


def test_a_bucket_is_where_it_was_made(aws_client: Any, name: str) -> None:
    created = aws_client.s3.create_bucket(Bucket=name)
    head = aws_client.s3.head_bucket(Bucket=name)

    assert created["Location"] == f"/{name}"
    assert created["BucketArn"] == f"arn:aws:s3:::{name}"
    assert (head["BucketRegion"], head["AccessPointAlias"]) == ("us-east-1", False)
    assert aws_client.s3.get_bucket_location(Bucket=name)["LocationConstraint"] is None


def test_a_bucket_in_another_region_says_so(aws_client_factory: Any, name: str) -> None:
    client = aws_client_factory(region_name="eu-west-1").s3

    created = client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "EU"})

    assert created["Location"] == f"http://{name}.s3.amazonaws.com/"
    assert client.get_bucket_location(Bucket=name)["LocationConstraint"] == "EU"
    assert client.head_bucket(Bucket=name)["BucketRegion"] == "eu-west-1"


def test_a_region_makes_buckets_of_its_own(aws_client_factory: Any, name: str) -> None:
    client = aws_client_factory(region_name="us-west-2").s3

    with pytest.raises(ClientError) as raised:
        client.create_bucket(Bucket=name)

    assert error_of(raised)["Code"] == "IllegalLocationConstraintException"


def test_making_a_bucket_again_is_an_error_but_in_the_first_region(
    aws_client_factory: Any, name: str
) -> None:
    first, other = (
        aws_client_factory(region_name="us-east-1").s3,
        aws_client_factory(region_name="us-west-2").s3,
    )
    first.create_bucket(Bucket=name)
    first.create_bucket(Bucket=name)

    with pytest.raises(ClientError) as raised:
        other.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "us-west-2"})

    assert error_of(raised)["Code"] == "BucketAlreadyOwnedByYou"
    assert error_of(raised)["BucketName"] == name


def test_a_name_belongs_to_one_account(aws_client: Any, aws_client_factory: Any, name: str) -> None:
    aws_client.s3.create_bucket(Bucket=name)

    with pytest.raises(ClientError) as raised:
        aws_client_factory(aws_access_key_id=OTHER_ACCOUNT).s3.create_bucket(Bucket=name)

    assert error_of(raised)["Code"] == "BucketAlreadyExists"
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 409


def test_a_name_keeps_the_rules(aws_client: Any) -> None:
    with pytest.raises(ClientError) as raised:
        aws_client.s3.create_bucket(Bucket="Upper.Case")

    assert error_of(raised)["Code"] == "InvalidBucketName"


def test_a_deleted_bucket_is_gone(aws_client: Any, name: str) -> None:
    aws_client.s3.create_bucket(Bucket=name)
    aws_client.s3.delete_bucket(Bucket=name)

    with pytest.raises(ClientError) as raised:
        aws_client.s3.list_objects_v2(Bucket=name)

    assert error_of(raised) == {
        "Code": "NoSuchBucket",
        "Message": "The specified bucket does not exist",
        "BucketName": name,
    }


def test_a_missing_bucket_answers_head_without_a_document(aws_client: Any, name: str) -> None:
    with pytest.raises(ClientError) as raised:
        aws_client.s3.head_bucket(Bucket=name)

    assert error_of(raised) == {"Code": "404", "Message": "Not Found"}


def test_a_bucket_with_objects_stays(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"content")

    with pytest.raises(ClientError) as raised:
        aws_client.s3.delete_bucket(Bucket=s3_bucket)

    assert error_of(raised)["Code"] == "BucketNotEmpty"


def test_buckets_are_listed_by_account_and_in_pages(aws_client_factory: Any, name: str) -> None:
    client = aws_client_factory(aws_access_key_id=OTHER_ACCOUNT).s3
    for suffix in ("a", "b", "c"):
        client.create_bucket(Bucket=f"{name}-{suffix}")

    first = client.list_buckets(Prefix=name, MaxBuckets=2)
    second = client.list_buckets(Prefix=name, MaxBuckets=2, ContinuationToken=first["ContinuationToken"])

    assert [bucket["Name"] for bucket in first["Buckets"]] == [f"{name}-a", f"{name}-b"]
    assert [bucket["Name"] for bucket in second["Buckets"]] == [f"{name}-c"]
    assert "ContinuationToken" not in second
    assert first["Buckets"][0]["BucketRegion"] == "us-east-1"


def test_a_bucket_of_another_account_is_not_expected(
    aws_client: Any, s3_bucket: str, account_id: str
) -> None:
    aws_client.s3.list_objects_v2(Bucket=s3_bucket, ExpectedBucketOwner=account_id)

    with pytest.raises(ClientError) as raised:
        aws_client.s3.list_objects_v2(Bucket=s3_bucket, ExpectedBucketOwner=OTHER_ACCOUNT)

    assert error_of(raised) == {"Code": "AccessDenied", "Message": "Access Denied"}


def test_encryption_has_a_default(aws_client: Any, s3_bucket: str) -> None:
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": True}

    before = aws_client.s3.get_bucket_encryption(Bucket=s3_bucket)
    aws_client.s3.put_bucket_encryption(Bucket=s3_bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
    after = aws_client.s3.get_bucket_encryption(Bucket=s3_bucket)
    aws_client.s3.delete_bucket_encryption(Bucket=s3_bucket)

    assert before["ServerSideEncryptionConfiguration"] == {"Rules": [{**rule, "BucketKeyEnabled": False}]}
    assert after["ServerSideEncryptionConfiguration"] == {"Rules": [rule]}
    assert (
        aws_client.s3.get_bucket_encryption(Bucket=s3_bucket)["ServerSideEncryptionConfiguration"]
        == before["ServerSideEncryptionConfiguration"]
    )


def test_ownership_has_a_default_and_can_be_removed(aws_client: Any, s3_bucket: str) -> None:
    before = aws_client.s3.get_bucket_ownership_controls(Bucket=s3_bucket)
    aws_client.s3.put_bucket_ownership_controls(
        Bucket=s3_bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    )
    after = aws_client.s3.get_bucket_ownership_controls(Bucket=s3_bucket)
    aws_client.s3.delete_bucket_ownership_controls(Bucket=s3_bucket)
    with pytest.raises(ClientError) as raised:
        aws_client.s3.get_bucket_ownership_controls(Bucket=s3_bucket)

    assert before["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert after["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    assert error_of(raised)["Code"] == "OwnershipControlsNotFoundError"


def test_public_access_is_blocked_until_it_is_not(aws_client: Any, s3_bucket: str) -> None:
    before = aws_client.s3.get_public_access_block(Bucket=s3_bucket)
    aws_client.s3.put_public_access_block(
        Bucket=s3_bucket, PublicAccessBlockConfiguration={"BlockPublicAcls": True}
    )
    after = aws_client.s3.get_public_access_block(Bucket=s3_bucket)
    aws_client.s3.delete_public_access_block(Bucket=s3_bucket)
    with pytest.raises(ClientError) as raised:
        aws_client.s3.get_public_access_block(Bucket=s3_bucket)

    assert set(before["PublicAccessBlockConfiguration"].values()) == {True}
    assert sorted(after["PublicAccessBlockConfiguration"].items()) == [
        ("BlockPublicAcls", True),
        ("BlockPublicPolicy", False),
        ("IgnorePublicAcls", False),
        ("RestrictPublicBuckets", False),
    ]
    assert error_of(raised)["Code"] == "NoSuchPublicAccessBlockConfiguration"


def test_an_acl_is_refused_while_the_owner_owns_everything(aws_client: Any, s3_bucket: str) -> None:
    with pytest.raises(ClientError) as raised:
        aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"", ACL="public-read")

    assert error_of(raised) == {
        "Code": "AccessControlListNotSupported",
        "Message": "The bucket does not allow ACLs",
    }


def test_what_is_not_emulated_is_not_implemented(aws_client: Any, s3_bucket: str) -> None:
    with pytest.raises(ClientError) as raised:
        aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"", WriteOffsetBytes=1)

    assert error_of(raised)["Code"] == "NotImplemented"
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
