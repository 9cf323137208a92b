"""Services as plugins: how a distribution declares one, and the names that those who do import."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from plux import Plugin, PluginSpec

from localstack.services.lifecycle import PROVIDER_NAMESPACE, ServiceManager
from localstack.services.service import Service, ServiceState

__all__ = [
    "PROVIDER_NAMESPACE",
    "Service",
    "ServiceManager",
    "ServicePlugin",
    "ServiceState",
    "aws_provider",
]


class ServicePlugin(Plugin):
    """The plugin that makes one service; plux loads it by its entry point.

    A class of a plugin's own names its `api` (`sqs`) and its `name` (`sqs:default`), and has :meth:`create_service`;
    :func:`aws_provider` makes one of a function.

    :ivar service: once it is loaded, the service.
    """

    namespace = PROVIDER_NAMESPACE
    api: str
    service: Service | None = None

    @abstractmethod
    def create_service(self) -> Service:
        """Make the service."""

    def load(self) -> Service:
        """Make the service and keep it."""
        self.service = self.create_service()
        return self.service


class _FunctionServicePlugin(ServicePlugin):
    def __init__(
        self, api: str, name: str, create: Callable[[], Service], should_load: Callable[[], bool] | None
    ) -> None:
        self.api = api
        self.name = name
        self._create = create
        self._should_load = should_load

    def should_load(self) -> bool:
        """Whether the plugin wants to be used here."""
        return self._should_load is None or self._should_load()

    def create_service(self) -> Service:
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
            return _FunctionServicePlugin(service, f"{service}:{name}", create, should_load)

        return PluginSpec(PROVIDER_NAMESPACE, f"{service}:{name}", factory)

    return declare
