"""Copying objects."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def bucket(aws_client: Any, s3_bucket: str) -> str:
    aws_client.s3.put_object(
        Bucket=s3_bucket,
        Key="source",
        Body=b'{"key": "value"}',
        Metadata={"key": "value"},
        ContentType="application/json",
        StorageClass="STANDARD_IA",
        Tagging="key1=value1",
        WebsiteRedirectLocation="/elsewhere",
    )
    return s3_bucket


def copy(aws_client: Any, bucket: str, key: str = "copy", **arguments: Any) -> Any:
    source = {"Bucket": bucket, "Key": "source"}
    return aws_client.s3.copy_object(Bucket=bucket, Key=key, CopySource=source, **arguments)


def tags(aws_client: Any, bucket: str, key: str = "copy") -> Any:
    return aws_client.s3.get_object_tagging(Bucket=bucket, Key=key)["TagSet"]


def test_a_copy_has_content_metadata_and_tags_of_its_source(aws_client: Any, bucket: str) -> None:
    copied = copy(aws_client, bucket)
    got = aws_client.s3.get_object(Bucket=bucket, Key="copy")

    assert copied["CopyObjectResult"]["ETag"] == '"88bac95f31528d13a072c05f2a1cf371"'
    assert (got["Body"].read(), got["Metadata"]) == (b'{"key": "value"}', {"key": "value"})
    assert got["ContentType"] == "application/json"
    assert tags(aws_client, bucket) == [{"Key": "key1", "Value": "value1"}]


def test_a_copy_has_its_own_storage_class_and_redirect(aws_client: Any, bucket: str) -> None:
    copy(aws_client, bucket)

    head = aws_client.s3.head_object(Bucket=bucket, Key="copy")

    assert "StorageClass" not in head
    assert "WebsiteRedirectLocation" not in head


def test_metadata_and_tags_are_replaced_on_request(aws_client: Any, bucket: str) -> None:
    copy(
        aws_client,
        bucket,
        MetadataDirective="REPLACE",
        Metadata={"other": "value"},
        TaggingDirective="REPLACE",
        Tagging="key2=value2",
    )

    head = aws_client.s3.head_object(Bucket=bucket, Key="copy")

    assert (head["Metadata"], head["ContentType"]) == ({"other": "value"}, "binary/octet-stream")
    assert tags(aws_client, bucket) == [{"Key": "key2", "Value": "value2"}]


def test_replacements_are_ignored_without_a_directive(aws_client: Any, bucket: str) -> None:
    copy(aws_client, bucket, Metadata={"other": "value"}, Tagging="key2=value2")

    assert aws_client.s3.head_object(Bucket=bucket, Key="copy")["Metadata"] == {"key": "value"}
    assert tags(aws_client, bucket) == [{"Key": "key1", "Value": "value1"}]


def test_a_copy_in_place_changes_something(aws_client: Any, bucket: str) -> None:
    with pytest.raises(ClientError) as raised:
        copy(aws_client, bucket, "source")
    copy(aws_client, bucket, "source", StorageClass="STANDARD")

    assert raised.value.response["Error"]["Code"] == "InvalidRequest"
    assert "StorageClass" not in aws_client.s3.head_object(Bucket=bucket, Key="source")


def test_a_copy_can_have_another_checksum(aws_client: Any, bucket: str) -> None:
    kept = copy(aws_client, bucket)["CopyObjectResult"]
    other = copy(aws_client, bucket, ChecksumAlgorithm="CRC32C")["CopyObjectResult"]

    assert (kept["ChecksumCRC32"], kept["ChecksumType"]) == ("MzVIGw==", "FULL_OBJECT")
    assert other["ChecksumCRC32C"] == "078Ilw=="
    assert "ChecksumCRC32" not in other


@pytest.mark.parametrize(
    ("arguments", "condition"),
    [
        ({"CopySourceIfMatch": "other"}, "x-amz-copy-source-If-Match"),
        (
            {"CopySourceIfNoneMatch": "88bac95f31528d13a072c05f2a1cf371"},
            "x-amz-copy-source-If-None-Match",
        ),
    ],
)
def test_a_copy_depends_on_its_source(
    aws_client: Any, bucket: str, arguments: dict[str, str], condition: str
) -> None:
    with pytest.raises(ClientError) as raised:
        copy(aws_client, bucket, **arguments)

    assert raised.value.response["Error"]["Condition"] == condition
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 412


def test_a_copy_does_not_replace_what_must_not_be_there(aws_client: Any, bucket: str) -> None:
    copy(aws_client, bucket, IfNoneMatch="*")

    with pytest.raises(ClientError) as raised:
        copy(aws_client, bucket, IfNoneMatch="*")

    assert raised.value.response["Error"]["Condition"] == "If-None-Match"


def test_a_missing_source_is_named(aws_client: Any, s3_bucket: str) -> None:
    with pytest.raises(ClientError) as raised:
        copy(aws_client, s3_bucket)

    assert raised.value.response["Error"]["Code"] == "NoSuchKey"
    assert raised.value.response["Error"]["Key"] == "source"
