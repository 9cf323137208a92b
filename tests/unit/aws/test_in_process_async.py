"""The in-process door for aiobotocore: what clients ask and get, from a gateway that is a plain function."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("aiobotocore", reason="aiobotocore holds botocore to a few releases: tox -e aio has it")

from aiobotocore.httpsession import AIOHTTPSession
from aiobotocore.httpxsession import HttpxSession
from botocore.awsrequest import AWSRequest
from botocore.exceptions import ClientError

from localstack.aws.chunked import decode_chunked
from localstack.aws.hosts import RealAWSAccess
from localstack.aws.in_process import InProcessTransport
from localstack.aws.wire import Request, Response
from localstack.clock import Clock, Waits
from localstack.http.listener import Listener
from tests.unit.aws.async_clients import (
    FakeEmulator,
    Install,
    account,
    empty,
    identity,
    installing,
    open_client,
)


@pytest.fixture(autouse=True)
def addresses_of_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have clients ask AWS's own addresses, also when this run has an emulator of its own."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


@pytest.fixture
def install() -> Iterator[Install]:
    with installing() as install:
        yield install


@pytest.fixture(
    params=[AIOHTTPSession, pytest.param(HttpxSession, marks=pytest.mark.filterwarnings("ignore:.*httpx"))],
    ids=["aiohttp", "httpx"],
)
def session_class(request: pytest.FixtureRequest) -> Any:
    """Each of aiobotocore's HTTP sessions."""
    if request.param is HttpxSession:
        pytest.importorskip("httpx", reason="aiobotocore's HttpxSession needs httpx")
    return request.param


def test_clients_made_before_and_after_are_served(install: Install, session_class: Any) -> None:
    async def call() -> list[str]:
        async with open_client("sts", session_class) as before:
            install(identity)
            async with open_client("sts", session_class) as after:
                return [await account(before), await account(after)]

    assert asyncio.run(call()) == ["1", "1"]


def test_the_request_arrives_as_it_would_on_the_wire(install: Install, session_class: Any) -> None:
    emulator = install(empty)

    async def call() -> None:
        async with open_client("s3", session_class) as client:
            await client.put_object(Bucket="bucket", Key="a//b/../c d%2F+é", Body=b"x", Metadata={"k": "v"})

    asyncio.run(call())

    request = emulator.requests[0]
    assert request.method == "PUT"
    assert request.host == "bucket.s3.eu-west-1.amazonaws.com"
    assert request.target == "/a//b/../c%20d%252F%2B%C3%A9"
    assert request.headers.get("x-amz-meta-k") == "v"


