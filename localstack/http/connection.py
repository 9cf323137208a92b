"""One HTTP/1.1 connection, answered by a thread of its own: keep-alive, 100-continue, streams both ways."""

from __future__ import annotations

import http
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from email.utils import formatdate

from localstack.aws.body import CHUNK_SIZE, Body
from localstack.aws.chunked import IncompleteBody
from localstack.aws.wire import Request, Response
from localstack.http.parsing import BadRequestError, Message, RequestParser

LOG = logging.getLogger(__name__)

IDLE_SECONDS = 75.0
# A body up to this size is read before the request is answered; a larger one is read by who answers.
IN_MEMORY_UPLOAD = 1024 * 1024
# What nobody has read of a body is read to keep the connection, up to this size.
MAX_DISCARDED = 8 * 1024 * 1024

_REASONS = {status.value: status.phrase for status in http.HTTPStatus}
_BODILESS = frozenset({204, 304})

Handle = Callable[[Request], Response]
Watch = Callable[[socket.socket, Callable[[], None]], AbstractContextManager[None]]


class Connection:
    """Answers the requests of one client, one after the other.

    :param handle: answers a request.
    :param watch: makes a context in which a function is called should the client leave.
    """

    def __init__(self, client: socket.socket, handle: Handle, watch: Watch) -> None:
        self._socket = client
        self._handle = handle
        self._watch = watch
        self._parser = RequestParser()
        self._closing = False
        self.is_answering = False
        """Whether a request is being answered right now."""

    def run(self) -> None:
        """Answer requests until the client leaves, is idle too long, or is told to leave."""
        try:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.settimeout(IDLE_SECONDS)
            while (message := self._next_message()) is not None:
                self.is_answering = True
                if not self._answer(message) or self._closing:
                    return
                self.is_answering = False
        except BadRequestError:
            self._refuse()
        except OSError:
            return  # the client has left, or said nothing for too long
        except Exception:
            # The answer is under way: all that can be told is that it does not end well.
            LOG.exception("a streamed answer broke off")
        finally:
            self._socket.close()

    def close(self) -> None:
        """Leave after the request that is being answered, or at once when none is."""
        self._closing = True
        if not self.is_answering:
            self.abort()

    def abort(self) -> None:
        """Leave at once."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it is closed already

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
        response = self._handle(request)
        keep_alive = message.keep_alive and not self._closing
        try:
            self._send(message, response, keep_alive)
        finally:
            response.body.close()
        return keep_alive and message.keep_alive and self._discard_rest(message)

    def _body(self, message: Message) -> Body:
        size = message.content_length
        if size == 0 and message.complete:
            return Body(b"")
        if size is not None and size <= IN_MEMORY_UPLOAD:
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

    def _send(self, message: Message, response: Response, keep_alive: bool) -> None:
        body, has_body = response.body, message.method != "HEAD" and response.status not in _BODILESS
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
            with self._watch(self._socket, body.close):
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
