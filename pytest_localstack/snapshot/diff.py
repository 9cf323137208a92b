"""The comparison of what a test matched with what is recorded, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from .alignment import pairs
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


class _Missing:
    """Stands in a list where only the other one has an item."""


_MISSING = _Missing()


def compare(key: str, recorded: Any, observed: Any) -> SnapshotMatchResult:
    """Compare two JSON values; 1, 1.0 and true differ, the order of keys does not count."""
    equal = canonical(recorded) == canonical(observed)
    return SnapshotMatchResult(
        key, recorded, observed, differences=() if equal else differences(recorded, observed)
    )


def differences(recorded: Any, observed: Any) -> tuple[Difference, ...]:
    """List the places where two JSON values differ, those of a dict by key, those of a list in order.

    Lists are compared item by item as :mod:`.alignment` pairs them. A path counts the items of the recording, but
    for an item that it lacks those of the match.
    """
    from deepdiff import DeepDiff

    left, right = _aligned(recorded, observed)
    # Two dicts with few keys in common are reported key by key all the same.
    found = DeepDiff(
        left,
        right,
        view="tree",
        verbose_level=2,
        threshold_to_diff_deeper=0,
        zip_ordered_iterables=True,
        # `__type` of an error is a member like any other.
        ignore_private_variables=False,
    )
    listed = [_difference(item, left, right) for items in found.values() for item in items]
    return tuple(sorted(listed, key=lambda difference: [_order(step) for step in difference.path]))


def _order(step: str | int) -> tuple[int, str]:
    return (step, "") if isinstance(step, int) else (0, step)


def _aligned(left: Any, right: Any) -> tuple[Any, Any]:
    """Copy both trees with their lists stretched, so that counterparts have one position."""
    if isinstance(left, dict) and isinstance(right, dict):
        both = {key: _aligned(left[key], right[key]) for key in left.keys() & right.keys()}
        return (
            {key: both[key][0] if key in both else value for key, value in left.items()},
            {key: both[key][1] if key in both else value for key, value in right.items()},
        )
    if isinstance(left, list) and isinstance(right, list):
        items = [
            _aligned(_MISSING if i is None else left[i], _MISSING if j is None else right[j])
            for i, j in pairs(left, right)
        ]
        return [item for item, _ in items], [item for _, item in items]
    return left, right


def _difference(item: Any, left: Any, right: Any) -> Difference:
    from deepdiff.helper import notpresent

    steps = _steps(item.path(output_format="list"), left, right)
    if item.t1 is notpresent or item.t1 is _MISSING:
        return Difference(Kind.ADDED, steps, actual=item.t2)
    if item.t2 is notpresent or item.t2 is _MISSING:
        return Difference(Kind.REMOVED, steps, expected=item.t1)
    return Difference(Kind.CHANGED, steps, expected=item.t1, actual=item.t2)


def _steps(path: Steps, left: Any, right: Any) -> Steps:
    """Count positions in stretched lists as the lists counted them before."""
    steps: list[str | int] = []
    for step in path:
        if isinstance(left, list) and isinstance(step, int):
            counted = left if left[step] is not _MISSING else right
            steps.append(sum(item is not _MISSING for item in counted[:step]))
        else:
            steps.append(step)
        left, right = _at(left, step), _at(right, step)
    return tuple(steps)


def _at(tree: Any, step: Any) -> Any:
    return tree.get(step) if isinstance(tree, dict) else tree[step]
