"""The in-process door for aiobotocore: its HTTP sessions hand their requests to the gateway instead of a socket.

The gateway blocks, in a long poll for one, so it answers in worker threads and no event loop ever waits for it.

A task that is cancelled while its request waits (a long poll) ends that wait, and learns of the cancellation only
when the poll is over: a message sent after that stays visible to others. A message the poll had received by
then is in flight until its visibility timeout ends, as it is on AWS when a connection breaks.
"""

from __future__ import annotations

import contextvars
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from inspect import iscoroutinefunction
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ConnectionClosedError

from localstack.aws.async_responses import (
    ToResponse,
    finished,
    httpx_responder,
    result_of,
    to_aiohttp_response,
)
from localstack.aws.body import CHUNK_SIZE, Body
from localstack.aws.in_process import SentBody, to_body, to_request
from localstack.aws.sleeping import ANSWERED_HERE
from localstack.aws.wire import BrokenConnection
from localstack.clock import Caller

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest

    from localstack.aws.in_process import InProcessTransport
    from localstack.aws.wire import Request, Response
    from localstack.runtime import Emulator

Send = Callable[[Any, "AWSPreparedRequest"], Awaitable[Any]]

# Each long poll takes one; what comes beyond that waits for a thread, so there is an end to them.
MAX_THREADS = 1000
IN_MEMORY_UPLOAD = 8 * 1024 * 1024


class AsyncTransport:
    """Serves the aiobotocore clients of this process from an emulator while it is installed.

    :param transport: decides which requests are ours.
    """

    def __init__(self, emulator: Emulator, transport: InProcessTransport) -> None:
        self._emulator = emulator
        self._transport = transport
        self._threads = ThreadPoolExecutor(MAX_THREADS, "localstack-aiobotocore")
        self._originals: dict[Any, Send] = {}

    def install(self, module: ModuleType) -> None:
        """Take over the sending of requests by the HTTP sessions of a module of aiobotocore."""
        if hasattr(module, "AIOHTTPSession"):
            self._take_over(module.AIOHTTPSession, to_aiohttp_response)
        if getattr(module, "httpx", None) is not None:
            self._take_over(module.HttpxSession, httpx_responder(module.httpx))

    def uninstall(self) -> None:
        """Give the sending of requests back."""
        for session_class, original in self._originals.items():
            session_class.send = original
        self._originals.clear()
        # Not waited for: a long poll goes on until the emulator stops, and so ends all waits.
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _take_over(self, session_class: Any, to_response: ToResponse) -> None:
        original: Send = session_class.send

        async def send(session: Any, request: AWSPreparedRequest) -> Any:
            return await self._send(session, request, original, to_response)

        self._originals[session_class] = original
        session_class.send = send

    async def _send(
        self, session: Any, request: AWSPreparedRequest, original: Send, to_response: ToResponse
    ) -> Any:
        transport = self._transport
        is_ours = transport.is_ours(request)
        ANSWERED_HERE.set(is_ours)
        if not is_ours:
            return await original(session, request)
        if transport.is_forked:
            return await original(session, transport.to_parent(request))
        body = await _read_async(request) if _is_async(request.body) else to_body(request)
        wire_request = to_request(request, body)
        try:
            response = await self._answer(wire_request, request.stream_output)
        except BrokenConnection as error:
            raise ConnectionClosedError(endpoint_url=request.url, error=error) from error
        if isinstance(body, SentBody):
            body.require_read(request)
        return to_response(request, response, self._submit)

    async def _answer(self, request: Request, is_streamed: bool) -> Response:
        caller = Caller()
        future = self._submit(self._handle, request, caller, is_streamed)
        try:
            return await result_of(future)
        except BaseException:
            await self._abandon(future, caller)
            raise

    def _handle(self, request: Request, caller: Caller, is_streamed: bool) -> Response:
        """Answer a request in a worker thread, with all of its body unless the client reads that as a stream."""
        request_body = request.body
        try:
            with self._emulator.waits.on_behalf_of(caller):
                response = self._emulator.gateway.handle(request)
                if not is_streamed:
                    response.body.read()
        finally:
            request_body.close()
        return response

    async def _abandon(self, future: Future[Response], caller: Caller) -> None:
        """Give up a request whose answer nobody waits for any more."""
        if future.cancel():
            return
        future.add_done_callback(_drop)
        if self._emulator.waits.leave(caller):
            await finished(future)

    def _submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        return self._threads.submit(contextvars.copy_context().run, function, *arguments)


def _drop(future: Future[Response]) -> None:
    if future.exception() is None:
        future.result().body.close()


def _is_async(body: Any) -> bool:
    return hasattr(body, "__aiter__") or iscoroutinefunction(getattr(body, "read", None))


async def _read_async(request: AWSPreparedRequest) -> Body:
    """Read a body that only the event loop can read."""
    content = tempfile.SpooledTemporaryFile(IN_MEMORY_UPLOAD)  # noqa: SIM115 - the body closes it
    try:
        async for chunk in _chunks(request.body):
            content.write(chunk)
    except BaseException:
        content.close()
        raise
    size = content.tell()
    content.seek(0)
    return Body(iter(lambda: content.read(CHUNK_SIZE), b""), size, content.close)


async def _chunks(body: Any) -> AsyncIterator[bytes]:
    if hasattr(body, "__aiter__"):
        async for chunk in body:
            yield cast("bytes", chunk)
        return
    while chunk := await body.read(CHUNK_SIZE):
        yield chunk
