"""WebSocket, with a client of another library: messages, pings, close codes, limits."""

from __future__ import annotations

import socket
import ssl
import threading
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.http.websocket import MAX_MESSAGE, WebSocket, WebSocketClosed, WebSocketHandler
from localstack.runtime import Emulator
from tests.unit.http.fake_gateway import TIMEOUT, FakeGateway, Serve, listening, raw, receive_until, text


def _echo(websocket: WebSocket) -> None:
    for message in websocket:
        websocket.send(message)


def _talk(serve: Serve, handler: WebSocketHandler) -> tuple[FakeGateway, int]:
    gateway, port = serve(lambda request: text("nobody", 404))
    gateway.talk = handler
    return gateway, port


def _connect(port: int, path: str = "/chat?room=1") -> ClientConnection:
    return connect(f"ws://127.0.0.1:{port}{path}", open_timeout=TIMEOUT, proxy=None)


def test_messages_go_both_ways(serve: Serve) -> None:
    gateway, port = _talk(serve, _echo)

    with _connect(port) as client:
        for message in ("hällo", b"\x00\xff", "", "x" * 200_000):
            client.send(message)
            assert client.recv(TIMEOUT) == message

    assert client.close_code == 1000
    assert gateway.requests == []


def test_it_is_spoken_through_tls(serve: Serve) -> None:
    gateway, port = _talk(serve, _echo)
    context = ssl.create_default_context(cadata=gateway.trust.pem)

    with connect(f"wss://localhost:{port}/", ssl=context, proxy=None) as client:
        client.send("hello")

        assert client.recv(TIMEOUT) == "hello"


def test_a_handler_sees_the_request(serve: Serve) -> None:
    _, port = _talk(serve, lambda websocket: websocket.send(websocket.request.argument("room")))

    with _connect(port, "/chat?room=7") as client:
        assert client.recv(TIMEOUT) == "7"
        with pytest.raises(ConnectionClosed):
            client.recv(TIMEOUT)

    assert client.close_code == 1000


def test_another_thread_may_send(serve: Serve) -> None:
    sender: list[threading.Thread] = []

    def push(websocket: WebSocket) -> None:
        sender.append(threading.Thread(target=websocket.send, args=("pushed",)))
        sender[0].start()
        _echo(websocket)

    gateway, port = _talk(serve, push)

    with _connect(port) as client:
        assert client.recv(TIMEOUT) == "pushed"
    sender[0].join(TIMEOUT)
    assert gateway.requests == []


def test_a_message_in_fragments_is_put_together_and_pings_between_are_answered(serve: Serve) -> None:
    _, port = _talk(serve, _echo)

    with _connect(port) as client:
        pong = client.ping()
        client.send(["a", "b", "c"])

        assert client.recv(TIMEOUT) == "abc"
        assert pong.wait(TIMEOUT)


def test_the_client_may_close_with_a_reason(serve: Serve) -> None:
    ends: list[WebSocketClosed] = []
    done = threading.Event()

    def listen(websocket: WebSocket) -> None:
        try:
            websocket.receive()
        except WebSocketClosed as end:
            ends.append(end)
        done.set()

    _, port = _talk(serve, listen)

    with _connect(port) as client:
        client.close(4001, "enough")

    assert done.wait(TIMEOUT)
    assert [(end.code, end.reason) for end in ends] == [(4001, "enough")]
    assert client.close_code == 4001


def test_a_client_that_vanishes_ends_the_handler(serve: Serve) -> None:
    codes: list[int] = []
    done = threading.Event()

    def listen(websocket: WebSocket) -> None:
        try:
            websocket.receive()
        except WebSocketClosed as end:
            codes.append(end.code)
        done.set()

    _, port = _talk(serve, listen)

    with raw(port) as sock:
        sock.sendall(_handshake())
        receive_until(sock, b"\r\n\r\n")

    assert done.wait(TIMEOUT)
    assert codes == [1006]


def test_a_message_that_is_too_long_ends_it(serve: Serve) -> None:
    _, port = _talk(serve, _echo)

    with _connect(port) as client:
        client.send([b"x" * MAX_MESSAGE, b"x"])
        with pytest.raises(ConnectionClosed):
            client.recv(TIMEOUT)

    assert client.close_code == 1009


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\x83\x80\0\0\0\0", 1002),
        (b"\x81\x01a", 1002),
        (b"\x81\x81\0\0\0\0\xff", 1007),
    ],
    ids=["opcode", "unmasked", "text"],
)
def test_a_client_that_breaks_the_protocol_is_told(serve: Serve, frame: bytes, code: int) -> None:
    _, port = _talk(serve, _echo)

    with raw(port) as sock:
        sock.sendall(_handshake() + frame)
        sock.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: sock.recv(65536), b""))

    close_frame = answer.partition(b"\r\n\r\n")[2]
    assert close_frame[0] == 0x88
    assert int.from_bytes(close_frame[2:4]) == code


