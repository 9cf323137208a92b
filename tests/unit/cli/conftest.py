"""The command line as a process, with folders of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-m", "localstack.cli.main")
SECONDS = 60


class Cli:
    """Runs commands; what is detached ends with the test.

    :ivar variables: of every command, beside those that name its folders.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "root"
        kept = ("PATH", "PYTHONPATH", "PYTHONSAFEPATH", "LANG")
        self.variables = {name: os.environ[name] for name in kept if name in os.environ}
        self.variables |= {"HOME": str(folder), "FILESYSTEM_ROOT": str(self.root), "COLUMNS": "200"}
        self.port = free_port()
        self.listen(self.port)
        self._processes: list[subprocess.Popen[str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid_file(self) -> Path:
        return self.root / "var" / "tmp" / f"localstack-{self.port}.pid"

    @property
    def pid(self) -> int:
        return int(self.pid_file.read_text().split()[0])

    def listen(self, port: int) -> None:
        self.variables["GATEWAY_LISTEN"] = f"127.0.0.1:{port}"

    def __call__(self, *arguments: str, text: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            input=text,
            capture_output=True,
            text=True,
            env={**self.variables, **variables},
            cwd=self.folder,
            timeout=SECONDS,
            check=False,
        )

    def open(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**self.variables, **variables},
            cwd=self.folder,
        )
        self._processes.append(process)
        return process

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()
        for path in self.root.rglob("*.pid"):
            port = path.stem.rpartition("-")[2]
            self("stop", GATEWAY_LISTEN=f"127.0.0.1:{port}")


def until_ready(process: subprocess.Popen[str]) -> list[str]:
    """Read what a server prints up to the line that says it answers."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line == "Ready.\n":
            return lines
    raise AssertionError(f"it ended: {lines} {process.communicate()}")


def kill(pid: int) -> None:
    """End a process as `kill -9` does."""
    os.kill(pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def cli(tmp_path: Path) -> Iterator[Cli]:
    cli = Cli(tmp_path)
    yield cli
    cli.close()
