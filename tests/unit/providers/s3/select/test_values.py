"""Values: how they compare, and what they are as other types."""

from __future__ import annotations

from decimal import Decimal

import pytest
from localstack_providers.s3.select import errors
from localstack_providers.s3.select.casts import cast, is_type, text_of
from localstack_providers.s3.select.timestamps import Timestamp
from localstack_providers.s3.select.values import MISSING, Value, equal

MOMENT = Timestamp.parse("2017-01-02T03:04Z")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (1, Decimal("1.0"), True),
        (1, 1.0, True),
        (1, True, False),
        ("1", 1, False),
        ([1], [1], True),
        ({"a": 1}, {"a": 2}, False),
        (MOMENT, Timestamp.parse("2017-01-02T04:04+01:00"), True),
    ],
)
def test_values_are_equal_within_their_kind(left: Value, right: Value, same: bool) -> None:
    assert equal(left, right) is same


@pytest.mark.parametrize(
    ("value", "type_name", "result"),
    [
        (None, "INT", None),
        (MISSING, "INT", MISSING),
        ("12", "INT", 12),
        (" -12 ", "INT", -12),
        (Decimal("1.75"), "INT", 1),
        (True, "INT", 1),
        ("1.5", "FLOAT", 1.5),
        (1, "FLOAT", 1.0),
        ("1.50", "DECIMAL", Decimal("1.50")),
        (0.1, "DECIMAL", Decimal("0.1")),
        ("TRUE", "BOOL", True),
        ("x", "BOOL", False),
        (0, "BOOL", False),
        (1, "STRING", "1"),
        (True, "STRING", "true"),
        (Decimal("1E+3"), "STRING", "1000"),
        (MOMENT, "STRING", "2017-01-02T03:04Z"),
        ("2017-01-02T03:04Z", "TIMESTAMP", MOMENT),
        (MOMENT, "TIMESTAMP", MOMENT),
    ],
)
def test_a_value_is_cast(value: Value, type_name: str, result: Value) -> None:
    found = cast(value, type_name)

    assert (found, type(found)) == (result, type(result))


@pytest.mark.parametrize(
    ("value", "type_name"),
    [
        ("1.5", "INT"),
        ("", "INT"),
        ("9223372036854775808", "INT"),
        (Decimal("1e999999"), "INT"),
        (MOMENT, "INT"),
        ("nan", "FLOAT"),
        ("1e999", "FLOAT"),
        ("1_0", "DECIMAL"),
        ([1], "STRING"),
        (MOMENT, "BOOL"),
        ("yesterday", "TIMESTAMP"),
        (2017, "TIMESTAMP"),
        (1, "NULL"),
    ],
)
def test_a_value_without_counterpart_is_not_cast(value: Value, type_name: str) -> None:
    with pytest.raises(errors.CastFailed):
        cast(value, type_name)


@pytest.mark.parametrize(
    ("value", "types"),
    [
        (None, {"NULL"}),
        (MISSING, {"NULL", "MISSING"}),
        (True, {"BOOL"}),
        (1, {"INT"}),
        (1.0, {"FLOAT"}),
        (Decimal(1), {"DECIMAL"}),
        ("a", {"STRING"}),
        (MOMENT, {"TIMESTAMP"}),
        ([], set()),
    ],
)
def test_a_value_is_of_its_types(value: Value, types: set[str]) -> None:
    names = ("NULL", "MISSING", "BOOL", "INT", "FLOAT", "DECIMAL", "STRING", "TIMESTAMP")

    assert {name for name in names if is_type(value, name)} == types


def test_lists_have_no_text() -> None:
    with pytest.raises(ValueError, match="list"):
        text_of([1])
