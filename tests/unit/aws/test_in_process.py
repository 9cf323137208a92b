"""The in-process door: botocore clients served without a socket, by a gateway that is a plain function."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import botocore.session
import pytest
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError, IncompleteReadError, ResponseStreamingError
from botocore.httpsession import URLLib3Session

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.chunked import decode_chunked
from localstack.aws.errors import ServiceException
from localstack.aws.hosts import RealAWSAccess
from localstack.aws.in_process import DEFAULT_HOSTS, InProcessTransport
from localstack.aws.wire import BrokenConnection, Request, Response
from localstack.clock import Clock, Waits
from localstack.http.listener import Listener

Handler = Callable[[Request], Response]


@dataclass
class FakeEmulator:
    """As much of an emulator as the transport needs."""

    handler: Handler
    port: int = 45_661
    pid: int = field(default_factory=os.getpid)
    requests: list[Request] = field(default_factory=list)

    @property
    def gateway(self) -> FakeEmulator:
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def handle(self, request: Request) -> Response:
        self.requests.append(request)
        return self.handler(request)


def make_client(service: str, **options: Any) -> Any:
    session = botocore.session.Session()
    session.register_component("data_loader", spec.loader())
    session.set_credentials("111122223333", "secret")
    config = Config(retries={"max_attempts": 1}, connect_timeout=5, read_timeout=5)
    return session.create_client(service, region_name="eu-west-1", config=config, **options)


Install = Callable[[Handler], FakeEmulator]


@pytest.fixture(autouse=True)
def real_endpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have clients ask AWS, wherever the environment of this run points them."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


@pytest.fixture
def install() -> Iterator[Install]:
    transports: list[InProcessTransport] = []

    def start(handler: Handler) -> FakeEmulator:
        emulator = FakeEmulator(handler)
        transport = InProcessTransport(emulator)  # type: ignore[arg-type]
        transport.install()
        transports.append(transport)
        return emulator

    yield start

    for transport in transports:
        transport.uninstall()


def empty(_: Request) -> Response:
    return Response(200, [("Content-Length", "0")])


def identity(_: Request) -> Response:
    document = b"<R><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult></R>"
    return Response(200, [("Content-Type", "text/xml")], document)


def test_a_client_made_before_is_served(install: Install) -> None:
    client = make_client("sts")
    install(identity)

    assert client.get_caller_identity()["Account"] == "1"


def test_the_request_arrives_as_it_would_on_the_wire(install: Install) -> None:
    emulator = install(empty)

    make_client("s3").put_object(Bucket="bucket", Key="a//b/../c d%2F+é", Body=b"x", Metadata={"k": "v"})

    request = emulator.requests[0]
    assert request.method == "PUT"
    assert request.host == "bucket.s3.eu-west-1.amazonaws.com"
    assert request.target == "/a//b/../c%20d%252F%2B%C3%A9"
    assert request.headers.get("x-amz-meta-k") == "v"
    assert "Credential=111122223333/" in request.headers.get("authorization")


@pytest.mark.parametrize(
    "body",
    [b"content", bytearray(b"content"), "content", io.BytesIO(b"content")],
    ids=["bytes", "bytearray", "text", "file"],
)
def test_every_kind_of_body_arrives(install: Install, body: Any) -> None:
    received = []

    def keep(request: Request) -> Response:
        decode_chunked(request)
        received.append(request.body.read())
        return empty(request)

    install(keep)

    make_client("s3").put_object(Bucket="bucket", Key="key", Body=body)

    assert received == [b"content"]


def test_a_body_that_cannot_be_read_is_the_client_s_own_affair(install: Install) -> None:
    seen: list[object] = []

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if not (content := super().read(size)):
                raise OSError("the disk is gone")
            return content

    def read(request: Request) -> Response:
        try:
            return Response(200, [], request.body.read())
        except ServiceException as error:
            seen.append(error.code)
            return Response(400, [])

    install(read)
    body = Broken(b"content")
    request = AWSRequest("PUT", "https://s3.amazonaws.com/b/k", {"Content-Length": "10"}, body).prepare()
    request.body = body

    with pytest.raises(HTTPClientError, match="the disk is gone") as raised:
        URLLib3Session().send(request)

    assert isinstance(raised.value.__cause__, OSError)
    assert seen == ["IncompleteBody"]


def test_a_retry_sends_the_body_again(install: Install) -> None:
    received: list[bytes] = []

    def fail_once(request: Request) -> Response:
        decode_chunked(request)
        received.append(request.body.read())
        return Response(500 if len(received) == 1 else 200, [("Content-Length", "0")])

    install(fail_once)
    client = make_client("s3")
    client.meta.events.register(
        "needs-retry.s3.PutObject", lambda attempts, **_: 0.001 if attempts == 1 else None
    )

    client.put_object(Bucket="bucket", Key="key", Body=io.BytesIO(b"content"))

    assert received == [b"content", b"content"]


def test_a_streamed_answer_is_read_in_pieces_and_closed(install: Install) -> None:
    closed: list[bool] = []
    taken: list[int] = []

    def chunks() -> Iterator[bytes]:
        for number in range(100):
            taken.append(number)
            yield b"%04d" % number

    def stream(_: Request) -> Response:
        body = Body(chunks(), 400, close=lambda: closed.append(True))
        return Response(200, [("Content-Length", "400")], body)

    install(stream)

    result = make_client("s3").get_object(Bucket="bucket", Key="key")

    assert len(taken) < 100
    assert result["Body"].read(6) == b"000000"
    assert b"".join(result["Body"].iter_chunks(64)) == b"".join(b"%04d" % n for n in range(100))[6:]
    assert closed == [True]


def test_what_is_left_of_a_streamed_answer_can_be_read_at_once(install: Install) -> None:
    closed: list[bool] = []
    body = Body(iter([b"ab", b"cdef", b"gh"]), 8, close=lambda: closed.append(True))
    install(lambda _: Response(200, [("Content-Length", "8")], body))

    content = make_client("s3").get_object(Bucket="bucket", Key="key")["Body"]

    assert content.read(3) == b"abc"
    assert content.read() == b"defgh"
    assert content.read() == b""
    assert closed == [True]


@pytest.mark.parametrize(
    ("size", "error"),
    [
        pytest.param(None, ResponseStreamingError, id="of unknown size"),
        pytest.param(4, IncompleteReadError, id="shorter than announced"),
    ],
)
def test_reading_an_answer_that_breaks_off_fails(
    install: Install, size: int | None, error: type[Exception]
) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"ab"
        raise BrokenConnection("broken")

    headers = [] if size is None else [("Content-Length", str(size))]
    install(lambda _: Response(200, headers, Body(chunks(), size)))

    content = make_client("s3").get_object(Bucket="bucket", Key="key")["Body"]

    with pytest.raises(error):
        content.read()


def test_lines_of_a_streamed_answer_can_be_read(install: Install) -> None:
    install(lambda _: Response(200, [("Content-Length", "6")], Body(iter([b"a\nb", b"c\nd"]), 6)))

    result = make_client("s3").get_object(Bucket="bucket", Key="key")

    assert list(result["Body"].iter_lines()) == [b"a", b"bc", b"d"]


def test_an_answer_that_is_dropped_is_closed(install: Install) -> None:
    closed: list[bool] = []
    body = Body(iter([b"x" * 100, b"y" * 100]), 200, close=lambda: closed.append(True))
    install(lambda _: Response(200, [("Content-Length", "200")], body))

    make_client("s3").get_object(Bucket="bucket", Key="key")["Body"].close()

    assert closed == [True]


def test_head_keeps_the_length(install: Install) -> None:
    install(lambda _: Response(200, [("Content-Length", "12345")]))

    assert make_client("s3").head_object(Bucket="bucket", Key="key")["ContentLength"] == 12345


def test_an_error_without_a_document_has_the_status_for_its_code(install: Install) -> None:
    install(lambda _: Response(404, []))

    with pytest.raises(ClientError) as raised:
        make_client("s3").head_object(Bucket="bucket", Key="key")

    assert raised.value.response["Error"]["Code"] == "404"


@pytest.mark.parametrize(
    "endpoint_url",
    [
        "http://127.0.0.1:45661",
        "http://localhost:45661",
        "http://localhost.localstack.cloud:45661",
        "https://sts.us-gov-west-1.amazonaws.com",
        "https://sts.cn-north-1.amazonaws.com.cn",
        "https://sts.eu-west-1.api.aws",
    ],
)
def test_addresses_of_ours_and_of_aws_are_served(install: Install, endpoint_url: str) -> None:
    emulator = install(identity)

    make_client("sts", endpoint_url=endpoint_url).get_caller_identity()

    assert len(emulator.requests) == 1


@pytest.mark.parametrize("host", [*DEFAULT_HOSTS, "bucket.s3.localhost.localstack.cloud:4566"])
def test_the_usual_addresses_are_served_unless_something_listens_there(
    install: Install, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    emulator = install(identity)
    transport = InProcessTransport(emulator)  # type: ignore[arg-type]
    other = InProcessTransport(emulator)  # type: ignore[arg-type]
    request = AWSRequest("GET", f"http://{host}/").prepare()

    monkeypatch.setattr("localstack.aws.in_process._something_listens", lambda *_: False)
    assert transport.is_ours(request)
    monkeypatch.setattr("localstack.aws.in_process._something_listens", lambda *_: True)
    assert not other.is_ours(request)


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


def test_any_other_endpoint_is_left_alone(install: Install, foreign_port: int) -> None:
    emulator = install(empty)
    client = make_client("s3", endpoint_url=f"http://127.0.0.1:{foreign_port}")

    assert client.get_object(Bucket="bucket", Key="key")["Body"].read() == b"foreign"
    assert emulator.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.170.2/v2/credentials/",
        "http://[fd00:ec2::254]/latest/api/token",
    ],
)
def test_metadata_services_are_refused(install: Install, url: str) -> None:
    install(empty)

    with pytest.raises(RealAWSAccess, match="metadata service"):
        URLLib3Session().send(AWSRequest("GET", url).prepare())


def test_an_answer_of_another_handler_comes_first(install: Install) -> None:
    emulator = install(empty)
    client = make_client("sts")
    answer = InProcessAnswer()
    client.meta.events.register("before-send.sts.GetCallerIdentity", answer)

    client.get_caller_identity()

    assert emulator.requests == []


class InProcessAnswer:
    """A `before-send` handler as mocks register it."""

    def __call__(self, request: Any, **_: Any) -> Any:
        from localstack.aws.in_process import to_aws_response

        return to_aws_response(request.url, identity(request))


def test_uninstalling_gives_the_session_back() -> None:
    before = URLLib3Session.send
    transport = InProcessTransport(FakeEmulator(empty))  # type: ignore[arg-type]

    transport.install()
    assert URLLib3Session.send is not before
    transport.uninstall()
    transport.uninstall()

    assert URLLib3Session.send is before


def test_a_child_after_fork_goes_through_the_port_of_its_parent() -> None:
    program = """
