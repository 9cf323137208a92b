"""What recording files hold beyond what is used, and its deletion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from pytest_localstack.snapshot.store import CONTENT, SnapshotFile

from .usage import End, Usage, UsageOfFile, UsageOfTest

RECORDED = ".snapshot.json"
RAW = ".raw.snapshot.json"
VALIDATION = ".validation.json"
ENDINGS = (RECORDED, RAW, VALIDATION)


@dataclass(frozen=True)
class Unused:
    """An entry, or a match key of one, that no test asks for.

    :param key: the match key; None for the whole entry.
    """

    file: Path
    entry: str
    why: str
    key: str | None = None

    def __str__(self) -> str:
        return f"{self.entry}: {self.why}"


def find(usage: Usage, root: Path) -> list[Unused]:
    """List what is not used in the recordings of the files that a run knows.

    :param root: what the paths of the usage are counted from.
    :raises SnapshotFileError: when a recording file cannot be read.
    """
    if usage.broken:
        return []
    return [
        unused
        for base, file in sorted(usage.files.items())
        for ending in ENDINGS
        for unused in _in_file(Path(f"{root / base}{ending}"), ending, file)
    ]


def _in_file(path: Path, ending: str, file: UsageOfFile) -> Iterator[Unused]:
    tests = {key: test for test in file.tests.values() for key in test.keys}
    for entry, value in SnapshotFile(path).read().items():
        test = tests.get(entry)
        if test is None:
            if file.is_decided:
                yield Unused(path, entry, "there is no such test")
        elif test.end is End.PASSED and ending != VALIDATION:
            yield from _in_entry(path, entry, value, test)


def _in_entry(path: Path, entry: str, value: Any, test: UsageOfTest) -> Iterator[Unused]:
    content = value.get(CONTENT) if isinstance(value, dict) else None
    if not isinstance(content, dict):
        return
    if not test.matched:
        yield Unused(path, entry, "the test passes without a match")
        return
    for key in content:
        if key not in test.matched:
            yield Unused(path, entry, f'the key "{key}" is not matched', key)


def delete(found: Sequence[Unused]) -> list[Path]:
    """Delete what is unused, under the lock of each file; a file without any entry left is removed.

    :returns: the files that were changed or removed.
    :raises SnapshotFileError: when a file cannot be written.
    """
    by_file = groupby(sorted(found, key=lambda unused: str(unused.file)), key=lambda unused: unused.file)
    changed = []
    for path, of_file in by_file:
        unused = list(of_file)
        SnapshotFile(path).change(partial(_without, unused))
        changed.append(path)
    return changed


def _without(unused: Iterable[Unused], entries: dict[str, Any]) -> None:
    for one in unused:
        if one.key is None:
            entries.pop(one.entry, None)
        elif one.entry in entries:
            entry = entries[one.entry]
            content = {key: value for key, value in entry[CONTENT].items() if key != one.key}
            entries[one.entry] = {**entry, CONTENT: content}


def lines(found: Iterable[Unused], root: Path) -> Iterator[str]:
    """Write what is unused, file by file."""
    for path, of_file in groupby(found, key=lambda unused: unused.file):
        yield path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
        yield from (f"  {unused}" for unused in of_file)


def counted(found: Sequence[Unused]) -> str:
    """Count what is unused: `2 unused entries, 1 unused key`."""
    keys = sum(unused.key is not None for unused in found)
    entries = len(found) - keys
    parts = [f"{entries} unused {'entry' if entries == 1 else 'entries'}"] if entries else []
    parts += [f"{keys} unused key{'s' if keys > 1 else ''}"] if keys else []
    return ", ".join(parts)
