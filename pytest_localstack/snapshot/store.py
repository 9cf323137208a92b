"""Recording files in LocalStack's format: node id -> {recorded-date, recorded-content: {match key: value}}.

A file is read whole, changed entry by entry, and replaced by renaming a finished copy, under a lock:
a crash or a second process loses nothing.
"""

from __future__ import annotations

import glob
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import SnapshotFileError
from .lock import locked
from .redaction import CLOSED, Gate
from .writing import replace

DATE = "recorded-date"
CONTENT = "recorded-content"
FROM = "recorded-from"
NORMALISER = "normaliser"
CONFLICT_MARKERS = ("<<<<<<< ", ">>>>>>> ")


class Recordings(dict[str, Any]):
    """The entries of one file by node id, in the file's order and the file's spelling of non-ASCII text."""

    ensure_ascii = True
    final_newline = True


@dataclass(frozen=True)
class Entry:
    """What is recorded for one test.

    :param normaliser: the number of the algorithm that wrote the content, None for localstack-snapshot's.
    :param recorded_from: where it was recorded: `target` (aws or emulator), `region`, `botocore`.
    """

    date: str
    content: Mapping[str, Any]
    normaliser: int | None = None
    recorded_from: Mapping[str, Any] | None = None


def loads(text: str) -> Recordings:
    """Parse a file's text.

    :raises ValueError: when the text is not a JSON object.
    """
    content = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError(f"expected an object, found {type(content).__name__}")
    recordings = Recordings(content)
    recordings.ensure_ascii = text.isascii()
    recordings.final_newline = text.endswith("\n")
    return recordings


def dumps(content: Mapping[str, Any]) -> str:
    """Write a file's text: `dumps(loads(text))` is `text` for every file the recording libraries wrote."""
    ensure_ascii = getattr(content, "ensure_ascii", True)
    end = "\n" if getattr(content, "final_newline", True) else ""
    return json.dumps(content, indent=2, ensure_ascii=ensure_ascii) + end


@dataclass(frozen=True)
class SnapshotFile:
    """One recording file, which need not exist yet."""

    path: Path

    def read(self) -> Recordings:
        """Read every entry; a file that does not exist has none."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return Recordings()
        return _read(self.path, stat.st_ino, stat.st_mtime_ns, stat.st_size)

    def entry(self, keys: Sequence[str]) -> tuple[str, Entry] | None:
        """Find the entry recorded under the first of `keys` that has one, with that key."""
        recordings = self.read()
        key = next((key for key in keys if key in recordings), None)
        return None if key is None else (key, self._entry(key, recordings[key]))

    def record(
        self,
        key: str,
        content: Mapping[str, Any],
        now: datetime,
        *,
        normaliser: int | None = None,
        recorded_from: Mapping[str, Any] | None = None,
        gate: Gate = CLOSED,
    ) -> None:
        """Replace or append the entry of `key`; the entries of other tests, and further keys of it, stay.

        :param gate: what the content must pass; one that knows the test knows its secrets better.
        """
        stamp = now.strftime("%d-%m-%Y, %H:%M:%S")

        def put(entries: Recordings) -> None:
            previous = entries.get(key, {})
            entry = {**previous, DATE: stamp, CONTENT: gate.matches(previous.get(CONTENT, {}), content)}
            entry |= {FROM: dict(recorded_from)} if recorded_from is not None else {}
            entry |= {NORMALISER: normaliser} if normaliser is not None else {}
            entries[key] = entry

        self.change(put)

    def change(self, edit: Callable[[Recordings], None]) -> bool:
        """Edit the entries under the file's lock; a file left without any is removed.

        :param edit: changes the entries of the file in place; what lies in them it replaces.
        :returns: whether the file has changed.
        :raises SnapshotFileError: when it cannot be read or written; it is as it was then.
        """
        self._create_folder()
        try:
            with locked(self.path):
                before = self.read()
                self._refuse_what_would_be_lost()
                after = Recordings(before)
                after.ensure_ascii = before.ensure_ascii
                edit(after)
                if list(after.items()) == list(before.items()):
                    return False
                self._clear_up()
                if after:
                    replace(self.path, dumps(after))
                else:
                    self.path.unlink()
                return True
        except OSError as error:
            raise self._not_written(error) from error

    def _clear_up(self) -> None:
        """Remove the copy of a writer that died before it was in place; we hold the lock it held."""
        for copy in self.path.parent.glob(f"{glob.escape(self.path.name)}.*.tmp"):
            copy.unlink(missing_ok=True)

    def _refuse_what_would_be_lost(self) -> None:
        """Refuse a file in which an object has a key twice: only the last would be written again."""
        if not self.path.exists():
            return
        try:
            json.loads(self.path.read_bytes(), object_pairs_hook=_unique)
        except _Twice as error:
            raise SnapshotFileError(
                self.path, f'has the key "{error}" twice in one object', "Keep the one that is right."
            ) from error

    def _entry(self, key: str, value: object) -> Entry:
        if not isinstance(value, dict) or not isinstance(value.get(CONTENT), dict):
            raise SnapshotFileError(
                self.path,
                f'the entry of {key} has no "{CONTENT}" object',
                "Restore it from version control, or remove the entry and record the test again.",
            )
        recorded_from, normaliser = value.get(FROM), value.get(NORMALISER)
        if normaliser is not None and type(normaliser) is not int:
            raise SnapshotFileError(
                self.path,
                f'"{NORMALISER}" in the entry of {key} must be a number, is {normaliser!r}',
                "Restore it from version control, or remove the entry and record the test again.",
            )
        return Entry(
            date=str(value.get(DATE, "")),
            content=value[CONTENT],
            normaliser=normaliser,
            recorded_from=recorded_from if isinstance(recorded_from, dict) else None,
        )

    def _create_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._not_written(error) from error

    def _not_written(self, error: OSError) -> SnapshotFileError:
        way_out = "Nothing was recorded. Make the folder writable, or run without --snapshot-update."
        return SnapshotFileError(self.path, f"cannot be written: {error.strerror or error}", way_out)


class _Twice(Exception):
    """Names a key that an object has twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return content


# Every test of a file reads the same file: the identity of its content spares the parsing, not the look-up.
@lru_cache(maxsize=8)
def _read(path: Path, inode: int, modified: int, size: int) -> Recordings:  # noqa: ARG001
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SnapshotFileError(
            path, f"cannot be read: {error.strerror}", "Check its permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise SnapshotFileError(path, f"is not UTF-8: {error}", _WAY_OUT) from error
    try:
        return loads(text)
    except ValueError as error:
        raise SnapshotFileError(path, _problem(text, error), _WAY_OUT) from error


_WAY_OUT = "Restore it from version control, or remove it and record its tests again."


def _problem(text: str, error: ValueError) -> str:
    if any(line.startswith(CONFLICT_MARKERS) for line in text.splitlines()):
        return f"has the marks of an unresolved merge conflict ({error})"
    return f"is not a recording file ({error})"
