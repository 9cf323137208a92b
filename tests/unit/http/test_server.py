"""The HTTP door with a gateway that is a plain function: what goes over the socket, and when."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import tracemalloc
from collections.abc import Iterator

import pytest

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Request, Response
from tests.unit.http.fake_gateway import TIMEOUT, Serve, connect, echo, raw, receive_until, text

MEGABYTE = 1024 * 1024
TLS_ALERT = b"\x15\x03"


def test_the_target_arrives_as_it_was_sent(serve: Serve) -> None:
    gateway, port = serve(echo)
    target = "/a//b/../c/./%2F%2f+%20~?x=1&&y=%26&z"

    with raw(port) as sock:
        sock.sendall(f"GET {target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".encode())
        while sock.recv(65536):
            pass

    assert gateway.requests[0].target == target


def test_headers_arrive_in_order_with_repetitions(serve: Serve) -> None:
    gateway, port = serve(echo)

    with raw(port) as sock:
        sock.sendall(
            b"GET / HTTP/1.1\r\nHost: h\r\nX-B: 1\r\nX-A:  2 \r\nX-B: \xc3\xa9\r\nConnection: close\r\n\r\n"
        )
        while sock.recv(65536):
            pass

    headers = gateway.requests[0].headers
    assert headers.get_all("x-b") == ["1", "Ã©"]
    assert headers.get("x-a") == "2"


def test_a_connection_serves_many_requests(serve: Serve) -> None:
    _, port = serve(echo)
    connection = connect(port)
    connection.connect()
    sock = connection.sock

    for index in range(5):
        connection.request("POST", "/", body=b"%d" % index)
        assert connection.getresponse().read() == b"%d" % index

    assert connection.sock is sock
    connection.close()


def test_pipelined_requests_are_answered_in_order(serve: Serve) -> None:
    _, port = serve(lambda request: text(request.target))

    with raw(port) as sock:
        sock.sendall(b"GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n")
        data = receive_until(sock, b"/2")

    assert data.index(b"/1") < data.index(b"/2")


def test_a_client_is_told_to_continue_before_its_body_is_read(serve: Serve) -> None:
    _, port = serve(echo)

    with raw(port) as sock:
        sock.sendall(b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
        assert receive_until(sock, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"hello")
        assert receive_until(sock, b"hello").startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize("size", [0, 5, 3 * MEGABYTE])
def test_a_chunked_upload_is_put_together(serve: Serve, size: int) -> None:
    _, port = serve(lambda request: text(str(sum(map(len, request.body.stream())))))
    connection = connect(port)

    connection.request(
        "PUT", "/", body=(b"x" * min(70_000, size - at) for at in range(0, size, 70_000)), encode_chunked=True,
        headers={"Transfer-Encoding": "chunked"},
    )  # fmt: skip

    assert connection.getresponse().read() == str(size).encode()
    connection.close()


def test_a_large_upload_is_streamed(serve: Serve) -> None:
    size, peaks = 64 * MEGABYTE, []

    def drain(request: Request) -> Response:
        assert request.body.is_stream
        tracemalloc.start()
        total = sum(map(len, request.body.stream()))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        return text(str(total))

    _, port = serve(drain)
    connection = connect(port)

    connection.request(
        "PUT", "/", body=(b"x" * MEGABYTE for _ in range(64)), headers={"Content-Length": str(size)}
    )

    assert connection.getresponse().read() == str(size).encode()
    assert peaks[0] < 8 * MEGABYTE
    connection.close()


def test_an_upload_that_is_not_read_leaves_the_connection_usable(serve: Serve) -> None:
    _, port = serve(lambda request: text("no", 403) if request.method == "PUT" else text("yes"))
    connection = connect(port)

    connection.request("PUT", "/", body=b"x" * (4 * MEGABYTE))
    refused = connection.getresponse()
    assert (refused.status, refused.read()) == (403, b"no")
    connection.request("GET", "/")

    assert connection.getresponse().read() == b"yes"
    connection.close()


def test_a_client_that_leaves_after_its_upload_gets_the_answer_to_one_that_nobody_read(serve: Serve) -> None:
    _, port = serve(lambda request: text("no", 403))

    with raw(port) as sock:
        sock.sendall(b"PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 4000000\r\n\r\n")
        sock.sendall(b"x" * 4_000_000)

        assert receive_until(sock, b"no").startswith(b"HTTP/1.1 403")
        assert sock.recv(1) == b""


def test_the_end_of_its_connection_does_not_wait_for_what_it_never_sends(serve: Serve) -> None:
    _, port = serve(lambda request: text("no", 403))

    with raw(port) as sock:
        sock.sendall(b"PUT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 4000000\r\n\r\n")

        assert receive_until(sock, b"no").startswith(b"HTTP/1.1 403")
        assert sock.recv(1) == b""


@pytest.mark.parametrize("header", ["Content-Length: 4000000", "Transfer-Encoding: chunked"])
def test_an_upload_that_breaks_off_is_an_error_for_its_reader(serve: Serve, header: str) -> None:
    outcomes: list[object] = []
    done = threading.Event()

    def drain(request: Request) -> Response:
        try:
            outcomes.append(request.body.read())
        except ServiceException as error:
            outcomes.append(error.code)
        done.set()
        return text("")

    _, port = serve(drain)

    with raw(port) as sock:
        sock.sendall(f"PUT / HTTP/1.1\r\nHost: h\r\n{header}\r\n\r\n".encode() + b"5\r\nhello\r\n")

    assert done.wait(TIMEOUT)
    assert outcomes == ["IncompleteBody"]


def test_a_small_request_that_breaks_off_is_not_answered(serve: Serve) -> None:
    gateway, port = serve(echo)

    with raw(port) as sock:
        sock.sendall(b"PUT /half HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello")
    connection = connect(port)
    connection.request("GET", "/after")
    connection.getresponse().read()
    connection.close()

    assert [request.target for request in gateway.requests] == ["/after"]


def test_head_has_the_length_and_no_body(serve: Serve) -> None:
    _, port = serve(lambda request: text("12345"))

    with raw(port) as sock:
        sock.sendall(b"HEAD / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")
        data = receive_until(sock, b"12345")

    head, rest = data.split(b"\r\n\r\n", 1)
    assert b"content-length: 5" in head.lower()
    assert rest.startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_has_none(serve: Serve, status: int) -> None:
    _, port = serve(lambda request: Response(status, [("ETag", '"1"')]))
    connection = connect(port)

    for _ in range(2):
        connection.request("GET", "/")
        response = connection.getresponse()
        assert (response.status, response.read()) == (status, b"")
        assert response.getheader("Transfer-Encoding") is None
    connection.close()


def test_a_streamed_answer_of_unknown_length_is_chunked(serve: Serve) -> None:
    _, port = serve(lambda request: Response(200, [], Body(iter([b"a", b"", b"b" * 100_000, b"c"]))))
    connection = connect(port)

    connection.request("GET", "/")
    response = connection.getresponse()

    assert response.getheader("Transfer-Encoding") == "chunked"
    assert response.read() == b"a" + b"b" * 100_000 + b"c"
    connection.close()


def test_a_streamed_answer_arrives_as_it_is_made(serve: Serve) -> None:
    second = threading.Event()

    def chunks() -> Iterator[bytes]:
        yield b"first"
        assert second.wait(TIMEOUT)
        yield b"second"

    _, port = serve(lambda request: Response(200, [], Body(chunks())))
    connection = connect(port)
    connection.request("GET", "/")
    response = connection.getresponse()

    assert response.read(5) == b"first"
    second.set()

    assert response.read() == b"second"
    connection.close()


def test_header_values_keep_their_bytes(serve: Serve) -> None:
    headers = [("x-amz-meta-a", "Ã©"), ("x-amz-meta-b", "𐍈"), ("Content-Length", "0")]
    _, port = serve(lambda request: Response(200, headers))

    with raw(port) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        data = receive_until(sock, b"\r\n\r\n")

    assert b"x-amz-meta-a: \xc3\xa9\r\n" in data
    assert b"x-amz-meta-b: \xf0\x90\x8d\x88\r\n" in data


def test_a_client_that_goes_away_ends_the_answer(serve: Serve) -> None:
    closed = threading.Event()

    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    _, port = serve(lambda request: Response(200, [], Body(endless(), close=closed.set)))

    with raw(port) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        sock.recv(1000)

    assert closed.wait(TIMEOUT)


def test_an_answer_that_fails_halfway_is_cut_off(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Iterator[bytes]:
        yield b"first"
        raise ValueError("no more")

    _, port = serve(lambda _: Response(200, [], Body(broken())))
    connection = connect(port)
    connection.request("GET", "/")

    with pytest.raises(http.client.IncompleteRead):
        connection.getresponse().read()

    connection.close()
    assert "broke off" in caplog.text


def test_a_value_cannot_begin_another_header(serve: Serve) -> None:
    _, port = serve(
        lambda _: Response(200, [("Content-Type", "a\r\nSet-Cookie: x"), ("Content-Length", "0")])
    )
    connection = connect(port)

    connection.request("GET", "/")
    response = connection.getresponse()

    assert response.getheader("Set-Cookie") is None
    assert response.getheader("Content-Type") == "a  Set-Cookie: x"
    connection.close()


def test_an_old_client_gets_a_stream_that_ends_with_the_connection(serve: Serve) -> None:
    _, port = serve(lambda _: Response(200, [], Body(iter([b"a", b"b"]))))

    with raw(port) as sock:
        sock.sendall(b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        data = b"".join(iter(lambda: sock.recv(65536), b""))

    assert data.endswith(b"\r\n\r\nab")
    assert b"chunked" not in data


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\n\r\n",
        b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: y\r\n" * 50_000,
    ],
    ids=["header", "headers", "target", "trailers"],
)
def test_a_head_without_end_is_refused(serve: Serve, head: bytes) -> None:
    gateway, port = serve(echo)

    with raw(port) as sock:
        with contextlib.suppress(OSError):
            sock.sendall(head)
            sock.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            assert sock.recv(65536).startswith((b"HTTP/1.1 400", b"HTTP/1.1 200"))

    assert all(len(request.target) < 100_000 for request in gateway.requests)
    assert all(len(request.headers.items) < 20_000 for request in gateway.requests)


def test_slow_requests_do_not_hold_up_others(serve: Serve) -> None:
    release = threading.Event()

    def wait(request: Request) -> Response:
        if request.target == "/slow":
            release.wait(TIMEOUT)
        return text(request.target)

    _, port = serve(wait)
    waiting = [connect(port) for _ in range(50)]
    for connection in waiting:
        connection.request("GET", "/slow")

    quick = connect(port)
    quick.request("GET", "/quick")
    assert quick.getresponse().read() == b"/quick"

    release.set()
    assert {connection.getresponse().read() for connection in waiting} == {b"/slow"}
    for connection in (quick, *waiting):
        connection.close()


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
    ],
    ids=["line", "version", "header", "tls"],
)
def test_what_is_not_http_is_refused_and_others_go_on(serve: Serve, request_bytes: bytes) -> None:
    gateway, port = serve(echo)

    with raw(port) as sock:
        sock.sendall(request_bytes)
        sock.shutdown(socket.SHUT_WR)
        answer = sock.recv(65536)
    connection = connect(port)
    connection.request("POST", "/", body=b"still here")

    assert answer == b"" or answer.startswith((b"HTTP/1.1 400", TLS_ALERT))
    assert connection.getresponse().read() == b"still here"
    assert len(gateway.requests) == 1
    connection.close()


@pytest.mark.parametrize("length", ["-1", "5, 6", "abc", "\xb2"])
def test_a_broken_length_is_refused(serve: Serve, length: str) -> None:
    gateway, port = serve(echo)

    with raw(port) as sock:
        sock.sendall(f"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n".encode("latin-1"))
        sock.shutdown(socket.SHUT_WR)
        assert sock.recv(65536).startswith((b"HTTP/1.1 400", b""))

    assert gateway.requests == []


def test_two_servers_answer_side_by_side(serve: Serve) -> None:
    _, first = serve(lambda request: text("first"))
    _, second = serve(lambda request: text("second"))

    answers = []
    for port in (first, second, first):
        connection = connect(port)
        connection.request("GET", "/")
        answers.append(connection.getresponse().read())
        connection.close()

    assert answers == [b"first", b"second", b"first"]
