"""The command line in processes of its own, beside code that runs in the test's process."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess

from orders import settings
from orders.service import OrderService

RunCli = Callable[..., CompletedProcess[str]]


def test_whoami_names_the_account(run_cli: RunCli, account_id: str) -> None:
    done = run_cli("whoami")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["account"] == account_id


def test_an_order_placed_by_one_process_is_invoiced_by_another(run_cli: RunCli, stage: str) -> None:
    placed = run_cli("--stage", stage, "place", "1001", "--customer", "ada", "--total", "12.50")
    service = OrderService(settings.load(stage))
    batch = service.work(wait=0)
    shown = run_cli("--stage", stage, "show", "1001")

    assert placed.returncode == 0, placed.stderr
    assert len(batch.handled) == 1
    assert service.documents.invoices("ada") == ["invoices/ada/1001.pdf"]
    assert [request.payment.amount for request in service.payments.take()] == ["12.50"]
    assert json.loads(shown.stdout)["status"] == "INVOICED"
