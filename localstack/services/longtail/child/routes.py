"""Which function of moto answers a URL."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.backends import get_backend

from localstack.services.longtail.catalogue import SERVICES

MotoHandler = Callable[[Any, str, Any], tuple[int, dict[str, Any], Any]]


@dataclass(frozen=True)
class Route:
    """A URL pattern of moto's and the function behind it."""

    pattern: re.Pattern[str]
    handler: MotoHandler


def url_of(service: str, target: str, account_id: str, region: str) -> str:
    """Give the URL that AWS has for a request target, whatever host it was really sent to."""
    host = SERVICES[service].host.format(account=account_id)
    return f"https://{host}.{region}.amazonaws.com{target}"


def find_handler(service: str, url: str) -> MotoHandler | None:
    """Find what answers a URL.

    :param url: without its query.
    """
    return next((route.handler for route in _routes(service) if route.pattern.match(url)), None)


@functools.cache
def _routes(service: str) -> list[Route]:
    find: Any = get_backend  # It is typed by the literal names of all services.
    backend = find(SERVICES[service].package).backend
    # The URLs are a property of every backend but only read its class: no account need come into being.
    urls: dict[str, MotoHandler] = object.__new__(backend).urls
    return [Route(re.compile(url), handler) for url, handler in urls.items()]
