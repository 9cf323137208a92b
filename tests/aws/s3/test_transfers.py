"""boto3's transfer manager: files in one request or in parts, from several threads, and copies of large objects."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from boto3.s3.transfer import TransferConfig

MEGABYTE = 1024**2
PARTS = TransferConfig(multipart_threshold=8 * MEGABYTE, multipart_chunksize=5 * MEGABYTE, max_concurrency=4)
ALONE = TransferConfig(multipart_threshold=8 * MEGABYTE, multipart_chunksize=5 * MEGABYTE, use_threads=False)
LARGE = b"".join(number.to_bytes(4, "big") for number in range(12 * MEGABYTE // 4))
SMALL = LARGE[: 8 * MEGABYTE - 1]
ETAG_OF_PARTS = "-3"


class Unseekable(io.RawIOBase):
    """A stream, of which nobody knows the size."""

    def __init__(self, content: bytes) -> None:
        self._rest = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._rest.readinto(buffer)


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("config", [PARTS, ALONE], ids=["threads", "one thread"])
def test_files_are_the_same_there_and_back(
    aws_client: Any, s3_bucket: str, tmp_path: Path, content: bytes, config: TransferConfig
) -> None:
    s3, there, back = aws_client.s3, tmp_path / "there", tmp_path / "back"
    there.write_bytes(content)
    progress: list[int] = []
    more = {"ContentType": "text/plain", "Metadata": {"a": "b"}, "ChecksumAlgorithm": "SHA256"}

    s3.upload_file(str(there), s3_bucket, "key", ExtraArgs=more, Config=config, Callback=progress.append)
    s3.download_file(s3_bucket, "key", str(back), Config=config)

    assert sum(progress) == len(content)
    assert back.read_bytes() == content
    described = s3.head_object(Bucket=s3_bucket, Key="key", ChecksumMode="ENABLED")
    assert (described["ContentType"], described["Metadata"]) == ("text/plain", {"a": "b"})
    assert described["ETag"].strip('"').endswith(ETAG_OF_PARTS) == (content is LARGE)
    assert described["ChecksumSHA256"].endswith(ETAG_OF_PARTS) == (content is LARGE)


@pytest.mark.parametrize("make", [io.BytesIO, Unseekable], ids=["file", "stream"])
@pytest.mark.parametrize("content", [b"", b"small", LARGE], ids=["empty", "small", "large"])
def test_streams_are_the_same_there_and_back(
    aws_client: Any, s3_bucket: str, make: Callable[[bytes], Any], content: bytes
) -> None:
    s3, back = aws_client.s3, io.BytesIO()

    s3.upload_fileobj(make(content), s3_bucket, "key", Config=PARTS)
    s3.download_fileobj(s3_bucket, "key", back, Config=PARTS)

    assert back.getvalue() == content


def test_a_large_object_is_copied_in_parts(aws_client: Any, s3_bucket: str) -> None:
    s3, source = aws_client.s3, {"Bucket": s3_bucket, "Key": "source"}
    s3.put_object(**source, Body=LARGE, ContentType="text/plain", Metadata={"a": "b"}, Tagging="c=d")

    s3.copy(
        source,
        s3_bucket,
        "copy",
        ExtraArgs={"MetadataDirective": "REPLACE", "Metadata": {"e": "f"}},
        Config=PARTS,
    )

    copied = s3.get_object(Bucket=s3_bucket, Key="copy")
    assert copied["Body"].read() == LARGE
    assert copied["ETag"].strip('"').endswith(ETAG_OF_PARTS)
    assert copied["Metadata"] == {"e": "f"}


def test_an_upload_that_fails_leaves_no_parts(aws_client: Any, s3_bucket: str) -> None:
    class Broken(Unseekable):
        def readinto(self, buffer: Any) -> int:
            if not (size := super().readinto(buffer)):
                raise OSError("the file ends")
            return size

    s3 = aws_client.s3
    with pytest.raises(OSError, match="the file ends"):
        s3.upload_fileobj(Broken(LARGE), s3_bucket, "key", Config=PARTS)

    assert s3.list_objects_v2(Bucket=s3_bucket)["KeyCount"] == 0
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=s3_bucket)


def test_an_object_that_changes_under_its_download_is_noticed(aws_client: Any, s3_bucket: str) -> None:
    s3, at = aws_client.s3, {"Bucket": s3_bucket, "Key": "key"}
    s3.put_object(**at, Body=LARGE)
    replaced: list[int] = []

    def replace(size: int) -> None:
        if not replaced:
            s3.put_object(**at, Body=LARGE[::-1])
        replaced.append(size)

    with pytest.raises(Exception, match="did not match expected ETag"):
        s3.download_fileobj(s3_bucket, "key", io.BytesIO(), Callback=replace, Config=ALONE)
