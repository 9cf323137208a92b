"""A restarted server waits for its port, which another process may hold for a moment."""

from __future__ import annotations

import socket
import threading

from localstack.cli import serving
from localstack.config import HostAndPort
from localstack.http.listener import bound_socket


def test_it_waits_until_the_port_is_free() -> None:
    taken = bound_socket(HostAndPort("127.0.0.1", 0))
    port = taken.getsockname()[1]
    addresses = [HostAndPort("127.0.0.1", 0), HostAndPort("127.0.0.1", port)]
    waiting = threading.Thread(target=serving._await_ports, args=(addresses,), daemon=True)
    waiting.start()
    waiting.join(2 * serving.LOOK_SECONDS)
    was_waiting = waiting.is_alive()

    taken.close()
    waiting.join(10)

    assert (was_waiting, waiting.is_alive()) == (True, False)
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))
