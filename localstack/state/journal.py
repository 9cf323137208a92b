"""The undo log that every container of a realm writes to while a checkpoint is open.

An entry is a function and its arguments; calling it takes one mutation back. Checkpoints are positions
in the log: opening one is O(1), restoring one runs the entries written since, newest first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

Undo = tuple[Callable[..., object], *tuple[Any, ...]]


class Journal:
    """Records inverse mutations while at least one checkpoint is open.

    Containers read :attr:`log` directly: `None` means nothing to record. They hold :attr:`lock` for each
    mutation, so that the entries of two threads are in the order of what they did.
    """

    __slots__ = ("_marks", "lock", "log")

    def __init__(self) -> None:
        self.log: list[Undo] | None = None
        self.lock = threading.RLock()
        self._marks: list[int] = []

    @property
    def depth(self) -> int:
        """How many checkpoints are open."""
        return len(self._marks)

    def checkpoint(self) -> int:
        """Open a checkpoint inside the ones that are open.

        :returns: the checkpoint's depth, to hand to :meth:`restore` or :meth:`release`.
        """
        with self.lock:
            if self.log is None:
                self.log = []
            self._marks.append(len(self.log))
            return len(self._marks) - 1

    def restore(self, depth: int) -> int:
        """Take back every mutation since a checkpoint and close it, with all those inside it.

        :returns: how many mutations were taken back.
        :raises ValueError: when the checkpoint is not open.
        """
        with self.lock:
            entries = self._close(depth)
            # An undo function works on raw containers, so it never writes to the log it is read from.
            for undo, *arguments in reversed(entries):
                undo(*arguments)
            return len(entries)

    def release(self, depth: int) -> None:
        """Close a checkpoint, and all those inside it, keeping what was done since.

        :raises ValueError: when the checkpoint is not open.
        """
        with self.lock:
            if 0 < depth < len(self._marks):
                del self._marks[depth:]
            else:
                self._close(depth)

    def entries(self, depth: int) -> list[Undo]:
        """Give what would be taken back to go back to a checkpoint, oldest first.

        :raises ValueError: when the checkpoint is not open.
        """
        with self.lock:
            if self.log is None or not 0 <= depth < len(self._marks):
                raise ValueError(f"checkpoint {depth} is not open: {len(self._marks)} checkpoints are")
            return self.log[self._marks[depth] :]

    def _close(self, depth: int) -> list[Undo]:
        entries = self.entries(depth)
        mark = self._marks[depth]
        del self._marks[depth:]
        if self._marks and self.log is not None:
            del self.log[mark:]
        else:
            self.log = None
        return entries


DETACHED = Journal()
"""The journal of a container that is not part of a realm yet; no checkpoint is ever opened on it."""
