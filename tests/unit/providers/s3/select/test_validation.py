"""Rules about statements: where aggregates may be, and how deep expressions are."""

from __future__ import annotations

import pytest
from localstack_providers.s3.select import syntax_errors as errors
from localstack_providers.s3.select.parser import parse
from localstack_providers.s3.select.validation import is_aggregating, validate


@pytest.mark.parametrize(
    ("projections", "aggregates"),
    [("*", False), ("a, b + 1", False), ("COUNT(*)", True), ("MAX(a) - MIN(a), 1", True)],
)
def test_a_statement_is_about_each_row_or_all(projections: str, aggregates: bool) -> None:
    statement = parse(f"SELECT {projections} FROM S3Object")

    validate(statement)

    assert is_aggregating(statement) is aggregates


@pytest.mark.parametrize(
    "rest",
    [
        "SUM(a), a FROM S3Object",
        "s.*, SUM(a) FROM S3Object s",
        "SUM(a) + a FROM S3Object",
        "SUM(MAX(a)) FROM S3Object",
        "a FROM S3Object WHERE SUM(a) > 1",
        "a FROM S3Object GROUP BY a",
    ],
)
def test_aggregates_are_not_beside_columns(rest: str) -> None:
    with pytest.raises(errors.UnsupportedSqlStructure):
        validate(parse(f"SELECT {rest}"))


def test_long_lists_of_conditions_are_no_deep_expressions() -> None:
    validate(parse("SELECT * FROM S3Object WHERE " + " OR ".join(["a = 1"] * 2000)))


@pytest.mark.parametrize("expression", ["1" + " + 1" * 200, "NOT " * 200 + "TRUE", "1" + " = 1" * 200])
def test_deep_expressions_are_refused(expression: str) -> None:
    with pytest.raises(errors.MaxOperatorsExceeded):
        validate(parse(f"SELECT {expression} FROM S3Object"))
