"""What the service talks about: orders, their events, and what can be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """The states of an order, in the order they are reached."""

    PLACED = "PLACED"
    INVOICED = "INVOICED"
    PAID = "PAID"


@dataclass(frozen=True)
class Order:
    """What a customer bought.

    `placed_at` is an ISO 8601 timestamp in UTC, so that orders sort by it.
    """

    order_id: str
    customer: str
    total: Decimal
    placed_at: str
    status: Status = Status.PLACED


@dataclass(frozen=True)
class OrderEvent:
    """Something that happened to an order, such as `OrderPlaced`."""

    kind: str
    order_id: str


class OrderError(Exception):
    """A request that the state of the order forbids."""


class OrderExistsError(OrderError):
    """An order with this id was placed before."""


class UnknownOrderError(OrderError):
    """No order has this id."""


class StatusConflictError(OrderError):
    """The order is not in the state that the change starts from."""