import os
import botocore.session
from localstack.aws.in_process import InProcessTransport
from localstack.aws.wire import Response
from localstack.clock import Clock, Waits
from localstack.http.listener import Listener

class Emulator:
    pid = os.getpid()
    waits = Waits(Clock())
    def __init__(self):
        self.gateway, self.asked = self, []
        self._listener = Listener(self, "127.0.0.1", 0)
        self._listener.bind()
        self.port = self._listener.port
        self.url = f"http://127.0.0.1:{self.port}"
    def handle(self, request):
        self.asked.append((request.host, request.headers.get("authorization").split("/")[0]))
        document = b"<R><GetCallerIdentityResult><Account>%d</Account></GetCallerIdentityResult></R>" % os.getpid()
        return Response(200, [("Content-Length", str(len(document)))], document)

emulator = Emulator()
InProcessTransport(emulator).install()
session = botocore.session.Session()
session.set_credentials("111122223333", "secret")
client = session.create_client("sts", region_name="eu-west-1")
assert client.get_caller_identity()["Account"] == str(os.getpid())
child = os.fork()
if child == 0:
    answered_by = client.get_caller_identity()["Account"]
    os._exit(0 if answered_by == str(os.getppid()) else 1)
assert os.waitpid(child, 0)[1] == 0
assert len(emulator.asked) == 2 and len(set(emulator.asked)) == 1, emulator.asked
emulator._listener.close()
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True, timeout=60)
