"""Orders in DynamoDB.

The table is created and seeded once for the whole module. DynamoDB runs on the emulator's long tail,
which cannot roll back: what a test writes stays until the module ends. So the tests share the seeded
orders for reading, and each writes to an order of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import boto3
import pytest

from orders.model import Order, OrderExistsError, Status, StatusConflictError, UnknownOrderError
from orders.table import OrderTable

ADAS_ORDERS = [
    Order("1001", "ada", Decimal("12.50"), placed_at="2026-07-01T09:00:00+00:00"),
    Order("1002", "ada", Decimal("3.00"), placed_at="2026-07-02T09:00:00+00:00"),
    Order("1003", "ada", Decimal("7.25"), placed_at="2026-07-03T09:00:00+00:00"),
]


@pytest.fixture(scope="module")
def table_name(create_orders_table: Callable[[str], str]) -> str:
    """A table that holds Ada's orders."""
    name = create_orders_table("orders")
    for order in ADAS_ORDERS:
        OrderTable(name).place(order)
    return name


@pytest.fixture
def orders(table_name: str) -> OrderTable:
    return OrderTable(table_name)


@pytest.fixture
def order(orders: OrderTable, request: pytest.FixtureRequest) -> Order:
    """An order that no other test writes to."""
    order = Order(request.node.name, "grace", Decimal("40.00"), placed_at="2026-07-04T09:00:00+00:00")
    orders.place(order)
    return order


def test_an_order_is_stored_as_its_readers_expect(table_name: str, snapshot: Any) -> None:
    dynamodb = boto3.client("dynamodb")

    snapshot.match("item", dynamodb.get_item(TableName=table_name, Key={"order_id": {"S": "1001"}}))


def test_a_customers_orders_come_the_newest_first(orders: OrderTable) -> None:
    assert orders.of_customer("ada") == ADAS_ORDERS[::-1]
    assert orders.of_customer("ada", limit=1) == ADAS_ORDERS[2:]
    assert orders.of_customer("nobody") == []


def test_an_order_is_not_placed_twice(orders: OrderTable, order: Order) -> None:
    with pytest.raises(OrderExistsError, match="was placed before"):
        orders.place(replace(order, total=Decimal("0.01")))

    assert orders.get(order.order_id) == order


def test_only_the_first_of_two_workers_moves_an_order_on(orders: OrderTable, order: Order) -> None:
    moved = orders.move(order.order_id, Status.PLACED, Status.INVOICED)
    with pytest.raises(StatusConflictError, match="is not PLACED"):
        orders.move(order.order_id, Status.PLACED, Status.INVOICED)

    assert moved == replace(order, status=Status.INVOICED)
    assert orders.get(order.order_id) == moved


def test_an_order_can_be_cancelled_until_it_is_invoiced(orders: OrderTable, order: Order) -> None:
    late = replace(order, order_id=f"{order.order_id}-late", status=Status.INVOICED)
    orders.place(late)

    orders.cancel(order.order_id)
    with pytest.raises(StatusConflictError, match="cannot be cancelled"):
        orders.cancel(late.order_id)

    with pytest.raises(UnknownOrderError):
        orders.get(order.order_id)
    assert orders.get(late.order_id) == late