def test_a_handler_that_fails_is_an_error_for_the_client(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: WebSocket) -> None:
        raise KeyError("no")

    _, port = _talk(serve, broken)

    with _connect(port) as client, pytest.raises(ConnectionClosed):
        client.recv(TIMEOUT)

    assert client.close_code == 1011
    assert "KeyError" in caplog.text


def test_where_nobody_speaks_it_the_request_is_answered_as_usual(serve: Serve) -> None:
    _, port = serve(lambda request: text("nobody", 404))

    with pytest.raises(InvalidStatus) as refused:
        _connect(port)
    with raw(port) as sock:
        sock.sendall(_handshake() + b"GET /next HTTP/1.1\r\nHost: h\r\n\r\n")
        answers = receive_until(sock, b"nobody")
        while answers.count(b"404 Not Found") < 2:
            answers += sock.recv(1000)

    assert refused.value.response.status_code == 404


@pytest.mark.parametrize(
    ("header", "status"),
    [(b"Sec-WebSocket-Key", b"400"), (b"Sec-WebSocket-Version", b"400"), (b"Host", b"400")],
)
def test_an_incomplete_handshake_is_refused(serve: Serve, header: bytes, status: bytes) -> None:
    _, port = _talk(serve, _echo)
    lines = [line for line in _handshake().split(b"\r\n") if not line.startswith(header)]

    with raw(port) as sock:
        sock.sendall(b"\r\n".join(lines))
        answer = b"".join(iter(lambda: sock.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 " + status)


def test_another_upgrade_is_answered_as_if_it_was_not_asked_for(serve: Serve) -> None:
    gateway, port = serve(lambda request: text(request.body.read() or b"none"))
    upgrade = b"HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
    upgrade += b"HTTP2-Settings: AAMAAABkAAQAAP__\r\n"

    with raw(port) as sock:
        sock.sendall(b"POST /1 " + upgrade + b"Content-Length: 5\r\n\r\nhel")
        sock.sendall(b"loGET /2 " + upgrade + b"\r\nGET /3 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        answers = b"".join(iter(lambda: sock.recv(65536), b""))

    assert [request.target for request in gateway.requests] == ["/1", "/2", "/3"]
    assert answers.count(b"HTTP/1.1 200 OK") == answers.count(b"none") + 1 == 3


def test_a_server_that_stops_goes_away() -> None:
    listener = listening(lambda request: text(""))
    gateway = listener._gateway
    assert isinstance(gateway, FakeGateway)
    gateway.talk = _echo

    with _connect(listener.port) as client:
        client.send("hello")
        client.recv(TIMEOUT)
        listener.close()
        with pytest.raises(ConnectionClosed):
            client.recv(TIMEOUT)

    assert client.close_code == 1001


def test_a_server_stops_at_once_though_a_client_takes_nothing() -> None:
    def flood(websocket: WebSocket) -> None:
        while True:
            websocket.send(b"x" * 1_000_000)

    listener = listening(lambda request: text(""))
    gateway = listener._gateway
    assert isinstance(gateway, FakeGateway)
    gateway.talk = flood

    with raw(listener.port) as sock:
        sock.sendall(_handshake())
        sock.recv(1000)
        started = time.monotonic()
        listener.close()

        assert time.monotonic() - started < 1


def test_a_gateway_hands_it_to_the_route_that_takes_it() -> None:
    def route(request: Request) -> WebSocketHandler | None:
        return _echo if request.path == "/chat" else None

    with Emulator(Settings()) as emulator:
        emulator.gateway.websocket_routes.append(route)

        with _connect(emulator.port) as client:
            client.send("hello")
            answer = client.recv(TIMEOUT)
        refused = emulator.gateway.websocket(Request("GET", "/_localstack/none", Headers(), Body()))

    assert answer == "hello"
    assert isinstance(refused, Response)
    assert refused.status >= 400


def test_a_fault_of_a_handler_is_remembered() -> None:
    def broken(_: WebSocket) -> None:
        raise KeyError("no")

    with Emulator(Settings()) as emulator:
        emulator.gateway.websocket_routes.append(lambda request: broken)
        with _connect(emulator.port, "/chat") as client, pytest.raises(ConnectionClosed):
            client.recv(TIMEOUT)
        failures = emulator.recorder.failures

    assert failures == ["WebSocket /chat: KeyError('no')"]


def _handshake() -> bytes:
    return (
        b"GET /chat HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
