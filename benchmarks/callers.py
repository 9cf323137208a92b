"""Clients of a server in threads, timing each of their calls: boto3, and bare sockets with boto3's bytes.

A boto3 client takes several times as long for a call as the server does, and its threads share one
interpreter; the socket client shows the server.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from benchmarks.operations import BY_TITLE
from benchmarks.workers import ENVIRONMENT

Call = Callable[[], object]


class Callers:
    """The clients of one server.

    :param url: the server's base URL.
    """

    def __init__(self, url: str) -> None:
        import boto3

        self._url = url
        self._session = boto3.Session(
            ENVIRONMENT["AWS_ACCESS_KEY_ID"],
            ENVIRONMENT["AWS_SECRET_ACCESS_KEY"],
            region_name=ENVIRONMENT["AWS_REGION"],
        )

    def stop(self) -> None:
        """Let go of everything; connections close with the process."""

    def round(self, title: str, threads: int, calls: int, bare: bool) -> list[float]:
        """Make calls from several threads at once.

        :param calls: how many each thread makes.
        :param bare: by socket, not by boto3.
        :returns: microseconds of each call.
        """
        make = self._bare if bare else self._boto3
        callers = [_Caller(make(title), calls) for _ in range(threads)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        failures = [caller.failure for caller in callers if caller.failure is not None]
        if failures:
            raise failures[0]
        return [microseconds for caller in callers for microseconds in caller.times]

    def _boto3(self, title: str) -> Call:
        operation = BY_TITLE[title]
        client = self._session.client(operation.service, endpoint_url=self._url)
        arguments = operation.arguments(client, 1)[0]
        call = operation.bind(client)
        call(**arguments)
        return lambda: call(**arguments)

    def _bare(self, title: str) -> Call:
        operation = BY_TITLE[title]
        client = self._session.client(operation.service, endpoint_url=self._url)
        arguments = operation.arguments(client, 1)[0]
        request = bytes_of(client, lambda: operation.bind(client)(**arguments))
        connection = Connection(self._url)
        return lambda: connection.exchange(request)


class _Caller(threading.Thread):
    def __init__(self, call: Call, calls: int) -> None:
        super().__init__()
        self._call = call
        self._calls = calls
        self.times: list[float] = []
        self.failure: Exception | None = None

    def run(self) -> None:
        call, times, clock = self._call, self.times, time.perf_counter
        try:
            for _ in range(self._calls):
                started = clock()
                call()
                times.append((clock() - started) * 1e6)
        except Exception as error:  # noqa: BLE001 - it is raised in the caller
            self.failure = error


class Connection:
    """A connection that sends bytes and reads one response with a `Content-Length`; kept if the server keeps it."""

    def __init__(self, url: str) -> None:
        host, _, port = url.partition("//")[2].partition(":")
        self._address = host, int(port)
        self._socket = self._connect()

    def exchange(self, request: bytes) -> bytes:
        """Send a request and give the response's body.

        :raises RuntimeError: when the status is not 200.
        """
        self._socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        if b" 200 " not in head[:16]:
            raise RuntimeError(head.decode("latin-1"))
        head = head.lower()
        content = self._rest(body, int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0))
        if b"\r\nconnection: close" in head:
            self._socket.close()
            self._socket = self._connect()
        return content

    def _connect(self) -> socket.socket:
        connected = socket.create_connection(self._address, timeout=30)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected

    def _rest(self, body: bytes, length: int) -> bytes:
        if len(body) == length:
            return body
        content = bytearray(length)
        content[: len(body)] = body
        filled = len(body)
        with memoryview(content) as view:
            while filled < length:
                filled += self._fill(view[filled:])
        return bytes(content)

    def _fill(self, view: memoryview) -> int:
        count = self._socket.recv_into(view)
        if not count:
            raise RuntimeError("the server closed the connection")
        return count

    def _more(self) -> bytes:
        data = self._socket.recv(65536)
        if not data:
            raise RuntimeError("the server closed the connection")
        return data


def bytes_of(client: Any, call: Call) -> bytes:
    """Begin a call with a client and give the bytes of the request it would send."""

    def stop(request: Any, **_: object) -> None:
        raise _Begun(_bytes_of(request))

    # The last handler before the request leaves: the bytes are what boto3 would send.
    client.meta.events.register_last("before-send", stop)
    try:
        call()
    except _Begun as begun:
        return begun.request
    finally:
        client.meta.events.unregister("before-send", stop)
    raise RuntimeError("the call sent no request")


class _Begun(Exception):
    def __init__(self, request: bytes) -> None:
        super().__init__(request)
        self.request = request


def _bytes_of(request: Any) -> bytes:
    _, _, rest = request.url.partition("//")
    host, slash, target = rest.partition("/")
    body: Any = request.body or b""
    if hasattr(body, "read"):
        file, body = body, body.read()
        file.seek(0)  # boto3 sends it too
    lines = [f"{request.method} {slash}{target} HTTP/1.1", f"Host: {host}"]
    for name, value in request.headers.items():
        if name.lower() != "expect":  # the body follows at once
            lines.append(f"{name}: {value.decode() if isinstance(value, bytes) else value}")
    return "\r\n".join([*lines, "", ""]).encode() + (body if isinstance(body, bytes) else body.encode())
