"""The HTTP/1.1 server: uvicorn with httptools in a thread, each request answered by a worker thread."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import uvicorn

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response

if TYPE_CHECKING:
    from localstack.aws.gateway import Gateway

# Long polls hold a worker for up to twenty seconds; threads are only made when all others are taken.
MAX_WORKERS = 1000
IN_MEMORY_UPLOAD = 1024 * 1024

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class HttpServer:
    """Serves a gateway on a listening socket.

    :param listening: a bound, listening socket; it stays the caller's.
    """

    def __init__(self, gateway: Gateway, listening: socket.socket) -> None:
        self._gateway = gateway
        self._listening = listening
        self._workers = ThreadPoolExecutor(MAX_WORKERS, thread_name_prefix="localstack-request")
        self._server = _Server(
            uvicorn.Config(
                self._app,
                interface="asgi3",
                http="httptools",
                ws="none",
                proxy_headers=False,
                loop="asyncio",
                lifespan="off",
                access_log=False,
                log_config=None,
                server_header=False,
                date_header=True,
                timeout_keep_alive=75,
                timeout_graceful_shutdown=1,
            )
        )

    def run(self) -> None:
        """Answer connections until :meth:`stop`, in the calling thread."""
        asyncio.run(self._server.serve([self._listening]))
        self._workers.shutdown(wait=False, cancel_futures=True)

    def stop(self) -> None:
        """Stop answering."""
        self._server.should_exit = True

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        loop = asyncio.get_running_loop()
        request = await _to_request(scope, receive, loop)
        response = await loop.run_in_executor(self._workers, self._gateway.handle, request)
        await _send_response(response, send, loop, self._workers)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signals alone: the server runs in a thread."""
        yield


async def _to_request(scope: Scope, receive: Receive, loop: asyncio.AbstractEventLoop) -> Request:
    headers = Headers((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    target = scope["raw_path"].decode("latin-1")
    if scope["query_string"]:
        target += "?" + scope["query_string"].decode("latin-1")
    length = headers.get("content-length")
    if (length.isdigit() and int(length) > IN_MEMORY_UPLOAD) or headers.get("transfer-encoding"):
        size = int(length) if length.isdigit() else None
        return Request(scope["method"], target, headers, Body(_upload(receive, loop), size))
    parts = []
    if length and length != "0":
        async for chunk in _chunks(receive):
            parts.append(chunk)
    return Request(scope["method"], target, headers, Body(b"".join(parts)))


async def _chunks(receive: Receive) -> Any:
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return
        if message.get("body"):
            yield message["body"]
        if not message.get("more_body"):
            return


def _upload(receive: Receive, loop: asyncio.AbstractEventLoop) -> Iterator[bytes]:
    """Read an upload from a worker thread, a chunk at a time."""
    while True:
        message = asyncio.run_coroutine_threadsafe(_receive(receive), loop).result()
        if message["type"] == "http.disconnect":
            return
        if message.get("body"):
            yield message["body"]
        if not message.get("more_body"):
            return


async def _receive(receive: Receive) -> dict[str, Any]:
    return await receive()


async def _send_response(
    response: Response, send: Send, loop: asyncio.AbstractEventLoop, workers: ThreadPoolExecutor
) -> None:
    headers = [(name.lower().encode("latin-1"), _latin(value)) for name, value in response.headers]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    if not response.body.is_stream:
        await send({"type": "http.response.body", "body": response.body.read()})
        return
    chunks = response.body.stream()
    try:
        while chunk := await loop.run_in_executor(workers, next, chunks, b""):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        response.body.close()


def _latin(value: str) -> bytes:
    # S3 gives user metadata back as the UTF-8 bytes it was sent; other text fits latin-1.
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()
