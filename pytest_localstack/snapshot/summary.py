"""The terminal's last lines about snapshots, summed over the processes of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .outcome import SnapshotOutcome

ATTRIBUTE = "localstack_snapshots"
WRITTEN = "localstack_snapshots_written"
MOST_FILES = 10


@dataclass
class Counts:
    """How many matches had which end.

    :param unvalidated: those of the matched ones whose recording was made on an emulator.
    """

    matched: int = 0
    differing: int = 0
    updated: int = 0
    new: int = 0
    skipped: int = 0
    unvalidated: int = 0

    @classmethod
    def of(cls, outcome: SnapshotOutcome) -> Counts:
        """Count the matches of a test."""
        statuses = Counter(match.status.value for match in outcome.matches)
        matched = statuses["matched"]
        return cls(
            matched=matched,
            differing=statuses["differs"] + statuses["missing"],
            updated=statuses["updated"],
            new=statuses["new"],
            skipped=statuses["skipped"],
            unvalidated=0 if outcome.is_validated else matched,
        )

    def __str__(self) -> str:
        return ", ".join(f"{count} {name}" for name, count in asdict(self).items() if count)


def attach(report: pytest.TestReport, outcome: SnapshotOutcome) -> None:
    """Send a test's counts along with its report, which crosses from an xdist worker to the controller."""
    counts = Counts.of(outcome)
    vars(report)[ATTRIBUTE] = asdict(counts)
    if counts.updated or counts.new:
        vars(report)[WRITTEN] = outcome.file


class SnapshotSummary:
    """Sum the counts of the reports and print them under -v, or when something was written."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.files: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a report brings."""
        self.counts.update(vars(report).get(ATTRIBUTE, {}))
        if WRITTEN in vars(report):
            self.files.add(vars(report)[WRITTEN])

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        """Print the lines."""
        counts = Counts(**self.counts)
        if self.files or (str(counts) and config.get_verbosity() > 0):
            terminalreporter.write_line(f"snapshots: {counts}")
        for file in sorted(self.files)[:MOST_FILES]:
            terminalreporter.write_line(f"written: {_shown(file, config)}")
        if len(self.files) > MOST_FILES:
            terminalreporter.write_line(f"written: {len(self.files) - MOST_FILES} more files")


def _shown(file: str, config: pytest.Config) -> str:
    from pathlib import Path

    start = config.invocation_params.dir
    return str(Path(file).relative_to(start)) if Path(file).is_relative_to(start) else file
