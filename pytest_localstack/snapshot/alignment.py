"""Which items of two lists belong together, so that one more or less does not make all that follow differ.

Equal items are paired in order. Between them, where as many stand on both sides, they are paired as they stand;
elsewhere by how much they have in common, so that what is left over is what resembles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from .tree import canonical

Pair = tuple[int | None, int | None]

# Beyond this many comparisons items are paired as they stand: the table grows with the product of the lengths.
MOST_COMPARISONS = 10_000
ALIKE = 0.01  # two items of which nothing is equal still belong together rather than to nothing


def pairs(left: Sequence[Any], right: Sequence[Any]) -> list[Pair]:
    """Pair the positions of two lists, both in order; None stands where the other has no counterpart."""
    texts = [canonical(item) for item in left], [canonical(item) for item in right]
    found: list[Pair] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag == "equal" or i2 - i1 == j2 - j1:
            found += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            found += _between(left, right, range(i1, i2), range(j1, j2))
    return found


def _between(left: Sequence[Any], right: Sequence[Any], rows: range, columns: range) -> Iterator[Pair]:
    if len(rows) * len(columns) > MOST_COMPARISONS:
        yield from _as_they_stand(rows, columns)
        return
    best = _table([[_likeness(left[i], right[j]) for j in columns] for i in rows], len(columns))
    row = column = 0
    while row < len(rows) and column < len(columns):
        here = best[row][column]
        if here == best[row + 1][column]:
            yield rows[row], None
            row += 1
        elif here == best[row][column + 1]:
            yield None, columns[column]
            column += 1
        else:
            yield rows[row], columns[column]
            row, column = row + 1, column + 1
    yield from ((i, None) for i in rows[row:])
    yield from ((None, j) for j in columns[column:])


def _as_they_stand(rows: range, columns: range) -> Iterator[Pair]:
    both = min(len(rows), len(columns))
    yield from zip(rows[:both], columns[:both], strict=True)
    yield from ((i, None) for i in rows[both:])
    yield from ((None, j) for j in columns[both:])


def _table(likeness: list[list[float]], width: int) -> list[list[float]]:
    """Sum, for each pair of positions, the best likeness that pairing from there on can reach."""
    best = [[0.0] * (width + 1) for _ in range(len(likeness) + 1)]
    for row in range(len(likeness) - 1, -1, -1):
        for column in range(width - 1, -1, -1):
            paired = likeness[row][column] + best[row + 1][column + 1]
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    return best


def _likeness(left: Any, right: Any) -> float:
    if isinstance(left, dict) and isinstance(right, dict):
        equal = sum(canonical(left[key]) == canonical(right[key]) for key in left.keys() & right.keys())
        return ALIKE + equal / (len(left.keys() | right.keys()) or 1)
    if isinstance(left, str) and isinstance(right, str):
        return ALIKE + SequenceMatcher(None, left[:200], right[:200], autojunk=False).ratio() / 2
    return ALIKE if type(left) is type(right) else 0.0
