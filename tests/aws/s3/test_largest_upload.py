"""An upload of more than 5 GiB, which only parts can bring: the server's memory does not grow with it.

It takes a minute and the space on the disk, so it runs when asked: `LOCALSTACK_TEST_LARGEST_UPLOAD=1`.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.aws.s3.raw import AUTHORIZATION
from tests.unit.cli.conftest import Cli

VARIABLE = "LOCALSTACK_TEST_LARGEST_UPLOAD"
pytestmark = [
    pytest.mark.aws_only_localstack,
    pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"takes a minute and disk space: {VARIABLE}=1"),
]

MEGABYTE = 1024**2
PART_SIZE, PARTS = 64 * MEGABYTE, 81
MAX_GROWTH = 64 * MEGABYTE
HEADERS = dict([AUTHORIZATION.split(": ", 1)])


@pytest.fixture
def cli(tmp_path: Path) -> Iterator[Cli]:
    cli = Cli(tmp_path)
    cli("start", "-d", TMPDIR=str(tmp_path))
    yield cli
    cli.close()


def peak_memory(pid: int) -> int:
    """Give the most memory that a process had so far, in bytes."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) * 1024


def part(number: int) -> bytes:
    return number.to_bytes(8, "big") * (PART_SIZE // 8)


@pytest.fixture
def s3(cli: Cli) -> Iterator[Any]:
    client = boto3.Session("test", "test", region_name="us-east-1").client("s3", endpoint_url=cli.url)
    yield client
    client.close()


@pytest.fixture
def connection(cli: Cli) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection("127.0.0.1", cli.port)
    yield connection
    connection.close()


def test_an_object_of_more_than_five_gibibytes(
    cli: Cli, s3: Any, connection: http.client.HTTPConnection, tmp_path: Path
) -> None:
    s3.create_bucket(Bucket="bucket")
    at = {"Bucket": "bucket", "Key": "key"}
    created = s3.create_multipart_upload(**at, ChecksumAlgorithm="CRC32", ChecksumType="FULL_OBJECT")
    upload = {**at, "UploadId": created["UploadId"]}
    s3.upload_part(**upload, PartNumber=1, Body=b"warm")
    before, sent, parts = peak_memory(cli.pid), hashlib.sha256(), []

    for number in range(1, PARTS + 1):
        content = part(number)
        sent.update(content)
        target = f"/bucket/key?partNumber={number}&uploadId={upload['UploadId']}"
        connection.request("PUT", target, content, HEADERS)
        answer = connection.getresponse()
        answer.read()
        parts.append({"PartNumber": number, "ETag": answer.headers["ETag"]})
    s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})

    connection.request("GET", "/bucket/key", headers=HEADERS)
    answer, received = connection.getresponse(), hashlib.sha256()
    assert answer.length == PART_SIZE * PARTS > 5 * 1024**3
    while chunk := answer.read(MEGABYTE):
        received.update(chunk)
    assert received.digest() == sent.digest()
    border = PART_SIZE * (PARTS - 1)
    across = s3.get_object(**at, Range=f"bytes={border - 4}-{border + 3}")["Body"].read()
    assert across == part(PARTS - 1)[-4:] + part(PARTS)[:4]
    assert peak_memory(cli.pid) - before < MAX_GROWTH
    s3.delete_object(**at)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_size >= PART_SIZE]
