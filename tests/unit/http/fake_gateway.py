"""A gateway that is a plain function, and clients as plain as sockets."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable

from localstack.aws.wire import Request, Response
from localstack.clock import Clock, Waits
from localstack.http.listener import Listener
from localstack.http.trust import Trust
from localstack.http.websocket import WebSocketHandler

TIMEOUT = 10
Handler = Callable[[Request], Response]
Serve = Callable[[Handler], "tuple[FakeGateway, int]"]


class FakeGateway:
    """Answers as it is told to, and remembers what it was asked.

    :ivar talk: speaks WebSocket, if somebody does.
    """

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self.requests: list[Request] = []
        self.waits = Waits(Clock())
        self.trust = Trust()
        self.talk: WebSocketHandler | None = None

    def handle(self, request: Request) -> Response:
        self.requests.append(request)
        return self._handler(request)

    def websocket(self, request: Request) -> WebSocketHandler | Response:
        return self.talk or self.handle(request)


def text(content: str | bytes, status: int = 200) -> Response:
    payload = content.encode() if isinstance(content, str) else content
    return Response(status, [("Content-Length", str(len(payload)))], payload)


def echo(request: Request) -> Response:
    return text(request.body.read())


def connect(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)


def raw(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)


def receive_until(sock: socket.socket, ending: bytes) -> bytes:
    data = b""
    while not data.endswith(ending):
        chunk = sock.recv(65536)
        assert chunk, f"the connection ended after {data!r}"
        data += chunk
    return data


def listening(handler: Handler) -> Listener:
    """Start to listen; the caller closes."""
    listener = Listener(FakeGateway(handler), "127.0.0.1", 0)  # type: ignore[arg-type]
    listener.bind()
    return listener
