"""One emulator for all workers of a run: a child process of xdist's controller, which itself boots none.

::

    controller ── SharedServer ══ stdin, stdout ══ python -m pytest_localstack.shared
        │                                               ▲ HTTP
        └── workers ────────────────────────────────────┘

The child says its URL on stdout and lives as long as its stdin is open: it ends with the controller, however
that ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import warnings

import pytest

STOP_SECONDS = 15.0


class SharedServer:
    """A run's shared emulator; it answers once this is made.

    :param port: 0 takes a free one.
    :raises pytest.UsageError: when it cannot be started; it has said why on stderr.
    """

    def __init__(self, port: int = 0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pytest_localstack.shared", str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # Ctrl-C is for pytest; the emulator has to last until the workers' teardowns are over.
            start_new_session=True,
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            raise pytest.UsageError(
                f"the shared emulator ended with code {self._process.wait()} at its start"
            )

    def stop(self) -> None:
        """End the emulator; one that hangs is killed and named."""
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            warnings.warn(
                f"the shared emulator at {self.url} did not end within {STOP_SECONDS:g} s and was killed: a"
                " request or background work hangs in it",
                stacklevel=2,
            )


def serve(port: int) -> None:
    """Run the emulator until stdin ends."""
    from localstack.config import Settings
    from localstack.runtime import Emulator

    with Emulator(Settings(port=port, sqs_endpoint_strategy="dynamic")) as emulator:
        print(emulator.url, flush=True)  # noqa: T201 - this is how the controller learns it
        os.read(0, 1)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
