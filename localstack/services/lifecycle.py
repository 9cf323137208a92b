"""The services of one emulator: which exist, which state they are in, how one comes to life at its first request."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from localstack.plugins import PluginError, PluginNamespace
from localstack.services.service import Service, ServiceState

if TYPE_CHECKING:
    from localstack.state.persistence.capture import Owner

LOG = logging.getLogger(__name__)
PROVIDER_NAMESPACE = "localstack.aws.provider"


class ServiceManager:
    """The services of one emulator: native ones by entry point, each made at its first use.

    :param overrides: the provider of a service, where it is not `default`.
    :param enabled: the services that may be used; all when it is empty.
    """

    def __init__(self, overrides: Mapping[str, str] | None = None, enabled: Collection[str] = ()) -> None:
        self._namespace = PluginNamespace(PROVIDER_NAMESPACE)
        self._overrides = overrides or {}
        self._enabled = frozenset(enabled)
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

    def running(self) -> list[Service]:
        """Give the services that have been started."""
        return list(self._services.values())

    def is_running(self, name: str) -> bool:
        """Tell whether a service has been started."""
        return name in self._services

    def is_enabled(self, name: str) -> bool:
        """Tell whether a service may be used."""
        return not self._enabled or name in self._enabled

    def check_enabled(self, name: str) -> None:
        """Refuse a service that is switched off.

        :raises ServiceException: what its caller gets.
        """
        if not self.is_enabled(name):
            from localstack.aws.errors import CommonServiceException

            message = f"service '{name}' is switched off: SERVICES does not list it"
            raise CommonServiceException("InternalFailure", message, status_code=501, sender_fault=False)

    def get_states(self) -> dict[str, ServiceState]:
        """Give the state of every native service."""
        return {
            name: self._states.get(name, ServiceState.AVAILABLE)
            if self.is_enabled(name)
            else ServiceState.DISABLED
            for name in self.native()
        }

    def stop(self) -> None:
        """Stop the services that have been started; one that fails is logged."""
        for name, service in self._services.items():
            self._states[name] = ServiceState.STOPPING
            try:
                service.stop()
            except Exception:
                LOG.exception("%s failed to stop", name)
                self._states[name] = ServiceState.ERROR
            else:
                self._states[name] = ServiceState.STOPPED

    def owner(self, name: str) -> Owner:
        """Give what saving and loading the state of a service need.

        :raises StateError: when no native provider of the service is installed.
        """
        from localstack.state.persistence.capture import Owner
        from localstack.state.persistence.values import StateError

        service = self.require(name)
        if service is None:
            raise StateError(f"it holds state of {name!r}, of which no native provider is installed")
        provider = service.provider
        package = type(provider).__module__.rpartition(".")[0]
        return Owner(package, provider.store_class, provider.state_schema, provider.migrate_state)

    def _start(self, name: str) -> Service | None:
        plugin = f"{name}:{self._overrides.get(name, 'default')}"
        if plugin not in self._namespace.names():
            if name in self._overrides:
                raise PluginError(
                    f"PROVIDER_OVERRIDE: there is no plugin {plugin!r}; `localstack plugins` lists them"
                )
            return None
        self._states[name] = ServiceState.STARTING
        try:
            service: Service = self._namespace.load(plugin)
            service.start(asynchronous=False)
        except Exception:
            self._states[name] = ServiceState.ERROR
            raise
        self._services[name] = service
        self._states[name] = ServiceState.RUNNING
        return service
