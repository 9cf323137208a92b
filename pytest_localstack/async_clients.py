"""aiobotocore's clients for tests: by attribute, without `async with`, kept as long as their event loop.

::

    aws_async_client.s3          a service; nothing is opened yet
      .list_buckets()            awaited: opens the client of the running loop, then calls it
      await aws_async_client.s3  that client itself, for its paginators, waiters and exceptions

A client is held open by an asynchronous generator: those are closed by every event loop that is shut down in order,
as `asyncio.run`, pytest-asyncio and anyio do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from typing import Any

from aiobotocore.session import AioSession

# What a client has besides coroutines; `close` would take it from the other coroutines of the loop.
OF_THE_CLIENT = frozenset(
    {"can_paginate", "close", "exceptions", "get_paginator", "get_waiter", "meta", "waiter_names"}
)


class LoopClients:
    """The clients that are open in one event loop."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._clients: dict[str, Any] = {}
        self._holders: list[AsyncGenerator[Any, None]] = []

    async def get(self, service: str, create: Callable[[str], Any]) -> Any:
        """Give the client of a service, opened at its first use."""
        async with self._lock:
            if service not in self._clients:
                holder = self._hold(service, create)
                self._holders.append(holder)
                self._clients[service] = await anext(holder)
            return self._clients[service]

    async def close(self) -> None:
        """Close what is open."""
        for holder in self._holders:
            await holder.aclose()

    async def _hold(self, service: str, create: Callable[[str], Any]) -> AsyncGenerator[Any, None]:
        try:
            async with create(service) as client:
                yield client
        finally:
            self._clients.pop(service, None)


class AsyncClients:
    """Clients of the run's account and region by attribute, for any event loop.

    :param region_name: the default region.
    """

    def __init__(self, region_name: str) -> None:
        self._region_name = region_name
        self._session = AioSession()
        self._loops: dict[asyncio.AbstractEventLoop, LoopClients] = {}

    def __getattr__(self, name: str) -> AsyncService:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get_client(name.rstrip("_").replace("_", "-"))

    def get_client(self, service: str) -> AsyncService:
        """Give a service by its botocore name."""
        return AsyncService(self, service)

    async def open(self, service: str) -> Any:
        """Give the client of a service that belongs to the running event loop.

        :raises RuntimeError: outside an event loop of asyncio.
        """
        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            # Those of loops that are over have been closed by them.
            self._loops = {one: clients for one, clients in self._loops.items() if not one.is_closed()}
            self._loops[loop] = LoopClients()
        return await self._loops[loop].get(service, self._create)

    def close(self) -> None:
        """Close the clients of loops that are still open; closed loops have closed theirs."""
        for loop, clients in self._loops.items():
            if not loop.is_closed() and not loop.is_running():
                loop.run_until_complete(clients.close())
        self._loops.clear()

    def _create(self, service: str) -> Any:
        return self._session.create_client(service, region_name=self._region_name)


class AsyncService:
    """A service: its operations are coroutines, and awaited itself it is the client."""

    def __init__(self, clients: AsyncClients, service: str) -> None:
        self._clients = clients
        self._service = service

    def __await__(self) -> Generator[Any, None, Any]:
        return self._clients.open(self._service).__await__()

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in OF_THE_CLIENT:
            raise AttributeError(
                f"{name} is the client's: s3 = await aws_async_client.s3, for example, then s3.{name}"
            )

        async def call(*arguments: Any, **parameters: Any) -> Any:
            return await getattr(await self, name)(*arguments, **parameters)

        return call
