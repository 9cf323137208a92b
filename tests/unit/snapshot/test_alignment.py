"""The pairing of list items."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_localstack.snapshot.alignment import MOST_COMPARISONS, Pair, pairs

A, B, C = ({"Id": name, "Size": size} for name, size in (("a", 1), ("b", 2), ("c", 3)))
ITEMS = st.lists(
    st.integers(0, 3) | st.dictionaries(st.sampled_from("xy"), st.integers(0, 2)) | st.text("ab", max_size=3),
    max_size=6,
)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([A, B, C], [B, C], [(0, None), (1, 0), (2, 1)]),
        ([A, C], [A, B, C], [(0, 0), (None, 1), (1, 2)]),
        ([A, B], [A, {"Id": "b", "Size": 9}], [(0, 0), (1, 1)]),
        ([A, B, C], [{"Id": "b", "Size": 9}, C], [(0, None), (1, 0), (2, 1)]),
        ([1, 2], ["x"], [(0, None), (1, None), (None, 0)]),
        (["one thing", "another"], ["anothers"], [(0, None), (1, 0)]),
        ([], [1], [(None, 0)]),
    ],
    ids=["first-missing", "extra", "changed", "missing-and-changed", "other-kinds", "texts", "empty"],
)
def test_items_that_resemble_each_other_are_paired(
    left: list[Any], right: list[Any], expected: list[Pair]
) -> None:
    assert pairs(left, right) == expected


@given(ITEMS, ITEMS)
def test_each_item_stands_in_one_pair_and_the_order_is_kept(left: list[Any], right: list[Any]) -> None:
    found = pairs(left, right)

    assert [i for i, _ in found if i is not None] == list(range(len(left)))
    assert [j for _, j in found if j is not None] == list(range(len(right)))
    both = [(i, j) for i, j in found if i is not None and j is not None]
    assert all(first[0] < second[0] and first[1] < second[1] for first, second in pairwise(both))


def test_very_long_lists_are_paired_as_they_stand() -> None:
    length = MOST_COMPARISONS // 10

    found = pairs([{"left": n} for n in range(length)], [{"right": n} for n in range(length + 1)])

    assert found == [*((n, n) for n in range(length)), (None, length)]
