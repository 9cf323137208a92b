"""Orders in a DynamoDB table: key `order_id`, and an index `by-customer` sorted by `placed_at`."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

import boto3
from boto3.dynamodb.conditions import Attr, Key

from orders.model import Order, OrderExistsError, Status, StatusConflictError, UnknownOrderError

dynamodb = boto3.resource("dynamodb")
ConditionalCheckFailed = dynamodb.meta.client.exceptions.ConditionalCheckFailedException

BY_CUSTOMER = "by-customer"


class OrderTable:
    """Read and change orders; no order is overwritten by accident."""

    def __init__(self, name: str) -> None:
        self._table = dynamodb.Table(name)

    def place(self, order: Order) -> None:
        """Store a new order.

        :raises OrderExistsError: if the id is taken.
        """
        try:
            self._table.put_item(Item=asdict(order), ConditionExpression=Attr("order_id").not_exists())
        except ConditionalCheckFailed:
            raise OrderExistsError(f"order {order.order_id} was placed before") from None

    def get(self, order_id: str) -> Order:
        """Return an order.

        :raises UnknownOrderError: if there is none.
        """
        answer = self._table.get_item(Key={"order_id": order_id}, ConsistentRead=True)
        if "Item" not in answer:
            raise UnknownOrderError(f"there is no order {order_id}")
        return _order(answer["Item"])

    def of_customer(self, customer: str, limit: int = 20) -> list[Order]:
        """Return a customer's orders, the newest first."""
        answer = self._table.query(
            IndexName=BY_CUSTOMER,
            KeyConditionExpression=Key("customer").eq(customer),
            ScanIndexForward=False,
            Limit=limit,
        )
        return [_order(item) for item in answer["Items"]]

    def move(self, order_id: str, start: Status, end: Status) -> Order:
        """Move an order from one status to another and return it as it is now.

        :raises StatusConflictError: if it is not in `start`; then it stays as it was.
        """
        try:
            answer = self._table.update_item(
                Key={"order_id": order_id},
                UpdateExpression="SET #status = :end",
                ConditionExpression="#status = :start",
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues={":start": start, ":end": end},
                ReturnValues="ALL_NEW",
            )
        except ConditionalCheckFailed:
            raise StatusConflictError(f"order {order_id} is not {start}") from None
        return _order(answer["Attributes"])

    def cancel(self, order_id: str) -> None:
        """Remove an order that nobody has worked on.

        :raises StatusConflictError: if it is unknown or has been invoiced.
        """
        try:
            self._table.delete_item(
                Key={"order_id": order_id}, ConditionExpression=Attr("status").eq(Status.PLACED)
            )
        except ConditionalCheckFailed:
            raise StatusConflictError(f"order {order_id} cannot be cancelled") from None


def _order(item: dict[str, Any]) -> Order:
    return Order(
        order_id=item["order_id"],
        customer=item["customer"],
        total=Decimal(item["total"]),
        placed_at=item["placed_at"],
        status=Status(item["status"]),
    )
