"""Clients that leave in the middle, write over each other, or name keys like paths: nothing is mixed or left."""

from __future__ import annotations

import hashlib
import socket
import struct
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from localstack.aws.in_process import InProcessTransport
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.state.blobs import BlobStore
from tests.aws.s3.raw import Server, head
from tests.unit.http.long_poll import until

pytestmark = pytest.mark.aws_only_localstack

MEGABYTE = 1024**2
RESET = struct.pack("ii", 1, 0)
WRITERS, ROUNDS = 6, 8


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where content of some size goes; what is beside it was put there by nobody."""
    return tmp_path / "inside" / "blobs"


@pytest.fixture
def emulator(folder: Path) -> Iterator[Emulator]:
    folder.mkdir(parents=True)
    with Emulator(Settings(port=0)) as emulator:
        # Content that would stay in memory goes to a file as well.
        emulator.blobs = BlobStore(folder, budget=0)
        yield emulator
        assert emulator.recorder.failures == []


@pytest.fixture
def s3(emulator: Emulator) -> Iterator[Any]:
    session = boto3.Session("test", "test", region_name="us-east-1")
    transport = InProcessTransport(emulator)
    transport.install()
    client = session.client("s3", endpoint_url=emulator.url)
    client.create_bucket(Bucket="bucket")
    yield client
    transport.uninstall()


@pytest.fixture
def server(emulator: Emulator) -> Server:
    return Server(emulator.url)


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def connections() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "localstack-connection"}


def chunked(content: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(content), content)


SIZE = 20 * MEGABYTE
CUT = b"x" * (SIZE - 100_000)
HALF_UPLOADS = {
    "small": ("PUT /bucket/key", ["Content-Length: 10"], b"hello"),
    "large": ("PUT /bucket/key", [f"Content-Length: {SIZE}"], CUT),
    "part": ("PUT /bucket/key?partNumber=1&uploadId={}", [f"Content-Length: {SIZE}"], CUT),
    "chunks": (
        "PUT /bucket/key",
        [
            "Transfer-Encoding: chunked",
            "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            f"x-amz-decoded-content-length: {SIZE}",
        ],
        chunked(chunked(CUT)),
    ),
    "form": (
        "POST /bucket",
        [f"Content-Length: {SIZE}", "Content-Type: multipart/form-data; boundary=x"],
        b'--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nkey\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n' + CUT,
    ),
    "document": ("PUT /bucket?tagging", [f"Content-Length: {2 * MEGABYTE}"], b"<Tagging>" + b" " * MEGABYTE),
}


@pytest.mark.parametrize("is_reset", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("upload", HALF_UPLOADS)
def test_half_an_upload_leaves_nothing_behind(
    s3: Any, server: Server, folder: Path, upload: str, is_reset: bool
) -> None:
    line, headers, body = HALF_UPLOADS[upload]
    at = {"Bucket": "bucket", "Key": "key"}
    upload_id = s3.create_multipart_upload(**at)["UploadId"]

    before = connections()
    with server.connect() as connection:
        connection.sendall(head(line.format(upload_id), *headers) + body)
        until(lambda: bool(connections() - before))
        if is_reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        else:
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass
    until(lambda: not connections() - before)

    assert s3.list_objects_v2(Bucket="bucket")["KeyCount"] == 0
    assert "Parts" not in s3.list_parts(**at, UploadId=upload_id)
    assert files_below(folder) == []


def test_half_a_download_leaves_nothing_behind(s3: Any, server: Server, folder: Path) -> None:
    s3.put_object(Bucket="bucket", Key="key", Body=b"x" * SIZE)
    assert len(files_below(folder)) == 1

    with server.connect() as connection:
        connection.sendall(head("GET /bucket/key"))
        connection.recv(65536)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    s3.delete_object(Bucket="bucket", Key="key")

    until(lambda: files_below(folder) == [])


def test_writers_of_one_key_never_mix(s3: Any) -> None:
    contents = {bytes([number]) * (600_000 + number) for number in range(WRITERS)}
    etags = {f'"{hashlib.md5(content).hexdigest()}"': content for content in contents}
    at = {"Bucket": "bucket", "Key": "key"}
    s3.put_object(**at, Body=next(iter(contents)))

    def write(content: bytes) -> None:
        for _ in range(ROUNDS):
            s3.put_object(**at, Body=content)
            read = s3.get_object(**at)
            assert read["Body"].read() == etags[read["ETag"]]

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, contents))


def test_writers_of_one_part_never_mix(s3: Any) -> None:
    at = {"Bucket": "bucket", "Key": "key"}
    upload = {**at, "UploadId": s3.create_multipart_upload(**at)["UploadId"]}
    contents = [bytes([number]) * 600_000 for number in range(WRITERS)]

    def write(content: bytes) -> None:
        for _ in range(ROUNDS):
            s3.upload_part(**upload, PartNumber=1, Body=content)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, contents))
    [part] = s3.list_parts(**upload)["Parts"]
    s3.complete_multipart_upload(
        **upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    )

    assert s3.get_object(**at)["Body"].read() in contents


@pytest.mark.parametrize("number", [0, -1, 10001, 2**31 - 1])
def test_a_part_has_a_number_from_one_to_ten_thousand(s3: Any, server: Server, number: int) -> None:
    at = {"Bucket": "bucket", "Key": "key"}
    upload_id = s3.create_multipart_upload(**at)["UploadId"]

    answer = server.ask(f"PUT /bucket/key?partNumber={number}&uploadId={upload_id}")

    assert (answer.status, answer.error) == (
        400,
        {
            "Code": "InvalidArgument",
            "Message": "Part number must be an integer between 1 and 10000, inclusive",
            "ArgumentName": "partNumber",
            "ArgumentValue": str(number),
        },
    )
    assert server.ask(f"PUT /bucket/key?partNumber=&uploadId={upload_id}").code == "InvalidArgument"


@pytest.mark.parametrize(
    ("claimed", "code"),
    [
        ([(1, "old")], "InvalidPart"),
        ([(1, "new"), (1, "new")], "InvalidPartOrder"),
        ([(2, "new"), (1, "new")], "InvalidPartOrder"),
        ([(1, "new"), (3, "new")], "InvalidPart"),
        ([(0, "new")], "InvalidArgument"),
        ([(-1, "new"), (1, "new")], "InvalidArgument"),
        ([(10001, "new")], "InvalidPart"),
    ],
    ids=["replaced", "twice", "descending", "never uploaded", "zero", "negative", "beyond the last"],
)
def test_an_object_is_made_of_parts_as_they_were_uploaded(
    s3: Any, claimed: list[tuple[int, str]], code: str
) -> None:
    at = {"Bucket": "bucket", "Key": "key"}
    upload = {**at, "UploadId": s3.create_multipart_upload(**at)["UploadId"]}
    etags = {
        name: s3.upload_part(**upload, PartNumber=1, Body=name.encode())["ETag"] for name in ("old", "new")
    }
    s3.upload_part(**upload, PartNumber=2, Body=b"new")
    parts = [{"PartNumber": number, "ETag": etags[name]} for number, name in claimed]

    with pytest.raises(ClientError) as error:
        s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})

    assert error.value.response["Error"]["Code"] == code
    assert s3.list_objects_v2(Bucket="bucket")["KeyCount"] == 0
    assert [part["ETag"] for part in s3.list_parts(**upload)["Parts"]] == [etags["new"]] * 2


def test_ranges_of_one_object_may_overlap_as_parts(s3: Any) -> None:
    at, megabytes = {"Bucket": "bucket", "Key": "key"}, 6 * MEGABYTE
    content = b"".join(number.to_bytes(4, "big") for number in range(megabytes // 4))
    s3.put_object(Bucket="bucket", Key="source", Body=content)
    upload = {**at, "UploadId": s3.create_multipart_upload(**at)["UploadId"]}
    ranges = [(0, 5 * MEGABYTE), (MEGABYTE, megabytes)]

    parts = [
        {
            "PartNumber": number,
            "ETag": s3.upload_part_copy(
                **upload,
                PartNumber=number,
                CopySource="bucket/source",
                CopySourceRange=f"bytes={start}-{end - 1}",
            )["CopyPartResult"]["ETag"],
        }
        for number, (start, end) in enumerate(ranges, 1)
    ]
    s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})

    assert s3.get_object(**at)["Body"].read() == b"".join(content[start:end] for start, end in ranges)


@pytest.mark.usefixtures("s3")
def test_keys_are_no_paths(emulator: Emulator, server: Server, folder: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "escaped").removeprefix("/")
    paths = {
        "../../escaped": "../../escaped",
        "../" * 20 + target: "../" * 20 + target,
        f"/{target}": f"/{target}",
        "..%2F..%2Fescaped": "../../escaped",
        "%2e%2e/%2e%2e/%2e%2e/escaped": "../../../escaped",
        "..%5C..%5Cescaped": "..\\..\\escaped",
        "C:%5Cescaped": "C:\\escaped",
        "C:/escaped": "C:/escaped",
        "file:///escaped": "file:///escaped",
        "escaped%00.txt": "escaped\0.txt",
        "~/escaped": "~/escaped",
        "$HOME/escaped": "$HOME/escaped",
        "%F0%9F%98%80" * 256: "\U0001f600" * 256,
        "k" * 1024: "k" * 1024,
        ".": ".",
        "..": "..",
        "CON": "CON",
    }
    for path, key in paths.items():
        body = f"{path} ".encode() + b"x" * 600_000
        assert server.ask(f"PUT /bucket/{path}", body=body).status == 200
        assert server.ask(f"GET /bucket/{path}").body.startswith(
            key.encode() if "%" not in path else path.encode()
        )
    state = tmp_path / "inside" / "state"

    emulator.save(state)
    with Emulator(Settings(port=0)) as other:
        other.load(state)
        listed = other.gateway.call("s3", "ListObjectsV2", {"Bucket": "bucket"}, "000000000000", "us-east-1")

    assert {item["Key"] for item in listed["Contents"]} == set(paths.values())
    assert {path.relative_to(tmp_path).parts[0] for path in files_below(tmp_path)} == {"inside"}
    assert not [path for path in tmp_path.parent.rglob("*") if "escaped" in path.name]
    assert len(files_below(folder)) == len(set(paths.values()))
