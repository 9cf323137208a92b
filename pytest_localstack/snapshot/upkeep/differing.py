"""What differs between two states of recordings, as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_localstack.snapshot.diff import compare
from pytest_localstack.snapshot.outcome import MatchOutcome, Status
from pytest_localstack.snapshot.report import match_lines, plain
from pytest_localstack.snapshot.store import CONTENT, DATE
from pytest_localstack.snapshot.values import json_text, shortened


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Write the entries that were added, removed or changed, key by key; dates alone do not count."""
    for name in [*before, *(name for name in after if name not in before)]:
        lines = list(_entry(before.get(name), after.get(name)))
        if lines:
            yield f"{name}{_dates(before.get(name), after.get(name))}"
            yield from (f"  {line}" for line in lines)


def _entry(before: Any, after: Any) -> Iterator[str]:
    if before is None or after is None:
        yield "(+) new" if before is None else "(-) removed"
        return
    old, new = before.get(CONTENT), after.get(CONTENT)
    if not isinstance(old, dict) or not isinstance(new, dict):
        result = compare("", before, after)
        yield from _lines("", result.differences)
        return
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            yield f"(-) {key} {shortened(json_text(old[key]))}"
        elif key not in old:
            yield f"(+) {key} {shortened(json_text(new[key]))}"
        else:
            yield from _lines(key, compare(key, old[key], new[key]).differences)


def _lines(key: str, found: Any) -> Iterator[str]:
    if found:
        yield from plain(match_lines(MatchOutcome(key, Status.DIFFERS, differences=found))).splitlines()


def _dates(before: Any, after: Any) -> str:
    dates = [str(entry[DATE]) for entry in (before, after) if isinstance(entry, dict) and entry.get(DATE)]
    distinct = list(dict.fromkeys(dates))
    return f" ({' -> '.join(distinct)})" if distinct else ""
