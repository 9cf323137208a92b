"""Recording files in LocalStack's format: node id -> {recorded-date, recorded-content: {match key: value}}.

A file is read whole, changed entry by entry, and replaced by renaming a finished copy, under a lock:
a crash or a second process loses nothing.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import SnapshotFileError
from .lock import locked

DATE = "recorded-date"
CONTENT = "recorded-content"
CONFLICT_MARKERS = ("<<<<<<< ", ">>>>>>> ")


class Recordings(dict[str, Any]):
    """The entries of one file by node id, in the file's order and the file's spelling of non-ASCII text."""

    ensure_ascii = True
    final_newline = True


@dataclass(frozen=True)
class Entry:
    """What is recorded for one test."""

    date: str
    content: Mapping[str, Any]


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

    def record(self, key: str, content: Mapping[str, Any], now: datetime) -> None:
        """Replace or append the entry of `key`; the entries of other tests stay as they are."""
        self._create_folder()
        try:
            with locked(self.path):
                recordings = self.read()
                updated = Recordings(recordings)
                updated.ensure_ascii = recordings.ensure_ascii
                previous = recordings.get(key, {})
                updated[key] = {**previous, DATE: now.strftime("%d-%m-%Y, %H:%M:%S"), CONTENT: content}
                _replace(self.path, dumps(updated))
        except OSError as error:
            raise self._not_written(error) from error

    def _entry(self, key: str, value: object) -> Entry:
        if not isinstance(value, dict) or not isinstance(value.get(CONTENT), dict):
            raise SnapshotFileError(
                self.path,
                f'the entry of {key} has no "{CONTENT}" object',
                "Restore it from version control, or remove the entry and record the test again.",
            )
        return Entry(date=str(value.get(DATE, "")), content=value[CONTENT])

    def _create_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._not_written(error) from error

    def _not_written(self, error: OSError) -> SnapshotFileError:
        way_out = "Nothing was recorded. Make the folder writable, or run without --snapshot-update."
        return SnapshotFileError(self.path, f"cannot be written: {error.strerror or error}", way_out)


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


def _replace(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Keep an existing file's permissions; a new one gets what the process's umask leaves."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
