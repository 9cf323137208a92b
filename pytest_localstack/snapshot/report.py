"""The text of a failed comparison: per match key its differences, then what to paste or to run."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .diff import Difference, Kind, SnapshotMatchResult
from .paths import skip_path

RECORD_COMMAND = "pytest --snapshot-update"
LONGEST_VALUE = 500


def report(
    results: Sequence[SnapshotMatchResult],
    nodeid: str,
    file: Path,
    recorded_date: str,
    record_command: str = RECORD_COMMAND,
) -> str:
    """Write the report of a test's results, the equal ones left out.

    :param record_command: records a test when its node id follows.
    """
    failed = [result for result in results if not result]
    lines = [_headline(failed, len(results), file, recorded_date)]
    for result in failed:
        lines += ["", *_match(result)]
    lines += ["", *_skip_marker(failed), "To record:", f"{record_command} {shlex.quote(nodeid)}"]
    return "\n".join(lines)


def _headline(failed: Sequence[SnapshotMatchResult], total: int, file: Path, recorded_date: str) -> str:
    missing = sum(not result.recorded for result in failed)
    if missing == total:
        return f"nothing is recorded for this test in {file}"
    different = len(failed) - missing
    parts = [f"{different} of {total} matches differ from the recording"] if different else []
    parts += [f"{missing} of {total} have none"] if missing else []
    when = f" ({recorded_date} UTC)" if recorded_date else ""
    return f"{', '.join(parts)}; recorded{when} in {file}"


def _match(result: SnapshotMatchResult) -> list[str]:
    if not result.recorded:
        return [f"{result.key}: not recorded"]
    ordered = sorted(result.differences, key=lambda difference: [str(step) for step in difference.path])
    return [result.key, *(f"  {_line(difference)}" for difference in ordered)]


def _line(difference: Difference) -> str:
    path = "/" + "/".join(str(step) for step in difference.path)
    if difference.kind is Kind.REMOVED:
        values = _value(difference.expected)
    elif difference.kind is Kind.ADDED:
        values = _value(difference.actual)
    else:
        values = f"{_value(difference.expected)} -> {_value(difference.actual)}"
    return f"({difference.kind.value}) {path} {values}"


def _value(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= LONGEST_VALUE:
        return text
    return f"{text[:LONGEST_VALUE]}… ({len(text)} characters)"


def _skip_marker(failed: Iterable[SnapshotMatchResult]) -> list[str]:
    paths = {
        skip_path((result.key, *difference.path)) for result in failed for difference in result.differences
    }
    if not paths:
        return []
    quoted = [f"        {json.dumps(path, ensure_ascii=False)}," for path in sorted(paths)]
    return [
        "To leave these out of the comparison:",
        "@pytest.mark.skip_snapshot_verify(",
        "    paths=[",
        *quoted,
        "    ]",
        ")",
    ]
