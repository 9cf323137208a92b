"""The HTTP/1.1 server: a thread per connection on a listening socket.

Measured against asyncio servers with a worker pool it costs a fifth per request (docs/performance.md), and a
long poll blocks nobody but its own connection.
"""

from __future__ import annotations

import selectors
import socket
import threading
import time
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
        self._stop_read, self._stop_write = socket.socketpair()

    def run(self) -> None:
        """Answer connections until :meth:`stop`, in the calling thread."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._listening, selectors.EVENT_READ)
            selector.register(self._stop_read, selectors.EVENT_READ)
            while all(key.fileobj is self._listening for key, _ in selector.select()):
                self._accept()
        self._close_connections()
        self._stop_read.close()
        self._stop_write.close()

    def stop(self) -> None:
        """Stop answering."""
        try:
            self._stop_write.send(b"x")
        except OSError:
            return  # it has stopped already

    def _accept(self) -> None:
        try:
            client, _ = self._listening.accept()
        except OSError:
            return  # the client has left before it was its turn
        client.setblocking(True)
        connection = Connection(client, self._gateway.handle)
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
