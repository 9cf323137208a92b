"""TLS on the port of plain text: who speaks it is told by the first byte."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator

import pytest

from localstack.aws.body import Body
from localstack.aws.wire import Request, Response
from localstack.http import visit
from localstack.http.clients import accepted
from localstack.http.tls import TlsClient
from localstack.http.trust import Trust
from tests.unit.http.fake_gateway import TIMEOUT, FakeGateway, Serve, connect, echo, raw, text
from tests.unit.http.http2_client import Http2Client

MEGABYTE = 1024 * 1024


def _secured(gateway: FakeGateway, port: int, *alpn: str, name: str = "localhost") -> ssl.SSLSocket:
    context = ssl.create_default_context(cadata=gateway.trust.pem)
    context.set_alpn_protocols(alpn)
    return context.wrap_socket(raw(port), server_hostname=name)


def _https(gateway: FakeGateway, port: int) -> http.client.HTTPSConnection:
    context = ssl.create_default_context(cadata=gateway.trust.pem)
    return http.client.HTTPSConnection("127.0.0.1", port, timeout=TIMEOUT, context=context)


def test_plain_text_and_tls_share_a_port(serve: Serve) -> None:
    gateway, port = serve(echo)

    answers = []
    for connection in (connect(port), _https(gateway, port), connect(port)):
        for body in (b"one", b"two"):
            connection.request("POST", "/", body=body)
            answers.append(connection.getresponse().read())
        connection.close()

    assert answers == [b"one", b"two"] * 3


@pytest.mark.parametrize(
    "name",
    [
        "localhost",
        "127.0.0.1",
        "sub.localhost",
        "deep.sub.localhost",
        "localhost.localstack.cloud",
        "sqs.localhost.localstack.cloud",
        "bucket.s3.localhost.localstack.cloud",
        "bucket.s3.eu-west-1.localhost.localstack.cloud",
        "a.b.c.d.e.localhost.localstack.cloud",
    ],
)
def test_every_name_of_this_machine_has_a_certificate(serve: Serve, name: str) -> None:
    gateway, port = serve(echo)

    with _secured(gateway, port, name=name) as client:
        assert client.version() == "TLSv1.3"


def test_no_other_name_has_one(serve: Serve) -> None:
    gateway, port = serve(echo)

    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        _secured(gateway, port, name="s3.amazonaws.com")


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [(("h2", "http/1.1"), "h2"), (("http/1.1",), "http/1.1"), ((), None), (("spdy/3",), None)],
    ids=["both", "http11", "nothing", "unknown"],
)
def test_the_protocol_is_agreed_on(serve: Serve, offered: tuple[str, ...], chosen: str | None) -> None:
    gateway, port = serve(echo)

    with _secured(gateway, port, *offered) as client:
        assert client.selected_alpn_protocol() == chosen


def test_http2_is_spoken_through_tls(serve: Serve) -> None:
    gateway, port = serve(echo)

    with Http2Client(_secured(gateway, port, "h2")) as client:
        streams = [client.ask("/", b"%d" % index * MEGABYTE, method="PUT") for index in range(4)]
        bodies = [client.answer(stream).body for stream in streams]

    assert bodies == [b"%d" % index * MEGABYTE for index in range(4)]


def test_large_bodies_pass_both_ways(serve: Serve) -> None:
    gateway, port = serve(echo)
    content = bytes(range(256)) * 40_000
    connection = _https(gateway, port)

    connection.request("PUT", "/", body=content)

    assert connection.getresponse().read() == content
    connection.close()


def test_the_end_of_the_connection_is_told(serve: Serve) -> None:
    gateway, port = serve(lambda _: Response(200, [], Body(iter([b"a", b"b"]))))

    with _secured(gateway, port) as client:
        client.sendall(b"GET / HTTP/1.0\r\n\r\n")
        # Without a close_notify this raises SSLEOFError.
        data = b"".join(iter(lambda: client.recv(65536), b""))

    assert data.endswith(b"\r\n\r\nab")


def test_a_client_that_goes_away_ends_the_answer(serve: Serve) -> None:
    closed = threading.Event()

    def silent() -> Iterator[bytes]:
        yield b"x"
        closed.wait(TIMEOUT)

    gateway, port = serve(lambda _: Response(200, [], Body(silent(), close=closed.set)))

    with _secured(gateway, port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        client.recv(1000)

    assert closed.wait(TIMEOUT)


def test_a_request_that_comes_while_another_is_answered_is_not_lost(serve: Serve) -> None:
    asked = threading.Event()

    def chunks() -> Iterator[bytes]:
        yield b"first"
        assert asked.wait(TIMEOUT)
        yield b"last"

    def answer(request: Request) -> Response:
        return Response(200, [], Body(chunks())) if request.target == "/1" else text("second")

    gateway, port = serve(answer)

    with _secured(gateway, port) as client:
        client.sendall(b"GET /1 HTTP/1.1\r\nHost: h\r\n\r\n")
        data = client.recv(1000)
        client.sendall(b"GET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
        asked.set()
        while not data.endswith(b"second"):
            data += client.recv(1000)

    assert b"last" in data


@pytest.mark.parametrize("greeting", [b"\x16", b"\x16\x03\x01\x00\x05hello", b"\x16" + b"x" * 1000])
def test_garbage_in_the_handshake_concerns_nobody_else(serve: Serve, greeting: bytes) -> None:
    gateway, port = serve(echo)

    with raw(port) as sock:
        sock.sendall(greeting)
        sock.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: sock.recv(65536), b""))
    connection = _https(gateway, port)
    connection.request("POST", "/", body=b"still here")

    assert answer == b"" or answer[0] == 0x15
    assert connection.getresponse().read() == b"still here"
    connection.close()


def test_a_handshake_that_does_not_go_on_holds_up_nobody(serve: Serve) -> None:
    gateway, port = serve(echo)
    silent = [raw(port) for _ in range(20)]
    for sock in silent:
        sock.sendall(b"\x16\x03\x01")

    connection = _https(gateway, port)
    connection.request("POST", "/", body=b"hello")

    assert connection.getresponse().read() == b"hello"
    connection.close()
    for sock in silent:
        sock.close()


def test_a_handshake_has_a_time_limit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, raw(listening.getsockname()[1]) as sock:
        client = TlsClient(accepted(listening), Trust().context())
        sock.sendall(b"\x16")

        with pytest.raises(TimeoutError):
            client.handshake(0.01)

        client.close()


def test_a_client_that_says_nothing_is_sent_away(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "IDLE_SECONDS", 0.01)
    _, port = serve(echo)

    with raw(port) as sock:
        assert sock.recv(1) == b""
