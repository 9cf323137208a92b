"""Tags of buckets and objects."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

TAGS = [{"Key": "tag1", "Value": "tag1"}, {"Key": "tag2", "Value": ""}]


def error_of(raised: pytest.ExceptionInfo[ClientError]) -> dict[str, Any]:
    error: dict[str, Any] = raised.value.response["Error"]
    return error


def test_an_objects_tags_are_replaced_and_removed(aws_client: Any, s3_bucket: str) -> None:
    target = {"Bucket": s3_bucket, "Key": "key"}
    aws_client.s3.put_object(**target, Tagging="first=1")

    created = aws_client.s3.get_object_tagging(**target)["TagSet"]
    aws_client.s3.put_object_tagging(**target, Tagging={"TagSet": TAGS})
    replaced = aws_client.s3.get_object_tagging(**target)["TagSet"]
    count = aws_client.s3.get_object(**target)["TagCount"]
    aws_client.s3.delete_object_tagging(**target)

    assert created == [{"Key": "first", "Value": "1"}]
    assert (replaced, count) == (TAGS, 2)
    assert aws_client.s3.get_object_tagging(**target)["TagSet"] == []


def test_tags_belong_to_a_version(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration={"Status": "Enabled"})
    first = aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Tagging="v=1")["VersionId"]
    second = aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Tagging="v=2")["VersionId"]

    put = aws_client.s3.put_object_tagging(
        Bucket=s3_bucket, Key="key", VersionId=first, Tagging={"TagSet": TAGS}
    )
    latest = aws_client.s3.get_object_tagging(Bucket=s3_bucket, Key="key")
    older = aws_client.s3.get_object_tagging(Bucket=s3_bucket, Key="key", VersionId=first)

    assert put["VersionId"] == first
    assert (latest["VersionId"], latest["TagSet"]) == (second, [{"Key": "v", "Value": "2"}])
    assert (older["VersionId"], older["TagSet"]) == (first, TAGS)


def test_a_delete_marker_has_no_tags(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration={"Status": "Enabled"})
    aws_client.s3.delete_object(Bucket=s3_bucket, Key="key")

    with pytest.raises(ClientError) as raised:
        aws_client.s3.get_object_tagging(Bucket=s3_bucket, Key="key")

    assert error_of(raised)["Code"] == "MethodNotAllowed"
    assert (error_of(raised)["Method"], error_of(raised)["ResourceType"]) == ("GET", "DeleteMarker")


def test_the_tags_of_a_missing_object_are_named_with_the_bucket(aws_client: Any, s3_bucket: str) -> None:
    with pytest.raises(ClientError) as got:
        aws_client.s3.get_object_tagging(Bucket=s3_bucket, Key="missing")
    with pytest.raises(ClientError) as deleted:
        aws_client.s3.delete_object_tagging(Bucket=s3_bucket, Key="missing")

    assert (error_of(got)["Code"], error_of(got)["Key"]) == ("NoSuchKey", f"{s3_bucket}/missing")
    assert error_of(deleted)["Key"] == "missing"


def test_a_bucket_has_tags_or_none(aws_client: Any, s3_bucket: str) -> None:
    with pytest.raises(ClientError) as before:
        aws_client.s3.get_bucket_tagging(Bucket=s3_bucket)
    aws_client.s3.put_bucket_tagging(Bucket=s3_bucket, Tagging={"TagSet": TAGS})
    tags = aws_client.s3.get_bucket_tagging(Bucket=s3_bucket)["TagSet"]
    aws_client.s3.delete_bucket_tagging(Bucket=s3_bucket)
    with pytest.raises(ClientError) as after:
        aws_client.s3.get_bucket_tagging(Bucket=s3_bucket)

    assert tags == TAGS
    for raised in (before, after):
        assert (error_of(raised)["Code"], error_of(raised)["BucketName"]) == ("NoSuchTagSet", s3_bucket)


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ([{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}], "InvalidTag"),
        ([{"Key": "aws:k", "Value": "1"}], "InvalidTag"),
        ([{"Key": str(number), "Value": ""} for number in range(11)], "BadRequest"),
    ],
    ids=["twice", "reserved", "many"],
)
def test_tags_keep_the_rules(aws_client: Any, s3_bucket: str, tags: list[dict[str, str]], code: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key")

    with pytest.raises(ClientError) as raised:
        aws_client.s3.put_object_tagging(Bucket=s3_bucket, Key="key", Tagging={"TagSet": tags})

    assert error_of(raised)["Code"] == code
