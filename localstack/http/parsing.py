"""HTTP/1.1 requests out of bytes: bytes in, messages out, no I/O. llhttp parses, by way of httptools.

A message is there as soon as its headers are; its content follows as it arrives. Pipelined requests queue.
"""

from __future__ import annotations

from collections import deque

import httptools

from localstack.aws.wire import Headers

MAX_HEAD = 64 * 1024


class BadRequestError(Exception):
    """Bytes that are no HTTP request, or a head that is too long; the connection cannot go on."""


class Message:
    """One request as far as it has arrived.

    :ivar content: chunks of the body nobody has taken yet.
    """

    __slots__ = ("complete", "content", "headers", "keep_alive", "method", "target", "version")

    def __init__(self) -> None:
        self.method = ""
        self.target = ""
        self.version = "1.1"
        self.headers = Headers()
        self.content: deque[bytes] = deque()
        self.complete = False
        self.keep_alive = True

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

    def feed(self, data: bytes) -> None:
        """Take what was received.

        :raises BadRequestError: when it cannot be the next part of a request.
        """
        if self._current is None:
            self._head_size += len(data)
            if self._head_size > MAX_HEAD + len(data):
                raise BadRequestError("the request's head is too long")
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # Nobody answers an upgrade: the request is answered as if it had not asked for one.
            return
        except httptools.HttpParserError as error:
            raise BadRequestError(str(error)) from error

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
        message.target = _origin_form(b"".join(self._target).decode("latin-1"))
        message.version = self._parser.get_http_version()
        message.headers = Headers(self._headers)
        message.keep_alive = self._parser.should_keep_alive()
        self._head_size = 0
        self.messages.append(message)

    def on_body(self, data: bytes) -> None:
        """Take a part of the body."""
        assert self._current is not None
        self._current.content.append(data)

    def on_message_complete(self) -> None:
        """End the message."""
        assert self._current is not None
        self._current.complete = True
        self._current = None


def _origin_form(target: str) -> str:
    """Cut scheme and host off the absolute form that clients send to proxies."""
    if target.startswith("/"):
        return target
    _, found, rest = target.partition("://")
    slash = rest.find("/") if found else -1
    return rest[slash:] if slash >= 0 else "/"
