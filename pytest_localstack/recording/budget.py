"""`--aws-max-calls`: no request leaves beyond a number of them, counted over all processes of the run."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

HANDED_DOWN = "PYTEST_LOCALSTACK_AWS_CALLS"
"""Names the file in which the processes of a run count their calls together."""


class CallBudgetExceeded(RuntimeError):
    """A request was about to leave for AWS beyond the number that was allowed."""


def new_count() -> Path:
    """Make the file to count in."""
    descriptor, name = tempfile.mkstemp(prefix="pytest-localstack-calls-")
    os.close(descriptor)
    return Path(name)


class CallBudget:
    """Lets a number of requests pass.

    :ivar stopped: what is to be said once a request was refused, else `""`.
    """

    def __init__(self, limit: int, count: Path) -> None:
        self.limit = limit
        self.stopped = ""
        # Each call appends a byte, so the end of the file is its number, in whatever process it is made.
        self._descriptor = os.open(count, os.O_WRONLY | os.O_APPEND)

    def spend(self) -> None:
        """Let a request pass.

        :raises CallBudgetExceeded: when it would be one too many.
        """
        os.write(self._descriptor, b".")
        if os.lseek(self._descriptor, 0, os.SEEK_CUR) <= self.limit:
            return
        where = os.environ.get("PYTEST_CURRENT_TEST", "the run, outside of any test")
        if not self.stopped:
            self.stopped = f"--aws-max-calls={self.limit}: one more was about to leave in {where}"
        raise CallBudgetExceeded(f"kept from AWS: {self.stopped}. Give more, or run fewer tests.")

    def close(self) -> None:
        """Let go of the count."""
        os.close(self._descriptor)