class AsyncFile:
    """A file that is read by the event loop, as those of aiofiles."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    async def read(self, size: int = -1) -> bytes:
        await asyncio.sleep(0)
        return self._file.read(size)

    def seek(self, *position: int) -> int:
        return self._file.seek(*position)

    def tell(self) -> int:
        return self._file.tell()


@pytest.mark.parametrize(
    "make_body",
    [lambda c: c, bytearray, lambda c: c.decode(), io.BytesIO, AsyncFile],
    ids=["bytes", "bytearray", "text", "file", "async file"],
)
def test_every_kind_of_body_arrives(install: Install, session_class: Any, make_body: Any) -> None:
    received = []

    def keep(request: Request) -> Response:
        decode_chunked(request)
        received.append(request.body.read())
        return empty(request)

    install(keep)

    async def call() -> None:
        async with open_client("s3", session_class) as client:
            await client.put_object(
                Bucket="bucket", Key="key", Body=make_body(b"content"), ContentLength=len(b"content")
            )

    asyncio.run(call())

    assert received == [b"content"]


def test_a_retry_sends_the_body_again(install: Install, session_class: Any) -> None:
    received: list[bytes] = []

    def fail_once(request: Request) -> Response:
        decode_chunked(request)
        received.append(request.body.read())
        return Response(500 if len(received) == 1 else 200, [("Content-Length", "0")])

    install(fail_once)

    async def call() -> None:
        async with open_client("s3", session_class) as client:
            client.meta.events.register(
                "needs-retry.s3.PutObject", lambda attempts, **_: 0.001 if attempts == 1 else None
            )
            await client.put_object(Bucket="bucket", Key="key", Body=io.BytesIO(b"content"))

    asyncio.run(call())

    assert received == [b"content", b"content"]


def test_head_keeps_the_length(install: Install, session_class: Any) -> None:
    install(lambda _: Response(200, [("Content-Length", "12345")]))

    async def call() -> int:
        async with open_client("s3", session_class) as client:
            result: int = (await client.head_object(Bucket="bucket", Key="key"))["ContentLength"]
            return result

    assert asyncio.run(call()) == 12345


@pytest.mark.parametrize("operation", ["head_object", "get_object"])
def test_an_error_is_raised(install: Install, session_class: Any, operation: str) -> None:
    install(lambda _: Response(404, []))

    async def call() -> None:
        async with open_client("s3", session_class) as client:
            await getattr(client, operation)(Bucket="bucket", Key="key")

    with pytest.raises(ClientError) as raised:
        asyncio.run(call())

    assert raised.value.response["Error"]["Code"] == "404"


def test_metadata_services_are_refused(install: Install, session_class: Any) -> None:
    install(empty)

    async def call() -> None:
        async with session_class() as session:
            await session.send(AWSRequest("GET", "http://169.254.169.254/latest/meta-data/").prepare())

    with pytest.raises(RealAWSAccess, match="metadata service"):
        asyncio.run(call())


class OtherGateway:
    """What a user runs at an endpoint of their own."""

    waits = Waits(Clock())

    def handle(self, request: Request) -> Response:
        return Response(200, [("Content-Length", "7")], b"foreign")


@pytest.fixture
def foreign_port() -> Iterator[int]:
    listener = Listener(OtherGateway(), "127.0.0.1", 0)  # type: ignore[arg-type]
    listener.bind()
    yield listener.port
    listener.close()


def test_any_other_endpoint_is_left_alone(install: Install, session_class: Any, foreign_port: int) -> None:
    emulator = install(empty)

    async def call() -> bytes:
        endpoint_url = f"http://127.0.0.1:{foreign_port}"
        async with open_client("s3", session_class, endpoint_url=endpoint_url) as client:
            answer = await client.get_object(Bucket="bucket", Key="key")
            content: bytes = await answer["Body"].read()
            return content

    assert asyncio.run(call()) == b"foreign"
    assert emulator.requests == []


def test_uninstalling_gives_the_sessions_back(session_class: Any) -> None:
    before = session_class.send
    transport = InProcessTransport(FakeEmulator(empty))  # type: ignore[arg-type]

    transport.install()
    assert session_class.send is not before
    transport.uninstall()
    transport.uninstall()

    assert session_class.send is before


def test_aiobotocore_is_served_when_it_is_imported_later_and_never_imported_for_it() -> None:
    program = """
import sys
from localstack.aws.in_process import InProcessTransport

class Emulator:
    pid = port = 0
    url = "http://127.0.0.1:1"

transport = InProcessTransport(Emulator())
transport.install()
assert not {"aiobotocore", "asyncio", "localstack.aws.in_process_async"} & set(sys.modules)
from aiobotocore.httpsession import AIOHTTPSession
assert AIOHTTPSession.send.__module__ == "localstack.aws.in_process_async"
assert sys.modules["aiobotocore.httpsession"].__loader__.get_source("aiobotocore.httpsession")
transport.uninstall()
assert AIOHTTPSession.send.__module__ == "aiobotocore.httpsession"
assert not any(type(finder).__module__.startswith("localstack") for finder in sys.meta_path)
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_child_after_fork_goes_through_the_port_of_its_parent() -> None:
    program = """
import asyncio, os
from aiobotocore.session import AioSession
from localstack.aws.in_process import InProcessTransport
from localstack.aws.wire import Response
from localstack.clock import Clock, Waits
from localstack.http.listener import Listener

class Emulator:
    pid = os.getpid()
    waits = Waits(Clock())
    def __init__(self):
        self.gateway = self
        self.listener = Listener(self, "127.0.0.1", 0)
        self.listener.bind()
        self.port = self.listener.port
        self.url = f"http://127.0.0.1:{self.port}"
    def handle(self, request):
        assert request.host == "sts.eu-west-1.amazonaws.com", request.host
        document = b"<R><GetCallerIdentityResult><Account>%d</Account></GetCallerIdentityResult></R>" % os.getpid()
        return Response(200, [("Content-Length", str(len(document)))], document)

async def answered_by():
    session = AioSession()
    session.set_credentials("111122223333", "secret")
    async with session.create_client("sts", region_name="eu-west-1") as client:
        return int((await client.get_caller_identity())["Account"])

emulator = Emulator()
InProcessTransport(emulator).install()
assert asyncio.run(answered_by()) == os.getpid()
child = os.fork()
if child == 0:
    os._exit(0 if asyncio.run(answered_by()) == os.getppid() else 1)
assert os.waitpid(child, 0)[1] == 0
emulator.listener.close()
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, timeout=60)
