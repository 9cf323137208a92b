"""Two values side by side."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_localstack.snapshot.diff import differences
from pytest_localstack.snapshot.html.rows import Change, Row, one_sided, side_by_side

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.text("ab", max_size=2),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=1), inner, max_size=3)
    ),
    max_leaves=10,
)


def rows(recorded: Any, observed: Any) -> list[Row]:
    return side_by_side(recorded, observed, differences(recorded, observed))


def signs(found: list[Row]) -> list[tuple[str, str | None, str | None]]:
    return [(row.change.value, row.left, row.right) for row in found]


def test_counterparts_stand_on_one_row() -> None:
    found = rows({"a": 1, "gone": [2], "z": {"k": "x"}}, {"a": 3, "new": None, "z": {"k": "x"}})

    assert signs(found) == [
        ("same", "{", "{"),
        ("changed", '  "a": 1,', '  "a": 3,'),
        ("added", None, '  "new": null,'),
        ("removed", '  "gone": [', None),
        ("removed", "    2", None),
        ("removed", "  ],", None),
        ("same", '  "z": {', '  "z": {'),
        ("same", '    "k": "x"', '    "k": "x"'),
        ("same", "  }", "  }"),
        ("same", "}", "}"),
    ]


def test_a_missing_item_leaves_those_that_follow_beside_each_other() -> None:
    found = rows([{"Id": "a"}, {"Id": "b"}], [{"Id": "b"}])

    assert [row.change for row in found if row.left != row.right] == [Change.REMOVED] * 3
    assert ("same", '    "Id": "b"', '    "Id": "b"') in signs(found)


def test_what_is_not_among_the_differences_counts_as_equal() -> None:
    found = side_by_side({"Id": "<id:1>", "a": 1}, {"Id": "<id:2>", "a": 2}, differences({"a": 1}, {"a": 2}))

    assert signs(found)[1:3] == [
        ("same", '  "Id": "<id:1>",', '  "Id": "<id:2>",'),
        ("changed", '  "a": 1', '  "a": 2'),
    ]


def test_a_comma_follows_all_but_the_last_member_in_the_order_shown() -> None:
    found = rows({"a": None, "b": None}, {"b": None, "a": True})

    assert signs(found)[1:-1] == [
        ("changed", '  "a": null,', '  "a": true,'),
        ("same", '  "b": null', '  "b": null'),
    ]


@given(VALUES, VALUES)
def test_each_side_reads_as_the_value_it_shows(recorded: Any, observed: Any) -> None:
    found = rows(recorded, observed)

    left, right = (
        "\n".join(line for row in found if (line := getattr(row, side)) is not None)
        for side in ("left", "right")
    )
    assert json.loads(left) == recorded
    assert json.loads(right) == observed


@given(VALUES, VALUES)
def test_rows_differ_exactly_when_the_values_do(recorded: Any, observed: Any) -> None:
    found = rows(recorded, observed)

    assert any(row.change is not Change.SAME for row in found) is bool(differences(recorded, observed))


@pytest.mark.parametrize(
    ("change", "expected"),
    [(Change.SAME, [("same", "[", "["), ("same", "]", "]")]), (Change.ADDED, [("added", None, "[")])],
)
def test_a_value_without_counterpart_stands_alone(change: Change, expected: list[Any]) -> None:
    found = signs(one_sided([1], change))

    assert found[0] == expected[0]
    assert found[-1][0] == change.value
