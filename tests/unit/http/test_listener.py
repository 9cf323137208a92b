"""The port: bound before anything is imported, given back within a second, whatever is going on."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Request, Response
from localstack.config import HostAndPort
from localstack.http.listener import CannotListen, Listener, bound_socket
from tests.unit.http.fake_gateway import TIMEOUT, FakeGateway, connect, echo, listening, raw, text


def closing_time(listener: Listener) -> float:
    started = time.monotonic()
    listener.close()
    return time.monotonic() - started


def test_it_stops_at_once_when_nobody_called() -> None:
    listener = listening(echo)

    assert closing_time(listener) < 0.5
    with pytest.raises(OSError, match="refused"):
        raw(listener.port)


def test_it_stops_within_a_second_with_connections_open() -> None:
    listener = listening(echo)
    connection = connect(listener.port)
    connection.request("GET", "/")
    connection.getresponse().read()

    assert closing_time(listener) < 1
    with pytest.raises(OSError, match="refused"):
        raw(listener.port)
    connection.close()


def test_it_stops_within_a_second_while_a_request_is_answered() -> None:
    entered, release = threading.Event(), threading.Event()

    def wait(_: Request) -> Response:
        entered.set()
        release.wait(TIMEOUT)
        return text("")

    listener = listening(wait)
    with raw(listener.port) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert entered.wait(TIMEOUT)

        took = closing_time(listener)

    release.set()
    assert took < 1


def test_it_stops_within_a_second_while_an_upload_is_read() -> None:
    outcomes: list[object] = []
    reading, done = threading.Event(), threading.Event()

    def drain(request: Request) -> Response:
        try:
            for _ in request.body.stream():
                reading.set()
        except ServiceException as error:
            outcomes.append(error.code)
        done.set()
        return text("")

    listener = listening(drain)
    with raw(listener.port) as sock:
        sock.sendall(b"PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\nhello")
        assert reading.wait(TIMEOUT)

        took = closing_time(listener)

    assert took < 1
    assert done.wait(TIMEOUT)
    assert outcomes == ["IncompleteBody"]


def test_it_stops_within_a_second_while_an_answer_streams() -> None:
    closed = threading.Event()

    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    listener = listening(lambda request: Response(200, [], Body(endless(), close=closed.set)))
    with raw(listener.port) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        sock.recv(1000)

        took = closing_time(listener)

    assert took < 1
    assert closed.wait(TIMEOUT)


def test_a_port_that_is_taken_is_named() -> None:
    listener = listening(echo)

    with pytest.raises(OSError, match=f"cannot listen on 127.0.0.1:{listener.port}"):
        Listener(FakeGateway(echo), "127.0.0.1", listener.port).bind()  # type: ignore[arg-type]

    listener.close()


def test_every_address_is_listened_on() -> None:
    addresses = [HostAndPort("127.0.0.1", 0), HostAndPort("127.0.0.2", 0)]
    listener = Listener(FakeGateway(echo), "127.0.0.1", 0, addresses)  # type: ignore[arg-type]
    listener.bind()

    ports = [address.port for address in listener.addresses]
    answers = [_answer(address) for address in listener.addresses]
    listener.close()

    assert len(set(ports)) == 3
    assert listener.port == ports[0]
    assert answers == [200, 200, 200]
    for address in listener.addresses:
        with pytest.raises(OSError, match="refused"):
            _answer(address)


def _answer(address: HostAndPort) -> int:
    connection = http.client.HTTPConnection(address.host, address.port, timeout=TIMEOUT)
    connection.request("GET", "/")
    status = connection.getresponse().status
    connection.close()
    return status


def test_of_several_addresses_one_that_is_taken_is_named_and_none_is_kept() -> None:
    other = listening(echo)
    free = bound_socket(HostAndPort("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    taken = HostAndPort("127.0.0.1", other.port)
    listener = Listener(FakeGateway(echo), "127.0.0.1", port, [taken])  # type: ignore[arg-type]

    with pytest.raises(CannotListen, match=f"cannot listen on {taken}: Address already in use"):
        listener.bind()

    bound_socket(HostAndPort("127.0.0.1", port)).close()
    other.close()


def _has_ipv6() -> bool:
    try:
        bound_socket(HostAndPort("::1", 0)).close()
    except CannotListen:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="this machine has no IPv6")
def test_any_address_of_ipv6_is_any_of_ipv4_too() -> None:
    listener = Listener(FakeGateway(echo), "::", 0)  # type: ignore[arg-type]
    listener.bind()

    answers = [_answer(HostAndPort(host, listener.port)) for host in ("127.0.0.1", "::1")]
    listener.close()

    assert answers == [200, 200]


def test_the_server_is_imported_at_the_first_connection() -> None:
    program = """
import http.client, sys, threading
from localstack.aws.wire import Response
from localstack.clock import Clock, Waits
from localstack.http.listener import Listener

class Gateway:
    waits = Waits(Clock())

    def handle(self, request):
        return Response(200, [("Content-Length", "2")], b"ok")

listener = Listener(Gateway(), "127.0.0.1", 0)
listener.bind()
assert listener.port > 0
assert not {"httptools", "localstack.http.server", "uvicorn", "asyncio"} & set(sys.modules)
connection = http.client.HTTPConnection("127.0.0.1", listener.port, timeout=10)
connection.request("GET", "/")
assert connection.getresponse().read() == b"ok"
assert "localstack.http.server" in sys.modules
assert not {"localstack.http.tls", "h2", "wsproto", "cryptography"} & set(sys.modules)
listener.close()
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
