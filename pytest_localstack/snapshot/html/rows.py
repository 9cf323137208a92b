"""A recorded and an observed value as JSON text side by side, counterparts on one row."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pytest_localstack.snapshot.alignment import pairs
from pytest_localstack.snapshot.diff import Difference, Steps

INDENT = "  "


class Change(StrEnum):
    """What a row shows."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Row:
    """A line of each side; None where a side has no counterpart."""

    change: Change
    left: str | None
    right: str | None


@dataclass(frozen=True)
class _Side:
    """One side's value with what stands around it in its lines."""

    value: Any
    before: str = ""
    after: str = ""

    def lines(self) -> list[str]:
        written = json.dumps(self.value, indent=INDENT, ensure_ascii=False)
        margin = self.before[: len(self.before) - len(self.before.lstrip())]
        first, *rest = written.split("\n")
        return _closed([self.before + first, *(margin + line for line in rest)], self.after)

    def opened(self, sign: str) -> str:
        return self.before + sign

    def closed(self, sign: str) -> str:
        return self.before[: len(self.before) - len(self.before.lstrip())] + sign + self.after


@dataclass(frozen=True)
class _Paths:
    """Where two values differ, and everything above."""

    exact: frozenset[Steps]
    above: frozenset[Steps]

    @classmethod
    def of(cls, differences: Sequence[Difference]) -> _Paths:
        exact = frozenset(difference.path for difference in differences)
        return cls(exact, frozenset(path[:length] for path in exact for length in range(len(path) + 1)))


def _closed(lines: list[str], after: str) -> list[str]:
    return [*lines[:-1], lines[-1] + after]


def side_by_side(recorded: Any, observed: Any, differences: Sequence[Difference]) -> list[Row]:
    """Lay two values out in rows.

    :param differences: where they differ; what is not among them counts as equal, whatever its text.
    """
    return list(_both(_Side(recorded), _Side(observed), (), _Paths.of(differences)))


def one_sided(value: Any, change: Change) -> list[Row]:
    """Lay out a value that has no counterpart: a new recording, or one that is matched as it is."""
    lines = _Side(value).lines()
    if change is Change.ADDED:
        return [Row(change, None, line) for line in lines]
    return [Row(change, line, line) for line in lines]


def _both(left: _Side, right: _Side, path: Steps, paths: _Paths) -> Iterator[Row]:
    if path not in paths.above:
        yield from _equal(left, right)
    elif isinstance(left.value, dict) and isinstance(right.value, dict) and path not in paths.exact:
        yield Row(Change.SAME, left.opened("{"), right.opened("{"))
        yield from _members(left, right, path, paths)
        yield Row(Change.SAME, left.closed("}"), right.closed("}"))
    elif isinstance(left.value, list) and isinstance(right.value, list) and path not in paths.exact:
        yield Row(Change.SAME, left.opened("["), right.opened("["))
        yield from _items(left, right, path, paths)
        yield Row(Change.SAME, left.closed("]"), right.closed("]"))
    else:
        yield from _beside(left.lines(), right.lines(), Change.CHANGED)


def _equal(left: _Side, right: _Side) -> Iterator[Row]:
    return _beside(left.lines(), right.lines(), Change.SAME)


def _beside(left: list[str], right: list[str], change: Change) -> Iterator[Row]:
    for number in range(max(len(left), len(right))):
        yield Row(
            change,
            left[number] if number < len(left) else None,
            right[number] if number < len(right) else None,
        )


def _members(left: _Side, right: _Side, path: Steps, paths: _Paths) -> Iterator[Row]:
    keys = _merged(list(left.value), list(right.value))
    ours, theirs = ([key for key in keys if key in side.value] for side in (left, right))
    for key in keys:
        name = json.dumps(key, ensure_ascii=False) + ": "
        sides = (
            _member(left, key, name, ours) if key in left.value else None,
            _member(right, key, name, theirs) if key in right.value else None,
        )
        yield from _pair(*sides, (*path, key), paths)


def _items(left: _Side, right: _Side, path: Steps, paths: _Paths) -> Iterator[Row]:
    for i, j in pairs(left.value, right.value):
        sides = (
            None if i is None else _member(left, i, "", range(len(left.value))),
            None if j is None else _member(right, j, "", range(len(right.value))),
        )
        position = j if i is None else i
        yield from _pair(*sides, (*path, position or 0), paths)


def _member(parent: _Side, step: Any, name: str, steps: Sequence[Any]) -> _Side:
    margin = parent.before[: len(parent.before) - len(parent.before.lstrip())] + INDENT
    return _Side(parent.value[step], margin + name, "" if step == steps[-1] else ",")


def _pair(left: _Side | None, right: _Side | None, path: Steps, paths: _Paths) -> Iterator[Row]:
    if left is not None and right is not None:
        yield from _both(left, right, path, paths)
    elif left is not None:
        yield from (Row(Change.REMOVED, line, None) for line in left.lines())
    elif right is not None:
        yield from (Row(Change.ADDED, None, line) for line in right.lines())


def _merged(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Put the keys of both in one order: those of the left, each new one after the key it follows."""
    keys = list(left)
    for number, key in enumerate(right):
        if key not in keys:
            before = right[number - 1] if number else None
            keys.insert(keys.index(before) + 1 if before is not None else 0, key)
    return keys
