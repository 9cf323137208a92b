"""JSONPaths: leaving out, and writing the path of a difference."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_localstack.snapshot.errors import SnapshotError
from pytest_localstack.snapshot.paths import left_out, skip_path


def tree() -> dict[str, Any]:
    return {"get-it": {"A": 1, "L": [{"A": 2, "B": 3}, {"A": 4}, "text"]}, "other": {"A": 5}}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$..A", {"get-it": {"L": [{"B": 3}, {}, "text"]}, "other": {}}),
        ("$.get-it.A", {"get-it": {"L": [{"A": 2, "B": 3}, {"A": 4}, "text"]}, "other": {"A": 5}}),
        ("$..L[0]", {"get-it": {"A": 1, "L": [{"A": 4}, "text"]}, "other": {"A": 5}}),
        ("$..L[*].A", {"get-it": {"A": 1, "L": [{"B": 3}, {}, "text"]}, "other": {"A": 5}}),
        ("$..L[?(@.B==3)]", {"get-it": {"A": 1, "L": [{"A": 4}, "text"]}, "other": {"A": 5}}),
        ("$.other", {"get-it": {"A": 1, "L": [{"A": 2, "B": 3}, {"A": 4}, "text"]}}),
        ("$..Nowhere", tree()),
    ],
)
def test_what_a_path_finds_is_left_out(path: str, expected: Any) -> None:
    original = tree()

    result = left_out(original, [path])

    assert result == expected
    assert original == tree()


def test_positions_of_a_list_mean_the_list_before_anything_is_left_out() -> None:
    assert left_out({"L": [0, 1, 2, 3]}, ["$.L[0]", "$.L[1]"]) == {"L": [2, 3]}


@pytest.mark.parametrize("path", ["$..[", "$.a b", "$.x["])
def test_what_is_no_path_is_named(path: str) -> None:
    with pytest.raises(SnapshotError, match="is no JSONPath"):
        left_out({"a": 1}, [path])


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (("key",), "$.key"),
        (("key", "L", 0, "A"), "$.key.L[*].A"),
        (("key", "L", 3), "$.key.L"),
        (("key", "a b"), "$.key.'a b'"),
        (("key", "where"), "$.key.'where'"),
        (("key", "<uuid:1>", "A"), "$.key"),
        (("<key>", "A"), "$.'<key>'.A"),
    ],
    ids=["match", "list", "item", "space", "reserved", "placeholder", "match-key-in-brackets"],
)
def test_the_path_of_a_difference(steps: tuple[str | int, ...], expected: str) -> None:
    assert skip_path(steps) == expected


@given(st.text(max_size=6).filter(lambda key: key != "other"))
def test_the_path_of_a_key_leaves_out_that_key(key: str) -> None:
    assert left_out({key: 1, "other": 2}, [skip_path((key,))]) == {"other": 2}


@pytest.mark.parametrize("path", ["$", "`this`", "$.m.L.`len`", "$.m.nothing"])
def test_a_path_without_a_place_in_the_tree_leaves_nothing_out(path: str) -> None:
    assert left_out({"m": {"L": [1, 2]}}, [path]) == {"m": {"L": [1, 2]}}
