"""A port that is bound at boot, and a server behind it that starts at the first connection."""

from __future__ import annotations

import selectors
import socket
import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from localstack.aws.gateway import Gateway

BACKLOG = 1024


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
        self._thread: threading.Thread | None = None
        self._wake_read, self._wake_write = -1, -1

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
        self._thread = threading.Thread(target=self._serve_when_needed, name="localstack-http", daemon=True)
        self._thread.start()

    def serve_forever(self) -> None:
        """Answer connections in the calling thread until :meth:`close`."""
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Stop the server and give the port back."""
        if self._socket is None:
            return
        self._stop_write.send(b"x")
        if self._server is not None:
            self._server.stop()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(5)
        for handle in (self._socket, self._stop_read, self._stop_write):
            handle.close()
        self._socket = None

    def _serve_when_needed(self) -> None:
        assert self._socket is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            selector.register(self._stop_read, selectors.EVENT_READ)
            if any(key.fileobj is self._stop_read for key, _ in selector.select()):
                return
        from localstack.http.server import HttpServer

        self._server = HttpServer(self._gateway, self._socket)
        self._server.run()


def _bound_socket(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        raise OSError(error.errno, f"cannot listen on {host}:{port}: {error.strerror}") from error
    return listening
