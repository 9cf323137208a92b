"""Validation files: which tests have passed on real AWS, when, and how long that took.

`test_x.validation.json` lies beside the recordings of `test_x.py`: `{node id: {last_validated_date,
durations_in_seconds: {setup, call, teardown, total}}}`, sorted by node id. An entry is written when a test is torn
down on AWS whose call has passed; what other tests have there stays.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from .location import SnapshotLayout
from .lock import locked
from .store import SnapshotFile, dumps
from .writing import replace

DATE = "last_validated_date"
DURATIONS = "durations_in_seconds"
PHASES = ("setup", "call", "teardown")
REPORTS = pytest.StashKey[dict[str, pytest.TestReport]]()


class ValidationFiles:
    """Writes the entries of a run against real AWS."""

    def __init__(self, layout: SnapshotLayout) -> None:
        self._layout = layout

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write a test's entry when its last phase is over."""
        report = yield
        reports = item.stash.setdefault(REPORTS, {})
        reports[call.when] = report
        if call.when == "teardown":
            del item.stash[REPORTS]
            if _has_passed(reports.get("call")):
                file = validation_file(self._layout, item.path)
                write(file, item.nodeid, {phase: reports[phase].duration for phase in PHASES})
        return report


def validation_file(layout: SnapshotLayout, test_file: Path) -> Path:
    """Name the validation file of a test file."""
    base = layout.base_path(test_file)
    return base.with_name(f"{base.name}.validation.json")


def is_validated(file: Path, keys: tuple[str, ...]) -> bool:
    """Tell whether a test, under any of its keys, is known to have passed on real AWS."""
    entries = SnapshotFile(file).read()
    return any(key in entries for key in keys)


def write(file: Path, nodeid: str, seconds: dict[str, float]) -> None:
    """Put an entry into a validation file.

    :param seconds: how long each phase of the test took.
    :raises SnapshotFileError: when what is there cannot be read.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file):
        entries: dict[str, Any] = dict(SnapshotFile(file).read())
        durations = {phase: round(taken, 2) for phase, taken in seconds.items()}
        durations["total"] = round(sum(seconds.values()), 2)
        entries[nodeid] = {DATE: datetime.now(UTC).isoformat(timespec="seconds"), DURATIONS: durations}
        replace(file, dumps(dict(sorted(entries.items()))))


def _has_passed(report: pytest.TestReport | None) -> bool:
    # A test that is expected to fail, and does, or does not, proves nothing about AWS.
    return report is not None and report.passed and not hasattr(report, "wasxfail")
