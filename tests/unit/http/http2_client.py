"""An HTTP/2 client as plain as can be: h2 over a socket, one event at a time."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, Event, ResponseReceived, StreamEnded, StreamReset

E = TypeVar("E", bound=Event)


@dataclass
class Answer:
    """What came for a stream, to its end."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Http2Client:
    """Speaks HTTP/2 on a connected socket and closes it.

    :ivar gives_room: whether received data is acknowledged, which lets the server send more.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self.h2 = H2Connection(H2Configuration(client_side=True, header_encoding="latin-1"))
        self.gives_room = True
        self._events: list[Event] = []
        self.h2.initiate_connection()
        self.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def ask(
        self,
        target: str,
        body: bytes | None = None,
        *,
        method: str = "GET",
        headers: Iterable[tuple[str, str]] = (),
    ) -> int:
        """Send a request with its body; without one, it ends here."""
        stream = self.begin(target, method=method, headers=headers, is_end=body is None)
        if body is not None:
            self.send(stream, body, is_end=True)
        return stream

    def begin(
        self,
        target: str,
        *,
        method: str = "POST",
        headers: Iterable[tuple[str, str]] = (),
        is_end: bool = False,
    ) -> int:
        """Send the head of a request."""
        stream = self.h2.get_next_available_stream_id()
        head = [(":method", method), (":scheme", "http"), (":authority", "h"), (":path", target), *headers]
        self.h2.send_headers(stream, head, end_stream=is_end)
        self.flush()
        return stream

    def send(self, stream: int, data: bytes, is_end: bool = False) -> None:
        """Send a part of a body as the server gives room for it."""
        view = memoryview(data)
        while view:
            while not self.h2.local_flow_control_window(stream):
                self._receive()
            size = min(self.h2.local_flow_control_window(stream), self.h2.max_outbound_frame_size)
            self.h2.send_data(stream, bytes(view[:size]))
            view = view[size:]
            self.flush()
        if is_end:
            self.h2.end_stream(stream)
            self.flush()

    def reset(self, stream: int) -> None:
        """Give a request up."""
        self.h2.reset_stream(stream, 8)
        self.flush()

    def answer(self, stream: int) -> Answer:
        """Wait for the end of an answer; that of a stream the server resets is an error."""
        answer = Answer()
        for event in self.events(stream):
            if isinstance(event, ResponseReceived):
                fields = {str(name): str(value) for name, value in event.headers}
                answer.status = int(fields.pop(":status"))
                answer.headers = fields
            elif isinstance(event, DataReceived):
                answer.body += event.data
            elif isinstance(event, StreamReset):
                raise ConnectionResetError(f"stream {stream} was reset: {event.error_code!r}")
            elif isinstance(event, StreamEnded):
                break
        return answer

    def events(self, stream: int) -> Iterator[Event]:
        """Give the events of one stream as they come; those of others stay."""
        while True:
            found = next(
                (event for event in self._events if getattr(event, "stream_id", None) == stream), None
            )
            if found is None:
                self._receive()
            else:
                self._events.remove(found)
                yield found

    def wait_for(self, kind: type[E]) -> E:
        """Wait for an event of a kind."""
        while True:
            for event in self._events:
                if isinstance(event, kind):
                    self._events.remove(event)
                    return event
            self._receive()

    def flush(self) -> None:
        """Send what h2 has ready."""
        self._socket.sendall(self.h2.data_to_send())

    def _receive(self) -> None:
        data = self._socket.recv(65536)
        if not data:
            raise ConnectionError("the server has closed the connection")
        for event in self.h2.receive_data(data):
            self._events.append(event)
            if self.gives_room and isinstance(event, DataReceived):
                self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        self.flush()
