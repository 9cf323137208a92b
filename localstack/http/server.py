"""The server: a thread per connection on listening sockets.

Measured against asyncio servers with a worker pool it costs a fifth per request (docs/performance.md), and a
long poll blocks nobody but its own connection.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from localstack.http.clients import Client, accepted
from localstack.http.visit import Visit

if TYPE_CHECKING:
    from localstack.http.door import DoorSide

# How long requests that are being answered may go on after the server has been told to stop.
GRACE_SECONDS = 0.5
# How long threads may take to end once their connections are closed.
FAREWELL_SECONDS = 0.25


class HttpServer:
    """Serves a gateway on listening sockets.

    :param listening: bound, listening sockets; they stay the caller's.
    """

    def __init__(self, gateway: DoorSide, *listening: socket.socket) -> None:
        self._gateway = gateway
        self._listening = listening
        self._visits: dict[Visit, threading.Thread] = {}
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._stop_read, self._stop_write = socket.socketpair()

    def run(self) -> None:
        """Answer connections until :meth:`stop`, in the calling thread."""
        with self._selector:
            for listening in self._listening:
                self._selector.register(listening, selectors.EVENT_READ, partial(self._accept, listening))
            self._selector.register(self._stop_read, selectors.EVENT_READ)
            while self._dispatch():
                pass
            self._close_visits()
        self._stop_read.close()
        self._stop_write.close()

    def stop(self) -> None:
        """Stop answering."""
        try:
            self._stop_write.send(b"x")
        except OSError:
            return  # it has stopped already

    @contextmanager
    def watch(self, client: Client, on_leave: Callable[[], None]) -> Iterator[None]:
        """Have a function called should a client leave while it is being answered."""

        def look() -> None:
            # What is readable is the end of the connection, or the client's next request.
            self._forget(client)
            if client.has_left():
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

    def _forget(self, client: Client) -> None:
        with self._lock, contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(client)

    def _accept(self, listening: socket.socket) -> None:
        try:
            client = accepted(listening)
        except OSError:
            return  # the client has left before it was its turn
        visit = Visit(client, self._gateway, self.watch)
        thread = threading.Thread(
            target=self._serve, args=(visit,), name="localstack-connection", daemon=True
        )
        with self._lock:
            self._visits[visit] = thread
        thread.start()

    def _serve(self, visit: Visit) -> None:
        try:
            visit.run()
        finally:
            with self._lock:
                self._visits.pop(visit, None)

    def _close_visits(self) -> None:
        with self._lock:
            left = dict(self._visits)
        for visit in left:
            visit.close()
        _join(left.values(), GRACE_SECONDS)
        for visit, thread in left.items():
            if thread.is_alive():
                visit.abort()
        _join(left.values(), FAREWELL_SECONDS)


def _join(threads: Iterable[threading.Thread], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(deadline - time.monotonic(), 0))
