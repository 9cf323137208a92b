"""The emulator's own endpoints: below `/_localstack`, and those of its providers below `/_aws`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from localstack import __version__
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from localstack.runtime import Emulator


class InternalRoutes:
    """Answers `/_localstack/health`, `/_localstack/info` and `/_localstack/state/reset`."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __call__(self, request: Request) -> Response | None:
        """Answer a request for an internal route, or give `None`."""
        route = (request.method, request.path.rstrip("/"))
        if route in (("GET", "/_localstack/health"), ("HEAD", "/_localstack/health")):
            return _json(self._health())
        if route == ("GET", "/_localstack/info"):
            return _json({"version": __version__, "edition": "pytest-localstack"})
        if route == ("POST", "/_localstack/state/reset"):
            return self._reset(request.argument("service") or None)
        return None

    def _reset(self, service: str | None) -> Response:
        try:
            self._emulator.reset(service)
        except LookupError as error:
            return _json({"error": str(error)}, 404)
        return _json({"reset": service or "all"})

    def _health(self) -> dict[str, Any]:
        states = self._emulator.services.get_states()
        services = dict.fromkeys(self._emulator.long_tail.names(), "available")
        services.update({name: state.value for name, state in states.items()})
        return {
            "services": dict(sorted(services.items())),
            "edition": "pytest-localstack",
            "version": __version__,
        }


class DeveloperEndpoints:
    """Hands requests below `/_aws/<service>/` to the native provider of the service."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __call__(self, request: Request) -> Response | None:
        """Answer a request for a developer endpoint, or give `None`."""
        if not request.path.startswith("/_aws/"):
            return None
        service = self._emulator.services.require(request.path.split("/")[2])
        if service is None:
            return None
        self._emulator.gate.enter()
        try:
            return service.provider.developer_endpoint(self._emulator, request)
        finally:
            self._emulator.gate.leave()


def _json(document: dict[str, Any], status: int = 200) -> Response:
    payload = json.dumps(document).encode()
    return Response(
        status, [("Content-Type", "application/json"), ("Content-Length", str(len(payload)))], payload
    )
