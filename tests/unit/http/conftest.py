"""A server to ask."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from localstack.http.listener import Listener
from tests.unit.http.fake_gateway import FakeGateway, Handler, Serve


@pytest.fixture
def serve() -> Iterator[Serve]:
    with contextlib.ExitStack() as stack:

        def start(handler: Handler) -> tuple[FakeGateway, int]:
            gateway = FakeGateway(handler)
            listener = Listener(gateway, "127.0.0.1", 0)  # type: ignore[arg-type]
            listener.bind()
            stack.callback(listener.close)
            return gateway, listener.port

        yield start
