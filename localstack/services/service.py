"""A service: its provider, where it is in its life, and what its plugin wants done at both ends of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from localstack.services.provider import Provider

LOG = logging.getLogger(__name__)


class ServiceState(Enum):
    """Where a service is in its life."""

    UNKNOWN = "unknown"
    AVAILABLE = "available"
    DISABLED = "disabled"
    STARTING = "starting"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    ERROR = "error"


class Service:
    """One provider instance, what it can do, and what its plugin wants done when it starts and stops.

    :param start: called when the service is used first, with whether it may return before that is done.
    :param check: called by :meth:`check`; what it raises means that the service is not well.
    :param skeleton: the provider; without it the service answers nothing itself.
    :param active: whether it runs already.
    :param stop: called when the emulator stops.
    :ivar operations: the operations the provider has a method for, by name in the model.
    :raises TypeError: when a public method of the provider matches no operation.
    """

    def __init__(
        self,
        name: str,
        start: Callable[[bool], object] | None = None,
        check: Callable[[], object] | None = None,
        skeleton: Provider[Any] | None = None,
        active: bool = False,
        stop: Callable[[], object] | None = None,
    ) -> None:
        from localstack.aws.skeleton import dispatch_table

        self.name = name
        self.provider = skeleton if skeleton is not None else _without_operations(name)
        self.operations = dispatch_table(self.provider)
        self.is_active = active
        self._start, self._check, self._stop = start, check, stop

    def start(self, asynchronous: bool = True) -> None:
        """Do what its plugin wants done first.

        :param asynchronous: whether this may return before it is done.
        """
        if not self.is_active and self._start is not None:
            self._start(asynchronous)
        self.is_active = True

    def stop(self) -> None:
        """Do what its plugin wants done last."""
        if self.is_active and self._stop is not None:
            self._stop()
        self.is_active = False

    def check(self, expect_shutdown: bool = False, print_error: bool = False) -> bool:
        """Tell whether the service is as it should be.

        :param expect_shutdown: whether it should not run.
        :param print_error: whether to log what is wrong.
        """
        try:
            if self.is_active and self._check is not None:
                self._check()
            well = self.is_active
        except Exception:
            if print_error:
                LOG.exception("the check of %s failed", self.name)
            well = False
        return well is not expect_shutdown

    def is_enabled(self) -> bool:
        """Tell whether it may be used: one that is switched off is never made."""
        return True

    def ignored(self, operation: str, parameters: Mapping[str, Any]) -> frozenset[str]:
        """Name the parameters of a call that have no effect here."""
        members = self.provider.ignored.get(operation)
        return members & parameters.keys() if members is not None else frozenset()

    @classmethod
    def for_provider(cls, provider: Provider[Any]) -> Service:
        """Wrap a provider.

        :raises TypeError: when a public method of the provider matches no operation.
        """
        return cls(provider.service, skeleton=provider)


def _without_operations(name: str) -> Provider[Any]:
    from localstack.services.provider import Provider
    from localstack.state.stores import BaseStore

    class WithoutOperations(Provider[BaseStore]):
        service = name
        store_class = BaseStore

    return WithoutOperations()
