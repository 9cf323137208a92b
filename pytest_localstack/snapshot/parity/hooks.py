"""The plugin that gathers the outcomes of a run and prints its parity."""

from __future__ import annotations

import json
import os

import pytest

from pytest_localstack.snapshot.html.gather import PARITY
from pytest_localstack.snapshot.html.parity import ServiceParity

from . import options
from .evidence import VARIABLE
from .outcome import Verdict, attached
from .table import Parity


class ParityHooks:
    """Adds up what reports bring, in the process that has the terminal."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._parity = Parity()
        self._failure = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a report brings."""
        self._parity.add(attached(report))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the file, hand the table to the page, and fail the run when too little matches."""
        self._config.stash[PARITY] = [
            ServiceParity(row.service, row.compared, *(row.counts[verdict] for verdict in Verdict))
            for row in self._parity.rows()
        ]
        if file := options.json_file(self._config):
            file.write_text(json.dumps(self._parity.report(), indent=2) + "\n")
        least = self._config.getoption("parity_fail_under")
        if least is None:
            return
        reached = self._parity.total.percentage
        if reached is None:
            self._failure = f"parity: nothing was compared with real AWS, and --parity-fail-under={least:g}"
        elif reached < least:
            self._failure = f"parity: {reached:.1f} % is less than --parity-fail-under={least:g}"
        if self._failure and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print what was asked for."""
        if self._config.getoption("parity") or options.is_drift(self._config):
            terminalreporter.section("parity with real AWS")
            for line in self._parity.lines():
                terminalreporter.write_line(line)
            if VARIABLE not in os.environ and not options.is_drift(self._config):
                terminalreporter.write_line(f"{VARIABLE} is not set: no evidence was compared")
        if options.is_drift(self._config):
            self._write_drift(terminalreporter)
        if self._failure:
            terminalreporter.write_line(self._failure, red=True)

    def _write_drift(self, terminalreporter: pytest.TerminalReporter) -> None:
        drifted = [outcome for outcome in self._parity.outcomes if outcome.drift]
        terminalreporter.section(f"{len(drifted)} matches are not what is recorded")
        for outcome in drifted:
            terminalreporter.write_line(f"{outcome.test}: {outcome.key}")
            for line in outcome.drift:
                terminalreporter.write_line(f"  {line}")
