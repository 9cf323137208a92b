"""The comparison of what a test matched with what is recorded, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from .tree import canonical

Steps = tuple[str | int, ...]


class Kind(Enum):
    """What became of a recorded value; the value is the sign it has in a report."""

    REMOVED = "-"
    ADDED = "+"
    CHANGED = "~"


@dataclass(frozen=True)
class Difference:
    """One place where a match and its recording differ; the path begins below the match key."""

    kind: Kind
    path: Steps
    expected: Any = None
    actual: Any = None


@dataclass(frozen=True)
class SnapshotMatchResult:
    """The outcome of one match key; true when it equals its recording.

    :param recorded: false when there is nothing to compare with.
    """

    key: str
    recorded_state: Any
    observed_state: Any
    recorded: bool = True
    differences: tuple[Difference, ...] = field(default=())

    def __bool__(self) -> bool:
        return self.recorded and not self.differences


def compare(key: str, recorded: Any, observed: Any) -> SnapshotMatchResult:
    """Compare two JSON values; 1, 1.0 and true differ, the order of keys does not count."""
    differences = (
        () if canonical(recorded) == canonical(observed) else tuple(_differences(recorded, observed))
    )
    return SnapshotMatchResult(key, recorded, observed, differences=differences)


def _differences(recorded: Any, observed: Any) -> Iterator[Difference]:
    from deepdiff import DeepDiff

    # Two dicts with few keys in common are reported key by key all the same.
    found = DeepDiff(recorded, observed, view="tree", verbose_level=2, threshold_to_diff_deeper=0)
    for group, items in found.items():
        for item in items:
            yield _difference(group, item)


def _difference(group: str, item: Any) -> Difference:
    if group.endswith("_removed"):
        return Difference(Kind.REMOVED, _steps(item), expected=item.t1)
    if group.endswith("_added"):
        return Difference(Kind.ADDED, _steps(item), actual=item.t2)
    return Difference(Kind.CHANGED, _steps(item), expected=item.t1, actual=item.t2)


def _steps(item: Any) -> Steps:
    return tuple(item.path(output_format="list"))
