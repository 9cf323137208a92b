"""One WebSocket: messages in and out for a handler that may block. wsproto knows the protocol.

The handler runs in the connection's thread and receives there; any thread may send and close. Pings are answered
while the handler receives. No compression is agreed on, so a message is as long as what was sent for it.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import h11
from wsproto import ConnectionType, WSConnection
from wsproto.connection import ConnectionState
from wsproto.events import AcceptConnection, CloseConnection, Event, Message, Ping, RejectConnection
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import ProtocolError, RemoteProtocolError

from localstack.aws.body import CHUNK_SIZE
from localstack.aws.wire import Request
from localstack.clock import Deadline
from localstack.http.clients import Client

MAX_MESSAGE = 1024 * 1024
# How long a client may take to say goodbye too.
FAREWELL_SECONDS = 2.0
# And to take that the server stops, which tells them in turn.
STOP_SECONDS = 0.05

WebSocketHandler = Callable[["WebSocket"], None]


class WebSocketClosed(ConnectionError):
    """The WebSocket is closed.

    :ivar code: the reason as a number; 1006 when the client left without one. RFC 6455, 7.4
    """

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(f"the WebSocket is closed: {code} {reason}".rstrip())
        self.code = code
        self.reason = reason


class WebSocket:
    """A conversation in messages with the client of a request.

    :param request: the one that asked for it.
    :param following: what was received after it.
    """

    def __init__(self, client: Client, request: Request, following: bytes = b"") -> None:
        self.request = request
        self._socket = client
        self._following = following
        self._protocol = WSConnection(ConnectionType.SERVER)
        # Keeps frames in the order they were made in, and guards the protocol's state.
        self._lock = threading.Lock()
        self._messages: deque[str | bytes] = deque()
        self._parts: list[Any] = []
        self._size = 0
        self._closed: WebSocketClosed | None = None

    def run(self, handler: WebSocketHandler) -> None:
        """Shake hands, let a handler talk, and close when it has returned.

        :raises OSError: when the connection breaks.
        """
        if not self._accept():
            return
        try:
            handler(self)
        except WebSocketClosed:
            pass  # the usual end
        except OSError:
            raise
        except Exception:
            self.close(CloseReason.INTERNAL_ERROR)
            self._await_farewell()
            raise
        else:
            self.close()
        self._await_farewell()

    def receive(self) -> str | bytes:
        """Wait for a message of the client: text or bytes.

        :raises WebSocketClosed: when there will be none.
        """
        while not self._messages:
            if self._closed is not None:
                raise self._closed
            self._take(self._receive())
        return self._messages.popleft()

    def send(self, message: str | bytes) -> None:
        """Send a message.

        :raises WebSocketClosed: when the client does not listen any more.
        """
        with self._lock:
            if self._protocol.state is not ConnectionState.OPEN:
                raise self._closed or WebSocketClosed(CloseReason.ABNORMAL_CLOSURE)
            self._send(Message[Any](data=message))

    def close(self, code: int = CloseReason.NORMAL_CLOSURE, reason: str = "") -> None:
        """Tell the client that this is the end, unless it has been told or has said so itself."""
        with self._lock:
            self._close(code, reason)

    def go_away(self) -> None:
        """Tell the client that the server stops, if it takes that at once; never raises."""
        if not self._lock.acquire(timeout=STOP_SECONDS):
            return  # somebody sends what the client does not take
        try:
            self._socket.settimeout(STOP_SECONDS)
            self._close(CloseReason.GOING_AWAY)
        except OSError:
            return  # it has left
        finally:
            self._lock.release()

    def __iter__(self) -> Iterator[str | bytes]:
        """Give the client's messages until the end."""
        while True:
            try:
                yield self.receive()
            except WebSocketClosed:
                return

    def _accept(self) -> bool:
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in self.request.headers]
        try:
            self._protocol.initiate_upgrade_connection(headers, self.request.target)
            list(self._protocol.events())
            answer: Event = AcceptConnection()
        except RemoteProtocolError as error:
            answer = error.event_hint or RejectConnection(status_code=400)
        except (ProtocolError, h11.ProtocolError, ValueError):
            answer = RejectConnection(status_code=400)
        with self._lock:
            self._send(answer)
        return isinstance(answer, AcceptConnection)

    def _close(self, code: int, reason: str = "") -> None:
        if self._protocol.state is ConnectionState.OPEN:
            self._send(CloseConnection(code=code, reason=reason))

    def _send(self, event: Event) -> None:
        self._socket.sendall(self._protocol.send(event))

    def _receive(self) -> bytes:
        following, self._following = self._following, b""
        while not following:
            try:
                return self._socket.recv(CHUNK_SIZE)
            except TimeoutError:
                continue  # a client may be silent for as long as it likes
            except OSError:
                return b""
        return following

    def _take(self, data: bytes) -> None:
        with self._lock:
            self._protocol.receive_data(data or None)
            for event in self._protocol.events():
                self._act_on(event)

    def _act_on(self, event: Event) -> None:
        if self._closed is not None:
            return
        if isinstance(event, Message):
            self._add(event)
        elif isinstance(event, Ping) and self._protocol.state is ConnectionState.OPEN:
            self._send(event.response())
        elif isinstance(event, CloseConnection):
            # It comes from the client, or from wsproto about a client that breaks the protocol.
            self._end(event)

    def _add(self, event: Message[Any]) -> None:
        self._size += len(event.data)
        if self._size > MAX_MESSAGE:
            self._end(
                CloseConnection(CloseReason.MESSAGE_TOO_BIG, f"a message has at most {MAX_MESSAGE} bytes")
            )
            return
        self._parts.append(event.data)
        if event.message_finished:
            parts, self._parts, self._size = self._parts, [], 0
            self._messages.append(type(parts[0])().join(parts))

    def _end(self, event: CloseConnection) -> None:
        if self._protocol.state in (ConnectionState.OPEN, ConnectionState.REMOTE_CLOSING):
            self._send(event)
        self._closed = WebSocketClosed(event.code, event.reason or "")

    def _await_farewell(self) -> None:
        """Give the client time to take what was sent: a connection that is closed over unread data is reset."""
        deadline = Deadline(FAREWELL_SECONDS)
        while deadline.remaining and self._protocol.state is ConnectionState.LOCAL_CLOSING:
            self._socket.settimeout(deadline.remaining)
            try:
                data = self._socket.recv(CHUNK_SIZE)
            except OSError:
                return
            with self._lock:
                self._protocol.receive_data(data or None)
                list(self._protocol.events())
