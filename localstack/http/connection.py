"""One HTTP/1.1 connection, answered by a thread of its own: keep-alive, 100-continue, streams both ways."""

from __future__ import annotations

import http
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from email.utils import formatdate
from typing import TYPE_CHECKING

from localstack.aws.body import CHUNK_SIZE, Body
from localstack.aws.chunked import IncompleteBody
from localstack.aws.wire import Request, Response
from localstack.clock import Caller
from localstack.http.clients import Client, shut_down
from localstack.http.parsing import BadRequestError, Message, RequestParser, has_events

if TYPE_CHECKING:
    from localstack.http.door import DoorSide
    from localstack.http.websocket import WebSocket

LOG = logging.getLogger(__name__)

# A body up to this size is read before the request is answered; a larger one is read by who answers.
IN_MEMORY_UPLOAD = 1024 * 1024
# What nobody has read of a body is read to keep the connection, up to this size.
MAX_DISCARDED = 8 * 1024 * 1024

_REASONS = {status.value: status.phrase for status in http.HTTPStatus}
BODILESS = frozenset({204, 304})

Watch = Callable[[Client, Callable[[], None]], AbstractContextManager[None]]


class Connection(Caller):
    """Answers the requests of one client, one after the other, and is the caller of them all.

    :param watch: makes a context in which a function is called should the client leave.
    :param received: what has been received of the client already.
    """

    def __init__(self, client: Client, gateway: DoorSide, watch: Watch, received: bytes = b"") -> None:
        super().__init__()
        self._socket = client
        self._gateway = gateway
        self._watch = watch
        self._received = received
        self._parser = RequestParser()
        self._closing = False
        self._is_watched = False
        self._websocket: WebSocket | None = None
        self.is_answering = False
        """Whether a request is being answered right now."""

    def run(self) -> None:
        """Answer requests until the client leaves, is idle too long, or is told to leave.

        :raises OSError: when the connection breaks.
        """
        try:
            if self._received:
                self._parser.feed(self._received)
            with self._gateway.waits.on_behalf_of(self):
                while (message := self._next_message()) is not None:
                    self.is_answering = True
                    if not self._answer(message) or self._closing:
                        return
                    self.is_answering = False
        except BadRequestError:
            self._refuse()

    def close(self) -> None:
        """Leave after the request that is being answered, or at once when none is."""
        self._closing = True
        if self._websocket is not None:
            self._websocket.go_away()
        elif not self.is_answering:
            shut_down(self._socket)

    def watched(self) -> AbstractContextManager[None]:
        """Look out for the client's leaving while its request waits, and end the wait then."""
        return self._looking_out(lambda: None)

    @contextmanager
    def _looking_out(self, on_leave: Callable[[], None]) -> Iterator[None]:
        """Look out for the client's leaving, once at a time: a stream that is sent may wait too."""
        if self._is_watched:
            yield
            return

        def leave() -> None:
            self._gateway.waits.leave(self)
            on_leave()

        self._is_watched = True
        try:
            with self._watch(self._socket, leave):
                yield
        finally:
            self._is_watched = False

    def _next_message(self) -> Message | None:
        while not self._parser.messages:
            if not self._receive():
                return None
        return self._parser.messages.popleft()

    def _receive(self) -> bool:
        data = self._socket.recv(CHUNK_SIZE)
        if data:
            self._parser.feed(data)
        return bool(data)

    def _receive_more(self) -> bool:
        """Receive a part of a body that somebody reads, for whom a lost connection is its end."""
        try:
            return self._receive()
        except (OSError, BadRequestError):
            return False

    def _answer(self, message: Message) -> bool:
        """Answer a request and tell whether the connection can go on."""
        request = Request(message.method, message.target, message.headers, self._body(message))
        if message.upgrade is None:
            response = self._gateway.handle(request)
        else:
            answer = self._answer_upgrade(request, message.upgrade)
            if answer is None:
                return False
            response = answer
        keep_alive = message.keep_alive and not self._closing
        try:
            self._send(message, response, keep_alive)
        finally:
            response.body.close()
        if keep_alive and message.keep_alive:
            return self._discard_rest(message)
        self._say_farewell(message)
        return False

    def _answer_upgrade(self, request: Request, following: bytes) -> Response | None:
        """Speak WebSocket with a client that asks for it, or give the response that refuses."""
        handler = self._gateway.websocket(request)
        if isinstance(handler, Response):
            self._parser.feed(following)
            return handler
        from localstack.http.websocket import WebSocket

        self._websocket = WebSocket(self._socket, request, following)
        if self._closing:
            self._websocket.go_away()
        self._websocket.run(handler)
        return None

    def _body(self, message: Message) -> Body:
        size = message.content_length
        if size == 0 and message.complete:
            return Body(b"")
        if size is not None and size <= IN_MEMORY_UPLOAD and not has_events(message.headers):
            content = b"".join(self._chunks(message))
            if not message.complete:
                raise ConnectionAbortedError("the client left in the middle of its request")
            return Body(content)
        return Body(self._whole(message) if size is None else self._chunks(message), size)

    def _whole(self, message: Message) -> Iterator[bytes]:
        """Give a body of unknown size; one that breaks off is an error."""
        yield from self._chunks(message)
        if not message.complete:
            raise IncompleteBody("The request body terminated unexpectedly")

    def _chunks(self, message: Message) -> Iterator[bytes]:
        """Give a body as it arrives; one that breaks off ends early."""
        if message.expects_continue and not message.complete:
            self._socket.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        while True:
            while message.content:
                yield message.content.popleft()
            if message.complete:
                return
            if not self._receive_more():
                message.keep_alive = False
                return

    def _discard_rest(self, message: Message) -> bool:
        if message.complete:
            return True
        if message.expects_continue and not message.content:
            return False  # the client was never told to send the body
        discarded = 0
        while not message.complete and discarded <= MAX_DISCARDED:
            message.content.clear()
            if not self._receive():
                return False
            discarded += sum(map(len, message.content))
        return message.complete

    def _say_farewell(self, message: Message) -> None:
        """End a connection that may not have been read to its end.

        To close it then would reset it, and the client might lose its answer.
        """
        if not message.complete and not self._closing:
            self._socket.shutdown(socket.SHUT_WR)
            self._discard_rest(message)

    def _send(self, message: Message, response: Response, keep_alive: bool) -> None:
        body, has_body = response.body, message.method != "HEAD" and response.status not in BODILESS
        is_chunked = has_body and not response.header("content-length") and body.is_stream
        if is_chunked and message.version == "1.0":
            is_chunked = keep_alive = message.keep_alive = False  # the end of the connection ends the body
        head = _head(response, is_chunked, has_body, keep_alive)
        if not has_body:
            self._socket.sendall(head)
        elif not body.is_stream:
            self._socket.sendall(head + body.read())
        else:
            self._socket.sendall(head)
            # A client that still sends is heard of by who reads that.
            with self._looking_out(body.close) if message.complete else nullcontext():
                self._send_stream(body, is_chunked)

    def _send_stream(self, body: Body, is_chunked: bool) -> None:
        for chunk in filter(None, body.stream()):  # an empty chunk would end the answer
            self._socket.sendall(b"%x\r\n%b\r\n" % (len(chunk), chunk) if is_chunked else chunk)
        if is_chunked:
            self._socket.sendall(b"0\r\n\r\n")

    def _refuse(self) -> None:
        """Tell a client that it does not speak HTTP/1.1."""
        try:
            self._socket.sendall(
                b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        except OSError:
            return


def _head(response: Response, is_chunked: bool, has_body: bool, keep_alive: bool) -> bytes:
    lines = [f"HTTP/1.1 {response.status} {_REASONS.get(response.status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in response.headers]
    if is_chunked:
        lines.append("Transfer-Encoding: chunked")
    elif has_body and not response.body.is_stream and not response.header("content-length"):
        lines.append(f"Content-Length: {response.body.size or 0}")
    if not response.header("date"):
        lines.append(f"Date: {formatdate(usegmt=True)}")
    if not keep_alive:
        lines.append("Connection: close")
    text = "\r\n".join(lines) + "\r\n\r\n"
    if text.count("\n") == len(lines) + 1 == text.count("\r") and text.isascii():
        return text.encode("ascii")
    return b"".join(map(_line, lines)) + b"\r\n"


def _line(line: str) -> bytes:
    # A value may come from a parameter (`response-content-type=…`): it must not begin another line.
    line = line.replace("\r", " ").replace("\n", " ")
    try:
        return line.encode("latin-1") + b"\r\n"
    except UnicodeEncodeError:
        return line.encode() + b"\r\n"  # S3 gives user metadata back as the UTF-8 it was sent
