"""The in-process door: botocore's HTTP session hands its requests to the gateway instead of a socket.

It is put in place at class level, so it serves every client of the process, whenever made. A user's own
`before-send` handlers (moto's mocks, VCR) run before it and may answer first.
"""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from email.message import Message
from types import ModuleType
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ConnectionClosedError, HTTPClientError
from botocore.httpsession import URLLib3Session
from urllib3.exceptions import ProtocolError

from localstack.aws.after_import import AfterImport
from localstack.aws.body import CHUNK_SIZE, Body
from localstack.aws.chunked import IncompleteBody
from localstack.aws.errors import ServiceException
from localstack.aws.hosts import AWS_DOMAINS, is_metadata, refuse_metadata
from localstack.aws.sleeping import ANSWERED_HERE
from localstack.aws.wire import BrokenConnection, Headers, Request, Response

if TYPE_CHECKING:
    from localstack.aws.in_process_async import AsyncTransport
    from localstack.runtime import Emulator

OWN_ADDRESSES = ("localhost", "127.0.0.1", "localhost.localstack.cloud")
AIOBOTOCORE_SESSIONS = ("aiobotocore.httpsession", "aiobotocore.httpxsession")
DEFAULT_HOSTS = tuple(f"{address}:4566" for address in OWN_ADDRESSES)


