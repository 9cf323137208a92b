"""Clients of aiobotocore for the tests of their in-process door, and what answers them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiobotocore.config import AioConfig
from aiobotocore.httpsession import AIOHTTPSession
from aiobotocore.session import AioSession

from localstack.aws import spec
from localstack.aws.in_process import InProcessTransport
from localstack.aws.wire import Request, Response
from localstack.clock import Clock, Waits

Handler = Callable[[Request], Response]


@dataclass
class FakeEmulator:
    """As much of an emulator as the transport needs."""

    handler: Handler
    port: int = 45_662
    pid: int = field(default_factory=os.getpid)
    requests: list[Request] = field(default_factory=list)
    waits: Waits = field(default_factory=lambda: Waits(Clock()))

    @property
    def gateway(self) -> FakeEmulator:
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def handle(self, request: Request) -> Response:
        self.requests.append(request)
        return self.handler(request)


Install = Callable[[Handler], FakeEmulator]


@contextmanager
def installing() -> Iterator[Install]:
    """Give a function that installs a transport for a handler; what it has installed is taken back."""
    transports: list[InProcessTransport] = []

    def install(handler: Handler) -> FakeEmulator:
        emulator = FakeEmulator(handler)
        transport = InProcessTransport(emulator)  # type: ignore[arg-type]
        transport.install()
        transports.append(transport)
        return emulator

    yield install
    for transport in transports:
        transport.uninstall()


@asynccontextmanager
async def open_client(
    service: str, session_class: Any = AIOHTTPSession, **options: Any
) -> AsyncIterator[Any]:
    session = AioSession()
    session.register_component("data_loader", spec.loader())
    session.set_credentials("111122223333", "secret")
    config = AioConfig(
        retries={"max_attempts": 1}, connect_timeout=5, read_timeout=5, http_session_cls=session_class
    )
    async with session.create_client(service, region_name="eu-west-1", config=config, **options) as client:
        yield client


def empty(_: Request) -> Response:
    return Response(200, [("Content-Length", "0")])


def identity(_: Request) -> Response:
    document = b"<R><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult></R>"
    return Response(200, [("Content-Type", "text/xml")], document)


async def account(client: Any) -> str:
    result: str = (await client.get_caller_identity())["Account"]
    return result
