"""What S3 refuses in a request alone, whatever it holds."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError


def error_of(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as raised:
        call(**parameters)
    error: dict[str, Any] = raised.value.response["Error"]
    return error


@pytest.mark.parametrize(
    ("members", "code", "elements"),
    [
        ({"Key": "é" * 513}, "KeyTooLongError", {"Size": "1026", "MaxSizeAllowed": "1024"}),
        ({"StorageClass": "COLD"}, "InvalidStorageClass", {"StorageClassRequested": "COLD"}),
        ({"Metadata": {"a": "b" * 2048}}, "MetadataTooLarge", {"Size": "2049", "MaxSizeAllowed": "2048"}),
        ({"ContentMD5": "none"}, "InvalidDigest", {"Content-MD5": "none"}),
    ],
    ids=["key", "storage class", "metadata", "digest"],
)
def test_an_object_cannot_be_put_so(
    aws_client: Any, s3_bucket: str, members: dict[str, Any], code: str, elements: dict[str, str]
) -> None:
    error = error_of(aws_client.s3.put_object, **{"Bucket": s3_bucket, "Key": "key", "Body": b"", **members})

    assert error["Code"] == code
    assert elements.items() <= error.items()
    assert "Contents" not in aws_client.s3.list_objects_v2(Bucket=s3_bucket)


@pytest.mark.parametrize(
    ("members", "code"),
    [
        (
            {"CreateBucketConfiguration": {"LocationConstraint": "nowhere-1"}},
            "InvalidLocationConstraint",
        ),
        ({"ACL": "public-read"}, "InvalidBucketAclWithObjectOwnership"),
    ],
    ids=["location", "acl"],
)
def test_a_bucket_cannot_be_made_so(aws_client: Any, members: dict[str, Any], code: str) -> None:
    error = error_of(aws_client.s3.create_bucket, Bucket="bucket-that-never-is", **members)

    assert error["Code"] == code
    assert not aws_client.s3.list_buckets(Prefix="bucket-that-never-is")["Buckets"]
