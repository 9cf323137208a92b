"""The plugin of a run against real AWS: it says whose account it is, counts calls, and names what is left behind."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_localstack.answers import AnsweredCall
from pytest_localstack.recording import budget, identity, options
from pytest_localstack.recording.left import Resources
from pytest_localstack.recording.watch import Watch

if TYPE_CHECKING:
    from pytest_localstack.environment import Environment
    from pytest_localstack.recording.identity import Identity
    from pytest_localstack.snapshot.environment import SnapshotEnvironment
    from pytest_localstack.snapshot.request import Sight, SnapshotRequest

WORKER_KEY = "localstack_aws_left"
WARNING = (
    "left on AWS, as far as calls through botocore tell (not what AWS made by itself, nor what others did):"
)


def begin(config: pytest.Config, environment: Environment) -> None:
    """Begin a run against real AWS, before anything is imported that could call it.

    :raises pytest.UsageError: when there are no credentials, or not of an account that is allowed.
    """
    given = config.known_args_namespace
    environment.hand_down(options.TARGET, options.AWS)
    allowed = options.allowed_accounts(config)
    if given.collectonly or given.help or given.version:
        return
    who = identity.handed_down(os.environ) or identity.ask()
    identity.check_allowed(who, allowed)
    environment.hand_down(identity.HANDED_DOWN, who.dump())
    count = os.environ.get(budget.HANDED_DOWN)
    made = None
    if given.aws_max_calls and not count:
        made = budget.new_count()
        count = str(made)
        environment.hand_down(budget.HANDED_DOWN, count)
    calls = budget.CallBudget(given.aws_max_calls, Path(count)) if given.aws_max_calls and count else None
    config.pluginmanager.register(AwsRun(who, calls, made), "localstack-aws")


class AwsRun:
    """Watches this process's calls to AWS.

    :param calls: of which there may be a number only.
    :param count: the file they are counted in, to be removed at the end.
    """

    def __init__(self, who: Identity, calls: budget.CallBudget | None, count: Path | None) -> None:
        self._who = who
        self._calls = calls
        self._count = count
        self._resources = Resources()
        self._left: list[str] = []
        self._answered: dict[str, tuple[str, str]] = {}
        self._watch = Watch(self._before_request, self._after_call)
        self._watch.install()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Say whose account it is before anything else, however quiet the run is."""
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.write_line(f"real AWS: {self._who}", bold=True)

    @pytest.hookimpl(optionalhook=True)
    def pytest_localstack_snapshot_environment(self) -> SnapshotEnvironment:
        """Have snapshots replace the account and the region that the run uses."""
        from pytest_localstack.snapshot.environment import SnapshotEnvironment

        return SnapshotEnvironment(self._who.account_id, self._who.region, "aws")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Forget the requests of the test before."""
        self._answered.clear()

    @pytest.hookimpl(optionalhook=True)
    def pytest_localstack_snapshot_request(self, sight: Sight) -> SnapshotRequest | None:
        """Name the request that a match answers, without its parameters."""
        from pytest_localstack.snapshot.request import SnapshotRequest

        service, operation = self._answered.get(sight.request_id, ("", ""))
        return SnapshotRequest(service, operation, f"{service}.{operation}", True) if service else None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """End the run when a call was refused, and fail the test that swallowed the refusal."""
        report = yield
        if self._calls is not None and self._calls.stopped:
            item.session.shouldstop = self._calls.stopped
            if report.passed and self._calls.stopped.endswith(f"{item.nodeid} ({report.when})"):
                report.outcome = "failed"
                report.longrepr = self._calls.stopped
        return report

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Send what a worker has left to its controller."""
        self._left += self._resources.left()
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[WORKER_KEY] = self._left

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker has left."""
        self._left += getattr(node, "workeroutput", {}).get(WORKER_KEY, [])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what is left behind."""
        if self._left:
            terminalreporter.section(f"{len(self._left)} left behind", yellow=True)
            terminalreporter.write_line(WARNING)
            for resource in self._left:
                terminalreporter.write_line(f"  {resource}")

    def pytest_unconfigure(self) -> None:
        """Watch no longer."""
        self._watch.uninstall()
        if self._calls is not None:
            self._calls.close()
        if self._count is not None:
            self._count.unlink(missing_ok=True)

    def _before_request(self) -> None:
        if self._calls is not None:
            self._calls.spend()

    def _after_call(self, call: AnsweredCall) -> None:
        self._answered[call.request_id] = (call.model.service_name, call.operation)
        if call.is_error:
            return
        test = os.environ.get("PYTEST_CURRENT_TEST", "the run").rpartition(" (")[0]
        self._resources.follow(call, test or "the run, outside of any test")
