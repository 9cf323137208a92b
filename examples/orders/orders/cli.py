"""The command line: place and look up orders, and run the worker."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from orders import identity, settings
from orders.identity import WrongAccountError
from orders.model import Order, OrderError
from orders.service import OrderService
from orders.settings import MissingSettingError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its result goes to standard output as JSON."""
    options = _parser().parse_args(arguments)
    try:
        result = identity.whoami() if options.command == "whoami" else _run(options)
    except (OrderError, MissingSettingError, WrongAccountError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(json.dumps(result, default=str) + "\n")
    return 0


def _run(options: argparse.Namespace) -> Any:
    service = OrderService(settings.load(options.stage))
    match options.command:
        case "place":
            now = datetime.now(UTC).isoformat(timespec="seconds")
            service.place(Order(options.order_id, options.customer, options.total, placed_at=now))
            return asdict(service.orders.get(options.order_id))
        case "show":
            return asdict(service.orders.get(options.order_id))
        case "list":
            return [asdict(order) for order in service.orders.of_customer(options.customer)]
        case _:
            return asdict(service.work(options.wait))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="orders", description="The order service.")
    parser.add_argument("--stage", default=os.environ.get("ORDERS_STAGE", "dev"))
    commands = parser.add_subparsers(dest="command", required=True)

    commands.add_parser("whoami", help="show the account and the ARN of our credentials")
    place = commands.add_parser("place", help="place an order")
    place.add_argument("order_id")
    place.add_argument("--customer", required=True)
    place.add_argument("--total", type=Decimal, required=True)
    show = commands.add_parser("show", help="show an order")
    show.add_argument("order_id")
    listing = commands.add_parser("list", help="list a customer's orders, the newest first")
    listing.add_argument("customer")
    work = commands.add_parser("work", help="process the next order events")
    work.add_argument("--wait", type=int, default=20, help="seconds to wait for the first")
    return parser
