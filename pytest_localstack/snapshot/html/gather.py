"""Gathers the outcomes of a run, from workers too, and writes the page at its end."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_localstack.snapshot.outcome import SnapshotOutcome
    from pytest_localstack.snapshot.session import SnapshotSession

    from .parity import ServiceParity

ATTRIBUTE = "localstack_snapshot_outcome"
PARITY = pytest.StashKey["list[ServiceParity]"]()
"""The rows of the parity table, where another plugin has counted them; else they are counted from the matches."""


def attach(report: pytest.TestReport, item: pytest.Item, session: SnapshotSession) -> None:
    """Send a test's matches along with its report, with their requests and whole values."""
    from pytest_localstack.snapshot.failure import with_requests
    from pytest_localstack.snapshot.outcome import dumps

    vars(report)[ATTRIBUTE] = dumps(with_requests(item, session))


def file_of(config: pytest.Config, given: str) -> Path:
    """Give the file of the page.

    :raises pytest.UsageError: when the value names none.
    """
    file = Path(config.invocation_params.dir, given)
    if file.suffix not in (".html", ".htm") or file.is_dir():
        raise pytest.UsageError(
            f"--snapshot-html={given} does not name an .html file: write --snapshot-html=snapshots.html"
        )
    return file


class SnapshotPage:
    """Listens to reports and writes the page."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._texts: dict[str, str] = {}
        self._problem = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a report brings; of a test that ran again, the last."""
        if ATTRIBUTE in vars(report):
            self._texts[report.nodeid] = vars(report)[ATTRIBUTE]

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the page; one that cannot be written fails the run."""
        try:
            self._write(session.config)
        except OSError as error:
            self._problem = error.strerror or str(error)
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name the page."""
        if self._problem:
            terminalreporter.write_line(
                f"snapshot page: {self._file} cannot be written ({self._problem}): name another file",
                red=True,
            )
        else:
            terminalreporter.write_line(f"snapshot page: {self._file}")

    def _write(self, config: pytest.Config) -> None:
        from pytest_localstack.snapshot.outcome import loads
        from pytest_localstack.snapshot.writing import replace

        from .contents import contents
        from .page import page

        outcomes = [loads(text) for text in self._texts.values()]
        generated = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        values = contents(outcomes, self._parity(config, outcomes), generated, config.invocation_params.dir)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        replace(self._file, page(values))

    def _parity(self, config: pytest.Config, outcomes: list[SnapshotOutcome]) -> list[ServiceParity]:
        from .parity import of_outcomes

        return config.stash[PARITY] if PARITY in config.stash else of_outcomes(outcomes)
