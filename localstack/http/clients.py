"""What the server sees of a client: a socket, in plain text here and through TLS in `tls`."""

from __future__ import annotations

import socket
import struct
from typing import Protocol


class Client(Protocol):
    """A connected socket, or what passes for one."""

    def fileno(self) -> int: ...
    def settimeout(self, seconds: float | None, /) -> None: ...
    def recv(self, size: int, /) -> bytes: ...
    def sendall(self, data: bytes, /) -> None: ...
    def shutdown(self, how: int, /) -> None: ...
    def close(self) -> None: ...

    def has_left(self) -> bool:
        """Tell of a client there is something to receive from whether that is the end, and lose nothing else."""
        ...


class PlainClient(socket.socket):
    """A client that speaks plain text."""

    def has_left(self) -> bool:
        """Tell of a client there is something to receive from whether that is the end."""
        try:
            return not self.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True


def accepted(listening: socket.socket) -> PlainClient:
    """Accept a connection.

    :raises OSError: when the client has left before it was its turn.
    """
    client, _ = listening.accept()
    plain = PlainClient(client.family, client.type, client.proto, client.detach())
    plain.setblocking(True)
    return plain


def shut_down(client: Client) -> None:
    """End a connection in both directions, which ends what any thread waits for on it."""
    try:
        client.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already


def reset_at_close(client: PlainClient) -> None:
    """Have a connection end with a reset instead of an orderly end when it is closed."""
    no_linger = struct.pack("ii", 1, 0)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_linger)
