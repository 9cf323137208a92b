"""HTTP/1.1 requests out of bytes: bytes in, messages out, no I/O. llhttp parses, by way of httptools.

A message is there as soon as its headers are; its content follows as it arrives. Pipelined requests queue.
"""

from __future__ import annotations

from collections import deque

import httptools

from localstack.aws.wire import Headers

MAX_HEAD = 64 * 1024
# A longer body of known length is counted here: llhttp would copy it.
COUNTED_BODY = 256 * 1024


class BadRequestError(Exception):
    """Bytes that are no HTTP request, or a head that is too long; the connection cannot go on."""


class Message:
    """One request as far as it has arrived.

    :ivar content: chunks of the body nobody has taken yet.
    :ivar upgrade: what followed a request to speak WebSocket from here on; `None` when it is none.
    """

    __slots__ = ("complete", "content", "headers", "keep_alive", "method", "target", "upgrade", "version")

    def __init__(self) -> None:
        self.method = ""
        self.target = ""
        self.version = "1.1"
        self.headers = Headers()
        self.content: deque[bytes] = deque()
        self.complete = False
        self.keep_alive = True
        self.upgrade: bytes | None = None

    @property
    def content_length(self) -> int | None:
        """The announced size of the body; `None` when it comes in chunks."""
        if "transfer-encoding" in self.headers:
            return None
        length = self.headers.get("content-length")
        return int(length) if length.isdecimal() else 0

    @property
    def expects_continue(self) -> bool:
        """Whether the client waits to be told to send its body."""
        return self.headers.get("expect").lower() == "100-continue"


class RequestParser:
    """Turns what a connection receives into messages.

    :ivar messages: those whose headers are complete, oldest first.
    """

    def __init__(self) -> None:
        self.messages: deque[Message] = deque()
        self._parser = httptools.HttpRequestParser(self)
        self._target: list[bytes] = []
        self._headers: list[tuple[str, str]] = []
        self._head_size = 0
        self._header_size = 0
        self._current: Message | None = None
        self._left = 0

    def feed(self, data: bytes) -> None:
        """Take what was received.

        :raises BadRequestError: when it cannot be the next part of a request.
        """
        if self._left and not (data := self._count(data)):
            return
        if self._current is None:
            self._head_size += len(data)
            if self._head_size > MAX_HEAD + len(data):
                raise BadRequestError("the request's head is too long")
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._take_upgrade(data[upgrade.args[0] :])
        except httptools.HttpParserError as error:
            raise BadRequestError(str(error)) from error

    def _count(self, data: bytes) -> bytes:
        """Take a part of a counted body; give what follows its end."""
        assert self._current is not None
        rest = data[self._left :]
        self._left -= len(data) - len(rest)
        self._current.content.append(data[: len(data) - len(rest)] if rest else data)
        if not self._left:
            self._parser = httptools.HttpRequestParser(self)
            self.on_message_complete()
        return rest

    def _take_upgrade(self, following: bytes) -> None:
        message = self.messages[-1]
        if message.method == "CONNECT":
            message.keep_alive = False  # what follows is for somebody else
        elif message.headers.get("upgrade").lower() == "websocket":
            message.upgrade = following
        else:
            # Nobody answers it (h2c, which clients try with any request). httptools has taken the body for the other
            # protocol, so the request is parsed again as if it had not asked.
            self.messages.pop()
            self._parser = httptools.HttpRequestParser(self)
            self.feed(_without_upgrade(message) + following)

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._target, self._headers = [], []
        self._header_size = 0

    def on_url(self, data: bytes) -> None:
        """Take a part of the target."""
        self._target.append(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header line."""
        # Trailers count too, and they may come without end.
        self._header_size += len(name) + len(value)
        if self._header_size > MAX_HEAD:
            raise BadRequestError("the request's headers are too long")
        self._headers.append((name.decode("latin-1"), value.strip(b" \t").decode("latin-1")))

    def on_headers_complete(self) -> None:
        """Make the message."""
        message = self._current = Message()
        message.method = self._parser.get_method().decode("ascii")
        message.target = origin_form(b"".join(self._target).decode("latin-1"))
        message.version = self._parser.get_http_version()
        message.headers = Headers(self._headers)
        message.keep_alive = self._parser.should_keep_alive()
        self._head_size = 0
        length = message.content_length or 0
        self._left = length if length > COUNTED_BODY else 0
        self.messages.append(message)

    def on_body(self, data: bytes) -> None:
        """Take a part of the body."""
        assert self._current is not None
        self._current.content.append(data)
        if self._left:
            self._left -= len(data)

    def on_message_complete(self) -> None:
        """End the message."""
        assert self._current is not None
        self._current.complete = True
        self._current = None


def has_events(headers: Headers) -> bool:
    """Tell whether a body is an event stream, whose events may be answered before it ends."""
    return headers.get("content-type") == "application/vnd.amazon.eventstream"


def _without_upgrade(message: Message) -> bytes:
    lines = [f"{message.method} {message.target} HTTP/{message.version}"]
    lines += [f"{name}: {value}" for name, value in message.headers if name.lower() != "upgrade"]
    return "\r\n".join((*lines, "", "")).encode("latin-1")


def origin_form(target: str) -> str:
    """Cut scheme and host off the absolute form that clients send to proxies."""
    if target.startswith("/"):
        return target
    _, found, rest = target.partition("://")
    slash = rest.find("/") if found else -1
    return rest[slash:] if slash >= 0 else "/"
