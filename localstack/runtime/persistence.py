"""Persistence of a server: its state is loaded when it starts, and saved as it changes and when it ends.

::

    PERSISTENCE=1
    SNAPSHOT_LOAD_STRATEGY=ON_STARTUP | ON_REQUEST | MANUAL
    SNAPSHOT_SAVE_STRATEGY=SCHEDULED | ON_REQUEST | ON_SHUTDOWN | MANUAL
    SNAPSHOT_FLUSH_INTERVAL=15

A process that is killed has what was saved last: with SCHEDULED that of the latest interval, with ON_REQUEST that of
the latest request that was answered, or the one before if it was killed at once.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from localstack.background import SettleTimeout
from localstack.config.catalogue import honoured
from localstack.gate import DrainTimeout
from localstack.state.persistence import StateError, StateFolder

if TYPE_CHECKING:
    from localstack.aws.recorder import Call
    from localstack.runtime import Emulator

LOG = logging.getLogger(__name__)
LOCK = ".server"
_READS = ("Get", "List", "Describe", "Head")


@dataclass(frozen=True)
class Strategy:
    """When state is loaded and saved.

    :ivar interval: of SCHEDULED, in seconds.
    """

    load: str = "ON_STARTUP"
    save: str = "SCHEDULED"
    interval: float = 15

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Strategy | None:
        """Read it, or give `None` when nothing persists.

        :raises ValueError: when the interval is no number.
        """
        if not honoured()["PERSISTENCE"].read(environment):
            return None
        return cls(
            honoured()["SNAPSHOT_LOAD_STRATEGY"].read(environment),
            honoured()["SNAPSHOT_SAVE_STRATEGY"].read(environment),
            honoured()["SNAPSHOT_FLUSH_INTERVAL"].read(environment),
        )


class Persistence:
    """Keeps the state of an emulator in its folder.

    :raises StateError: when another server keeps its state there, or the folder cannot be used.
    """

    def __init__(self, emulator: Emulator, folder: Path, strategy: Strategy) -> None:
        self._emulator = emulator
        self._folder = folder
        self._strategy = strategy
        self._changed = threading.Event()
        self._ends = threading.Event()
        self._saved_work = 0
        self._lock = _locked(folder)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Load what was saved, and go on saving.

        :raises StateError: when what was saved cannot be loaded.
        """
        try:
            if self._strategy.load != "MANUAL" and StateFolder(self._folder).holds_state:
                self._emulator.load(self._folder)
                LOG.info("loaded the state in %s", self._folder)
        except StateError:
            self._lock.close()
            raise
        self._emulator.recorder.listen(self._note)
        if self._strategy.save in ("SCHEDULED", "ON_REQUEST"):
            self._thread = threading.Thread(target=self._run, name="localstack-persistence", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Save for the last time, unless only orders save."""
        self._ends.set()
        self._changed.set()
        if self._thread is not None:
            self._thread.join()
        if self._strategy.save != "MANUAL":
            self._save()
        unsaved = sorted(self._emulator.long_tail.used())
        if unsaved:
            LOG.warning("not persisted, as the long tail cannot be: %s", ", ".join(unsaved))
        self._lock.close()

    def _note(self, call: Call) -> None:
        if not call.operation.startswith(_READS):
            self._changed.set()

    def _run(self) -> None:
        while True:
            if self._strategy.save == "ON_REQUEST":
                self._changed.wait()
            else:
                self._ends.wait(self._strategy.interval)
            if self._ends.is_set():
                return
            self._save()

    def _save(self) -> None:
        work = self._emulator.background.completed
        if not self._changed.is_set() and work == self._saved_work:
            return
        self._changed.clear()
        self._saved_work = work
        try:
            self._emulator.save(self._folder)
        except (StateError, DrainTimeout, SettleTimeout) as error:
            self._changed.set()
            LOG.error("the state could not be saved: %s", error)
            self._ends.wait(1)  # whatever is in the way may pass


def _locked(folder: Path) -> IO[str]:
    """Take a folder for this process, as long as the file that is given is open."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (folder / LOCK).open("w")
    except OSError as error:
        raise StateError(
            f"cannot keep state in {folder}: {error.strerror}; FILESYSTEM_ROOT names another folder"
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise StateError(
            f"another emulator keeps its state in {folder}: FILESYSTEM_ROOT names another folder, PERSISTENCE=0 none"
        ) from None
    return file
