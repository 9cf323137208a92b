"""Outcomes for the tests of what reads them."""

from __future__ import annotations

from typing import Any

from pytest_localstack.snapshot.diff import SnapshotMatchResult, compare
from pytest_localstack.snapshot.ledger import Ledger
from pytest_localstack.snapshot.outcome import SnapshotOutcome

ABSENT = object()
ORIGIN = {"target": "aws", "region": "eu-west-1", "botocore": "1.44.5"}


def outcome(
    *matches: tuple[str, Any, Any], nodeid: str = "test_x.py::test", origin: Any = None, date: str = ""
) -> SnapshotOutcome:
    """Compare recorded with observed values, by match key; `ABSENT` is not recorded."""
    ledger = Ledger()
    ledger.note_compared(
        SnapshotMatchResult(key, None, observed, recorded=False)
        if recorded is ABSENT
        else compare(key, recorded, observed)
        for key, recorded, observed in matches
    )
    return SnapshotOutcome(
        nodeid=nodeid,
        file="test_x.snapshot.json",
        command="pytest --snapshot-update",
        matches=ledger.outcomes,
        date=date,
        origin=origin,
    )