class InProcessTransport:
    """Serves the botocore clients of this process from an emulator while it is installed.

    :param hosts: `host` or `host:port` of further endpoints that it answers for; without them
        :data:`DEFAULT_HOSTS`, unless something else listens there.
    :param refuse: raises `RealAWSAccess` for the host of a metadata service, unless it may be asked.
    :param named: endpoints that count in the same way as `hosts`, whatever listens there.
    """

    def __init__(
        self,
        emulator: Emulator,
        hosts: Sequence[str] | None = None,
        refuse: Callable[[str], None] = refuse_metadata,
        named: Sequence[str] = (),
    ) -> None:
        self._emulator = emulator
        self._hosts = hosts
        self._refuse = refuse
        self._named = named
        self._original: Callable[[URLLib3Session, AWSPreparedRequest], AWSResponse] | None = None
        self._ours: dict[str, bool] = {}
        self._after_import = AfterImport(AIOBOTOCORE_SESSIONS, self._serve_aiobotocore)
        self._async: AsyncTransport | None = None

    def install(self) -> None:
        """Take over the sending of requests."""
        original = self._original = URLLib3Session.send

        def send(session: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
            return self._send(session, request, original)

        URLLib3Session.send = send
        self._after_import.install()

    def uninstall(self) -> None:
        """Give the sending of requests back."""
        self._after_import.uninstall()
        if self._async is not None:
            self._async.uninstall()
            self._async = None
        if self._original is not None:
            URLLib3Session.send = self._original
            self._original = None

    @property
    def is_forked(self) -> bool:
        """Whether this process is a child of the emulator's, which answers it through its port only."""
        return os.getpid() != self._emulator.pid

    def is_ours(self, request: AWSPreparedRequest) -> bool:
        """Tell whether the emulator answers a request, and not whoever listens at its address.

        :raises RealAWSAccess: when it is for a machine's metadata service.
        """
        host = _split(request.url)[0]
        ours = self._ours.get(host)
        if ours is None:
            ours = self._ours[host] = self._is_ours(host)
        return ours

    def to_parent(self, request: AWSPreparedRequest) -> AWSPreparedRequest:
        """Point a forked child's request at the port its parent listens on."""
        host, target = _split(request.url)
        request.headers["Host"] = host
        request.url = self._emulator.url + target
        return request

    def _send(
        self,
        session: URLLib3Session,
        request: AWSPreparedRequest,
        original: Callable[[URLLib3Session, AWSPreparedRequest], AWSResponse],
    ) -> AWSResponse:
        is_ours = self.is_ours(request)
        ANSWERED_HERE.set(is_ours)
        if not is_ours:
            return original(session, request)
        if self.is_forked:
            return original(session, self.to_parent(request))
        return answer(self._emulator, request)

    def _serve_aiobotocore(self, module: ModuleType) -> None:
        # Only now: it needs asyncio, which most runs never import.
        from localstack.aws.in_process_async import AsyncTransport

        if self._async is None:
            self._async = AsyncTransport(self._emulator, self)
        self._async.install(module)

    def _is_ours(self, host: str) -> bool:
        name = host.rpartition(":")[0] or host
        if is_metadata(host) or is_metadata(name):
            self._refuse(host if is_metadata(host) else name)
            return False
        if name.endswith(AWS_DOMAINS) or host == self._emulator.url.partition("//")[2]:
            return True
        own = tuple(f"{address}:{self._emulator.port}" for address in OWN_ADDRESSES)
        listed = self._hosts or ()
        if _is_below(host, own) or _is_below(host, listed) or _is_below(name, listed):
            return True
        if _is_below(host, DEFAULT_HOSTS):
            return self._hosts is None and not _something_listens("127.0.0.1", 4566)
        if _is_below(host, self._named):
            return self._hosts is None
        return name.endswith(".localhost.localstack.cloud")


def _is_below(host: str, hosts: Iterable[str]) -> bool:
    # Some operations prefix the endpoint's host: S3 with the bucket, S3 Control with the account id.
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _split(url: str) -> tuple[str, str]:
    """Give a URL's host and what follows it."""
    start = url.index("//") + 2
    end = url.find("/", start)
    return (url[start:], "") if end < 0 else (url[start:end], url[end:])


class SentBody(Body):
    """The body of a client's request: for who answers it, a client whose file cannot be read has left.

    :ivar failure: what was raised when it was read.
    """

    __slots__ = ("failure",)

    def __init__(self, content: bytes | Iterable[bytes] = b"", size: int | None = None) -> None:
        super().__init__(content, size)
        self.failure: Exception | None = None

    def require_read(self, request: AWSPreparedRequest) -> None:
        """Check that nothing went wrong when it was read.

        :raises botocore.exceptions.HTTPClientError: when something did, as botocore's own session does.
        """
        if self.failure is not None:
            raise HTTPClientError(request=request, error=self.failure) from self.failure

    def _drain(self, content: Iterable[bytes]) -> Iterator[bytes]:
        try:
            yield from super()._drain(content)
        except ServiceException:
            raise
        except Exception as failure:
            self.failure = failure
            raise IncompleteBody("The request body terminated unexpectedly") from failure


def answer(emulator: Emulator, request: AWSPreparedRequest) -> AWSResponse:
    """Have an emulator answer a prepared request.

    :raises botocore.exceptions.ConnectionClosedError: when a fault breaks the connection.
    :raises botocore.exceptions.HTTPClientError: when the request's body cannot be read.
    """
    body = to_body(request)
    try:
        response = emulator.gateway.handle(to_request(request, body))
    except BrokenConnection as error:
        # What botocore makes of it when its socket is reset, and retries.
        raise ConnectionClosedError(endpoint_url=request.url, error=error) from error
    body.require_read(request)
    return to_aws_response(request.url, response)


def to_request(request: AWSPreparedRequest, body: Body) -> Request:
    """Take over a prepared request, but for its body."""
    host, target = _split(request.url)
    return Request(request.method, target or "/", to_headers(request.headers, host), body)


def to_headers(headers: Any, host: str) -> Headers:
    """Take over the headers of a prepared request, whose values may be bytes."""
    # botocore's are a mail's: its `items` looks into every value for what mail programs may have left there.
    given = headers.raw_items() if isinstance(headers, Message) else headers.items()
    items = [("Host", host)]
    for name, value in given:
        items.append((name, value if isinstance(value, str) else _text(value)))
    return Headers(items)


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def to_body(request: AWSPreparedRequest) -> SentBody:
    """Take over the body of a prepared request."""
    length = request.headers.get("Content-Length")
    return SentBody.of(request.body, int(length) if length is not None else None)


class RawBytes(io.BytesIO):
    """Content at hand in the form of a urllib3 response."""

    def stream(self, amt: int = CHUNK_SIZE, **_: object) -> Iterator[bytes]:
        """Give the content that has not been read."""
        content = self.read()
        if content:
            yield content


class RawStream(io.RawIOBase):
    """A streamed body in the form of a urllib3 response."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._chunks = body.stream()
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as the next chunk goes.

        :raises urllib3.exceptions.ProtocolError: when a body of unknown size breaks off, as when its last chunk
            does not come.
        """
        rest = self._rest or memoryview(self._next())
        count = min(len(buffer), len(rest))
        buffer[:count] = rest[:count]
        self._rest = rest[count:]
        return count

    def readall(self) -> bytes:
        """Give all that has not been read; what is inherited would fill small buffers.

        :raises urllib3.exceptions.ProtocolError: as :meth:`readinto` does.
        """
        # Unlike with a join, the chunks are never there all together: large content is not in memory twice.
        content = io.BytesIO()
        content.write(self._rest)
        self._rest = memoryview(b"")
        content.writelines(iter(self._next, b""))
        return content.getvalue()

    def _next(self) -> bytes:
        try:
            return next(self._chunks, b"")
        except BrokenConnection as error:
            # One that is shorter than announced botocore has urllib3 take as it is, and compares lengths itself.
            if self._body.size is None:
                raise ProtocolError("Connection broken", error) from error
            return b""

    def close(self) -> None:
        """Let go of what the body reads from."""
        self._body.close()
        super().close()


class BufferedRawStream(io.BufferedReader):
    """A :class:`RawStream` whose `read(n)` gives n bytes until the end."""

    def stream(self, amt: int = CHUNK_SIZE, **_: object) -> Iterator[bytes]:
        """Give the content that has not been read, in chunks, each as soon as it is there."""
        while chunk := self.read1(amt):
            yield chunk


def to_aws_response(url: str, response: Response) -> AWSResponse:
    """Make the response that botocore expects of its HTTP session."""
    body = response.body
    raw = BufferedRawStream(RawStream(body)) if body.is_stream else RawBytes(body.read())
    return AWSResponse(url, response.status, dict(response.headers), raw)


def _something_listens(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((host, port)) == 0
