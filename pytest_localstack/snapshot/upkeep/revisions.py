"""Recordings of two places: files, files of a git revision, or everything of a revision."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pytest_localstack.snapshot.errors import SnapshotError, SnapshotFileError
from pytest_localstack.snapshot.store import Recordings, SnapshotFile, loads
from pytest_localstack.snapshot.unused.found import RECORDED


@dataclass(frozen=True)
class Pair:
    """The recordings of one file on both sides."""

    name: str
    before: Recordings
    after: Recordings


def pairs(before: str, after: str | None) -> Iterator[Pair]:
    """Read what is to be compared.

    :param before: a recording file, `revision:path`, or a git revision.
    :param after: the same; None for what lies in the working tree.
    :raises SnapshotError: when one of them is none of these.
    """
    if _is_one(before) or (after is not None and _is_one(after)):
        before, after = _both(before, after)
        yield Pair(f"{before} {after}", _one(before), _one(after))
        return
    for revision in filter(None, (before, after)):
        _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", of=revision)
    revisions = [before, after] if after else [before]
    changed = _git("diff", "--name-only", "-z", "--relative", *revisions, "--", f"*{RECORDED}")
    for name in filter(None, changed.split("\0")):
        yield Pair(name, _at(before, name), _at(after, name))


def _both(before: str, after: str | None) -> tuple[str, str]:
    """Give a file on both sides; a revision alone means the other side's file in it."""
    if after is None and not Path(before).is_file():
        after = before.partition(":")[2]
    if after is None:
        raise SnapshotError(f"{before} is one file: give the file or the revision to compare it with")
    if not _is_one(before):
        return f"{before}:{_path_of(after)}", after
    return before, after if _is_one(after) else f"{after}:{_path_of(before)}"


def _is_one(place: str) -> bool:
    revision, colon, path = place.partition(":")
    return Path(place).is_file() or bool(revision and colon and path)


def _path_of(place: str) -> str:
    return place if Path(place).is_file() else place.partition(":")[2]


def _one(place: str) -> Recordings:
    if Path(place).is_file():
        return SnapshotFile(Path(place)).read()
    revision, _, path = place.partition(":")
    return _parsed(place, _git("show", f"{revision}:./{path}", of=place))


def _at(revision: str | None, name: str) -> Recordings:
    if revision is None:
        return SnapshotFile(Path(name)).read()
    listed = _git("ls-tree", "--name-only", revision, "--", name)
    return _parsed(f"{revision}:{name}", _git("show", f"{revision}:./{name}")) if listed else Recordings()


def _parsed(place: str, text: str) -> Recordings:
    try:
        return loads(text)
    except ValueError as error:
        problem = f"is not a recording file ({error})"
        raise SnapshotFileError(Path(place), problem, "Give another revision.") from error


def _git(*arguments: str, of: str = "") -> str:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)
    except FileNotFoundError as error:
        raise SnapshotError(f"{of}: there is no such file, and no git to look for a revision") from error
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode("utf-8", "replace").strip()
        raise SnapshotError(
            f"{of or 'git'}: is no recording file, and no revision here ({told or 'git does not know it'})\n"
            "Give two files, two revisions, or revision:path."
        ) from error
    return done.stdout.decode("utf-8")
