"""What a run has collected, run and matched, per test file with recordings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from pytest_localstack.snapshot.errors import SnapshotFileError

VERSION = 1
FORMAT = "snapshot-usage"


class End(StrEnum):
    """How a test ended."""

    NOT_RUN = "not run"
    OTHER = "other"
    PASSED = "passed"


@dataclass
class UsageOfTest:
    """What a run knows of one test.

    :param keys: the keys its entry may have.
    """

    keys: tuple[str, ...]
    end: End = End.NOT_RUN
    matched: frozenset[str] = frozenset()

    def merged(self, other: UsageOfTest) -> UsageOfTest:
        """Know what either run knows; when both have passed, a key that either matched is matched."""
        if self.end is not other.end:
            return max(self, other, key=lambda usage: list(End).index(usage.end))
        return UsageOfTest(self.keys, self.end, self.matched | other.matched)


@dataclass
class UsageOfFile:
    """What a run knows of the tests of one file.

    :param whole: whether all its tests were collected.
    """

    whole: bool = True
    tests: dict[str, UsageOfTest] = field(default_factory=dict)

    @property
    def is_decided(self) -> bool:
        """Whether an entry of another test than these is unused."""
        return self.whole and all(test.end is not End.NOT_RUN for test in self.tests.values())

    def merged(self, other: UsageOfFile) -> UsageOfFile:
        """Know what either run knows."""
        both = self.tests.keys() & other.tests.keys()
        tests = {**self.tests, **other.tests}
        tests |= {name: self.tests[name].merged(other.tests[name]) for name in both}
        return UsageOfFile(self.whole or other.whole, tests)


@dataclass
class Usage:
    """What a run knows, by the path of the recordings without their endings, from the rootdir.

    :param broken: why the run says nothing about what it did not see; empty when it ended in order.
    """

    files: dict[str, UsageOfFile] = field(default_factory=dict)
    broken: str = ""

    def merged(self, other: Usage) -> Usage:
        """Know what either run knows."""
        files = {**self.files, **other.files}
        files |= {
            base: self.files[base].merged(other.files[base])
            for base in self.files.keys() & other.files.keys()
        }
        return Usage(files, self.broken or other.broken)

    def to_json(self) -> dict[str, Any]:
        """Give plain JSON values."""
        return {
            FORMAT: VERSION,
            "broken": self.broken,
            "files": {base: _file_to_json(file) for base, file in sorted(self.files.items())},
        }


def from_json(content: Mapping[str, Any]) -> Usage:
    """Read what :meth:`Usage.to_json` gave.

    :raises ValueError: when it is something else.
    """
    if content.get(FORMAT) != VERSION:
        raise ValueError(f'"{FORMAT}" must be {VERSION}, is {content.get(FORMAT)!r}')
    try:
        files = {base: _file_from_json(file) for base, file in content["files"].items()}
        return Usage(files, str(content["broken"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is cut or changed: {error!r}") from error


def read(path: Path) -> Usage:
    """Read a report.

    :raises SnapshotFileError: when the file is no report.
    """
    way_out = "Write it with pytest --snapshot-unused-report FILE."
    try:
        content = json.loads(path.read_text("utf-8"))
        if not isinstance(content, dict):
            raise ValueError("it holds no object")
        return from_json(content)
    except OSError as error:
        raise SnapshotFileError(path, f"cannot be read: {error.strerror}", way_out) from error
    except ValueError as error:
        raise SnapshotFileError(path, f"is no report of a run: {error}", way_out) from error


def merged(usages: Iterable[Usage]) -> Usage:
    """Merge the reports of several runs, of shards for example."""
    result = Usage()
    for usage in usages:
        result = result.merged(usage)
    return result


def _file_to_json(file: UsageOfFile) -> dict[str, Any]:
    tests = {
        name: {"keys": list(test.keys), "end": test.end.value, "matched": sorted(test.matched)}
        for name, test in file.tests.items()
    }
    return {"whole": file.whole, "tests": tests}


def _file_from_json(content: Mapping[str, Any]) -> UsageOfFile:
    tests = {
        name: UsageOfTest(tuple(test["keys"]), End(test["end"]), frozenset(test["matched"]))
        for name, test in content["tests"].items()
    }
    return UsageOfFile(bool(content["whole"]), tests)
