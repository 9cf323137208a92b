"""The hooks and fixtures of the snapshot plugin; wiring only."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

from . import environment, options
from .errors import SnapshotAssertionError
from .location import layout_of, scope_keys
from .summary import SnapshotSummary, attach

if TYPE_CHECKING:
    from .session import SnapshotSession
    from .transformers import Transformer

LAST = 2
MODE = pytest.StashKey[options.SnapshotMode]()
SESSION = pytest.StashKey["SnapshotSession"]()
PASSED = pytest.StashKey[bool]()


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Declare the hook that names a test's account and region."""
    pluginmanager.add_hookspecs(environment.EnvironmentHooks)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the options."""
    options.add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser) -> None:
    """Register the flags others may own, now that all installed plugins are loaded."""
    options.add_shared_options(parser, early_config)


def pytest_configure(config: pytest.Config) -> None:
    """Settle the mode of the run and begin its summary."""
    config.addinivalue_line("markers", options.MARKER)
    config.stash[MODE] = options.mode_of(config)
    config.pluginmanager.register(SnapshotSummary())


@pytest.hookimpl(trylast=True)
def pytest_localstack_snapshot_environment() -> environment.SnapshotEnvironment:
    """Name the account and region of the environment variables when no other plugin knows better."""
    return environment.from_variables(os.environ)


@pytest.fixture
def _snapshot_session(request: pytest.FixtureRequest) -> Iterator[SnapshotSession]:
    """Open the snapshots of a test, without any transformer."""
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
    )
    item.stash[PASSED] = False
    yield session
    if item.stash[PASSED]:
        _settle(item)
        session.save()


@pytest.fixture
def snapshot_basic_transformers() -> list[Transformer]:
    """List the transformers every AWS response needs; a conftest may override it for older recordings."""
    from .aws import AwsTransform

    return AwsTransform.basic()


@pytest.fixture
def snapshot(
    _snapshot_session: SnapshotSession,
    snapshot_basic_transformers: list[Transformer],
    request: pytest.FixtureRequest,
) -> SnapshotSession:
    """Compare AWS responses with recorded ones: `snapshot.match("get-object", response)`."""
    from .aws import environment_transformers, without_emulator_headers

    where = request.config.hook.pytest_localstack_snapshot_environment(item=request.node)
    _snapshot_session.add_transformer(without_emulator_headers())
    _snapshot_session.add_transformer(environment_transformers(where), priority=LAST)
    _snapshot_session.add_transformer(snapshot_basic_transformers, priority=LAST)
    return _snapshot_session


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Compare when the test body has passed."""
    outcome = yield
    if SESSION in item.stash:
        _settle(item)
        item.stash[PASSED] = True
    return outcome


def _settle(item: pytest.Item) -> None:
    from .marker import Skipped, skipped

    what = Skipped() if item.config.stash[MODE].aws else skipped(item)
    item.stash[SESSION].settle(skip_paths=what.paths, skip_all=what.everything)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the comparison without our traceback, and count."""
    report = yield
    session = item.stash.get(SESSION, None)
    if session is None:
        return report
    if call.excinfo is not None and report.failed and call.excinfo.errisinstance(SnapshotAssertionError):
        report.longrepr = call.excinfo.getrepr(style="value", chain=False)
    if call.when == "teardown":
        attach(report, session.counts)
    return report
