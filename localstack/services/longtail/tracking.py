"""The long tail as an emulator uses it: started at first need, with a record of which services were called."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from localstack.services.longtail.catalogue import SERVICES

if TYPE_CHECKING:
    from localstack.aws.wire import Request, Response
    from localstack.services.longtail.process import LongTail


class TrackedLongTail:
    """The long tail of one emulator.

    :param native: names the services that have a native provider.

    :ivar touched: services called are added here; the emulator points it at the innermost checkpoint's set.
    """

    def __init__(self, native: Callable[[], Iterable[str]]) -> None:
        self._native = native
        self._used: set[str] = set()
        self.touched: set[str] = set()

    def names(self) -> list[str]:
        """Name the services that the long tail answers for."""
        return sorted(SERVICES)

    def has(self, service: str) -> bool:
        """Tell whether the long tail answers for a service."""
        return service in SERVICES

    def used(self) -> set[str]:
        """Name the services called since the last whole reset."""
        return set(self._used)

    def handle(self, service: str, request: Request, url: str, account_id: str, region: str) -> Response:
        """Have a request answered; see :meth:`LongTail.handle`."""
        self._used.add(service)
        self.touched.add(service)
        response = self._process.handle(service, request, url, account_id, region)
        response.origin = "long tail"
        return response

    def reset(self, services: Iterable[str]) -> None:
        """Empty services."""
        names = self._used.intersection(services)
        if names:
            self._process.reset(names)
            self._used -= names

    def stop(self) -> None:
        """End the child process, if it was started."""
        if "_process" in self.__dict__:
            self._process.stop()

    @functools.cached_property
    def _process(self) -> LongTail:
        from localstack.services.longtail.process import LongTail

        return LongTail(tuple(self._native()))
