"""The hooks that fail what a violation happened in: a test, a collection, or the run when nothing came after it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from pytest_localstack.guard.doors import Doors
from pytest_localstack.guard.violations import Guard, tell
from pytest_localstack.stash import GUARD

TITLE = "the test tried to reach real AWS"
OUTPUT = "localstack_guard"


def stand(config: pytest.Config) -> GuardHooks:
    """Have the guard of a run stand, now and until :meth:`GuardHooks.leave`."""
    hooks = config.stash.get(GUARD, None)
    if hooks is None:
        hooks = config.stash[GUARD] = GuardHooks(config.getini("localstack_allow_hosts"))
        config.pluginmanager.register(hooks, "localstack-guard")
    hooks.doors.install()
    return hooks


class GuardHooks:
    """A plugin that watches while the emulator, or an xdist controller, runs."""

    def __init__(self, allowed: list[str]) -> None:
        self.guard = Guard(allowed)
        self.doors = Doors(self.guard.check)
        self._last = ""
        self._left: list[str] = []

    def leave(self) -> None:
        """Give everything back; what has been refused is still reported."""
        self.doors.uninstall()

    def pytest_unconfigure(self) -> None:
        """Give everything back at the end of the run."""
        self.leave()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Replace again what others have put back."""
        self.doors.renew()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail a test, whatever came of it otherwise."""
        report = yield
        self._fail(report)
        if call.when == "teardown":
            self._last = f" after {item.nodeid}"
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Fail a module that did it while it was imported."""
        report = yield
        self._fail(report)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run for what no report has told."""
        self.collect()
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[OUTPUT] = self._left
        elif self._left and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what an xdist worker has left."""
        self._left += getattr(node, "workeroutput", {}).get(OUTPUT, [])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what no report has told."""
        for left in self._left:
            terminalreporter.write_line(f"localstack: the run tried to reach real AWS{left}", red=True)

    def collect(self) -> None:
        """Take over what has been refused since the last report."""
        if violations := self.guard.take():
            self._left.append(f"{self._last}: {tell(violations)}")

    def _fail(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        violations = self.guard.take()
        if not violations:
            return
        text = f"{TITLE}: {tell(violations)}"
        if report.failed and str(violations[-1]) in str(report.longrepr):
            return
        if report.failed:
            report.sections.append(("real AWS", text))
            return
        report.outcome = "failed"
        report.longrepr = text
        # An expected failure is expected for another reason.
        vars(report).pop("wasxfail", None)
