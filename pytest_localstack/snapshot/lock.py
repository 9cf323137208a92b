"""An advisory lock between processes: a file that exists while someone writes its neighbour."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _acquire(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock beside `path`; the lock file is gone afterwards, and a crash releases it."""
    lock_path = path.with_name(path.name + ".lock")
    descriptor = _open_current(lock_path)
    try:
        yield
    finally:
        _release(lock_path, descriptor)


def _open_current(lock_path: Path) -> int:
    # The holder before us removes the file when it is done: a lock on a removed file protects nothing.
    while True:
        descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT, 0o666)
        _acquire(descriptor)
        if _is_current(lock_path, descriptor):
            return descriptor
        os.close(descriptor)


def _is_current(lock_path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(lock_path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _release(lock_path: Path, descriptor: int) -> None:
    # Windows removes no open file: there the lock ends with the close, and the next holder reuses the file.
    if sys.platform != "win32":
        lock_path.unlink(missing_ok=True)
    os.close(descriptor)
    if sys.platform == "win32":
        try:
            lock_path.unlink(missing_ok=True)
        except PermissionError:
            return
