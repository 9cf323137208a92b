"""Options, hooks and fixtures of the plugin; wiring only.

Nothing of AWS is imported here: without `--localstack` and without our fixtures the plugin costs nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from pytest_localstack import examples, modes
from pytest_localstack.environment import Environment
from pytest_localstack.recording import options as aws_options
from pytest_localstack.stash import CALLS, ENVIRONMENT, GUARD, ISOLATION, REPORT, SERVER, SESSION
from pytest_localstack.target import RealAWS, is_aws

if TYPE_CHECKING:
    from pytest_localstack.elsewhere import Elsewhere
    from pytest_localstack.guard.violations import Guard
    from pytest_localstack.session import EmulatorSession
    from pytest_localstack.snapshot.environment import SnapshotEnvironment

PARTS = (
    "pytest_localstack.calls.plugin",
    "pytest_localstack.fixtures.clients",
    "pytest_localstack.fixtures.faults",
    "pytest_localstack.fixtures.accounts",
    "pytest_localstack.fixtures.acm",
    "pytest_localstack.fixtures.cleanups",
    "pytest_localstack.fixtures.dynamodb",
    "pytest_localstack.fixtures.ec2",
    "pytest_localstack.fixtures.emulator",
    "pytest_localstack.fixtures.events",
    "pytest_localstack.fixtures.iam",
    "pytest_localstack.fixtures.kinesis",
    "pytest_localstack.fixtures.kms",
    "pytest_localstack.fixtures.logs",
    "pytest_localstack.fixtures.route53",
    "pytest_localstack.fixtures.secretsmanager",
    "pytest_localstack.fixtures.ses",
    "pytest_localstack.fixtures.sns",
    "pytest_localstack.fixtures.ssm",
    "pytest_localstack.fixtures.s3",
    "pytest_localstack.markers",
    "pytest_localstack.fixtures.sqs",
    "pytest_localstack.options",
    "pytest_localstack.strict",
)
"""The plugins that belong to this one; `-p no:NAME` leaves one out."""


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Register the parts.

    A list named `pytest_plugins` would have pytest look for each name among the entry points first, which reads
    the metadata of every installed distribution: 24 times, 0.2 s of each run with a hundred distributions.
    """
    if plugin is sys.modules[__name__]:
        for name in PARTS:
            manager.import_plugin(name)


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
    modes.add_options(group, parser)
    aws_options.add_options(group, parser)
    parser.addini(
        "localstack_hosts",
        "Endpoints (host or host:port) of boto3 clients that count as the emulator's, for code that names one. "
        "Without it: localhost:4566, 127.0.0.1:4566 and localhost.localstack.cloud:4566, unless something else "
        "listens there. Any other endpoint_url but AWS's and the emulator's own is left alone.",
        type="args",
        default=None,
    )
    parser.addini(
        "localstack_allow_hosts",
        "Hosts of AWS, or addresses of metadata services, that tests may really reach, with what is below them. "
        "Clients of boto3 are answered by the emulator all the same.",
        type="args",
        default=[],
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser, args: list[str]
) -> None:
    """Boot before any conftest is imported, so that clients made there find the emulator."""
    del parser, args
    options = early_config.known_args_namespace
    aws_options.check_options(options)
    is_real = options.aws or is_aws()
    if is_real or options.localstack or options.localstack_shared or options.localstack_endpoint:
        try:
            prepare_aws(early_config) if is_real else prepare(early_config, options)
        except BaseException:
            # pytest unconfigures only what it has configured.
            if GUARD in early_config.stash:
                early_config.stash[GUARD].leave()
            pytest_unconfigure(early_config)
            raise


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and refuse an isolation that there is not before the first test."""
    config.addinivalue_line("markers", modes.MARKER_HELP)
    modes.run_mode(config)
    examples.choice_of(config)


def prepare_aws(config: pytest.Config) -> None:
    """Begin a run against real AWS: the environment, with its credentials, stays as it is."""
    from pytest_localstack.recording.hooks import begin

    environment = config.stash[ENVIRONMENT] = Environment(os.environ)
    begin(config, environment)


def prepare(config: pytest.Config, options: Any) -> None:
    """Put the environment in place and boot, unless this process only hands tests to others."""
    environment = config.stash[ENVIRONMENT] = Environment(os.environ)
    environment.apply()
    stand(config)
    modes.check_options(options, is_xdist_controller(options) or "PYTEST_XDIST_WORKER" in os.environ)
    if is_xdist_controller(options):
        environment.forbid_calls()
        prepare_workers(config, environment)
        return
    if options.collectonly:
        environment.forbid_calls()
        return
    boot(config, options.localstack_port)


def prepare_workers(config: pytest.Config, environment: Environment) -> None:
    """Start the emulator that the workers share, or see that the one they are to use is there."""
    options = config.known_args_namespace
    if options.localstack_endpoint:
        from pytest_localstack.elsewhere import check_endpoint

        check_endpoint(options.localstack_endpoint)
    elif options.localstack_shared:
        from pytest_localstack.shared import SharedServer

        server = config.stash[SERVER] = SharedServer(options.localstack_port)
        environment.hand_down(modes.SHARED_URL, server.url)


def boot(config: pytest.Config, port: int = 0) -> EmulatorSession:
    """Boot the emulator of this process, once."""
    session = config.stash.get(SESSION, None)
    if session is None:
        from pytest_localstack.calls.record import CallRecord
        from pytest_localstack.debugger import DebuggerHooks
        from pytest_localstack.isolation import Isolation
        from pytest_localstack.neighbours import conflict
        from pytest_localstack.options import apply as apply_options
        from pytest_localstack.report import Report
        from pytest_localstack.session import EmulatorSession
        from pytest_localstack.strict import apply as apply_strict

        if problem := conflict():
            raise pytest.UsageError(problem)
        hosts = own_hosts(config)
        if ENVIRONMENT not in config.stash:
            config.stash[ENVIRONMENT] = Environment(os.environ)
            config.stash[ENVIRONMENT].apply()
        elsewhere = find_elsewhere(config)
        try:
            session = config.stash[SESSION] = EmulatorSession(
                config.stash[ENVIRONMENT], port, hosts, stand(config).check_client, elsewhere
            )
        except OSError as error:
            hint = "give another --localstack-port, or none to take a free one"
            raise pytest.UsageError(f"{error}; {hint}") from error
        apply_options(config, session)
        apply_strict(config, session)
        isolation = config.stash[ISOLATION] = Isolation(session)
        if not session.is_remote:
            config.stash[REPORT] = Report(session, isolation)
            config.pluginmanager.register(DebuggerHooks(session.emulator.clock))
            config.stash[CALLS] = CallRecord(session.emulator, isolation, config)
    return session


def stand(config: pytest.Config) -> Guard:
    """Have the guard stand between the run and real AWS."""
    from pytest_localstack.guard import hooks

    return hooks.stand(config).guard


def find_elsewhere(config: pytest.Config) -> Elsewhere | None:
    """Find the emulator to use instead of one in this process."""
    if not modes.remote_option(config):
        return None
    from pytest_localstack.elsewhere import find

    return find(config)


def own_hosts(config: pytest.Config) -> list[str] | None:
    """Read the ini option `localstack_hosts`."""
    hosts: list[str] | None = config.getini("localstack_hosts")
    for host in hosts or ():
        if "/" in host:
            name = host.partition("//")[2].partition("/")[0] or host.partition("/")[0]
            raise pytest.UsageError(f"localstack_hosts: {host!r} is a URL: write {name}")
    return hosts


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
    server = config.stash.get(SERVER, None)
    if server is not None:
        server.stop()


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a wrong marker before the first test."""
    for item in items:
        modes.mode_of(item)


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
        examples.isolate(item, isolation)
    result = yield
    report = item.config.stash.get(REPORT, None)
    if report is not None:
        report.check(item)
    return result


@pytest.hookimpl(optionalhook=True)
def pytest_localstack_snapshot_environment(item: pytest.Item) -> SnapshotEnvironment | None:
    """Tell the snapshots of a test that the emulator answers, and in which account."""
    session = item.config.stash.get(SESSION, None)
    if session is None:
        return None
    from dataclasses import replace

    from pytest_localstack.snapshot.environment import from_variables

    named = from_variables(os.environ)
    return replace(named, account_id=session.accounts.current or named.account_id, target="emulator")


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
        pytestconfig.stash[GUARD].leave()
        pytestconfig.stash[ENVIRONMENT].restore()
