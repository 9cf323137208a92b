"""What the page shows, as plain values: every text is text here, and becomes markup nowhere."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pytest_localstack.snapshot.diff import differences
from pytest_localstack.snapshot.outcome import MatchOutcome, SnapshotOutcome, Status
from pytest_localstack.snapshot.report import origin_text, skip_paths
from pytest_localstack.snapshot.sensitive import redacted

from .parity import ServiceParity
from .rows import Change, Row, one_sided, side_by_side

MOST_ROWS = 5_000


def contents(
    outcomes: Sequence[SnapshotOutcome], parity: Sequence[ServiceParity], generated: str, base: Path
) -> dict[str, Any]:
    """Give the values of a page.

    :param generated: when the run ended.
    :param base: the folder that paths are shown from.
    """
    statuses = Counter(match.status.value for outcome in outcomes for match in outcome.matches)
    ordered = sorted(outcomes, key=lambda outcome: (not outcome.failed, outcome.nodeid))
    return {
        "generated": generated,
        "counts": {status.value: statuses[status.value] for status in Status},
        "parity": [asdict(row) for row in parity],
        "tests": [_test(outcome, base) for outcome in ordered],
    }


def _test(outcome: SnapshotOutcome, base: Path) -> dict[str, Any]:
    return {
        "nodeid": outcome.nodeid,
        "file": _shown(outcome.file, base),
        "command": f"{outcome.command} {shlex.quote(outcome.nodeid)}",
        "recorded": f"{outcome.date} UTC {origin_text(outcome)}".rstrip() if outcome.date else "",
        "matches": [_match(match, base) for match in outcome.matches],
    }


def _match(match: MatchOutcome, base: Path) -> dict[str, Any]:
    rows = _rows(match)
    return {
        "key": match.key,
        "status": match.status.value,
        "place": f"{_shown(match.place[0], base)}:{match.place[1]}" if match.place else "",
        "service": match.request.service if match.request else "",
        "request": redacted(match.request.text) if match.request else "",
        "answers": match.request.answers if match.request else False,
        "differences": len(match.differences),
        "skip": skip_paths([match]),
        "rows": [_row(row) for row in rows[:MOST_ROWS]],
        "cut": max(0, len(rows) - MOST_ROWS),
    }


def _rows(match: MatchOutcome) -> list[Row]:
    if match.status is Status.SKIPPED:
        return []
    if match.status in (Status.MISSING, Status.NEW):
        return one_sided(match.observed, Change.ADDED)
    if match.status is Status.MATCHED:
        return one_sided(match.recorded, Change.SAME)
    found = match.differences or differences(match.recorded, match.observed)
    return side_by_side(match.recorded, match.observed, found)


def _row(row: Row) -> list[Any]:
    """Say the text of a row once when it is that of both sides."""
    same = row.left == row.right
    return [row.change.value[0], row.left] if same else [row.change.value[0], row.left, row.right]


def _shown(path: str, base: Path) -> str:
    return Path(path).relative_to(base).as_posix() if Path(path).is_relative_to(base) else path
