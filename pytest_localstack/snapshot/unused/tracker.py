"""The hooks that gather what a run uses, in one process or in the workers of xdist, and report what it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_localstack.snapshot.location import layout_of, scope_keys
from pytest_localstack.snapshot.options import DELETE, ERROR, OFF, QUIET, WARN

if TYPE_CHECKING:
    from pytest_localstack.snapshot.session import SnapshotSession

    from .found import Unused
    from .usage import Usage

ATTRIBUTE = "localstack_snapshot_keys"
OUTPUT = "localstack_snapshot_usage"


def note_matches(report: pytest.TestReport, session: SnapshotSession) -> None:
    """Send the match keys of a test along with its report."""
    vars(report)[ATTRIBUTE] = list(session.observed_state)


class UsageTracker:
    """Gather what is collected, run and matched.

    :param choice: what becomes of what is unused, a value of --snapshot-unused.
    :param report: the file to write the usage to.
    """

    def __init__(self, config: pytest.Config, choice: str, report: str | None) -> None:
        self.config = config
        self.choice = choice
        self.report = report
        self.is_worker = hasattr(config, "workerinput")
        self.files: dict[str, Path] = {}
        self.items: dict[str, Path] = {}
        self.partial: set[str] = set()
        self.ended: dict[str, dict[str, Any]] = {}
        self.from_workers: list[dict[str, Any]] = []
        self.broken = ""
        self.found: list[Unused] = []
        self.problem = ""

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Know a test, before anything deselects it."""
        self.items[item.nodeid] = item.path

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Know the files, and which were not collected whole."""
        if not report.passed:
            self.partial.add(report.nodeid.partition("::")[0])
        for node in report.result or ():
            if isinstance(node, pytest.File):
                self.files[node.nodeid] = node.path

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Know how a test ended."""
        if report.when == "setup":
            self.ended[report.nodeid] = {"passed": True, "matched": []}
        ended = self.ended.setdefault(report.nodeid, {"passed": False, "matched": []})
        # A skipped phase, an expected failure among them, has not been run to its end.
        ended["passed"] &= report.passed
        ended["matched"] = vars(report).get(ATTRIBUTE, ended["matched"])
        if report.when == "teardown":
            ended["done"] = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """Take over what an xdist worker has collected; one that crashed has taken something with it."""
        if error:
            self.broken = "a worker crashed"
        content = getattr(node, "workeroutput", {}).get(OUTPUT)
        if content:
            self.from_workers.append(json.loads(content))

    def pytest_internalerror(self) -> None:
        """Know that the run broke."""
        self.broken = "pytest had an internal error"

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Find what is unused when the run has ended in order."""
        if self.choice == OFF and not self.report:
            return
        if self.is_worker:
            session.config.workeroutput[OUTPUT] = json.dumps(self.collected().to_json())  # type: ignore[attr-defined]
            return
        self.broken = self.broken or _stopped(session, exitstatus)
        usage = self._usage()
        if self.report:
            path = self.config.invocation_params.dir / self.report
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(usage.to_json(), indent=1) + "\n", "utf-8")
        if self.choice != OFF:
            self._find(usage)
        if self.choice == ERROR and (self.found or self.problem) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _find(self, usage: Usage) -> None:
        from pytest_localstack.snapshot.errors import SnapshotFileError

        from .found import delete, find

        try:
            self.found = find(usage, self.config.rootpath)
            if self.choice == DELETE:
                delete(self.found)
        except SnapshotFileError as error:
            # A test that needs the file has failed by it; nobody asked for this look when it is quiet.
            self.problem = str(error) if self.choice != QUIET else ""

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what is unused."""
        for line in self._lines():
            terminalreporter.write_line(line)

    def _lines(self) -> Iterator[str]:
        from .found import counted, lines

        if self.problem:
            yield f"snapshots: unused entries: {self.problem}"
        elif self.found and self.choice == QUIET:
            yield f"snapshots: {counted(self.found)} (--snapshot-unused=warn names them)"
        elif self.found:
            yield f"snapshots: {counted(self.found)}{', deleted' if self.choice == DELETE else ''}:"
            yield from lines(self.found, self.config.rootpath)
            if self.choice != DELETE:
                yield "To delete them, run the same with --snapshot-unused=delete."
        elif self.broken and self.choice in (WARN, ERROR, DELETE) and not self.is_worker:
            yield f"snapshots: unused entries were not looked for: {self.broken}"

    def _usage(self) -> Usage:
        from .usage import End, Usage, from_json, merged

        usage = merged([self.collected(), *map(from_json, self.from_workers)])
        for file in usage.files.values():
            for nodeid, test in file.tests.items():
                ended = self.ended.get(nodeid, {})
                if ended.get("done"):
                    test.end = End.PASSED if ended["passed"] else End.OTHER
                    test.matched = frozenset(ended["matched"])
        return Usage(usage.files, self.broken)

    def collected(self) -> Usage:
        """Give the tests of this process whose files have recordings, and the recordings whose test file is gone."""
        from .usage import Usage, UsageOfFile, UsageOfTest

        layout, root = layout_of(self.config), self.config.rootpath
        some = _narrowed(self.config)
        files: dict[str, UsageOfFile] = {}
        folders: dict[Path, set[Path]] = {}
        for nodeid, path in self.files.items():
            base = layout.base_path(path)
            folders.setdefault(base.parent, set()).add(path.parent)
            whole = some is not None and path not in some and nodeid not in self.partial
            files[_name(base, root)] = UsageOfFile(whole)
        for nodeid, path in self.items.items():
            file = files.setdefault(_name(layout.base_path(path), root), UsageOfFile(whole=False))
            file.tests[nodeid] = UsageOfTest(scope_keys(nodeid, path))
        if some is not None:
            files |= {
                name: UsageOfFile()
                for base in _left_behind(folders)
                if (name := _name(base, root)) not in files
            }
        return Usage({name: file for name, file in files.items() if _is_recorded(root / name)})


def _stopped(session: pytest.Session, exitstatus: int) -> str:
    if session.shouldfail or session.shouldstop:
        return str(session.shouldfail or session.shouldstop)
    if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        return "the run did not end in order"
    return ""


def _narrowed(config: pytest.Config) -> set[Path] | None:
    """Give the files of which the command line names single tests; None when it may be any."""
    if config.getoption("lf", False):
        return None
    named = [argument.partition("::")[0] for argument in config.args if "::" in argument]
    paths = {(config.invocation_params.dir / name).resolve() for name in named}
    return paths if all(path.is_file() for path in paths) else None


def _left_behind(folders: dict[Path, set[Path]]) -> Iterator[Path]:
    """Find recordings in the folders of a run whose test file is there no more."""
    for folder, tests in folders.items():
        for path in sorted([*folder.glob("*.snapshot.json"), *folder.glob("*.validation.json")]):
            stem = path.name.removesuffix(".json").removesuffix(".snapshot").removesuffix(".raw")
            stem = stem.removesuffix(".validation")
            if not any(_is_there(where, stem) for where in tests):
                yield folder / stem


def _is_there(folder: Path, stem: str) -> bool:
    return any(path.suffix != ".json" and path.stem == stem for path in folder.glob(f"{stem}.*"))


def _is_recorded(base: Path) -> bool:
    from .found import ENDINGS

    return any(Path(f"{base}{ending}").is_file() for ending in ENDINGS)


def _name(base: Path, root: Path) -> str:
    return base.relative_to(root).as_posix() if base.is_relative_to(root) else base.as_posix()
