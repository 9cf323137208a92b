"""Entries of a LocalStack checkout become the recordings of one's own tests.

A test is found by the tail of its node id: file, class, name and parameters; else by class, name and parameters, else
by name and parameters, as long as one recording alone has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from pytest_localstack.snapshot.errors import SnapshotError
from pytest_localstack.snapshot.store import SnapshotFile
from pytest_localstack.snapshot.unused.found import ENDINGS, RAW, RECORDED, VALIDATION

from .collecting import Test
from .renaming import recording_files


@dataclass(frozen=True)
class Source:
    """A recorded entry of the checkout."""

    file: Path
    name: str


@dataclass(frozen=True)
class Adoption:
    """An entry and the test of one's own that gets it; without a source, why it gets none."""

    test: Test
    source: Source | None
    why: str = ""


def plan(checkout: Path, tests: Sequence[Test]) -> list[Adoption]:
    """Find the entry of each test.

    :raises SnapshotError: when the checkout has no recordings.
    """
    sources = [
        Source(path, name)
        for path in recording_files(checkout)
        if path.name.endswith(RECORDED) and not path.name.endswith(RAW)
        for name in SnapshotFile(path).read()
    ]
    if not sources:
        raise SnapshotError(
            f"{checkout}: there are no *{RECORDED} files below it\n"
            "Give the folder of a LocalStack checkout, or its tests."
        )
    indexes: list[dict[tuple[str, ...], list[Source]]] = [defaultdict(list) for _ in range(3)]
    for source in sources:
        for index, tail in zip(indexes, _tails(source.name), strict=True):
            index[tail].append(source)
    return [_adoption(test, indexes) for test in tests]


def apply(adoption: Adoption) -> list[Path]:
    """Write an entry, its validation and its raw values, as they are, where the test's are not recorded yet.

    :returns: the files that were changed.
    """
    source = adoption.source
    if source is None:
        return []
    base = source.file.with_name(source.file.name.removesuffix(RECORDED))
    changed = []
    for ending in ENDINGS:
        entries = SnapshotFile(Path(f"{base}{ending}")).read()
        if source.name not in entries:
            continue
        target = Path(f"{adoption.test.base}{ending}")
        put = partial(_put, adoption.test.keys[0], entries[source.name], ending == VALIDATION)
        if SnapshotFile(target).change(put):
            changed.append(target)
    return changed


def _put(name: str, entry: Any, is_sorted: bool, entries: dict[str, Any]) -> None:
    entries.setdefault(name, entry)
    if is_sorted:
        items = sorted(entries.items())
        entries.clear()
        entries.update(items)


def _adoption(test: Test, indexes: Sequence[dict[tuple[str, ...], list[Source]]]) -> Adoption:
    if SnapshotFile(Path(f"{test.base}{RECORDED}")).entry(test.keys):
        return Adoption(test, None, "is recorded already")
    for index, tail in zip(indexes, _tails(test.keys[0]), strict=True):
        found = index.get(tail, [])
        if len(found) == 1:
            return Adoption(test, found[0])
        if found:
            names = ", ".join(source.name for source in found[:3])
            return Adoption(test, None, f"fits {len(found)} recordings: {names}")
    return Adoption(test, None, "has no recording there")


def _tails(name: str) -> Iterator[tuple[str, ...]]:
    """Give what is compared of a node id, the most telling first."""
    path, _, rest = name.partition("::")
    test, bracket, parameters = rest.partition("[")
    *classes, function = test.split("::")
    called = function + bracket + parameters
    yield (PurePosixPath(path).name, *classes, called)
    yield (*classes, called)
    yield (called,)
