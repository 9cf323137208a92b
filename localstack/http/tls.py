"""TLS for one client: a socket's methods, over OpenSSL working on memory.

One thread may receive while others send. An `ssl.SSLSocket` allows that to one thread at a time only, and would
keep HTTP/2 and WebSocket from sending while they wait for the client.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading

from localstack.aws.body import CHUNK_SIZE
from localstack.clock import Deadline
from localstack.http.clients import PlainClient

HANDSHAKE_SECONDS = 10.0


class TlsClient:
    """A client that speaks TLS.

    :param client: the connection, of which nothing has been received.
    """

    def __init__(self, client: PlainClient, context: ssl.SSLContext) -> None:
        self._socket = client
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        # Taken for each step of OpenSSL, never while the socket is waited for.
        self._step = threading.Lock()
        # Keeps records in the order they were made in; taken before the other.
        self._sending = threading.Lock()
        self._early = b""

    def handshake(self, seconds: float = HANDSHAKE_SECONDS) -> str:
        """Agree with the client on keys and a protocol.

        :returns: the protocol of ALPN, or `""`.
        :raises OSError: when the client does not speak TLS, leaves, or takes too long.
        """
        deadline = Deadline(seconds)
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                self._flush()
            except ssl.SSLError:
                self._flush()  # the alert tells the client why
                raise
            else:
                self._flush()
                return self._tls.selected_alpn_protocol() or ""
            if not deadline.remaining:
                raise TimeoutError("the client takes too long for its handshake")
            self._socket.settimeout(deadline.remaining)
            self._take(self._socket.recv(CHUNK_SIZE))

    def fileno(self) -> int:
        """Give the socket's file descriptor."""
        return self._socket.fileno()

    def settimeout(self, seconds: float | None, /) -> None:
        """Set how long receiving and sending may wait for the client."""
        self._socket.settimeout(seconds)

    def recv(self, size: int, /) -> bytes:
        """Receive some bytes, or `b""` at the end.

        :raises OSError: when the connection breaks, or what comes is no TLS.
        """
        while (data := self._read(size)) is None:
            if self._outgoing.pending:
                self._flush()  # an answer of the protocol's own, as to a change of keys
            received = self._socket.recv(CHUNK_SIZE)
            with self._step:
                self._take(received)
        return data

    def sendall(self, data: bytes, /) -> None:
        """Send some bytes."""
        view = memoryview(data)
        for start in range(0, len(view), CHUNK_SIZE):
            with self._sending:
                with self._step:
                    self._tls.write(view[start : start + CHUNK_SIZE])
                    record = self._outgoing.read()
                self._socket.sendall(record)

    def shutdown(self, how: int, /) -> None:
        """Shut the socket down."""
        self._socket.shutdown(how)

    def close(self) -> None:
        """Tell the client that this is the end, if it listens, and close."""
        # OpenSSL complains that the client has not said the same yet, or that there never was a session.
        with contextlib.suppress(OSError), self._step:
            self._tls.unwrap()
        with contextlib.suppress(OSError):
            self._flush()
        self._socket.close()

    def has_left(self) -> bool:
        """Tell of a client there is something to receive from whether that is the end."""
        with self._step:
            try:
                self._take(self._socket.recv(CHUNK_SIZE, socket.MSG_DONTWAIT))
            except BlockingIOError:
                return False
            except OSError:
                return True
        data = self._read(CHUNK_SIZE)
        if data:
            self._early += data
        return data == b""

    def _read(self, size: int) -> bytes | None:
        """Take what has been deciphered: `None` when more has to be received first."""
        with self._step:
            if self._early:
                data, self._early = self._early[:size], self._early[size:]
                return data
            try:
                return self._tls.read(size)
            except ssl.SSLWantReadError:
                return None
            except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
                return b""

    def _take(self, received: bytes) -> None:
        if received:
            self._incoming.write(received)
        else:
            self._incoming.write_eof()

    def _flush(self) -> None:
        with self._sending:
            with self._step:
                record = self._outgoing.read()
            if record:
                self._socket.sendall(record)
