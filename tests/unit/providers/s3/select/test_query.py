"""Statements over rows: conditions, limits, names of columns, and aggregates."""

from __future__ import annotations

import json
from typing import Any

import pytest
from localstack_providers.s3.select import errors

from tests.unit.providers.s3.select.running import select

ROWS = b"""{"n": 1, "t": "a"}
{"n": 2.5, "t": "b"}
{"t": "c"}
{"n": null}
"""


def records(expression: str, content: bytes = ROWS) -> list[Any]:
    return [json.loads(line) for line in select(content, expression).splitlines()]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("SELECT t FROM S3Object WHERE n > 1", [{"t": "b"}]),
        ("SELECT t FROM S3Object WHERE NOT n > 1", [{"t": "a"}]),
        ("SELECT t FROM S3Object LIMIT 2", [{"t": "a"}, {"t": "b"}]),
        ("SELECT t FROM S3Object LIMIT 0", []),
        ("SELECT n FROM S3Object", [{"n": 1}, {"n": 2.5}, {}, {"n": None}]),
        ("SELECT s.n AS \"N o\", 1, s['t'] FROM S3Object s LIMIT 1", [{"N o": 1, "_2": 1, "t": "a"}]),
        ("SELECT s.*, s.n + 1 m FROM S3Object s LIMIT 1", [{"n": 1, "t": "a", "m": 2}]),
    ],
)
def test_records_are_selected(expression: str, expected: list[Any]) -> None:
    assert records(expression) == expected


@pytest.mark.parametrize(
    ("aggregates", "expected"),
    [
        ("COUNT(*), COUNT(n), COUNT(t)", {"_1": 4, "_2": 2, "_3": 3}),
        ("SUM(n), AVG(n), MIN(n), MAX(n)", {"_1": 3.5, "_2": 1.75, "_3": 1, "_4": 2.5}),
        ("MAX(n) - MIN(n) AS spread, 'x'", {"spread": 1.5, "_2": "x"}),
        ("SUM(x), AVG(x), COUNT(x)", {"_1": None, "_2": None, "_3": 0}),
        ("AVG(CASE WHEN t = 'a' THEN 1 WHEN t = 'b' THEN 2 END)", {"_1": 1.5}),
    ],
)
def test_aggregates_skip_what_is_unknown(aggregates: str, expected: dict[str, Any]) -> None:
    assert records(f"SELECT {aggregates} FROM S3Object") == [expected]


def test_aggregates_are_of_the_rows_that_are_selected() -> None:
    assert records("SELECT COUNT(*) FROM S3Object WHERE t IS NOT NULL LIMIT 1") == [{"_1": 3}]
    assert records("SELECT COUNT(*) FROM S3Object LIMIT 0") == []


@pytest.mark.parametrize("function", ["SUM", "AVG", "MIN", "MAX"])
def test_text_is_not_aggregated(function: str) -> None:
    with pytest.raises(errors.IncorrectSqlFunctionArgumentType):
        records(f"SELECT {function}(t) FROM S3Object")


def test_a_sum_of_integers_may_be_too_large() -> None:
    with pytest.raises(errors.IntegerOverflow):
        records("SELECT SUM(9223372036854775807) FROM S3Object")
