"""The emulator's own endpoints as an OpenAPI document, and as a page that needs nothing from elsewhere.

Both are made of what the routes of the gateway say about themselves: the lines `METHOD, METHOD path[?query]  meaning`
of their docstrings, of which docs/cli.md is made too.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from localstack import __version__
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from localstack.runtime import Emulator

YAML = "/openapi.yaml"
_LINE = re.compile(
    r"\s+(?P<methods>[A-Z]+(?:, [A-Z]+)*)\s+(?P<path>/[^\s\[]+)"
    r"(?:\[/<(?P<label>\w+)>\])?(?:\[\?(?P<query>\S+)\])?(?:\s{2,}(?P<meaning>.+))?"
)


@dataclass(frozen=True)
class Endpoint:
    """One path.

    :ivar arguments: of its query string.
    """

    methods: tuple[str, ...]
    path: str
    label: str
    arguments: tuple[str, ...]
    meaning: str


class OpenApiRoutes:
    """Answers with the endpoints of this emulator.

    ::

        GET /_localstack/swagger   a page of them
        GET /openapi.yaml          the OpenAPI document; a signed request is S3's, where a bucket may have this name
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __call__(self, request: Request) -> Response | None:
        """Answer a request for one of the routes, or give `None`."""
        if request.method != "GET":
            return None
        if request.path == YAML and not _is_signed(request):
            import yaml

            text = yaml.safe_dump(document(self._endpoints()), sort_keys=False)
            return _response(text, "application/yaml")
        if request.path.rstrip("/") == "/_localstack/swagger":
            return _response(page(self._endpoints()), "text/html; charset=utf-8")
        return None

    def _endpoints(self) -> list[Endpoint]:
        return [one for route in self._emulator.gateway.internal_routes for one in endpoints_of(type(route))]


def endpoints_of(routes: type) -> Iterator[Endpoint]:
    """Read what a class of routes says about itself."""
    for line in (inspect.getdoc(routes) or "").splitlines():
        match = _LINE.fullmatch(line)
        if match is not None:
            arguments = tuple(part.partition("=")[0] for part in (match["query"] or "").split("&") if part)
            methods = tuple(match["methods"].split(", "))
            yield Endpoint(methods, match["path"], match["label"] or "", arguments, match["meaning"] or "")


def document(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """Describe endpoints as OpenAPI 3.1 does."""
    paths: dict[str, dict[str, Any]] = {}
    for one in endpoints:
        for path in [one.path, f"{one.path}/{{{one.label}}}"] if one.label else [one.path]:
            for method in one.methods:
                paths.setdefault(path, {})[method.lower()] = _operation(one, path)
    return {
        "openapi": "3.1.0",
        "info": {"title": "pytest-localstack", "version": __version__},
        "paths": paths,
    }


def _operation(endpoint: Endpoint, path: str) -> dict[str, Any]:
    places = [(name, "query", False) for name in endpoint.arguments]
    if path != endpoint.path:
        places.insert(0, (endpoint.label, "path", True))
    operation: dict[str, Any] = {"responses": {"default": {"description": endpoint.meaning or "The answer."}}}
    if endpoint.meaning:
        operation = {"summary": endpoint.meaning, **operation}
    if places:
        operation["parameters"] = [
            {"name": name, "in": place, "required": required, "schema": {"type": "string"}}
            for name, place, required in places
        ]
    return operation


def page(endpoints: Iterable[Endpoint]) -> str:
    """Write a page of endpoints; those that can be looked at without an argument are links."""
    rows = []
    for one in endpoints:
        path = escape(one.path)
        place = f'<a href="{path}">{path}</a>' if "GET" in one.methods else path
        cells = (", ".join(one.methods), place, ", ".join(one.arguments), escape(one.meaning))
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>Endpoints</title>"
        f'<h1>Endpoints of the emulator {escape(__version__)}</h1><p><a href="{YAML}">OpenAPI</a></p>'
        f"<table><tr><th>Methods<th>Path<th>Arguments<th>Meaning</tr>{''.join(rows)}</table></html>"
    )


def _is_signed(request: Request) -> bool:
    return "authorization" in request.headers or bool(request.query)


def _response(text: str, content_type: str) -> Response:
    payload = text.encode()
    return Response(200, [("Content-Type", content_type), ("Content-Length", str(len(payload)))], payload)
