"""The terminal's last line about snapshots, summed over the processes of a run."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pytest

ATTRIBUTE = "localstack_snapshots"


@dataclass
class Counts:
    """How many matches were compared and equal, written, and left uncompared."""

    matched: int = 0
    updated: int = 0
    skipped: int = 0


def attach(report: pytest.TestReport, counts: Counts) -> None:
    """Send a test's counts along with its report, which crosses from an xdist worker to the controller."""
    vars(report)[ATTRIBUTE] = asdict(counts)


class SnapshotSummary:
    """Sum the counts of the reports and print them under -v, or when something was written."""

    def __init__(self) -> None:
        self.counts = Counts()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a report brings."""
        counts: dict[str, int] = vars(report).get(ATTRIBUTE, {})
        self.counts.matched += counts.get("matched", 0)
        self.counts.updated += counts.get("updated", 0)
        self.counts.skipped += counts.get("skipped", 0)

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        """Print the line."""
        counts = self.counts
        seen = counts.matched or counts.updated or counts.skipped
        if counts.updated or (seen and config.get_verbosity() > 0):
            terminalreporter.write_line(
                f"snapshots: {counts.matched} matched, {counts.updated} updated, {counts.skipped} skipped"
            )
