"""What every long-tail service must be able to do: create, read, list, delete."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

Aws = Callable[[str], Any]
"""Gives the boto3 client of a service."""


@dataclass(frozen=True)
class Cycle:
    """The life of one resource.

    :ivar create: makes the resource and gives what names it.
    :ivar read: reads something of it back that was given to `create`.
    :ivar expected: what `read` must give.
    :ivar listed: gives the names of all resources of its kind.
    :ivar delete: removes it; `None` when the service has no such operation.
    """

    service: str
    resource: str
    create: Callable[[Aws], Any]
    read: Callable[[Aws, Any], Any]
    expected: Any
    listed: Callable[[Aws], Collection[Any]]
    delete: Callable[[Aws, Any], Any] | None

    def __str__(self) -> str:
        return f"{self.service} {self.resource}"
