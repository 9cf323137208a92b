"""The comparison of values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_localstack.snapshot.diff import Difference, Kind, compare
from pytest_localstack.snapshot.paths import left_out, skip_path

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc-", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("recorded", "observed", "expected"),
    [
        ({"a": 1}, {"a": 2}, Difference(Kind.CHANGED, ("a",), 1, 2)),
        ({"a": 1}, {"a": 1.0}, Difference(Kind.CHANGED, ("a",), 1, 1.0)),
        ({"a": 1}, {"a": True}, Difference(Kind.CHANGED, ("a",), 1, True)),
        ({"a": None}, {}, Difference(Kind.REMOVED, ("a",), expected=None)),
        ({}, {"a": []}, Difference(Kind.ADDED, ("a",), actual=[])),
        ({"L": [1, 2]}, {"L": [1]}, Difference(Kind.REMOVED, ("L", 1), expected=2)),
        ({"L": [{"x": 1, "y": 2}]}, {"L": [{"x": 1, "y": 3}]}, Difference(Kind.CHANGED, ("L", 0, "y"), 2, 3)),
        ("text", "other", Difference(Kind.CHANGED, (), "text", "other")),
        ({"a": {}}, {"a": []}, Difference(Kind.CHANGED, ("a",), {}, [])),
    ],
    ids=["value", "float", "bool", "removed", "added", "item", "deep", "root", "type"],
)
def test_a_difference_is_found_at_its_path(recorded: Any, observed: Any, expected: Difference) -> None:
    result = compare("key", recorded, observed)

    assert not result
    assert result.differences == (expected,)


@pytest.mark.parametrize(
    ("recorded", "observed", "expected"),
    [
        ([[1], [2], [3]], [[2], [4]], {("-", (0,)), ("~", (2, 0))}),
        ([{"Id": "a"}, {"Id": "b"}], [{"Id": "new"}, {"Id": "a"}, {"Id": "b"}], {("+", (0,))}),
        (
            [[{"Id": "a"}, {"Id": "b", "Size": 1}]],
            [[{"Id": "b", "Size": 2}]],
            {("-", (0, 0)), ("~", (0, 1, "Size"))},
        ),
    ],
    ids=["missing", "extra", "nested"],
)
def test_an_item_more_or_less_does_not_shift_those_that_follow(
    recorded: Any, observed: Any, expected: set[tuple[str, tuple[Any, ...]]]
) -> None:
    found = compare("key", recorded, observed).differences

    assert {(difference.kind.value, difference.path) for difference in found} == expected


def test_the_order_of_keys_does_not_count_but_that_of_items_does() -> None:
    assert compare("key", {"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not compare("key", [1, 2], [2, 1])


@given(VALUES, VALUES)
def test_values_are_equal_exactly_when_no_difference_is_found(recorded: Any, observed: Any) -> None:
    equal = repr(_ordered(recorded)) == repr(_ordered(observed))

    assert bool(compare("key", recorded, observed)) is equal


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(item) for item in value] if isinstance(value, list) else value


@given(VALUES, VALUES)
def test_the_suggested_paths_make_the_comparison_pass(recorded: Any, observed: Any) -> None:
    differences = compare("key", recorded, observed).differences
    paths = [skip_path(("key", *difference.path)) for difference in differences]

    rest = [left_out({"key": value}, paths).get("key") for value in (recorded, observed)]

    assert compare("key", *rest)


def test_a_member_that_begins_with_underscores_counts() -> None:
    result = compare("k", {"__type": "a"}, {"__type": "b"})

    assert [(d.path, d.expected, d.actual) for d in result.differences] == [(("__type",), "a", "b")]
