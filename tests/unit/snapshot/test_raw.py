"""The values before any transformation."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from pytest_localstack.snapshot.raw import to_raw_json


@pytest.mark.parametrize(
    ("leaf", "expected"),
    [
        (datetime(2025, 1, 2, 3, 4, 5, 678901), "2025-01-02T03:04:05.678Z"),
        (datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC), "2025-01-02T03:04:05.000Z"),
        (datetime(2025, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=2))), "2025-01-02T03:04:05.000Z"),
        (date(2025, 1, 2), "2025-01-02T00:00:00.000Z"),
        (Decimal("1.20"), 1.2),
        (Decimal("1E+2"), 100),
        (Decimal("NaN"), "NaN"),
        (b"gr\xc3\xbcn", "grün"),
        (b"\xff", "b'\\xff'"),
        ({"b", "a"}, "{'a', 'b'}"),
    ],
    ids=["naive", "utc", "offset", "date", "decimal", "whole", "nan", "text", "binary", "set"],
)
def test_leaves_are_written_as_json_has_them(leaf: Any, expected: Any) -> None:
    assert json.loads(to_raw_json({"v": [leaf]})) == {"v": [expected]}
