"""A stand-in for real AWS on 127.0.0.1: an emulator behind a server that answers otherwise than ours on purpose.

Its ids come from another seed and its account is the one of the key. Answers take a moment, are refused once for
being too many, lack for a while what was just made, and have members that the emulator never gives.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qs

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

ACCOUNT_ID = "222233334444"
DELAY = 0.005
# By what an operation creates, the operations that look at it first.
LOOKS = {"CreateQueue": "GetQueueAttributes", "PUT bucket": "HEAD bucket"}
MISSING = {
    "GetQueueAttributes": (400, "application/json", b'{"__type": "com.amazonaws.sqs#QueueDoesNotExist"}'),
    "HEAD bucket": (404, "application/xml", b""),
}
THROTTLED = {
    "application/json": b'{"__type": "ThrottlingException", "message": "Rate exceeded"}',
    "text/xml": b"<ErrorResponse><Error><Code>Throttling</Code><Message>Slow</Message></Error></ErrorResponse>",
}


class StandIn:
    """Serves while it is entered.

    :ivar calls: how often each operation was asked for.
    :ivar throttled: operations that are refused the next time, once.
    :ivar change: applied to the answer of each operation.
    """

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.throttled: set[str] = set()
        self.change: Callable[[str, Response], Response] = with_extra_members
        self._missing: Counter[str] = Counter()
        self._emulator = Emulator(Settings(seed="stand-in", sqs_endpoint_strategy="dynamic"))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self.answer))
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> StandIn:
        self._emulator.start()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._emulator.stop()

    @property
    def url(self) -> str:
        """What an ambient `AWS_ENDPOINT_URL` names."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, request: Request, content: bytes) -> Response:
        """Answer a request, or not yet."""
        threading.Event().wait(DELAY)
        operation = operation_of(request, content)
        self.calls[operation] += 1
        if operation in self.throttled:
            self.throttled.remove(operation)
            kind = "application/json" if request.headers.get("x-amz-target") else "text/xml"
            return Response(400, [("Content-Type", kind)], THROTTLED[kind])
        if self._missing[operation]:
            self._missing[operation] -= 1
            status, kind, body = MISSING[operation]
            return Response(status, [("Content-Type", kind)], body)
        response = self._emulator.gateway.handle(request)
        if operation in LOOKS and response.status == 200:
            self._missing[LOOKS[operation]] += 1
        return self.change(operation, response)


def operation_of(request: Request, content: bytes) -> str:
    """Name the operation of a request as far as the protocol names it, else its method and what it is about."""
    if target := request.headers.get("x-amz-target"):
        return target.rpartition(".")[2]
    if action := parse_qs(content.decode("latin-1")).get("Action"):
        return action[0]
    is_bucket = "/" not in request.path.strip("/")
    return f"{request.method} {'bucket' if is_bucket else 'object'}"


def with_extra_members(operation: str, response: Response) -> Response:
    """Add to an answer what the emulator never gives."""
    if operation == "GET object":
        response.headers.append(("x-amz-expiration", 'expiry-date="never"'))
    if operation == "GetQueueAttributes" and response.status == 200:
        answer = json.loads(response.body.read())
        answer.setdefault("Attributes", {})["ExtraAttribute"] = "only on AWS"
        return replaced(response, json.dumps(answer).encode())
    return response


def replaced(response: Response, content: bytes) -> Response:
    """Give an answer with another body."""
    headers = [(name, value) for name, value in response.headers if name.lower() != "content-length"]
    return Response(response.status, headers, content)


def _handler(answer: Callable[[Request, bytes], Response]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle_any(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            request = Request(self.command, self.path, Headers(self.headers.items()), Body.of(content))
            response = answer(request, content)
            body = response.body.read()
            self.send_response(response.status)
            for name, value in response.headers:
                if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                    self.send_header(name, value)
            if response.status != 204:
                length = response.header("content-length") if self.command == "HEAD" else ""
                self.send_header("Content-Length", length or str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):
                return self._handle_any
            raise AttributeError(name)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
