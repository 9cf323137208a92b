"""The emulator's log records of the test that runs."""

from __future__ import annotations

import logging
from collections import deque

LOGGERS = ("localstack", "localstack_providers")
KEPT = 500


class EmulatorLog(logging.Handler):
    """Keeps the latest records that the emulator's loggers let pass; their levels are the user's to set."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(levelname)-8s %(name)s: %(message)s"))
        self.lines: deque[str] = deque(maxlen=KEPT)

    def install(self) -> None:
        """Listen."""
        for name in LOGGERS:
            logging.getLogger(name).addHandler(self)

    def uninstall(self) -> None:
        """Listen no more."""
        for name in LOGGERS:
            logging.getLogger(name).removeHandler(self)

    def begin(self) -> None:
        """Forget what is there: a test begins."""
        self.lines.clear()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record's text."""
        self.lines.append(self.format(record))
