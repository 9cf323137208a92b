"""Frames between the emulator and the long tail's child: a JSON header and a raw body, both length-prefixed.

::

    frame   = header size (4 bytes, big endian) body size (8 bytes) header body

    to the child                                        its answer
    {"do": "answer", …request}            body          {"is": "answered", …} body, or one of the refusals
    {"do": "reset", "backends": […]}                    {"is": "done"}
    {"do": "reset account", "account": …}               {"is": "done"}
    {"do": "list operations", "service": …}             {"is": "done", "operations": […]}
    {"do": "take undelivered"}                          {"is": "done", "undelivered": […]}

    refusals: {"is": "not implemented", "message": …}   {"is": "failed", "traceback": …}

Before it answers, the child may ask for an operation of a native service, any number of times:
`{"is": "calling", "service": …, "operation": …, "parameters": …}`, to which the emulator replies
`{"result": …}` or `{"error": {"code": …, "message": …}}`.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

_SIZES = struct.Struct("!IQ")


class ConnectionEndedError(ConnectionError):
    """The other side is gone."""


def send_frame(connection: socket.socket, header: dict[str, Any], body: bytes = b"") -> None:
    """Send one frame.

    :raises ConnectionError: when the other side is gone.
    """
    text = json.dumps(header).encode()
    connection.sendall(_SIZES.pack(len(text), len(body)) + text + body)


def receive_frame(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Wait for one frame.

    :returns: its header and its body.
    :raises ConnectionError: when the other side is gone.
    """
    header_size, body_size = _SIZES.unpack(_receive(connection, _SIZES.size))
    header: dict[str, Any] = json.loads(_receive(connection, header_size))
    return header, _receive(connection, body_size) if body_size else b""


def _receive(connection: socket.socket, size: int) -> bytes:
    buffer = bytearray(size)
    view = memoryview(buffer)
    while view:
        count = connection.recv_into(view)
        if not count:
            raise ConnectionEndedError("the other side closed the connection")
        view = view[count:]
    return bytes(buffer)
