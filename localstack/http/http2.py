"""One HTTP/2 connection: frames in and out, windows both ways, streams answered side by side. h2 knows the protocol.

The connection's thread receives; a worker per stream answers and sends. One lock guards h2 and the streams, and
no thread holds it while it waits for the client: whoever finds nobody sending sends what there is, of all.

What a client can have us hold is bounded: streams, the size of a head, what of bodies is not read yet (a window per
stream), and answers nobody waits for (a client that opens streams only to reset them is told to calm down).
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    Event,
    RequestReceived,
    StreamEnded,
    StreamReset,
    TrailersReceived,
)
from h2.exceptions import ProtocolError
from h2.settings import SettingCodes, Settings

from localstack.aws.body import CHUNK_SIZE
from localstack.clock import Deadline
from localstack.http.clients import Client, shut_down
from localstack.http.http2_stream import Stream
from localstack.http.parsing import MAX_HEAD
from localstack.http.workers import Workers

if TYPE_CHECKING:
    from localstack.http.door import DoorSide

LOG = logging.getLogger(__name__)

MAX_STREAMS = 256
STREAM_WINDOW = 256 * 1024
CONNECTION_WINDOW = 16 * 1024 * 1024
# What may wait to be sent before the one who adds to it waits: acknowledgements are not bounded by windows.
MAX_OUTGOING = 1024 * 1024
# How long a client that is sent away may take to read so; and when the server stops, which waits for them in turn.
FAREWELL_SECONDS = 1.0
STOP_SECONDS = 0.05
_DEFAULT_WINDOW = 65_535

HeaderFields = list[tuple[bytes, bytes]]


class Http2Connection:
    """Answers the requests of one client, side by side.

    :param received: what has been received of the client already.
    """

    def __init__(self, client: Client, gateway: DoorSide, received: bytes = b"") -> None:
        self._socket = client
        self._gateway = gateway
        self._received = received
        self._h2 = _new_h2()
        self._changed = threading.Condition()
        self._streams: dict[int, Stream] = {}
        self._workers = Workers("localstack-http2")
        self._outgoing = bytearray()
        self._is_sending = False
        self._is_over = False
        self._closing = False
        self._credit = 0
        self._actions: dict[type[Event], Callable[[Any], None]] = {
            RequestReceived: self._begin,
            DataReceived: self._take_data,
            TrailersReceived: self._take_trailers,
            StreamEnded: self._complete,
            StreamReset: self._reset,
            ConnectionTerminated: self._terminate,
        }

    def run(self) -> None:
        """Answer requests until the client leaves, is idle too long, or is told to leave.

        :raises OSError: when the connection breaks.
        """
        try:
            self._flush()
            data = self._received or self._receive()
            while data and self._act_on(data):
                data = self._receive()
            if data:
                self._linger()
        finally:
            self._end()

    def close(self) -> None:
        """Leave after the requests that are being answered, or at once when none is; take no others."""
        with self._changed:
            self._closing = True
            if self._streams:
                return
        self._say_goodbye(STOP_SECONDS)

    def read(self, stream: Stream) -> bytes:
        """Wait for a part of a request's body; `b""` is its end.

        :raises ConnectionAbortedError: when it will not come any more.
        """
        with self._changed:
            self._changed.wait_for(lambda: stream.content or stream.is_complete or stream.is_gone)
            if not stream.content:
                if stream.is_gone:
                    raise ConnectionAbortedError("the client left in the middle of its request")
                return b""
            data = stream.content.popleft()
            self._give_credit(stream, len(data))
        self._flush()
        return data

    def send_headers(self, stream: Stream, fields: HeaderFields, is_end: bool = False) -> None:
        """Send the head of an answer, or an interim one.

        :raises ConnectionAbortedError: when nobody waits for it any more.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._is_sending or stream.is_gone)
            self._require(stream)
            self._h2.send_headers(stream.id, fields, end_stream=is_end)
        self._flush()

    def send_data(self, stream: Stream, data: bytes, is_end: bool = False) -> None:
        """Send a part of an answer's body as the client gives room for it.

        :raises ConnectionAbortedError: when nobody waits for it any more.
        """
        rest = memoryview(data)
        while True:
            with self._changed:
                self._changed.wait_for(lambda: stream.is_gone or self._can_send(stream, not data))
                self._require(stream)
                rest = self._send_frames(stream, rest, is_end)
            self._flush()
            if not rest:
                return

    def reset(self, stream: Stream, code: ErrorCodes) -> None:
        """Tell the client that a stream ends here."""
        with self._changed:
            if stream.is_gone or self._is_over:
                return
            self._h2.reset_stream(stream.id, code)
            stream.is_gone = True
        self._flush()

    def answered(self, stream: Stream) -> None:
        """Be done with a stream: its answer has been sent, or cannot be."""
        with self._changed:
            self._streams.pop(stream.id, None)
            is_last = self._closing and not self._streams
        if is_last:
            self._say_goodbye()

    def _receive(self) -> bytes:
        while True:
            try:
                return self._socket.recv(CHUNK_SIZE)
            except TimeoutError:
                if not self._streams:
                    self._say_goodbye()
                    return b""

    def _act_on(self, data: bytes) -> bool:
        """Take what was received; tell whether the connection can go on."""
        if self._is_over:
            return False
        with self._changed:
            try:
                for event in self._h2.receive_data(data):
                    self._actions.get(type(event), _ignore)(event)
            except ProtocolError as error:
                LOG.debug("an HTTP/2 client breaks the protocol: %r", error)
                self._is_over = True  # h2 has a GOAWAY ready
            left = [stream for stream in self._streams.values() if stream.is_gone]
            self._changed.notify_all()
        for stream in left:
            stream.abandon()
        self._flush()
        return not self._is_over

    def _begin(self, event: RequestReceived) -> None:
        if self._closing:
            self._h2.reset_stream(event.stream_id, ErrorCodes.REFUSED_STREAM)
            return
        # h2 holds the open ones to MAX_STREAMS; the others are those that were reset and still are being answered.
        if len(self._streams) >= 2 * MAX_STREAMS:
            self._h2.close_connection(ErrorCodes.ENHANCE_YOUR_CALM)
            self._is_over = True
            return
        stream = Stream(event.stream_id, event.headers, self, self._gateway)
        self._streams[stream.id] = stream
        self._workers.start(stream.run)

    def _take_data(self, event: DataReceived) -> None:
        # For the connection it counts as read now: a body that nobody reads must not hold up the others.
        self._credit += event.flow_controlled_length
        if self._credit >= CONNECTION_WINDOW // 2:
            self._h2.increment_flow_control_window(self._credit)
            self._credit = 0
        stream = self._streams.get(event.stream_id)
        if stream is None or stream.is_gone:
            return
        if event.data:
            stream.content.append(event.data)
        # Padding is given back with the next part that is read: h2 may know by now that the stream is closed.
        stream.credit += event.flow_controlled_length - len(event.data)

    def _give_credit(self, stream: Stream, size: int) -> None:
        stream.credit += size
        if stream.is_complete or stream.is_gone or self._is_over:
            return
        if stream.credit >= STREAM_WINDOW // 2:
            self._h2.increment_flow_control_window(stream.credit, stream.id)
            stream.credit = 0

    def _take_trailers(self, event: TrailersReceived) -> None:
        if event.stream_id in self._streams:
            self._streams[event.stream_id].take_trailers(event.headers)

    def _complete(self, event: StreamEnded) -> None:
        if event.stream_id in self._streams:
            self._streams[event.stream_id].is_complete = True

    def _reset(self, event: StreamReset) -> None:
        if event.stream_id in self._streams:
            self._streams[event.stream_id].is_gone = True

    def _terminate(self, _: ConnectionTerminated) -> None:
        self._is_over = True

    def _require(self, stream: Stream) -> None:
        if stream.is_gone or self._is_over:
            raise ConnectionAbortedError("the client does not wait for the answer any more")

    def _can_send(self, stream: Stream, is_empty: bool) -> bool:
        return not self._is_sending and (is_empty or self._h2.local_flow_control_window(stream.id) > 0)

    def _send_frames(self, stream: Stream, data: memoryview, is_end: bool) -> memoryview:
        """Make frames of as much as there is room for; give what is left."""
        room = min(self._h2.local_flow_control_window(stream.id), CHUNK_SIZE)
        piece, rest = data[:room], data[room:]
        size = self._h2.max_outbound_frame_size
        for start in range(0, len(piece), size):
            is_last = is_end and not rest and start + size >= len(piece)
            self._h2.send_data(stream.id, bytes(piece[start : start + size]), end_stream=is_last)
        if is_end and not data:
            self._h2.end_stream(stream.id)
        return rest

    def _flush(self) -> None:
        """Send what there is to send, unless somebody does already, who then sends this too."""
        with self._changed:
            self._outgoing += self._h2.data_to_send()
            if self._is_sending:
                if len(self._outgoing) > MAX_OUTGOING:
                    self._changed.wait_for(lambda: not self._is_sending)
                return
            self._is_sending = True
        try:
            while data := self._next_outgoing():
                self._socket.sendall(data)
        except BaseException:
            with self._changed:
                self._is_sending = False
                self._outgoing.clear()
                self._changed.notify_all()
            shut_down(self._socket)  # nothing can follow half a frame
            raise

    def _next_outgoing(self) -> bytes:
        with self._changed:
            data = bytes(self._outgoing) + self._h2.data_to_send()
            self._outgoing.clear()
            if not data:
                self._is_sending = False
                self._changed.notify_all()
            return data

    def _say_goodbye(self, seconds: float = FAREWELL_SECONDS) -> None:
        with self._changed:
            if not self._is_over:
                self._is_over = True
                self._h2.close_connection()
        try:
            self._socket.settimeout(seconds)
            self._flush()
            self._await_sent(seconds)
            # The other direction stays open: what the client has under way would reset the connection.
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def _await_sent(self, seconds: float) -> None:
        """Wait for whoever sends, who has the last frames too."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_sending, seconds)

    def _linger(self) -> None:
        """Give the client time to read why: a connection that is closed over unread data is reset."""
        self._await_sent(FAREWELL_SECONDS)
        deadline = Deadline(FAREWELL_SECONDS)
        self._socket.shutdown(socket.SHUT_WR)
        while deadline.remaining:
            self._socket.settimeout(deadline.remaining)
            if not self._socket.recv(CHUNK_SIZE):
                return

    def _end(self) -> None:
        with self._changed:
            self._is_over = self._closing = True
            left = list(self._streams.values())
            for stream in left:
                stream.is_gone = True
            self._changed.notify_all()
        for stream in left:
            stream.abandon()
        self._workers.close()


def _new_h2() -> H2Connection:
    h2 = H2Connection(H2Configuration(client_side=False, header_encoding=None))
    h2.local_settings = Settings(
        client=False,
        initial_values={
            SettingCodes.MAX_CONCURRENT_STREAMS: MAX_STREAMS,
            SettingCodes.INITIAL_WINDOW_SIZE: STREAM_WINDOW,
            SettingCodes.MAX_HEADER_LIST_SIZE: MAX_HEAD,
        },
    )
    h2.initiate_connection()
    h2.increment_flow_control_window(CONNECTION_WINDOW - _DEFAULT_WINDOW)
    return h2


def _ignore(_: Event) -> None:
    """Do nothing about what h2 has dealt with itself."""
