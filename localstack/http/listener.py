"""A port that is bound at boot, and a server behind it that starts at the first connection."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from localstack.config.addresses import ANY_IPV6, HostAndPort

if TYPE_CHECKING:
    from localstack.http.door import DoorSide

BACKLOG = 1024
STOP_SECONDS = 5.0


class CannotListen(OSError):
    """An address cannot be listened on; the message names it and says why.

    :ivar address: the address.
    """

    def __init__(self, address: HostAndPort, error: OSError) -> None:
        super().__init__(error.errno, f"cannot listen on {address}: {error.strerror}")
        self.address = address


class Server(Protocol):
    """What answers the connections of listening sockets."""

    def run(self) -> None: ...
    def stop(self) -> None: ...


class Listener:
    """Holds the ports; one idle thread waits for the first connection.

    :param further: addresses to listen on besides the first.
    """

    def __init__(self, gateway: DoorSide, host: str, port: int, further: Iterable[HostAndPort] = ()) -> None:
        self._gateway = gateway
        self._addresses = [HostAndPort(host, port), *further]
        self._sockets: list[socket.socket] = []
        self._server: Server | None = None
        self._stopping = False
        # Waited for instead of the thread: on Python 3.11 a join that Ctrl-C interrupts marks the thread as ended.
        self._ended = threading.Event()

    @property
    def port(self) -> int:
        """The port of the first address."""
        return self._addresses[0].port

    @property
    def addresses(self) -> list[HostAndPort]:
        """The addresses, once bound with the ports they have got."""
        return list(self._addresses)

    def bind(self) -> None:
        """Bind the ports and wait for the first connection in the background.

        :raises CannotListen: when one cannot be bound; none is then.
        """
        try:
            for address in self._addresses:
                self._sockets.append(bound_socket(address))
        except CannotListen:
            self._close_sockets()
            raise
        self._addresses = [
            HostAndPort(address.host, bound.getsockname()[1])
            for address, bound in zip(self._addresses, self._sockets, strict=True)
        ]
        self._stop_read, self._stop_write = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="localstack-http", daemon=True)
        self._thread.start()

    def serve_forever(self) -> None:
        """Wait until :meth:`close` while connections are answered."""
        self._ended.wait()

    def close(self) -> None:
        """Stop the server and give the ports back."""
        if not self._sockets:
            return
        self._stopping = True
        self._stop_write.send(b"x")
        if self._server is not None:
            self._server.stop()
        if self._ended.wait(STOP_SECONDS):
            self._thread.join()
        self._stop_read.close()
        self._stop_write.close()
        self._close_sockets()

    def _close_sockets(self) -> None:
        for bound in self._sockets:
            bound.close()
        self._sockets.clear()

    def _run(self) -> None:
        try:
            if not self._await_connection():
                return
            from localstack.http.server import HttpServer

            self._server = HttpServer(self._gateway, *self._sockets)
            if self._stopping:  # close() came while the server was imported
                self._server.stop()
            self._server.run()
        finally:
            self._ended.set()

    def _await_connection(self) -> bool:
        """Tell whether a connection came, rather than :meth:`close`."""
        with selectors.DefaultSelector() as selector:
            for bound in self._sockets:
                selector.register(bound, selectors.EVENT_READ)
            selector.register(self._stop_read, selectors.EVENT_READ)
            return all(key.fileobj is not self._stop_read for key, _ in selector.select())


def bound_socket(address: HostAndPort) -> socket.socket:
    """Listen on an address; port 0 takes a free one.

    :raises CannotListen: when that cannot be.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # With the protocol left at 0 asyncio does not switch Nagle's algorithm off: a body costs 40 ms more.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if address.host == ANY_IPV6:
            # Whether IPv4 is meant too is a setting of the machine otherwise.
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listening.bind((address.host, address.port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        raise CannotListen(address, error) from error
    return listening
