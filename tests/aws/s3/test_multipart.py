"""Multipart uploads."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

PART = b"a" * 5242881
LAST = b"a" * 10


class Upload:
    """One multipart upload through a client."""

    def __init__(self, client: Any, bucket: str, key: str = "key", **arguments: Any) -> None:
        self.target = {"Bucket": bucket, "Key": key}
        self.client = client
        self.created = client.create_multipart_upload(**self.target, **arguments)
        self.target["UploadId"] = self.created["UploadId"]

    def add(self, number: int, content: bytes, **arguments: Any) -> dict[str, Any]:
        result = self.client.upload_part(**self.target, PartNumber=number, Body=content, **arguments)
        checksums = {name: value for name, value in result.items() if name.startswith("Checksum")}
        return {"PartNumber": number, "ETag": result["ETag"], **checksums}

    def complete(self, *parts: dict[str, Any], **arguments: Any) -> Any:
        return self.client.complete_multipart_upload(
            **self.target, MultipartUpload={"Parts": list(parts)}, **arguments
        )


@pytest.fixture
def start(aws_client: Any, s3_bucket: str) -> Any:
    return lambda key="key", **arguments: Upload(aws_client.s3, s3_bucket, key, **arguments)


def error_of(raised: pytest.ExceptionInfo[ClientError]) -> dict[str, Any]:
    error: dict[str, Any] = raised.value.response["Error"]
    return error


def test_parts_become_one_object(start: Any, aws_client: Any, s3_bucket: str) -> None:
    upload = start(Metadata={"a": "b"}, ContentType="text/plain", Tagging="c=d")
    parts = [upload.add(1, PART), upload.add(2, PART), upload.add(3, LAST)]

    completed = upload.complete(*parts)
    head = aws_client.s3.head_object(Bucket=s3_bucket, Key="key", ChecksumMode="ENABLED")
    got = aws_client.s3.get_object(Bucket=s3_bucket, Key="key")

    assert completed["ETag"] == '"4d45984fc3feb2ac9b22683c49674b56-3"'
    assert (completed["ChecksumCRC64NVME"], completed["ChecksumType"]) == ("ZMNX55lZurA=", "FULL_OBJECT")
    assert (head["Metadata"], head["ContentType"], head["TagCount"]) == ({"a": "b"}, "text/plain", 1)
    assert head["ChecksumCRC64NVME"] == "ZMNX55lZurA="
    assert got["Body"].read() == PART + PART + LAST


def test_a_part_is_read_by_its_number(start: Any, aws_client: Any, s3_bucket: str) -> None:
    upload = start(ChecksumAlgorithm="SHA1")
    parts = [upload.add(1, PART, ChecksumAlgorithm="SHA1"), upload.add(2, LAST, ChecksumAlgorithm="SHA1")]
    upload.complete(*parts)

    got = aws_client.s3.get_object(Bucket=s3_bucket, Key="key", PartNumber=2)
    with pytest.raises(ClientError) as raised:
        aws_client.s3.get_object(Bucket=s3_bucket, Key="key", PartNumber=10)

    assert (got["Body"].read(), got["ContentRange"]) == (LAST, "bytes 5242881-5242890/5242891")
    assert (got["PartsCount"], got["ChecksumSHA1"]) == (2, "NJX/adNGcdHhWzOmPBN5/e3Toyo=")
    assert error_of(raised)["Code"] == "InvalidPartNumber"
    assert error_of(raised)["ActualPartCount"] == "2"


def test_composite_checksums_are_told_by_part(start: Any, aws_client: Any, s3_bucket: str) -> None:
    upload = start(ChecksumAlgorithm="CRC32")
    parts = [upload.add(number, content) for number, content in ((1, PART), (2, PART), (3, LAST))]

    with pytest.raises(ClientError) as raised:
        upload.complete(*({"PartNumber": part["PartNumber"], "ETag": part["ETag"]} for part in parts))
    completed = upload.complete(*parts)
    attributes = aws_client.s3.get_object_attributes(
        Bucket=s3_bucket,
        Key="key",
        ObjectAttributes=["Checksum", "ObjectParts"],
        MaxParts=1,
        PartNumberMarker=1,
    )

    assert "It was missing for part 1 in the request" in error_of(raised)["Message"]
    assert completed["ChecksumCRC32"] == "5FRUiw==-3"
    assert attributes["Checksum"] == {"ChecksumCRC32": "5FRUiw==", "ChecksumType": "COMPOSITE"}
    assert attributes["ObjectParts"] == {
        "TotalPartsCount": 3,
        "PartNumberMarker": 1,
        "NextPartNumberMarker": 2,
        "MaxParts": 1,
        "IsTruncated": True,
        "Parts": [{"PartNumber": 2, "Size": 5242881, "ChecksumCRC32": "NRU+Sw=="}],
    }


def test_a_full_checksum_is_compared(start: Any, aws_client_factory: Any) -> None:
    upload = start(ChecksumAlgorithm="CRC32", ChecksumType="FULL_OBJECT")
    # botocore takes a bad digest for a broken transfer and tries again, after a while.
    upload.client = aws_client_factory(config=Config(retries={"total_max_attempts": 1})).s3
    part = upload.add(1, b"test")

    with pytest.raises(ClientError) as raised:
        upload.complete(part, ChecksumCRC32="AAAAAA==", ChecksumType="FULL_OBJECT")
    completed = upload.complete(part, ChecksumCRC32="2H9+DA==", ChecksumType="FULL_OBJECT")

    assert error_of(raised)["Code"] == "BadDigest"
    assert completed["ChecksumCRC32"] == "2H9+DA=="


def test_the_size_of_the_object_is_compared(start: Any) -> None:
    upload = start()
    part = upload.add(1, b"test")

    with pytest.raises(ClientError) as raised:
        upload.complete(part, MpuObjectSize=5)

    assert "header value 5 does not match what was computed: 4" in error_of(raised)["Message"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"PartNumber": 2}, "InvalidPart"), ({"ETag": "d41d8cd98f00b204e9800998ecf8427e"}, "InvalidPart")],
)
def test_a_part_that_is_not_there_is_invalid(start: Any, changes: dict[str, Any], code: str) -> None:
    upload = start()
    part = upload.add(1, b"data")

    with pytest.raises(ClientError) as raised:
        upload.complete({**part, **changes})

    assert error_of(raised)["Code"] == code
    assert error_of(raised)["UploadId"] == upload.target["UploadId"]


def test_a_small_part_can_only_be_the_last(start: Any) -> None:
    upload = start()
    parts = [upload.add(1, b"data"), upload.add(2, b"data")]

    with pytest.raises(ClientError) as too_small:
        upload.complete(*parts)
    with pytest.raises(ClientError) as unordered:
        upload.complete(*reversed(parts))

    assert error_of(too_small)["Code"] == "EntityTooSmall"
    assert error_of(unordered)["Code"] == "InvalidPartOrder"


def test_parts_are_copied_from_objects(start: Any, aws_client: Any, s3_bucket: str) -> None:
    aws_client.s3.put_object(Bucket=s3_bucket, Key="source", Body=b"0123456789")
    upload = start()

    copied = aws_client.s3.upload_part_copy(
        **upload.target,
        PartNumber=1,
        CopySource={"Bucket": s3_bucket, "Key": "source"},
        CopySourceRange="bytes=0-8",
    )["CopyPartResult"]
    upload.complete({"PartNumber": 1, "ETag": copied["ETag"]})

    assert copied["ETag"] == '"22975d8a5ed1b91445f6c55ac121505b"'
    assert aws_client.s3.get_object(Bucket=s3_bucket, Key="key")["Body"].read() == b"012345678"


def test_parts_are_listed_in_pages(start: Any, aws_client: Any) -> None:
    upload = start()
    for number in (1, 2):
        upload.add(number, b"data")

    first = aws_client.s3.list_parts(**upload.target, MaxParts=1)
    second = aws_client.s3.list_parts(**upload.target, PartNumberMarker=first["NextPartNumberMarker"])

    assert [part["PartNumber"] for part in first["Parts"]] == [1]
    assert (first["IsTruncated"], second["IsTruncated"]) == (True, False)
    assert [(part["PartNumber"], part["Size"]) for part in second["Parts"]] == [(2, 4)]


def test_uploads_are_listed_by_key_and_age(start: Any, aws_client: Any, s3_bucket: str) -> None:
    last, first, second = start("b"), start("a"), start("a")
    expected = [upload.target["UploadId"] for upload in (first, second, last)]

    found: list[str] = []
    markers: dict[str, str] = {}
    more = True
    while more:
        page = aws_client.s3.list_multipart_uploads(Bucket=s3_bucket, MaxUploads=1, **markers)
        found += [upload["UploadId"] for upload in page["Uploads"]]
        markers = {"KeyMarker": page["NextKeyMarker"], "UploadIdMarker": page["NextUploadIdMarker"]}
        more = page["IsTruncated"]

    assert found == expected


def test_an_aborted_upload_is_gone(start: Any, aws_client: Any, s3_bucket: str) -> None:
    upload = start()
    part = upload.add(1, b"data")
    aws_client.s3.abort_multipart_upload(**upload.target)

    with pytest.raises(aws_client.s3.exceptions.NoSuchUpload) as raised:
        upload.complete(part)

    assert error_of(raised)["UploadId"] == upload.target["UploadId"]
    assert "Uploads" not in aws_client.s3.list_multipart_uploads(Bucket=s3_bucket)


def test_an_upload_depends_on_what_is_there(start: Any, aws_client: Any, s3_bucket: str) -> None:
    upload = start()
    part = upload.add(1, b"data")
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"in between")

    with pytest.raises(ClientError) as raised:
        upload.complete(part, IfNoneMatch="*")

    assert error_of(raised)["Condition"] == "If-None-Match"


def test_a_write_in_between_conflicts_with_a_conditional_upload(
    start: Any, aws_client: Any, s3_bucket: str
) -> None:
    etag = aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"test")["ETag"]
    upload = start()
    part = upload.add(1, b"data")
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"test")

    with pytest.raises(ClientError) as raised:
        upload.complete(part, IfMatch=etag)

    assert error_of(raised)["Code"] == "ConditionalRequestConflict"


@pytest.mark.parametrize("number", [0, 10001])
def test_part_numbers_have_bounds(start: Any, number: int) -> None:
    upload = start()

    with pytest.raises(ClientError) as raised:
        upload.add(number, b"data")

    assert error_of(raised)["Message"] == "Part number must be an integer between 1 and 10000, inclusive"
