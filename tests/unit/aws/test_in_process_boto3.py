"""The in-process door under what boto3 builds on clients: resources, waiters, paginators, transfers, presigning."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError
from botocore.httpsession import URLLib3Session

from localstack.aws.in_process import InProcessTransport
from localstack.aws.wire import Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

REGION = "eu-west-1"
MEBIBYTE = 1024 * 1024
# Parts of the least size that S3 allows, sent and fetched by several threads.
IN_PARTS = TransferConfig(
    multipart_threshold=5 * MEBIBYTE, multipart_chunksize=5 * MEBIBYTE, max_concurrency=4
)
AT_ONCE = Config(retries={"total_max_attempts": 3, "mode": "standard"})


class Wire:
    """Stands between the transport and the emulator: sees each request, and fails the first ones as told."""

    def __init__(self, emulator: Emulator) -> None:
        self._handle = emulator.gateway.handle
        self.requests: list[Request] = []
        self.failures: list[Response | Exception] = []

    def handle(self, request: Request) -> Response:
        self.requests.append(request)
        if not self.failures:
            return self._handle(request)
        request.body.read()  # what fails late has taken the body
        failure = self.failures.pop()
        if isinstance(failure, Exception):
            raise failure
        return failure


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    # Retries and waiters sleep between their attempts.
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    with Emulator(Settings()) as emulator:
        wire = Wire(emulator)
        monkeypatch.setattr(emulator.gateway, "handle", wire.handle)
        transport = InProcessTransport(emulator)
        transport.install()
        yield wire
        transport.uninstall()


@pytest.fixture
def session() -> boto3.Session:
    return boto3.Session("111122223333", "secret", region_name=REGION)


@pytest.fixture
def s3(wire: Wire, session: boto3.Session) -> Any:
    client = session.client("s3", config=AT_ONCE)
    client.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    wire.requests.clear()
    return client


def stored(s3: Any, key: str = "key") -> bytes:
    return bytes(s3.get_object(Bucket="bucket", Key=key)["Body"].read())


class Pipe(io.RawIOBase):
    """A file that is read once."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def readinto(self, buffer: Any) -> int:
        return self._content.readinto(buffer)


@pytest.mark.usefixtures("s3")
def test_resources_are_served(session: boto3.Session) -> None:
    bucket = session.resource("s3").Bucket("bucket")

    bucket.put_object(Key="a", Body=b"1")
    bucket.Object("b").upload_fileobj(io.BytesIO(b"2"))

    assert {found.key: found.get()["Body"].read() for found in bucket.objects.all()} == {"a": b"1", "b": b"2"}


def test_waiters_are_served(s3: Any) -> None:
    s3.get_waiter("bucket_exists").wait(Bucket="bucket")
    s3.get_waiter("object_not_exists").wait(Bucket="bucket", Key="key")


def test_paginators_are_served(s3: Any) -> None:
    for number in range(5):
        s3.put_object(Bucket="bucket", Key=str(number))

    pages = list(
        s3.get_paginator("list_objects_v2").paginate(Bucket="bucket", PaginationConfig={"PageSize": 2})
    )

    assert [[found["Key"] for found in page["Contents"]] for page in pages] == [["0", "1"], ["2", "3"], ["4"]]


@pytest.mark.parametrize("make_file", [io.BytesIO, Pipe], ids=["rewindable", "read once"])
def test_a_transfer_in_parts_by_several_threads(s3: Any, wire: Wire, make_file: Any) -> None:
    content = bytes(range(256)) * (12 * MEBIBYTE // 256)
    received = io.BytesIO()

    s3.upload_fileobj(make_file(content), "bucket", "key", Config=IN_PARTS)
    s3.download_fileobj("bucket", "key", received, Config=IN_PARTS)

    assert received.getvalue() == content
    assert sum("partNumber=" in request.target for request in wire.requests) == 3
    assert sum("range" in request.headers for request in wire.requests) >= 2


@pytest.mark.parametrize("size", [7, 3 * MEBIBYTE])
def test_a_body_that_is_read_once_is_uploaded(s3: Any, size: int) -> None:
    s3.upload_fileobj(Pipe(b"x" * size), "bucket", "key")

    assert len(stored(s3)) == size


@pytest.mark.parametrize(
    "failure",
    [Response(500, [("Content-Length", "0")]), ConnectionClosedError(endpoint_url="https://s3")],
    ids=["a 500", "a connection that breaks"],
)
def test_a_retry_rewinds_the_body(s3: Any, wire: Wire, failure: Any) -> None:
    wire.failures.append(failure)

    s3.put_object(Bucket="bucket", Key="key", Body=io.BytesIO(b"content"))

    assert len(wire.requests) == 2
    assert stored(s3) == b"content"


def test_retries_come_to_an_end(s3: Any, wire: Wire) -> None:
    wire.failures += [Response(503, [("Content-Length", "0")]) for _ in range(3)]

    with pytest.raises(ClientError) as raised:
        s3.put_object(Bucket="bucket", Key="key", Body=b"content")

    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503
    assert len(wire.requests) == 3


def test_a_client_that_waits_to_be_told_to_go_on_need_not(s3: Any, wire: Wire) -> None:
    s3.put_object(Bucket="bucket", Key="key", Body=io.BytesIO(b"x" * MEBIBYTE))

    assert wire.requests[0].headers.get("expect") == "100-continue"
    assert len(stored(s3)) == MEBIBYTE


def test_an_answer_is_read_in_chunks_and_lines(s3: Any) -> None:
    s3.put_object(Bucket="bucket", Key="key", Body=b"first\nsecond\n" * 20_000)

    chunks = list(s3.get_object(Bucket="bucket", Key="key")["Body"].iter_chunks(64 * 1024))
    lines = list(s3.get_object(Bucket="bucket", Key="key")["Body"].iter_lines(1024))

    assert [len(chunk) for chunk in chunks] == [65_536, 65_536, 65_536, 63_392]
    assert lines == [b"first", b"second"] * 20_000


def test_a_presigned_url_is_made_without_a_call_and_can_be_used(s3: Any, wire: Wire) -> None:
    put = s3.generate_presigned_url("put_object", {"Bucket": "bucket", "Key": "key"})
    assert wire.requests == []

    answer = URLLib3Session().send(AWSRequest("PUT", put, data=b"content").prepare())

    assert answer.status_code == 200
    assert stored(s3) == b"content"


@pytest.mark.parametrize(
    "endpoint_url",
    [
        "https://s3.amazonaws.com",
        "https://s3.eu-west-1.amazonaws.com",
        "https://s3.dualstack.eu-west-1.amazonaws.com",
        "http://s3.localhost.localstack.cloud:4567",
        "http://s3.eu-west-1.localhost.localstack.cloud:4566",
    ],
)
@pytest.mark.parametrize("style", ["path", "virtual"])
@pytest.mark.usefixtures("s3")
def test_an_explicit_endpoint_of_aws_or_ours_is_served(
    session: boto3.Session,
    wire: Wire,
    monkeypatch: pytest.MonkeyPatch,
    endpoint_url: str,
    style: str,
) -> None:
    # Whoever runs the tests may have a server of their own at the usual port.
    monkeypatch.setattr("localstack.aws.in_process._something_listens", lambda *_: False)
    config = Config(s3={"addressing_style": style})
    client = session.client("s3", endpoint_url=endpoint_url, config=config)

    client.put_object(Bucket="bucket", Key="key", Body=b"content")

    assert stored(client) == b"content"
    assert wire.requests[0].host.startswith("bucket.") == (style == "virtual")
