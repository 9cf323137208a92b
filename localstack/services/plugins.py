"""Services as plugins: which exist, which state they are in, how one comes to life at its first request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any

from plux import PluginSpec

from localstack.plugins import PluginNamespace

if TYPE_CHECKING:
    from localstack.services.provider import Provider

PROVIDER_NAMESPACE = "localstack.aws.provider"


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
    """One provider instance and what it can do.

    :ivar operations: the operations the provider has a method for, by name in the model.
    """

    def __init__(self, name: str, provider: Provider[Any]) -> None:
        from localstack.aws.skeleton import dispatch_table

        self.name = name
        self.provider = provider
        self.operations = dispatch_table(provider)

    @classmethod
    def for_provider(cls, provider: Provider[Any]) -> Service:
        """Wrap a provider.

        :raises TypeError: when a public method of the provider matches no operation.
        """
        return cls(provider.service, provider)


class ServicePlugin:
    """The plugin that makes one service; plux loads it by its entry point."""

    namespace = PROVIDER_NAMESPACE
    requirements: list[str] = []

    def __init__(
        self, api: str, name: str, create: Callable[[], Service], should_load: Callable[[], bool]
    ) -> None:
        self.api = api
        self.name = name
        self._create = create
        self._should_load = should_load

    def should_load(self) -> bool:
        """Whether the plugin wants to be used here."""
        return self._should_load()

    def load(self) -> Service:
        """Make the service."""
        return self._create()


def aws_provider(
    api: str | None = None, name: str = "default", should_load: Callable[[], bool] | None = None
) -> Callable[[Callable[[], Service]], PluginSpec]:
    """Declare a function as the maker of a service; the result is what an entry point names.

    :param api: the service's botocore name; the function's name when not given.
    :param name: tells several providers of one service apart.
    """

    def declare(create: Callable[[], Service]) -> PluginSpec:
        service = api or create.__name__.rstrip("_").replace("_", "-")

        def factory() -> ServicePlugin:
            return ServicePlugin(service, name, create, should_load or (lambda: True))

        make: Any = factory  # plux asks for a subclass of its Plugin; any object of that form will do
        return PluginSpec(PROVIDER_NAMESPACE, f"{service}:{name}", make)

    return declare


class ServiceManager:
    """The services of one emulator: native ones by entry point, each made at its first use."""

    def __init__(self) -> None:
        self._namespace = PluginNamespace(PROVIDER_NAMESPACE)
        self._services: dict[str, Service] = {}
        self._states: dict[str, ServiceState] = {}
        self._lock = threading.RLock()

    def native(self) -> list[str]:
        """Name the services that have a native provider."""
        return sorted({name.partition(":")[0] for name in self._namespace.names()})

    def require(self, name: str) -> Service | None:
        """Give a service, starting it when this is its first use.

        :returns: `None` when no native provider exists.
        :raises Exception: whatever the provider's import or construction raised.
        """
        service = self._services.get(name)
        if service is not None:
            return service
        with self._lock:
            return self._services.get(name) or self._start(name)

    def get_service(self, name: str) -> Service | None:
        """Give a running service without starting it."""
        return self._services.get(name)

    def is_running(self, name: str) -> bool:
        """Tell whether a service has been started."""
        return name in self._services

    def get_states(self) -> dict[str, ServiceState]:
        """Give the state of every native service."""
        return {name: self._states.get(name, ServiceState.AVAILABLE) for name in self.native()}

    def _start(self, name: str) -> Service | None:
        if f"{name}:default" not in self._namespace.names():
            return None
        self._states[name] = ServiceState.STARTING
        try:
            service: Service = self._namespace.load(f"{name}:default")
        except Exception:
            self._states[name] = ServiceState.ERROR
            raise
        self._services[name] = service
        self._states[name] = ServiceState.RUNNING
        return service
