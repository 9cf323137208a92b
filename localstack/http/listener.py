"""A port that is bound at boot, and a server behind it that starts at the first connection."""

from __future__ import annotations

import selectors
import socket
import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from localstack.aws.gateway import Gateway

BACKLOG = 1024
STOP_SECONDS = 5.0


class Server(Protocol):
    """What answers the connections of a listening socket."""

    def run(self) -> None: ...
    def stop(self) -> None: ...


class Listener:
    """Holds the port; one idle thread waits for the first connection."""

    def __init__(self, gateway: Gateway, host: str, port: int) -> None:
        self._gateway = gateway
        self._host = host
        self._port = port
        self._socket: socket.socket | None = None
        self._server: Server | None = None
        self._stopping = False
        # Waited for instead of the thread: on Python 3.11 a join that Ctrl-C interrupts marks the thread as ended.
        self._ended = threading.Event()

    @property
    def port(self) -> int:
        """The bound port."""
        return self._port

    def bind(self) -> None:
        """Bind the port and wait for the first connection in the background.

        :raises OSError: when the port cannot be bound.
        """
        self._socket = _bound_socket(self._host, self._port)
        self._port = self._socket.getsockname()[1]
        self._stop_read, self._stop_write = socket.socketpair()
        threading.Thread(target=self._run, name="localstack-http", daemon=True).start()

    def serve_forever(self) -> None:
        """Wait until :meth:`close` while connections are answered."""
        self._ended.wait()

    def close(self) -> None:
        """Stop the server and give the port back."""
        if self._socket is None:
            return
        self._stopping = True
        self._stop_write.send(b"x")
        if self._server is not None:
            self._server.stop()
        self._ended.wait(STOP_SECONDS)
        for handle in (self._socket, self._stop_read, self._stop_write):
            handle.close()
        self._socket = None

    def _run(self) -> None:
        try:
            assert self._socket is not None
            if not self._await_connection(self._socket):
                return
            from localstack.http.server import HttpServer

            self._server = HttpServer(self._gateway, self._socket)
            if self._stopping:  # close() came while the server was imported
                self._server.stop()
            self._server.run()
        finally:
            self._ended.set()

    def _await_connection(self, listening: socket.socket) -> bool:
        """Tell whether a connection came, rather than :meth:`close`."""
        with selectors.DefaultSelector() as selector:
            selector.register(listening, selectors.EVENT_READ)
            selector.register(self._stop_read, selectors.EVENT_READ)
            return all(key.fileobj is listening for key, _ in selector.select())


def _bound_socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol left at 0 asyncio does not switch Nagle's algorithm off: a body costs 40 ms more.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        raise OSError(error.errno, f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listening
