"""A server that stops with everything open at once: all threads end, the port is free."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from h2.events import ConnectionTerminated
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect as connect_websocket

from localstack.config import Settings
from localstack.http.websocket import WebSocket
from localstack.runtime import Emulator
from tests.unit.http.fake_gateway import TIMEOUT, connect, raw
from tests.unit.http.http2_client import Http2Client
from tests.unit.http.long_poll import ACCOUNT, create_queue, request, until

POLLS = 50
PUT = (
    b"PUT /bucket/key HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n"
    b"Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, Signature=0\r\n\r\nhalf"
)


def _echo(websocket: WebSocket) -> None:
    for message in websocket:
        websocket.send(message)


@pytest.fixture
def others() -> set[threading.Thread]:
    return set(threading.enumerate())


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        emulator.gateway.websocket_routes.append(lambda request: _echo)
        emulator.gateway.call("s3", "CreateBucket", {"Bucket": "bucket"}, *ACCOUNT)
        yield emulator


def test_it_stops_within_a_second_whatever_is_open(others: set[threading.Thread], emulator: Emulator) -> None:
    url = create_queue(emulator)
    with ExitStack() as stack:
        for _ in range(POLLS):
            stack.enter_context(raw(emulator.port)).sendall(request(url))
        idle = connect(emulator.port)
        stack.callback(idle.close)
        idle.request("GET", "/_localstack/info")
        idle.getresponse().read()
        for size in (100, 100_000_000):
            stack.enter_context(raw(emulator.port)).sendall(PUT % size)
        stack.enter_context(raw(emulator.port)).sendall(b"\x16\x03\x01")
        stack.enter_context(raw(emulator.port))
        http2 = stack.enter_context(Http2Client(raw(emulator.port)))
        http2.answer(http2.ask("/_localstack/info"))
        context = ssl.create_default_context(cadata=emulator.trust.pem)
        secure = context.wrap_socket(raw(emulator.port), server_hostname="localhost")
        stack.enter_context(secure)
        websocket = stack.enter_context(connect_websocket(f"ws://127.0.0.1:{emulator.port}/", proxy=None))
        until(lambda: emulator.waits.count == POLLS)

        started = time.monotonic()
        emulator.stop()
        took = time.monotonic() - started

        left = [thread.name for thread in threading.enumerate() if thread not in others]
        assert [name for name in left if name.startswith("localstack")] == []
        assert took < 1
        assert http2.wait_for(ConnectionTerminated).error_code == 0
        with pytest.raises(ConnectionClosed):
            websocket.recv(TIMEOUT)
        assert websocket.close_code == 1001
    with socket.create_server(("127.0.0.1", emulator.port)):
        pass
