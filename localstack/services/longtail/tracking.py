"""The long tail as an emulator uses it: started at first need, with a record of the services it touched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from localstack.services.longtail.catalogue import SERVICES

if TYPE_CHECKING:
    from localstack.aws.wire import Request, Response
    from localstack.services.longtail.process import LongTail, NativeCall
    from localstack.services.longtail.surroundings import Surroundings


class TrackedLongTail:
    """The long tail of one emulator.

    :param native: names the services that have a native provider.
    :param call_native: how a long-tail service calls one of those.
    :param surroundings: the emulator's time and ids.
    :ivar touched: services whose state was used are added here; the emulator points it at the set of the
        innermost checkpoint.
    """

    def __init__(
        self, native: Callable[[], Iterable[str]], call_native: NativeCall, surroundings: Surroundings
    ) -> None:
        self._surroundings = surroundings
        self._native = native
        self._call_native = call_native
        self._process: LongTail | None = None
        self._lock = threading.Lock()
        self._used: set[str] = set()
        self.touched: set[str] = set()

    def names(self) -> list[str]:
        """Name the services that the long tail answers for."""
        return sorted(SERVICES)

    def has(self, service: str) -> bool:
        """Tell whether the long tail answers for a service."""
        return service in SERVICES

    def used(self) -> set[str]:
        """Name the services whose state was used since they were emptied last."""
        return set(self._used)

    def handle(self, service: str, request: Request, url: str, account_id: str, region: str) -> Response:
        """Have a request answered; see :meth:`LongTail.handle`."""
        process = self._require_process()
        try:
            return process.handle(service, request, url, account_id, region)
        finally:
            # A failed call may have changed something before it failed.
            used = {service, *process.take_touched()}
            self._used |= used
            self.touched |= used

    def reset(self, services: Iterable[str]) -> None:
        """Empty services, those of them that were used."""
        names = self._used.intersection(services)
        if names and self._process is not None:
            self._process.reset(names)
            self._used -= names

    def reset_account(self, account_id: str, services: Iterable[str]) -> None:
        """Empty what one account has in services, those of them that were used."""
        names = self._used.intersection(services)
        if names and self._process is not None:
            self._process.reset_account(account_id, names)

    def implemented(self, service: str) -> set[str]:
        """Name the operations of a service that the long tail answers."""
        return self._require_process().implemented(service)

    def take_undelivered(self) -> list[str]:
        """Give what long-tail services tried to deliver in the background and could not, once."""
        return self._process.take_undelivered() if self._process is not None else []

    def look(self, service: str, name: str, arguments: Mapping[str, str], removes: bool) -> dict[str, Any]:
        """Give what a service holds that no operation tells, or remove it; see :meth:`LongTail.look`."""
        if removes:
            self._used.add(service)
            self.touched.add(service)
        return self._require_process().look(name, arguments, removes)

    def stop(self) -> None:
        """End the child process, if it was started."""
        if self._process is not None:
            self._process.stop()

    def _require_process(self) -> LongTail:
        with self._lock:
            if self._process is None:
                from localstack.services.longtail.process import LongTail

                self._process = LongTail(self._native(), self._call_native, self._surroundings)
            return self._process
