"""The marker `skip_snapshot_verify`: what a test leaves out of its comparison."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

NAME = "skip_snapshot_verify"


@dataclass(frozen=True)
class Skipped:
    """JSONPaths left out of a test's comparison, or everything."""

    paths: tuple[str, ...] = ()
    everything: bool = False


def skipped(item: pytest.Item) -> Skipped:
    """Gather what the markers of a test, its class and its module leave out; one without paths means all."""
    lists = [
        _paths(marker, item.nodeid) for marker in item.iter_markers(NAME) if _applies(marker, item.nodeid)
    ]
    paths = tuple(dict.fromkeys(path for some in lists for path in some))
    return Skipped(paths, everything=not all(lists))


def _applies(marker: pytest.Mark, nodeid: str) -> bool:
    condition = marker.kwargs.get("condition")
    if condition is None:
        return True
    if not callable(condition):
        raise pytest.UsageError(f"{nodeid}: condition of {NAME} must be callable, is {condition!r}")
    return bool(condition())


def _paths(marker: pytest.Mark, nodeid: str) -> list[str]:
    unknown = set(marker.kwargs) - {"paths", "condition"}
    if unknown or len(marker.args) > 1:
        raise pytest.UsageError(f"{nodeid}: {NAME} takes paths= and condition=, not {marker.args or unknown}")
    paths = marker.args[0] if marker.args else marker.kwargs.get("paths")
    if isinstance(paths, str):
        raise pytest.UsageError(f"{nodeid}: paths of {NAME} must be a list: [{paths!r}]")
    return list(paths or ())
