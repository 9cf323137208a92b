"""One client from its first byte to its last: TLS or plain text, then HTTP/1.1 or HTTP/2.

::

    first byte 0x16 -> TLS, its ALPN    \\
    anything else   -> plain text       -> the preface of HTTP/2 -> HTTP/2
                                        -> anything else         -> HTTP/1.1
"""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Protocol

from localstack.aws.body import CHUNK_SIZE
from localstack.aws.wire import BrokenConnection
from localstack.http.clients import Client, PlainClient, reset_at_close, shut_down
from localstack.http.connection import Connection, Watch

if TYPE_CHECKING:
    from localstack.http.door import DoorSide

LOG = logging.getLogger(__name__)

IDLE_SECONDS = 75.0
TLS_HANDSHAKE = b"\x16"
HTTP2_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


class Conversation(Protocol):
    """What a protocol makes of a connection."""

    def run(self) -> None: ...
    def close(self) -> None: ...


class Visit:
    """Finds out what a client speaks and answers it in that.

    :param watch: makes a context in which a function is called should the client leave.
    """

    def __init__(self, client: PlainClient, gateway: DoorSide, watch: Watch) -> None:
        self._socket = client
        self._gateway = gateway
        self._watch = watch
        self._conversation: Conversation | None = None
        self._closing = False

    def run(self) -> None:
        """Answer the client until it leaves, is idle too long, or is told to leave."""
        client: Client = self._socket
        try:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.settimeout(IDLE_SECONDS)
            # Looked at only: TLS wants all of it.
            if self._socket.recv(1, socket.MSG_PEEK) == TLS_HANDSHAKE:
                client = self._secured()
            self._converse(client)
        except BrokenConnection as error:
            if error.at_once:
                reset_at_close(self._socket)
        except OSError as error:
            # The client has left, said nothing for too long, or knows no TLS.
            LOG.debug("a connection ended: %s", error)
        except Exception:
            # The answer is under way: all that can be told is that it does not end well.
            LOG.exception("a streamed answer broke off")
        finally:
            client.close()

    def close(self) -> None:
        """Leave after what is being answered, or at once when nothing is."""
        self._closing = True
        if self._conversation is None:
            self.abort()
        else:
            self._conversation.close()

    def abort(self) -> None:
        """Leave at once."""
        shut_down(self._socket)

    def _secured(self) -> Client:
        from localstack.http.tls import TlsClient

        client = TlsClient(self._socket, self._gateway.trust.context())
        try:
            client.handshake()
        except OSError:
            client.close()
            raise
        client.settimeout(IDLE_SECONDS)
        return client

    def _converse(self, client: Client) -> None:
        received = client.recv(CHUNK_SIZE)
        while HTTP2_PREFACE.startswith(received) and 0 < len(received) < len(HTTP2_PREFACE):
            more = client.recv(CHUNK_SIZE)
            if not more:
                return
            received += more
        if not received:
            return
        self._conversation = self._conversation_with(client, received)
        if self._closing:  # close() came while this was found out
            self._conversation.close()
        self._conversation.run()

    def _conversation_with(self, client: Client, received: bytes) -> Conversation:
        if not received.startswith(HTTP2_PREFACE):
            return Connection(client, self._gateway, self._watch, received)
        from localstack.http.http2 import Http2Connection

        return Http2Connection(client, self._gateway, received)
