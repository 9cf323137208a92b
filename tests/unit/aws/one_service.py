"""An emulator with one provider, which a test makes."""

from __future__ import annotations

from typing import Any

from localstack.runtime import Emulator
from localstack.services.plugins import Service
from localstack.services.provider import Provider


class OneService:
    """An emulator's services, of which there is one."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def require(self, name: str) -> Service | None:
        return self._service if name == self._service.name else None

    def native(self) -> list[str]:
        return [self._service.name]

    def check_enabled(self, name: str) -> None:
        pass

    def stop(self) -> None:
        pass


def install(emulator: Emulator, provider: Provider[Any]) -> None:
    """Have a provider be the only one of an emulator."""
    emulator.services = OneService(Service.for_provider(provider))  # type: ignore[assignment]
