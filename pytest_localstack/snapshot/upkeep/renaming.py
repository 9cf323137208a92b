"""Entries follow a test, a class, a file or a folder that was renamed, in recordings, raw values and validations."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from pytest_localstack.snapshot.errors import SnapshotError
from pytest_localstack.snapshot.store import SnapshotFile
from pytest_localstack.snapshot.unused.found import ENDINGS, VALIDATION

NOT_SEARCHED = {"node_modules", "site-packages", "__pycache__", "build", "dist"}


@dataclass(frozen=True)
class Move:
    """The entries of one file, by their old names, and the file and names they get."""

    source: Path
    target: Path
    names: Mapping[str, str]


def recording_files(root: Path) -> Iterator[Path]:
    """Find the recording files of all three kinds below a folder, hidden folders left out."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name[0] != "." and name not in NOT_SEARCHED)
        yield from (Path(folder) / name for name in sorted(names) if name.endswith(ENDINGS))


def renamed(name: str, old: str, new: str) -> str | None:
    """Give the new name of an entry, None when the renaming is not about it.

    :param old: a node id, or what one begins with: a class, a file, a folder, a test with all its parameters.
    """
    if name != old and not name.startswith((f"{old}::", f"{old}[", f"{old}/")):
        return None
    return new + name[len(old) :]


def plan(root: Path, old: str, new: str) -> list[Move]:
    """Find the entries to move.

    :raises SnapshotError: when there are none, or one would take the place of another.
    """
    old, new = old.rstrip("/"), new.rstrip("/")
    if ("::" in old) != ("::" in new):
        raise SnapshotError(f"{old} and {new} are not of one kind: give two node ids, or two paths")
    moves: list[Move] = []
    seen: set[str] = set()
    for path in recording_files(root):
        entries = SnapshotFile(path).read()
        seen.update(entries)
        by_target: dict[Path, dict[str, str]] = {}
        for name in entries:
            other = renamed(name, old, new)
            if other is not None:
                by_target.setdefault(_target(path, name, other), {})[name] = other
        moves += [Move(path, target, names) for target, names in by_target.items()]
    if not moves:
        raise SnapshotError(f"nothing is recorded for {old} below {root}{_alike(old, seen)}")
    for move in moves:
        _refuse_conflict(move)
    return moves


def apply(move: Move) -> None:
    """Move the entries: first they are in the new place, then no longer in the old one."""
    if move.source == move.target:
        SnapshotFile(move.source).change(partial(_rename, move))
        return
    entries = SnapshotFile(move.source).read()
    SnapshotFile(move.target).change(partial(_add, {move.names[name]: entries[name] for name in move.names}))
    SnapshotFile(move.source).change(partial(_remove, move))


def _target(path: Path, old: str, new: str) -> Path:
    """Give the file that an entry belongs to under its new name."""
    old_file, new_file = (PurePosixPath(name.partition("::")[0]) for name in (old, new))
    if old_file == new_file:
        return path
    ending = max((one for one in ENDINGS if path.name.endswith(one)), key=len)
    base = path.with_name(path.name.removesuffix(ending))
    # The recordings lie beside the tests, or in a folder that mirrors one of theirs: what the two paths end with
    # in common is below it.
    common = 0
    stem = old_file.with_suffix("")
    for left, right in zip(reversed(base.parts), reversed(stem.parts), strict=False):
        if left != right:
            break
        common += 1
    head = stem.parts[: len(stem.parts) - common]
    if new_file.parts[: len(head)] != head:
        raise SnapshotError(
            f"{path}: the recordings of {old_file} lie in a folder that mirrors {PurePosixPath(*head)}, and "
            f"{new_file} is outside of it\nMove the file by hand, then rename inside it."
        )
    below = new_file.with_suffix("").parts[len(head) :]
    moved = Path(*base.parts[: len(base.parts) - common], *below)
    return moved.with_name(moved.name + ending)


def _refuse_conflict(move: Move) -> None:
    there = SnapshotFile(move.target).read()
    leaving = move.names if move.source == move.target else {}
    taken = [name for name in move.names.values() if name in there and name not in leaving]
    if taken:
        raise SnapshotError(
            f"{move.target}: {taken[0]} is recorded already\n"
            "Nothing was changed. Remove that entry, or rename it first."
        )


def _rename(move: Move, entries: dict[str, Any]) -> None:
    items = [(move.names.get(name, name), value) for name, value in entries.items()]
    entries.clear()
    entries.update(sorted(items) if move.source.name.endswith(VALIDATION) else items)


def _add(new: Mapping[str, Any], entries: dict[str, Any]) -> None:
    entries.update(new)


def _remove(move: Move, entries: dict[str, Any]) -> None:
    for name in move.names:
        entries.pop(name, None)


def _alike(name: str, names: set[str]) -> str:
    candidates = names | {one.partition("::")[0] for one in names}
    found = difflib.get_close_matches(name, candidates, n=3)
    return (
        f"\nDid you mean {', '.join(found)}?" if found else "\nGive another --root, or look into the files."
    )
