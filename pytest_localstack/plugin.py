"""Options, hooks and fixtures of the plugin; wiring only.

Nothing of AWS is imported here: without `--localstack` and without our fixtures the plugin costs nothing.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from pytest_localstack.environment import Environment
from pytest_localstack.stash import ENVIRONMENT, ISOLATION, REPORT, SESSION
from pytest_localstack.target import RealAWS, is_aws

if TYPE_CHECKING:
    from pytest_localstack.session import EmulatorSession

pytest_plugins = (
    "pytest_localstack.fixtures.clients",
    "pytest_localstack.fixtures.s3",
    "pytest_localstack.fixtures.sqs",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("localstack", "AWS emulator (pytest-localstack)")
    group.addoption(
        "--localstack",
        action="store_true",
        help="Boot the AWS emulator for this run: every boto3 client, whenever and wherever it is made, talks "
        "to it, each test runs on its own state, and no such call reaches real AWS.",
    )
    group.addoption(
        "--localstack-port",
        type=int,
        default=0,
        metavar="PORT",
        help="Port of the emulator's HTTP server (default: a free one; not with several xdist workers).",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> None:
    """Boot before any conftest is imported, so that clients made there find the emulator."""
    del parser, args
    if early_config.known_args_namespace.localstack and not is_aws():
        prepare(early_config, early_config.known_args_namespace)


def prepare(config: pytest.Config, options: Any) -> None:
    """Put the environment in place and boot, unless this process only hands tests to others."""
    environment = config.stash[ENVIRONMENT] = Environment(os.environ)
    environment.apply()
    if options.localstack_port and (is_xdist_controller(options) or "PYTEST_XDIST_WORKER" in os.environ):
        raise pytest.UsageError(
            f"--localstack-port={options.localstack_port} cannot be shared by several xdist workers, each of"
            " which has an emulator of its own: leave it out, or run without -n"
        )
    if is_xdist_controller(options):
        environment.forbid_calls()
        return
    boot(config, options.localstack_port)


def boot(config: pytest.Config, port: int = 0) -> EmulatorSession:
    """Boot the emulator of this process, once."""
    session = config.stash.get(SESSION, None)
    if session is None:
        from pytest_localstack.isolation import Isolation
        from pytest_localstack.neighbours import conflict
        from pytest_localstack.report import Report
        from pytest_localstack.session import EmulatorSession

        if problem := conflict():
            raise pytest.UsageError(problem)
        if ENVIRONMENT not in config.stash:
            config.stash[ENVIRONMENT] = Environment(os.environ)
            config.stash[ENVIRONMENT].apply()
        try:
            session = config.stash[SESSION] = EmulatorSession(config.stash[ENVIRONMENT], port)
        except OSError as error:
            hint = "give another --localstack-port, or none to take a free one"
            raise pytest.UsageError(f"{error}; {hint}") from error
        isolation = config.stash[ISOLATION] = Isolation(session.emulator)
        config.stash[REPORT] = Report(session, isolation)
    return session


def is_xdist_controller(options: Any) -> bool:
    """Tell whether tests run in other processes than this one."""
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return False
    return bool(getattr(options, "numprocesses", None) or getattr(options, "tx", None))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the emulator and give the environment back."""
    session = config.stash.get(SESSION, None)
    if session is not None:
        session.stop()
        del config.stash[SESSION]
    environment = config.stash.get(ENVIRONMENT, None)
    if environment is not None:
        environment.restore()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    """Open the checkpoint of a fixture's scope before the first fixture of that scope runs."""
    isolation = request.config.stash.get(ISOLATION, None)
    if isolation is None:
        return (yield)
    with isolation.around_fixture(fixturedef, request):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin the test's record of calls."""
    report = item.config.stash.get(REPORT, None)
    if report is not None:
        report.begin(item)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Open the test's checkpoint if no fixture has, and fail the test for what must not happen."""
    isolation = item.config.stash.get(ISOLATION, None)
    if isolation is not None:
        isolation.before_call(item)
    result = yield
    report = item.config.stash.get(REPORT, None)
    if report is not None:
        report.check(item)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the test's AWS calls to the report of a failure."""
    test_report = yield
    report = item.config.stash.get(REPORT, None)
    if report is not None and test_report.failed:
        report.add_calls(item, test_report)
    return test_report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what was called."""
    from pytest_localstack.report import write_summary

    write_summary(terminalreporter, config)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over an xdist worker's counts."""
    del error
    from pytest_localstack.report import collect_from_worker

    collect_from_worker(node.config, getattr(node, "workeroutput", {}))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send an xdist worker's counts to its controller."""
    report = session.config.stash.get(REPORT, None)
    output = getattr(session.config, "workeroutput", None)
    if report is not None and output is not None:
        output["localstack"] = report.counts()


@pytest.fixture(scope="session")
def _localstack_session(pytestconfig: pytest.Config) -> Iterator[EmulatorSession | RealAWS]:
    """The emulator of this process, booted on demand when `--localstack` was not given; or real AWS."""
    if is_aws():
        yield RealAWS()
        return
    booted_here = SESSION not in pytestconfig.stash
    session = boot(pytestconfig)
    yield session
    if booted_here:
        session.stop()
        del pytestconfig.stash[SESSION]
        pytestconfig.stash[ENVIRONMENT].restore()
