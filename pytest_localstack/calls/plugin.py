"""Options, hooks and the fixture of what calls tell; wiring only."""

from __future__ import annotations

import json
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_localstack import modes
from pytest_localstack.stash import CALLS, CALLS_OF_WORKERS
from pytest_localstack.target import is_aws

if TYPE_CHECKING:
    from pytest_localstack.calls.totals import Totals
    from pytest_localstack.calls.view import TestCalls
    from pytest_localstack.session import EmulatorSession
    from pytest_localstack.snapshot.request import Sight, SnapshotRequest
    from pytest_localstack.target import RealAWS

WORKER_KEY = "localstack_calls"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("localstack")
    group.addoption(
        "--aws-coverage",
        nargs="?",
        const="",
        default=None,
        metavar="FILE.json",
        help="Report which AWS operations the run called, with which parameters, and which errors it saw, of those "
        "that exist: a table at the end, and with =FILE.json all of it in that file.",
    )
    group.addoption(
        "--localstack-durations",
        type=int,
        default=0,
        metavar="N",
        help="Show the N slowest AWS calls.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a file that is none: `--aws-coverage tests` would take the folder for it; and an emulator elsewhere."""
    for option in ("aws_coverage", "localstack_durations"):
        if config.getoption(option) not in (None, 0) and (elsewhere := modes.remote_option(config)):
            raise pytest.UsageError(
                f"--{option.replace('_', '-')} needs the emulator in the test process: leave it out, or run without"
                f" {elsewhere}"
            )
    file = config.getoption("aws_coverage")
    if file and not file.endswith(".json"):
        raise pytest.UsageError(
            f"--aws-coverage={file} does not name a .json file: write --aws-coverage=coverage.json, or put the"
            " option behind the tests to run"
        )


@pytest.fixture
def aws_calls(_localstack_session: EmulatorSession | RealAWS, pytestconfig: pytest.Config) -> TestCalls:
    """The AWS calls of this test, for assertions: `aws_calls("s3", "PutObject").with_params(Bucket="b")`,
    `aws_calls.assert_called(...)`, `.assert_not_called(...)`, `.errors`, `.setup`, `.internal`, `.policy()`.
    """
    if is_aws():
        pytest.skip("needs the emulator; this run targets real AWS")
    if CALLS not in pytestconfig.stash:
        pytest.skip("needs the emulator in this process; this run uses one elsewhere")
    return pytestconfig.stash[CALLS].calls()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin the test's record of calls."""
    record = item.config.stash.get(CALLS, None)
    if record is not None:
        record.begin()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    """Leave the calls of broader fixtures out of the test's set-up."""
    record = request.config.stash.get(CALLS, None)
    if record is None or fixturedef.scope == "function":
        return (yield)
    with record.spans.broad():
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Tell the test's calls from those of its set-up."""
    record = item.config.stash.get(CALLS, None)
    if record is not None:
        record.spans.begin_call()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the emulator can tell to the report of a failure."""
    report = yield
    record = item.config.stash.get(CALLS, None)
    if record is not None and report.failed:
        record.add_to(report)
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_localstack_snapshot_request(item: pytest.Item, sight: Sight) -> SnapshotRequest | None:
    """Name the request that a match of the snapshot plugin answers."""
    record = item.config.stash.get(CALLS, None)
    if record is None:
        return None
    from pytest_localstack.calls.snapshots import request_of

    return request_of(record.spans.all(), sight)


class _End:
    """Takes the totals of a test after its last report; the hook that is called then knows no config."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        record = self._config.stash.get(CALLS, None)
        if record is not None:
            record.finish(nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Listen to the ends of tests."""
    session.config.pluginmanager.register(_End(session.config))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send an xdist worker's totals to its controller."""
    record = session.config.stash.get(CALLS, None)
    if record is None:
        return
    record.finish("")
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[WORKER_KEY] = record.totals.sent()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over an xdist worker's totals."""
    del error
    sent = getattr(node, "workeroutput", {}).get(WORKER_KEY)
    if sent is not None:
        _totals(node.config).add(sent)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Show the slowest calls and the coverage."""
    from pytest_localstack.calls.summary import write_coverage, write_relied_upon, write_slowest

    totals = _totals(config)
    write_relied_upon(terminalreporter, totals)
    write_slowest(terminalreporter, totals)
    if totals.coverage is not None:
        file = config.getoption("aws_coverage")
        if file:
            Path(config.invocation_params.dir, file).write_text(
                json.dumps(totals.coverage.report(), indent=2) + "\n"
            )
        write_coverage(terminalreporter, totals.coverage, file)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop listening to the emulator's log."""
    record = config.stash.get(CALLS, None)
    if record is not None:
        record.close()


def _totals(config: pytest.Config) -> Totals:
    """Give the totals of this process's emulator, or those gathered from workers."""
    record = config.stash.get(CALLS, None)
    if record is not None:
        return record.totals
    if CALLS_OF_WORKERS not in config.stash:
        from pytest_localstack.calls.record import new_totals

        config.stash[CALLS_OF_WORKERS] = new_totals(config)
    return config.stash[CALLS_OF_WORKERS]
