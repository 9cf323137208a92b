"""The hooks and fixtures of the snapshot plugin; wiring only."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from . import environment, options, request
from .errors import EvidenceError, SnapshotAssertionError, SnapshotError
from .html.gather import SnapshotPage, file_of
from .html.gather import attach as attach_values
from .location import layout_of, scope_keys
from .parity import options as parity
from .review import hooks as review
from .shown import ShownFailures
from .summary import SnapshotSummary, attach
from .unused.tracker import UsageTracker, note_matches

if TYPE_CHECKING:
    from .automatic.answers import Answers
    from .marker import Skipped
    from .session import SnapshotSession
    from .transformers import Transformer

LAST = 2
MODE = pytest.StashKey[options.SnapshotMode]()
SESSION = pytest.StashKey["SnapshotSession"]()
ANSWERS = pytest.StashKey["Answers"]()
LEFT_OUT = pytest.StashKey[Sequence[str]]()
REVIEW = pytest.StashKey[review.SnapshotReview]()
PASSED = pytest.StashKey[bool]()
"""Whether the body of a test has passed, in the judgement of every plugin."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Declare the hooks by which other plugins name a test's account and region, and the request of a match."""
    pluginmanager.add_hookspecs(environment.EnvironmentHooks)
    pluginmanager.add_hookspecs(request.RequestHooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the options."""
    options.add_options(parser)
    parity.add_options(parser)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, parser: pytest.Parser
) -> Generator[None, None, None]:
    """Register the names others may own, once all plugins are loaded, those of conftests included."""
    yield
    options.add_shared_options(parser, early_config)


def pytest_configure(config: pytest.Config) -> None:
    """Settle the mode of the run and begin its summary."""
    config.addinivalue_line("markers", options.MARKER)
    config.stash[MODE] = options.mode_of(config)
    options.normaliser(config)  # a wrong value ends the run here
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(SnapshotSummary())
        config.pluginmanager.register(ShownFailures(config))
    choice, report = options.unused(config), options.UNUSED_REPORT.value(config)
    if choice != options.OFF or report:
        config.pluginmanager.register(UsageTracker(config, choice, report))
    if options.REVIEW.value(config):
        review.check(config, config.stash[MODE].update or options.VERIFY.value(config))
        config.stash[REVIEW] = review.SnapshotReview()
        config.pluginmanager.register(config.stash[REVIEW])
    if given := options.html(config):
        page = SnapshotPage(file_of(config, given))
        if not hasattr(config, "workerinput"):
            config.pluginmanager.register(page)
    mode = config.stash[MODE]
    if parity.is_wanted(config):
        parity.check(config, mode.aws, mode.update)
        if not hasattr(config, "workerinput"):
            from .parity.hooks import ParityHooks

            config.pluginmanager.register(ParityHooks(config))
    if mode.aws and not options.VERIFY.value(config) and not parity.is_drift(config):
        from .validation import ValidationFiles

        config.pluginmanager.register(ValidationFiles(layout_of(config)))


@pytest.hookimpl(trylast=True)
def pytest_localstack_snapshot_environment() -> environment.SnapshotEnvironment:
    """Name the account and region of the environment variables when no other plugin knows better."""
    return environment.from_variables(os.environ)


@pytest.fixture
def _snapshot_session(request: pytest.FixtureRequest) -> Iterator[SnapshotSession]:
    """Open the snapshots of a test, without any transformer."""
    from .parity.evidence import folder as baselines
    from .session import SnapshotSession

    item = request.node
    mode = request.config.stash[MODE]
    keys = scope_keys(item.nodeid, item.path)
    session = item.stash[SESSION] = SnapshotSession(
        base_file_path=layout_of(request.config).base_path(item.path),
        scope_key=keys[0],
        other_scope_keys=keys[1:],
        update=mode.update,
        raw=mode.raw,
        verify=not mode.skip_all,
        record_command=options.record_command(request.config),
        records=mode.records,
        baselines=baselines(),
        normaliser=options.normaliser(request.config),
        answers=_answers(request.config),
        skipped=lambda: _skipped(item),
    )
    yield session
    if item.stash.get(PASSED, False):
        _settle(item)


def _answers(config: pytest.Config) -> Answers | None:
    """See the calls of the test from now on, if its matches are normalised by what they answer."""
    if not config.getini("snapshot_automatic"):
        return None
    if ANSWERS not in config.stash:
        from .automatic.answers import Answers

        config.stash[ANSWERS] = Answers()
    config.stash[ANSWERS].install()
    return config.stash[ANSWERS]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """See the calls of the fixtures too, in a test that has snapshots."""
    if "_snapshot_session" in getattr(item, "fixturenames", ()):
        _answers(item.config)
    yield


@pytest.fixture
def snapshot_basic_transformers() -> list[Transformer]:
    """List the transformers every AWS response needs; a conftest may override it for older recordings."""
    from .aws import AwsTransform

    return AwsTransform.basic()


@pytest.fixture
def aws_snapshot(
    _snapshot_session: SnapshotSession,
    snapshot_basic_transformers: list[Transformer],
    request: pytest.FixtureRequest,
) -> SnapshotSession:
    """Compare AWS responses with recorded ones where another plugin has the fixture `snapshot`."""
    from .aws import environment_transformers, without_emulator_headers

    where = request.config.hook.pytest_localstack_snapshot_environment(item=request.node)
    _snapshot_session.add_transformer(without_emulator_headers())
    _snapshot_session.add_transformer(environment_transformers(where), priority=LAST)
    _snapshot_session.add_transformer(snapshot_basic_transformers, priority=LAST)
    return _snapshot_session


@pytest.fixture
def snapshot(aws_snapshot: SnapshotSession) -> SnapshotSession:
    """Compare AWS responses with recorded ones: `snapshot.match("get-object", response)`."""
    return aws_snapshot


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Compare when the test body has passed."""
    item.stash[PASSED] = False
    outcome = yield
    if SESSION in item.stash:
        _settle(item)
    return outcome


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Record when the whole test has passed, its teardown included."""
    try:
        outcome = yield
        if SESSION in item.stash and item.stash.get(PASSED, False):
            item.stash[SESSION].save()
        return outcome
    finally:
        if ANSWERS in item.config.stash:
            item.config.stash[ANSWERS].uninstall()


def _skipped(item: pytest.Item) -> Skipped:
    from .marker import Skipped, skipped

    return Skipped() if item.config.stash[MODE].aws else skipped(item)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Tell how a value differs from the recorded match it is compared with by `==`."""
    from .expected import ExpectedMatch, explained

    both = [value for value in (left, right) if isinstance(value, ExpectedMatch)]
    return explained(left, right, both[0]) if op == "==" and both else None


def _settle(item: pytest.Item) -> None:
    what = _skipped(item)
    item.stash[LEFT_OUT] = what.paths
    # Now, not at the fixture's setup: an emulator may boot on demand, and be stopped by the end of the test.
    where = item.config.hook.pytest_localstack_snapshot_environment(item=item)
    item.stash[SESSION].recorder.recorded_from = where.origin()
    try:
        item.stash[SESSION].settle(skip_paths=what.paths, skip_all=what.everything)
    except (SnapshotAssertionError, EvidenceError):
        if not parity.is_drift(item.config):
            raise


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the comparison at the place of the match, and count."""
    report = yield
    if call.when == "call":
        item.stash[PASSED] = report.passed
    session = item.stash.get(SESSION, None)
    if session is None:
        return report
    if call.excinfo is not None and report.failed:
        _show(report, call.excinfo, item, session)
    if call.when == "teardown":
        if REVIEW in item.config.stash:
            item.config.stash[REVIEW].keep(item, session)
        attach(report, session.outcome)
        note_matches(report, session)
        if options.html(item.config):
            attach_values(report, item, session)
        if parity.is_wanted(item.config):
            _attach_parity(report, item, session)
        del item.stash[SESSION]
    return report


def _attach_parity(report: pytest.TestReport, item: pytest.Item, session: SnapshotSession) -> None:
    from .failure import with_requests
    from .parity.judge import judge
    from .parity.outcome import attach

    is_aws = item.config.stash[MODE].aws
    attach(report, judge(item, session, with_requests(item, session), item.stash.get(LEFT_OUT, ()), is_aws))


def _show(
    report: pytest.TestReport,
    excinfo: pytest.ExceptionInfo[BaseException],
    item: pytest.Item,
    session: SnapshotSession,
) -> None:
    """Show an error of ours without the way through the plugin, which tells a user nothing."""
    if excinfo.errisinstance(SnapshotAssertionError):
        from .failure import describe

        describe(report, item, session)
        return
    if excinfo.errisinstance(AssertionError) and session.outcome.failed:
        from .failure import describe_below

        describe_below(report, item, session)
    is_of_the_test = any(entry.path == item.path for entry in excinfo.traceback)
    if excinfo.errisinstance(EvidenceError) or (excinfo.errisinstance(SnapshotError) and not is_of_the_test):
        report.longrepr = excinfo.getrepr(style="value", chain=False)
