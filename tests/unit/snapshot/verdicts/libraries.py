"""The two libraries side by side: a test's matches through each, what it writes, and whether the test passes."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from localstack_snapshot.snapshots import prototype as older_prototype
from localstack_snapshot.snapshots import transformer as older_transformers
from localstack_snapshot.snapshots.transformer_utility import TransformerUtility

from pytest_localstack.snapshot import transformers
from pytest_localstack.snapshot.errors import SnapshotError
from pytest_localstack.snapshot.session import SnapshotSession
from pytest_localstack.snapshot.transform import Transform

TEST = "tests/test_x.py::test"
DATE = re.compile(r'("recorded-date": )"[^"]*"')
# An entry without a number: both libraries record it anew by one algorithm.
EARLIER: Mapping[str, Any] = {TEST: {"recorded-date": "01-01-2024, 00:00:00", "recorded-content": {}}}


@dataclass(frozen=True)
class Toolbox:
    """A library's transformers.

    :ivar make: the factory behind `snapshot.transform`.
    :ivar classes: the module with the classes.
    """

    make: Any
    classes: Any


OLDER = Toolbox(TransformerUtility, older_transformers)
OURS = Toolbox(Transform, transformers)


class Scenario(Protocol):
    """What a test does with its `snapshot`."""

    @property
    def skip_paths(self) -> Sequence[str]:
        """List what its marker leaves out."""
        ...

    def prepare(self, session: Any, tools: Toolbox) -> None:
        """Add the transformers."""
        ...

    def match(self, session: Any) -> None:
        """Make the values anew, and match them."""
        ...


@dataclass(frozen=True)
class Outcome:
    """What came of a scenario.

    :ivar error: what was raised when that was no failed comparison, else `""`.
    :ivar recorded: the file's text after an update, dates left out.
    """

    passed: bool
    error: str = ""
    recorded: str = ""
    raw: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """Give what is recorded for the test."""
        content: dict[str, Any] = json.loads(self.recorded)[TEST]["recorded-content"]
        return content


def older_records(scenario: Scenario, folder: Path) -> Outcome:
    """Record with localstack-snapshot, the raw values too."""
    return _recorded(folder, lambda base: _older(scenario, base, update=True, raw=True))


def ours_records(scenario: Scenario, folder: Path) -> Outcome:
    """Record with this library, the raw values too."""
    return _recorded(folder, lambda base: _ours(scenario, base, update=True, raw=True))


def older_verifies(scenario: Scenario, recorded: str, folder: Path) -> Outcome:
    """Verify with localstack-snapshot."""
    return _verified(folder, recorded, lambda base: _older(scenario, base))


def ours_verifies(scenario: Scenario, recorded: str, folder: Path) -> Outcome:
    """Verify with this library."""
    return _verified(folder, recorded, lambda base: _ours(scenario, base))


def _recorded(folder: Path, run: Callable[[str], Outcome]) -> Outcome:
    base = _placed(folder, json.dumps(EARLIER, indent=2) + "\n")
    outcome = run(str(base))
    recorded, raw = (
        _without_date(base.with_suffix(ending)) for ending in (".snapshot.json", ".raw.snapshot.json")
    )
    return Outcome(outcome.passed, outcome.error, recorded, raw)


def _verified(folder: Path, recorded: str, run: Callable[[str], Outcome]) -> Outcome:
    return run(str(_placed(folder, recorded)))


def _placed(folder: Path, recorded: str) -> Path:
    base = folder / "test_x"
    base.with_suffix(".raw.snapshot.json").unlink(missing_ok=True)
    # A file of the same size in the same instant is another file all the same.
    base.with_suffix(".snapshot.json").unlink(missing_ok=True)
    base.with_suffix(".snapshot.json").write_text(recorded, encoding="utf-8")
    return base


def _without_date(file: Path) -> str:
    return DATE.sub(r'\1"-"', file.read_text(encoding="utf-8")) if file.exists() else ""


def _older(scenario: Scenario, base: str, update: bool = False, raw: bool = False) -> Outcome:
    with _quiet():
        try:
            session = older_prototype.SnapshotSession(
                base_file_path=base, scope_key=TEST, update=update, verify=True, raw=raw
            )
            scenario.prepare(session, OLDER)
            scenario.match(session)
            session._assert_all(skip_verification_paths=list(scenario.skip_paths))
            session._persist_state()
        except older_prototype.SnapshotAssertionError:
            return Outcome(passed=False)
        except Exception as error:  # noqa: BLE001 - whatever it is, it ends the user's test
            return Outcome(passed=False, error=f"{type(error).__name__}: {error}")
    return Outcome(passed=True)


def _ours(scenario: Scenario, base: str, update: bool = False, raw: bool = False) -> Outcome:
    try:
        session = SnapshotSession(
            base_file_path=base, scope_key=TEST, update=update, raw=raw, normaliser=None
        )
        scenario.prepare(session, OURS)
        scenario.match(session)
        session.settle(skip_paths=scenario.skip_paths)
        session.save()
    except AssertionError:
        return Outcome(passed=False)
    except (SnapshotError, re.error) as error:
        return Outcome(passed=False, error=f"{type(error).__name__}: {error}")
    return Outcome(passed=True)


@contextmanager
def _quiet() -> Iterator[None]:
    # It logs every value that is no JSON, with a traceback.
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
