"""What the snapshot plugin raises.

::

    SnapshotError                 something is wrong with the request, the file or the recording
    ├── SnapshotFileError         a recording file cannot be read or written
    └── TransformError            a transformer or a match value cannot be processed
    SnapshotAssertionError        a test differs from its recording, or has none
    EvidenceError                 a test differs from the recording of real AWS that it names
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from .diff import SnapshotMatchResult


class SnapshotError(Exception):
    """Signal a wrong use of the snapshot fixture or an unusable recording."""


class SnapshotFileError(SnapshotError):
    """Signal a recording file that cannot be used; nothing in it was changed."""

    def __init__(self, path: Path, problem: str, way_out: str) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}\n{way_out}")


class TransformError(SnapshotError):
    """Signal a value that cannot be transformed or recorded."""


@contextmanager
def placed(place: str) -> Iterator[None]:
    """Put a place (a test, a match, a transformer) in front of a TransformError raised inside."""
    try:
        yield
    except TransformError as error:
        raise TransformError(f"{place}: {error}") from error


class EvidenceError(AssertionError):
    """Report every match of a test that differs from the recording of real AWS that it names."""


class SnapshotAssertionError(AssertionError):
    """Report every match of a test that differs from its recording.

    :param result: the outcome of each match key of the test, the equal ones included.
    """

    def __init__(self, message: str, result: Sequence[SnapshotMatchResult]) -> None:
        super().__init__(message)
        self.result = list(result)
