"""A response in the forms aiobotocore knows: that of aiohttp, and that of httpx.

Content that is not in memory is read by worker threads, a chunk at a time.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, wait
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.compat import HTTPHeaders

from localstack.aws.body import CHUNK_SIZE, Body
from localstack.aws.wire import BrokenConnection

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest

    from localstack.aws.wire import Response

Result = TypeVar("Result")
Submit = Callable[..., Future[Any]]
ToResponse = Callable[["AWSPreparedRequest", "Response", Submit], Any]

# What is read of a body of known size at a time: each time costs a change of threads.
READ_AHEAD = 1024 * 1024


async def result_of(future: Future[Result]) -> Result:
    """Wait for a worker thread; when the wait is cancelled, the work goes on."""
    if _runs_asyncio():
        return await asyncio.shield(asyncio.wrap_future(future))
    return await _in_thread(future.result)


async def finished(future: Future[Any]) -> None:
    """Wait for a worker thread in a task that has been cancelled."""
    if _runs_asyncio():
        await asyncio.wait([asyncio.wrap_future(future)])
        return
    import anyio

    with anyio.CancelScope(shield=True):
        await _in_thread(lambda: wait([future]))


def _runs_asyncio() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def _in_thread(function: Callable[[], Result]) -> Result:
    """Wait for a function under whatever runs httpx: trio, as a rule, and anyio is there then."""
    import anyio.to_thread

    limiter = anyio.CapacityLimiter(math.inf)
    result: Result = await anyio.to_thread.run_sync(function, abandon_on_cancel=True, limiter=limiter)
    return result


class AsyncChunks:
    """The chunks of a body, for one reader; a read that is cancelled loses nothing.

    :param broken: what the library that is stood in for raises when a body breaks off.
    """

    def __init__(self, body: Body, submit: Submit, broken: type[Exception] = BrokenConnection) -> None:
        self._body = body
        self._submit = submit
        self._chunks = body.stream()
        self._in_memory = not body.is_stream
        self._read_ahead = READ_AHEAD if body.size is not None else 0
        self._pending: Future[bytes] | None = None
        self._broken = broken

    async def next(self) -> bytes:
        """Give the next chunk, or `b""` at the end."""
        try:
            return await self._next()
        except BrokenConnection as error:
            raise self._broken(str(error)) from error

    async def _next(self) -> bytes:
        if self._in_memory:
            return next(self._chunks, b"")
        if self._pending is None:
            self._pending = self._submit(self._take)
        try:
            return await result_of(self._pending)
        finally:
            if self._pending.done():
                self._pending = None

    def close(self) -> None:
        """Let go of what the body reads from."""
        self._body.close()

    def _take(self) -> bytes:
        taken = [next(self._chunks, b"")]
        length = len(taken[0])
        while taken[-1] and length < self._read_ahead:
            taken.append(next(self._chunks, b""))
            length += len(taken[-1])
        return b"".join(taken)


class StreamContent:
    """Content in the form of aiohttp's `StreamReader`."""

    def __init__(self, chunks: AsyncChunks, size: int | None) -> None:
        self._chunks = chunks
        self._left = math.inf if size is None else size
        self._received = b""
        self._position = 0
        self._ended = size == 0

    def at_eof(self) -> bool:
        """Tell whether everything has been read."""
        return self._ended and self._position == len(self._received)

    async def read(self, n: int = -1) -> bytes:
        """Give at most `n` bytes, or all."""
        if n < 0:
            return b"".join([chunk async for chunk in self.iter_any()])
        if n:
            await self._receive_some()
        return self._give(n)

    async def readany(self) -> bytes:
        """Give what is at hand, else the next chunk."""
        await self._receive_some()
        return self._give(len(self._received))

    async def readline(self) -> bytes:
        """Give the next line with its end."""
        line = b""
        while not line.endswith(b"\n") and not self.at_eof():
            await self._receive_some()
            end = self._received.find(b"\n", self._position) + 1 or len(self._received)
            line += self._give(end - self._position)
        return line

    async def iter_any(self) -> AsyncIterator[bytes]:
        """Give the content as it comes."""
        while chunk := await self.readany():
            yield chunk

    async def iter_chunked(self, n: int) -> AsyncIterator[bytes]:
        """Give the content in pieces of at most `n` bytes."""
        while chunk := await self.read(n):
            yield chunk

    async def iter_chunks(self) -> AsyncIterator[tuple[bytes, bool]]:
        """Give the content as it comes, each with whether it ends a chunk."""
        async for chunk in self.iter_any():
            yield chunk, True

    async def _receive_some(self) -> None:
        while self._position == len(self._received) and not self._ended:
            self._received, self._position = await self._chunks.next(), 0
            self._left -= len(self._received)
            self._ended = not self._received or self._left <= 0

    def _give(self, n: int) -> bytes:
        piece = self._received[self._position : self._position + n]
        self._position += len(piece)
        return piece


class AiohttpResponse:
    """A response in the form of aiohttp's `ClientResponse`."""

    def __init__(
        self, url: str, status: int, headers: dict[str, str], chunks: AsyncChunks, size: int | None
    ) -> None:
        self.url = url
        self.status = status
        self.headers = headers
        self._chunks = chunks
        self.content = StreamContent(chunks, size)
        self._read: bytes | None = None

    async def read(self) -> bytes:
        """Give the whole content, and keep it."""
        if self._read is None:
            self._read = await self.content.read()
        return self._read

    def close(self) -> None:
        """Let go of the content that has not been read."""
        self._chunks.close()

    def __del__(self) -> None:
        self.close()


def to_aiohttp_response(request: AWSPreparedRequest, response: Response, submit: Submit) -> Any:
    """Make the response that aiobotocore expects of its `AIOHTTPSession`."""
    from aiobotocore.awsrequest import AioAWSResponse
    from aiohttp import ClientPayloadError

    headers = {name.lower(): value for name, value in response.headers}
    body = response.body
    chunks = AsyncChunks(body, submit, ClientPayloadError)
    raw = AiohttpResponse(request.url, response.status, headers, chunks, body.size)
    return AioAWSResponse(request.url, response.status, headers, raw)


def httpx_responder(httpx: ModuleType) -> ToResponse:
    """Give the function that makes what aiobotocore expects of its `HttpxSession`.

    :param httpx: the library the session uses, `httpx` or `httpx2`.
    """

    class Stream(httpx.AsyncByteStream):  # type: ignore[misc, name-defined]
        def __init__(self, chunks: AsyncChunks) -> None:
            self._chunks = chunks

        async def __aiter__(self) -> AsyncIterator[bytes]:
            while chunk := await self._chunks.next():
                for start in range(0, len(chunk), CHUNK_SIZE):
                    yield chunk[start : start + CHUNK_SIZE]

        async def aclose(self) -> None:
            self._chunks.close()

        def __del__(self) -> None:
            self._chunks.close()

    def to_response(request: AWSPreparedRequest, response: Response, submit: Submit) -> Any:
        from aiobotocore.awsrequest import HttpxAWSResponse

        raw = httpx.Response(
            response.status,
            headers=[(name.encode("ascii"), value.encode()) for name, value in response.headers],
            stream=Stream(AsyncChunks(response.body, submit, httpx.RemoteProtocolError)),
            request=httpx.Request(request.method, request.url),
        )
        headers = HTTPHeaders.from_pairs((name.lower(), value) for name, value in response.headers)
        return HttpxAWSResponse(request.url, response.status, headers, raw)

    return to_response
