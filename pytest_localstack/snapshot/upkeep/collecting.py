"""The tests of a suite, as pytest collects them, without running any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pytest_localstack.snapshot.errors import SnapshotError
from pytest_localstack.snapshot.location import layout_of, scope_keys
from pytest_localstack.snapshot.options import OFF
from pytest_localstack.snapshot.unused.tracker import UsageTracker
from pytest_localstack.snapshot.unused.usage import End, Usage

FIXTURE = "_snapshot_session"


@dataclass(frozen=True)
class Test:
    """A test that uses snapshots.

    :param base: the path of its recordings without their endings.
    """

    keys: tuple[str, ...]
    base: Path


@dataclass
class Suite:
    """What was collected, and the rootdir.

    :param usage: the tests of files with recordings, as if each had been run to an end other than passing.
    """

    root: Path = field(default_factory=Path.cwd)
    tests: list[Test] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)


class _Collector:
    def __init__(self) -> None:
        self.suite = Suite()
        self.tracker: UsageTracker | None = None
        self.problems: list[str] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        self.tracker = UsageTracker(config, OFF, None)
        config.pluginmanager.register(self.tracker)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problems.append(f"{report.nodeid}: {_last_line(report.longreprtext)}")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        layout = layout_of(session.config)
        self.suite.root = session.config.rootpath
        self.suite.tests = [
            Test(scope_keys(item.nodeid, item.path), layout.base_path(item.path))
            for item in session.items
            if FIXTURE in getattr(item, "fixturenames", ())
        ]
        if self.tracker is not None:
            self.suite.usage = self.tracker.collected()


def collect(paths: Sequence[str]) -> Suite:
    """Collect tests in this process.

    :param paths: as pytest takes them; none: what its configuration says.
    :raises SnapshotError: when pytest cannot collect them all.
    """
    collector = _Collector()
    quiet = ["--collect-only", "-p", "no:terminal", "-p", "no:cacheprovider"]
    plugin = ["-p", "pytest_localstack.snapshot"]
    status = pytest.main([*quiet, *plugin, *paths], plugins=[collector])
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        told = "\n".join(collector.problems) or f"pytest ended with {status}"
        raise SnapshotError(f"the tests could not be collected: {told}\nSee what pytest --collect-only says.")
    for file in collector.suite.usage.files.values():
        for test in file.tests.values():
            test.end = End.OTHER
    return collector.suite


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "").removeprefix("E").strip()
