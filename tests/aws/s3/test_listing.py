"""Listing objects in both forms."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

KEYS = ("a.txt", "docs/1", "docs/2", "docs/old/3", "img/x", "z")


@pytest.fixture
def bucket(aws_client: Any, s3_bucket: str) -> str:
    for key in KEYS:
        aws_client.s3.put_object(Bucket=s3_bucket, Key=key, Body=b"test-content")
    return s3_bucket


def keys(result: dict[str, Any]) -> list[str]:
    return [entry["Key"] for entry in result.get("Contents", [])]


def prefixes(result: dict[str, Any]) -> list[str]:
    return [entry["Prefix"] for entry in result.get("CommonPrefixes", [])]


def test_folders_are_rolled_up(aws_client: Any, bucket: str) -> None:
    top = aws_client.s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    docs = aws_client.s3.list_objects_v2(Bucket=bucket, Delimiter="/", Prefix="docs/")

    assert (keys(top), prefixes(top), top["KeyCount"]) == (["a.txt", "z"], ["docs/", "img/"], 4)
    assert (keys(docs), prefixes(docs)) == (["docs/1", "docs/2"], ["docs/old/"])


@pytest.mark.parametrize("operation", ["list_objects", "list_objects_v2"])
@pytest.mark.parametrize("delimiter", ["", "/"])
def test_pages_together_hold_everything(aws_client: Any, bucket: str, operation: str, delimiter: str) -> None:
    paginator = aws_client.s3.get_paginator(operation)

    pages = list(paginator.paginate(Bucket=bucket, Delimiter=delimiter, PaginationConfig={"PageSize": 1}))

    found = [name for page in pages for name in keys(page) + prefixes(page)]
    assert found == (["a.txt", "docs/", "img/", "z"] if delimiter else list(KEYS))


def test_the_second_form_says_what_was_asked(aws_client: Any, bucket: str) -> None:
    first = aws_client.s3.list_objects_v2(Bucket=bucket, MaxKeys=1, StartAfter="docs/1")
    rest = aws_client.s3.list_objects_v2(
        Bucket=bucket, ContinuationToken=first["NextContinuationToken"], StartAfter="docs/1", FetchOwner=True
    )

    assert (keys(first), first["StartAfter"], first["MaxKeys"], first["IsTruncated"]) == (
        ["docs/2"], "docs/1", 1, True,
    )  # fmt: skip
    assert keys(rest) == ["docs/old/3", "img/x", "z"]
    assert rest["ContinuationToken"] == first["NextContinuationToken"]
    assert "StartAfter" not in rest
    assert len(rest["Contents"][0]["Owner"]["ID"]) == 64


def test_the_first_form_has_a_next_marker_with_a_delimiter_only(aws_client: Any, bucket: str) -> None:
    with_delimiter = aws_client.s3.list_objects(Bucket=bucket, Delimiter="/", MaxKeys=2)
    without = aws_client.s3.list_objects(Bucket=bucket, MaxKeys=2)

    assert with_delimiter["NextMarker"] == "docs/"
    assert without["IsTruncated"]
    assert "NextMarker" not in without
    assert "Owner" in without["Contents"][0]


def test_keys_are_encoded_on_request(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="a b=c/é", Body=b"")

    listed = aws_client.s3.list_objects_v2(Bucket=s3_bucket, EncodingType="url", Delimiter="=")

    assert prefixes(listed) == ["a+b%3D"]
    assert listed["Delimiter"] == "%3D"


def test_a_token_of_no_listing_is_refused(aws_client: Any, s3_bucket: str) -> None:
    with pytest.raises(ClientError) as raised:
        aws_client.s3.list_objects_v2(Bucket=s3_bucket, ContinuationToken="")

    assert raised.value.response["Error"] == {
        "Code": "InvalidArgument",
        "Message": "The continuation token provided is incorrect",
        "ArgumentName": "continuation-token",
    }


def test_an_empty_bucket_lists_nothing(aws_client: Any, s3_bucket: str) -> None:
    listed = aws_client.s3.list_objects_v2(Bucket=s3_bucket)

    assert (listed["KeyCount"], listed["IsTruncated"], "Contents" in listed) == (0, False, False)
    assert listed["ResponseMetadata"]["HTTPHeaders"]["x-amz-bucket-region"] == "us-east-1"
