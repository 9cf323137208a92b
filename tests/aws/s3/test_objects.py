"""Objects: content, metadata, ranges, checksums, conditions, deletion."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

KEYS = ["a/../b", "//", "a//b", "é b", "file%2Fname", "test@key/", "+&=?#", "trailing/", ".", "\U0001f600"]


def error_of(raised: pytest.ExceptionInfo[ClientError]) -> dict[str, Any]:
    error: dict[str, Any] = raised.value.response["Error"]
    return error


def status_of(raised: pytest.ExceptionInfo[ClientError]) -> int:
    status: int = raised.value.response["ResponseMetadata"]["HTTPStatusCode"]
    return status


@pytest.fixture
def client_without_retries(aws_client_factory: Any) -> Any:
    """botocore takes a bad digest for a broken transfer and tries again, after a while."""
    return aws_client_factory(config=Config(retries={"total_max_attempts": 1})).s3


def test_an_object_comes_back_as_it_was_put(aws_client: Any, s3_bucket: str) -> None:
    put = aws_client.s3.put_object(
        Bucket=s3_bucket,
        Key="key",
        Body=b"test-delete",
        Metadata={"Color": "blue"},
        CacheControl="no-cache",
        ContentDisposition='attachment; filename="foo.jpg"',
        ContentEncoding="identity",
        ContentLanguage="de",
        ContentType="text/plain",
    )
    got = aws_client.s3.get_object(Bucket=s3_bucket, Key="key")

    assert put["ETag"] == '"a9a43d6b467d3dc6514412c3a4987415"'
    assert (put["ChecksumCRC32"], put["ChecksumType"]) == ("1jy6qw==", "FULL_OBJECT")
    assert put["ServerSideEncryption"] == "AES256"
    assert got["Body"].read() == b"test-delete"
    assert got["Metadata"] == {"color": "blue"}
    assert {
        name: got[name] for name in got.keys() - {"Body", "ResponseMetadata", "LastModified", "Metadata"}
    } == {
        "AcceptRanges": "bytes",
        "CacheControl": "no-cache",
        "ChecksumCRC32": "1jy6qw==",
        "ChecksumType": "FULL_OBJECT",
        "ContentDisposition": 'attachment; filename="foo.jpg"',
        "ContentEncoding": "identity",
        "ContentLanguage": "de",
        "ContentLength": 11,
        "ContentType": "text/plain",
        "ETag": '"a9a43d6b467d3dc6514412c3a4987415"',
        "ServerSideEncryption": "AES256",
    }


def test_an_object_has_a_content_type_when_none_was_given(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key")

    head = aws_client.s3.head_object(Bucket=s3_bucket, Key="key")

    assert (head["ContentType"], head["ContentLength"], head["Metadata"]) == ("binary/octet-stream", 0, {})
    assert "ChecksumCRC32" not in head


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_kept_byte_for_byte(aws_client: Any, s3_bucket: str, key: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key=key, Body=key.encode())

    listed = aws_client.s3.list_objects_v2(Bucket=s3_bucket)["Contents"]

    assert [entry["Key"] for entry in listed] == [key]
    assert aws_client.s3.get_object(Bucket=s3_bucket, Key=key)["Body"].read() == key.encode()


def test_content_beyond_memory_is_kept(aws_client: Any, s3_bucket: str) -> None:
    content = bytes(range(256)) * 8192

    aws_client.s3.put_object(Bucket=s3_bucket, Key="large", Body=content)
    got = aws_client.s3.get_object(Bucket=s3_bucket, Key="large")
    middle = aws_client.s3.get_object(Bucket=s3_bucket, Key="large", Range="bytes=1000000-1000009")

    assert hashlib.sha256(got["Body"].read()).digest() == hashlib.sha256(content).digest()
    assert middle["Body"].read() == content[1000000:1000010]


def test_a_range_is_partial_content(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"0123456789")

    got = aws_client.s3.get_object(Bucket=s3_bucket, Key="key", Range="bytes=-2")

    assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    assert (got["ContentRange"], got["ContentLength"], got["Body"].read()) == ("bytes 8-9/10", 2, b"89")
    assert "ChecksumCRC32" not in got


def test_a_range_beyond_the_end_cannot_be_satisfied(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"0123456789")

    with pytest.raises(ClientError) as raised:
        aws_client.s3.get_object(Bucket=s3_bucket, Key="key", Range="bytes=100-200")

    assert status_of(raised) == 416
    assert error_of(raised) == {
        "Code": "InvalidRange",
        "Message": "The requested range is not satisfiable",
        "ActualObjectSize": "10",
        "RangeRequested": "bytes=100-200",
    }


def test_a_response_can_have_other_headers(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"something")

    got = aws_client.s3.get_object(
        Bucket=s3_bucket, Key="key", ResponseContentType="image/jpeg", ResponseCacheControl="max-age=74"
    )

    assert (got["ContentType"], got["CacheControl"]) == ("image/jpeg", "max-age=74")


def test_a_missing_object_is_named(aws_client: Any, s3_bucket: str) -> None:
    with pytest.raises(aws_client.s3.exceptions.NoSuchKey) as raised:
        aws_client.s3.get_object(Bucket=s3_bucket, Key="missing")

    assert error_of(raised) == {
        "Code": "NoSuchKey",
        "Message": "The specified key does not exist.",
        "Key": "missing",
    }


@pytest.mark.parametrize(
    ("algorithm", "value"),
    [
        ("CRC32", "cZWHwQ=="),
        ("CRC32C", "Pf4upw=="),
        ("CRC64NVME", "qUVrWYOrIAM="),
        ("SHA1", "B++3uSfJMSHWToQMQ1g6lIJY5Eo="),
        ("SHA256", "2l26x0trnT0r2AvakoFk2MB7eKVKzYESLMxSAKAzoik="),
    ],
)
def test_a_checksum_is_verified_and_kept(
    aws_client: Any, client_without_retries: Any, s3_bucket: str, algorithm: str, value: str
) -> None:
    member = f"Checksum{algorithm}"

    put = aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"test data..", **{member: value})
    head = aws_client.s3.head_object(Bucket=s3_bucket, Key="key", ChecksumMode="ENABLED")
    attributes = aws_client.s3.get_object_attributes(
        Bucket=s3_bucket, Key="key", ObjectAttributes=["Checksum", "ETag", "ObjectSize", "StorageClass"]
    )
    with pytest.raises(ClientError) as raised:
        client_without_retries.put_object(
            Bucket=s3_bucket, Key="other", Body=b"other data", **{member: value}
        )

    assert (put[member], head[member]) == (value, value)
    assert attributes["Checksum"] == {member: value, "ChecksumType": "FULL_OBJECT"}
    assert (attributes["ObjectSize"], attributes["StorageClass"]) == (11, "STANDARD")
    assert attributes["ETag"] == put["ETag"].strip('"')
    assert error_of(raised)["Code"] == "BadDigest"


def test_a_wrong_md5_is_a_bad_digest(client_without_retries: Any, s3_bucket: str) -> None:
    with pytest.raises(ClientError) as raised:
        client_without_retries.put_object(
            Bucket=s3_bucket, Key="key", Body=b"something", ContentMD5="CYketZBSTjX8czcs3cXVlg=="
        )

    assert error_of(raised) == {
        "Code": "BadDigest",
        "Message": "The Content-MD5 you specified did not match what we received.",
        "ExpectedDigest": "09891eb590524e35fc73372cddc5d596",
        "CalculatedDigest": "Q3uTDbhLgHnC3YBKcZNrXw==",
    }


def test_an_object_is_read_if_it_changed(aws_client: Any, s3_bucket: str) -> None:
    etag = aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"data")["ETag"]
    modified = aws_client.s3.head_object(Bucket=s3_bucket, Key="key")["LastModified"]

    with pytest.raises(ClientError) as unchanged:
        aws_client.s3.get_object(Bucket=s3_bucket, Key="key", IfNoneMatch=etag)
    with pytest.raises(ClientError) as not_since:
        aws_client.s3.head_object(Bucket=s3_bucket, Key="key", IfModifiedSince=modified)
    with pytest.raises(ClientError) as other:
        aws_client.s3.get_object(Bucket=s3_bucket, Key="key", IfMatch="other")
    with pytest.raises(ClientError) as since:
        aws_client.s3.get_object(Bucket=s3_bucket, Key="key", IfUnmodifiedSince=modified - timedelta(hours=1))

    assert (status_of(unchanged), status_of(not_since)) == (304, 304)
    assert unchanged.value.response["ResponseMetadata"]["HTTPHeaders"]["etag"] == etag
    assert error_of(other)["Condition"] == "If-Match"
    assert error_of(since)["Condition"] == "If-Unmodified-Since"
    assert (status_of(other), status_of(since)) == (412, 412)


def test_an_object_is_written_if_it_is_new(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"first", IfNoneMatch="*")

    with pytest.raises(ClientError) as raised:
        aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"second", IfNoneMatch="*")

    assert (status_of(raised), error_of(raised)["Condition"]) == (412, "If-None-Match")
    assert aws_client.s3.get_object(Bucket=s3_bucket, Key="key")["Body"].read() == b"first"


def test_an_object_is_written_over_the_one_that_was_read(aws_client: Any, s3_bucket: str) -> None:
    etag = aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"first")["ETag"]
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"second", IfMatch=etag)

    with pytest.raises(ClientError) as changed:
        aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"third", IfMatch=etag)
    with pytest.raises(ClientError) as missing:
        aws_client.s3.put_object(Bucket=s3_bucket, Key="other", Body=b"third", IfMatch=etag)

    assert error_of(changed)["Condition"] == "If-Match"
    assert error_of(missing)["Code"] == "NoSuchKey"


def test_an_archived_object_is_described_but_not_read(aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"cold", StorageClass="GLACIER")

    with pytest.raises(ClientError) as raised:
        aws_client.s3.get_object(Bucket=s3_bucket, Key="key")

    assert (status_of(raised), error_of(raised)["StorageClass"]) == (403, "GLACIER")
    assert aws_client.s3.head_object(Bucket=s3_bucket, Key="key")["StorageClass"] == "GLACIER"


def test_objects_are_deleted_together(aws_client: Any, s3_bucket: str) -> None:
    for key in ("a", "b"):
        aws_client.s3.put_object(Bucket=s3_bucket, Key=key, Body=b"")
    objects = [
        {"Key": "a"},
        {"Key": "missing"},
        {"Key": "b", "VersionId": "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD"},
    ]

    result = aws_client.s3.delete_objects(Bucket=s3_bucket, Delete={"Objects": objects})

    assert result["Deleted"] == [{"Key": "a"}, {"Key": "missing"}]
    assert result["Errors"] == [
        {
            "Key": "b",
            "VersionId": "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD",
            "Code": "NoSuchVersion",
            "Message": "The specified version does not exist.",
        }
    ]


def test_a_quiet_deletion_tells_errors_only(aws_client: Any, s3_bucket: str) -> None:
    result = aws_client.s3.delete_objects(Bucket=s3_bucket, Delete={"Objects": [{"Key": "a"}], "Quiet": True})

    assert "Deleted" not in result
    assert "Errors" not in result


def test_deleting_what_is_not_there_succeeds(aws_client: Any, s3_bucket: str) -> None:
    result = aws_client.s3.delete_object(Bucket=s3_bucket, Key="missing")

    assert result["ResponseMetadata"]["HTTPStatusCode"] == 204


def test_a_deletion_depends_on_the_etag(aws_client: Any, s3_bucket: str) -> None:
    etag = aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"data")["ETag"]

    with pytest.raises(ClientError) as raised:
        aws_client.s3.delete_object(Bucket=s3_bucket, Key="key", IfMatch='"other"')
    aws_client.s3.delete_object(Bucket=s3_bucket, Key="key", IfMatch=etag)

    assert status_of(raised) == 412
    assert "Contents" not in aws_client.s3.list_objects_v2(Bucket=s3_bucket)


def test_a_file_goes_up_and_down(aws_client: Any, s3_bucket: str, tmp_path: Any) -> None:
    content = b"0123456789" * 1_000_000
    (tmp_path / "up").write_bytes(content)

    aws_client.s3.upload_file(str(tmp_path / "up"), s3_bucket, "file")
    aws_client.s3.download_file(s3_bucket, "file", str(tmp_path / "down"))

    assert (tmp_path / "down").read_bytes() == content
    assert aws_client.s3.head_object(Bucket=s3_bucket, Key="file")["ETag"].endswith('-2"')
