"""The HTTP/1.1 server: a thread per connection on a listening socket.

Measured against asyncio servers with a worker pool it costs a fifth per request (docs/performance.md), and a
long poll blocks nobody but its own connection.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from localstack.http.connection import Connection

if TYPE_CHECKING:
    from localstack.aws.gateway import Gateway

# How long requests that are being answered may go on after the server has been told to stop.
GRACE_SECONDS = 0.5


class HttpServer:
    """Serves a gateway on a listening socket.

    :param listening: a bound, listening socket; it stays the caller's.
    """

    def __init__(self, gateway: Gateway, listening: socket.socket) -> None:
        self._gateway = gateway
        self._listening = listening
        self._connections: dict[Connection, threading.Thread] = {}
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._stop_read, self._stop_write = socket.socketpair()

    def run(self) -> None:
        """Answer connections until :meth:`stop`, in the calling thread."""
        with self._selector:
            self._selector.register(self._listening, selectors.EVENT_READ, self._accept)
            self._selector.register(self._stop_read, selectors.EVENT_READ)
            while self._dispatch():
                pass
            self._close_connections()
        self._stop_read.close()
        self._stop_write.close()

    def stop(self) -> None:
        """Stop answering."""
        try:
            self._stop_write.send(b"x")
        except OSError:
            return  # it has stopped already

    @contextmanager
    def watch(self, client: socket.socket, on_leave: Callable[[], None]) -> Iterator[None]:
        """Have a function called should a client leave while it is being answered."""

        def look() -> None:
            # What is readable is the end of the connection, or the client's next request.
            self._forget(client)
            if not _has_data(client):
                on_leave()

        with self._lock:
            self._selector.register(client, selectors.EVENT_READ, look)
        try:
            yield
        finally:
            self._forget(client)

    def _dispatch(self) -> bool:
        """Wait for events and act on them; tell whether to go on."""
        for key, _ in self._selector.select():
            if key.fileobj is self._stop_read:
                return False
            key.data()
        return True

    def _forget(self, client: socket.socket) -> None:
        with self._lock, contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(client)

    def _accept(self) -> None:
        try:
            client, _ = self._listening.accept()
        except OSError:
            return  # the client has left before it was its turn
        client.setblocking(True)
        connection = Connection(client, self._gateway.handle, self.watch)
        thread = threading.Thread(
            target=self._serve, args=(connection,), name="localstack-connection", daemon=True
        )
        with self._lock:
            self._connections[connection] = thread
        thread.start()

    def _serve(self, connection: Connection) -> None:
        try:
            connection.run()
        finally:
            with self._lock:
                self._connections.pop(connection, None)

    def _close_connections(self) -> None:
        with self._lock:
            left = dict(self._connections)
        for connection in left:
            connection.close()
        deadline = time.monotonic() + GRACE_SECONDS
        for connection, thread in left.items():
            thread.join(max(deadline - time.monotonic(), 0))
            if thread.is_alive():
                connection.abort()


def _has_data(client: socket.socket) -> bool:
    try:
        return bool(client.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except BlockingIOError:
        return True
    except OSError:
        return False
