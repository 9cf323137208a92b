"""The report as JSON, for scripts that read it: what SNAPSHOT_LEGACY_REPORT asks for.

Each differing match has a line that names it and a JSON object, grouped and addressed as deepdiff does::

    {"values_changed": {"root['Size']": {"new_value": 6, "old_value": 5}}}
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .diff import Difference, Kind
from .outcome import MatchOutcome, SnapshotOutcome, Status

VARIABLE = "SNAPSHOT_LEGACY_REPORT"


def legacy_report(outcome: SnapshotOutcome) -> str:
    """Write the JSON of every match that fails the test."""
    return "\n\n".join(_match(match) for match in outcome.failed)


def _match(match: MatchOutcome) -> str:
    if match.status is Status.MISSING:
        return f"Match failed for {match.key!r}:\nnot recorded"
    return f"Match failed for {match.key!r}:\n{json.dumps(grouped(match.differences), indent=2)}"


def grouped(differences: Sequence[Difference]) -> dict[str, dict[str, Any]]:
    """Group differences by their kind."""
    groups: dict[str, dict[str, Any]] = {}
    for difference in differences:
        group, content = _content(difference)
        groups.setdefault(group, {})[_address(difference.path)] = content
    return groups


def _content(difference: Difference) -> tuple[str, Any]:
    kind = "iterable_item" if difference.path and isinstance(difference.path[-1], int) else "dictionary_item"
    if difference.kind is Kind.ADDED:
        return f"{kind}_added", difference.actual
    if difference.kind is Kind.REMOVED:
        return f"{kind}_removed", difference.expected
    old, new = difference.expected, difference.actual
    values = {"new_value": new, "old_value": old}
    if type(old) is type(new):
        return "values_changed", values
    return "type_changes", {"old_type": type(old).__name__, "new_type": type(new).__name__, **values}


def _address(path: Sequence[str | int]) -> str:
    return "root" + "".join(f"[{step!r}]" for step in path)
