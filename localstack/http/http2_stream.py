"""One HTTP/2 stream: its request put together, answered by the gateway, and the answer sent."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from email.utils import formatdate
from typing import TYPE_CHECKING

from h2.errors import ErrorCodes

from localstack.aws.body import Body
from localstack.aws.chunked import IncompleteBody
from localstack.aws.wire import BrokenConnection, HeaderItems, Headers, Request, Response
from localstack.clock import Caller
from localstack.http.connection import BODILESS, IN_MEMORY_UPLOAD
from localstack.http.parsing import has_events, origin_form

if TYPE_CHECKING:
    from localstack.http.door import DoorSide
    from localstack.http.http2 import HeaderFields, Http2Connection

LOG = logging.getLogger(__name__)

# Of one connection and hop by HTTP/1.1; HTTP/2 has other means. RFC 9113, 8.2.2.
FORBIDDEN = frozenset({"connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"})


class Stream:
    """A request as far as it has arrived, and its answer.

    :ivar content: parts of the body nobody has read yet.
    :ivar is_complete: whether all of the request has arrived.
    :ivar is_gone: whether nobody waits for the answer any more.
    :ivar credit: how much of the body has been read that the client has not been given new room for.
    """

    def __init__(
        self, id: int, fields: Iterable[tuple[bytes, bytes]], connection: Http2Connection, gateway: DoorSide
    ) -> None:
        self.id = id
        self.content: deque[bytes] = deque()
        self.is_complete = False
        self.is_gone = False
        self.credit = 0
        self._connection = connection
        self._gateway = gateway
        self._caller = Caller()
        self._method, self._target, self._headers = _head(fields)
        self._trailers: dict[str, str] = {}
        self._answer: Body | None = None

    def run(self) -> None:
        """Answer the request."""
        try:
            with self._gateway.waits.on_behalf_of(self._caller):
                self._respond()
        except BrokenConnection:
            # Other streams of the connection go on.
            self._reset(ErrorCodes.INTERNAL_ERROR)
        except OSError:
            pass  # the client has reset the stream, or left
        except Exception:
            # The answer is under way: all that can be told is that it does not end well.
            LOG.exception("a streamed answer broke off")
            self._reset(ErrorCodes.INTERNAL_ERROR)
        else:
            if not self.is_complete:
                self._reset(ErrorCodes.NO_ERROR)  # what is left of the body is of no use
        finally:
            self._connection.answered(self)

    def abandon(self) -> None:
        """End what the answer waits for: nobody waits for the answer."""
        self._gateway.waits.leave(self._caller)
        if self._answer is not None:
            self._answer.close()

    def take_trailers(self, fields: Iterable[tuple[bytes, bytes]]) -> None:
        """Take the headers that followed the body."""
        self._trailers.update((name.lower(), value) for name, value in _decoded(fields))

    def _respond(self) -> None:
        request = Request(self._method, self._target, self._headers, self._body())
        request.trailers = self._trailers
        response = self._gateway.handle(request)
        self._answer = response.body
        try:
            self._send(response)
        finally:
            response.body.close()

    def _body(self) -> Body:
        length = self._headers.get("content-length")
        size = int(length) if length.isdecimal() else None
        is_small = size is not None and size <= IN_MEMORY_UPLOAD and not has_events(self._headers)
        if self.is_complete or is_small:
            return Body(b"".join(self._chunks()))
        return Body(self._readable(size), size)

    def _readable(self, size: int | None) -> Iterator[bytes]:
        """Give a body as it arrives; one that breaks off is an error."""
        try:
            yield from self._chunks()
        except ConnectionAbortedError:
            raise IncompleteBody("The request body terminated unexpectedly") from None

    def _chunks(self) -> Iterator[bytes]:
        if self._headers.get("expect").lower() == "100-continue" and not (self.content or self.is_complete):
            self._connection.send_headers(self, [(b":status", b"100")])
        return iter(lambda: self._connection.read(self), b"")

    def _send(self, response: Response) -> None:
        body = response.body
        has_body = self._method != "HEAD" and response.status not in BODILESS
        is_end = not has_body or (not body.is_stream and not body.size)
        self._connection.send_headers(self, _fields(response, has_body), is_end)
        if is_end:
            return
        if not body.is_stream:
            self._connection.send_data(self, body.read(), is_end=True)
            return
        for chunk in filter(None, body.stream()):
            self._connection.send_data(self, chunk)
        self._connection.send_data(self, b"", is_end=True)

    def _reset(self, code: ErrorCodes) -> None:
        try:
            self._connection.reset(self, code)
        except OSError:
            return  # the client has left


def _head(fields: Iterable[tuple[bytes, bytes]]) -> tuple[str, str, Headers]:
    """Give method, target and headers; the authority becomes the `Host` header, the first as in HTTP/1.1."""
    pseudo: dict[str, str] = {}
    items: HeaderItems = []
    cookies: list[str] = []
    for name, value in _decoded(fields):
        if name.startswith(":"):
            pseudo[name] = value
        elif name == "cookie":
            cookies.append(value)  # a client may send it in pieces. RFC 9113, 8.2.3
        else:
            items.append((name, value))
    if cookies:
        items.append(("cookie", "; ".join(cookies)))
    if ":authority" in pseudo:
        items = [("host", pseudo[":authority"]), *(item for item in items if item[0] != "host")]
    return pseudo.get(":method", ""), origin_form(pseudo.get(":path", "")), Headers(items)


def _decoded(fields: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[str, str]]:
    for name, value in fields:
        yield name.decode("latin-1"), value.decode("latin-1")


def _fields(response: Response, has_body: bool) -> HeaderFields:
    fields = [(b":status", b"%d" % response.status)]
    for name, value in response.headers:
        key = name.lower()
        if key not in FORBIDDEN:
            fields.append((key.encode("latin-1"), _value(value)))
    if has_body and not response.body.is_stream and not response.header("content-length"):
        fields.append((b"content-length", b"%d" % (response.body.size or 0)))
    if not response.header("date"):
        fields.append((b"date", formatdate(usegmt=True).encode()))
    return fields


def _value(value: str) -> bytes:
    # A value may come from a parameter (`response-content-type=…`): what HTTP/2 forbids in it becomes a space.
    value = value.replace("\r", " ").replace("\n", " ").replace("\0", " ").strip(" \t")
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()  # S3 gives user metadata back as the UTF-8 it was sent
