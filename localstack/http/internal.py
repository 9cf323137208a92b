"""The emulator's own endpoints: below `/_localstack`, and those of its providers below `/_aws`."""

from __future__ import annotations

import json
import platform
import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localstack import __version__
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from localstack.runtime import Emulator

EDITION = "pytest-localstack"


class InternalRoutes:
    """Answers what tells about the emulator, and orders to its process.

    ::

        GET, HEAD /_localstack/health              services with their states, edition, version
        POST      /_localstack/health              {"action": "restart"} or {"action": "kill"}
        PUT       /_localstack/health              keeps {"a:b": value} and shows it as {"a": {"b": value}}
        GET       /_localstack/info
        GET       /_localstack/plugins             by namespace
        GET       /_localstack/cert                what a client has to trust
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._session = secrets.token_hex(16)
        self._started = time.monotonic()
        self._noted: dict[str, Any] = {}

    def __call__(self, request: Request) -> Response | None:
        """Answer a request for an internal route, or give `None`."""
        path = request.path.rstrip("/")
        if path == "/_localstack/health":
            return self._health_route(request)
        route = (request.method, path)
        if route == ("GET", "/_localstack/info"):
            return json_response(self._info())
        if route == ("GET", "/_localstack/plugins"):
            return json_response(self._plugins())
        if route == ("GET", "/_localstack/cert"):
            return _response(self._emulator.trust.pem.encode(), "application/x-pem-file")
        return None

    def _health_route(self, request: Request) -> Response:
        if request.method in ("GET", "HEAD"):
            return json_response(self._health())
        if request.method not in ("POST", "PUT"):
            return json_response({"error": f"{request.method} is none of GET, HEAD, POST, PUT"}, 405)
        document = json_document(request)
        if document is None:
            return json_response({"error": "the body must be a JSON object"}, 400)
        if request.method == "PUT":
            _merge(self._noted, document)
            return json_response({"status": "OK"})
        return self._order(document.get("action"))

    def _order(self, action: Any) -> Response:
        if action not in ("restart", "kill"):
            return json_response({"error": f"action {action!r} is neither 'restart' nor 'kill'"}, 400)
        if self._emulator.orders is None:
            return json_response(
                {"error": f"{action}: this emulator is part of another process, as a test run is"}, 409
            )
        self._emulator.orders(action)
        return json_response({"status": "ok"})

    def _health(self) -> dict[str, Any]:
        states = self._emulator.services.get_states()
        enabled = self._emulator.services.is_enabled
        services = {
            name: "available" if enabled(name) else "disabled" for name in self._emulator.long_tail.names()
        }
        services.update({name: state.value for name, state in states.items()})
        document: dict[str, Any] = {
            "services": dict(sorted(services.items())),
            "edition": EDITION,
            "version": __version__,
        }
        _merge(document, self._noted)
        return document

    def _info(self) -> dict[str, Any]:
        return {
            "version": __version__,
            "is_license_activated": False,
            "session_id": self._session,
            # Nothing here counts machines.
            "machine_id": "",
            "system": platform.platform(),
            "is_docker": Path("/.dockerenv").exists(),
            "server_time_utc": datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
            "uptime": int(time.monotonic() - self._started),
            "edition": EDITION,
        }

    def _plugins(self) -> dict[str, Any]:
        from localstack.plugins import NAMESPACES, PluginNamespace
        from localstack.services.lifecycle import PROVIDER_NAMESPACE

        running = {f"{service.name}:default" for service in self._emulator.services.running()}
        found = {}
        for namespace in NAMESPACES:
            loaded = running if namespace == PROVIDER_NAMESPACE else set()
            found[namespace] = [
                {"name": name, "is_initialized": name in loaded, "is_loaded": name in loaded}
                for name in sorted(PluginNamespace(namespace).names())
            ]
        return found


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


def json_response(document: dict[str, Any], status: int = 200) -> Response:
    """Make an answer of a JSON document."""
    return _response(json.dumps(document).encode(), "application/json", status)


def no_endpoint(request: Request) -> Response:
    """Answer a request below `/_localstack` that is for nothing there."""
    message = f"there is no {request.method} {request.path}; docs/cli.md lists the endpoints"
    return json_response({"error": message}, 404)


def json_document(request: Request) -> dict[str, Any] | None:
    """Read the JSON object a request has for a body, or give `None`."""
    try:
        document = json.loads(request.body.read())
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _merge(into: dict[str, Any], given: Mapping[str, Any]) -> None:
    """Put values into a document, at the places that colons in their names lead to."""
    for name, value in given.items():
        place = into
        *outer, last = name.split(":")
        for part in outer:
            inner = place.get(part)
            if not isinstance(inner, dict):
                inner = place[part] = {}
            place = inner
        if isinstance(value, Mapping) and isinstance(place.get(last), dict):
            _merge(place[last], value)
        else:
            place[last] = value


def _response(payload: bytes, content_type: str, status: int = 200) -> Response:
    return Response(status, [("Content-Type", content_type), ("Content-Length", str(len(payload)))], payload)
