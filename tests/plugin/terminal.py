"""A terminal that a test reads from and types into."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path

ANSWER_SECONDS = 30.0
_CODES = re.compile(rb"\x1b\[[0-9;]*m|\r")


def _own_it() -> None:
    """Make the terminal the process's own: Ctrl-C in it becomes a signal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """Runs a command with a terminal of its own as standard input and output."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=_own_it,
        )
        os.close(theirs)
        self._unread = b""
        self.text = ""

    def read_until(self, awaited: str) -> str:
        """Give what is written up to and with a text."""
        mark = awaited.encode()
        while mark not in self._unread:
            assert self._read(), f"the command ended before {awaited!r}:\n{self.text}"
        before, _, self._unread = self._unread.partition(mark)
        return (before + mark).decode()

    def type(self, text: str) -> None:
        """Type keys once the command waits: Ctrl-C between question and reading is noticed at the next key."""
        while self._state() == "R":
            select.select([], [], [], 0.001)
        os.write(self._ours, text.encode())

    def end(self) -> tuple[int, str]:
        """Wait for the end: the exit code, and what is left to read."""
        while self._read():
            pass
        rest, self._unread = self._unread.decode(), b""
        return self._process.wait(), rest

    def close(self) -> None:
        """Stop the command, if it still runs."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def _state(self) -> str:
        status = Path(f"/proc/{self._process.pid}/stat").read_text()
        return status.rpartition(")")[2].split()[0]

    def _read(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], ANSWER_SECONDS)
        assert ready, f"nothing more is written:\n{self.text}"
        try:
            piece = os.read(self._ours, 65536)
        except OSError:  # Linux says so when the other side is closed.
            return False
        self._unread = _CODES.sub(b"", self._unread + piece)
        self.text += piece.decode(errors="replace")
        return bool(piece)
