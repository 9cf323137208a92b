"""The servers that are compared: each in a process of its own, on loopback, ended when it has been measured."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

START_SECONDS = 30.0
# Short: the start itself is measured too.
LOOK_SECONDS = 0.005


class Server:
    """A server process.

    :param command: starts it in the foreground.
    :param variables: environment variables beside those of this process.
    """

    def __init__(self, name: str, command: list[str], port: int, variables: Mapping[str, str]) -> None:
        self.name = name
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        self._folder = tempfile.TemporaryDirectory(prefix=f"benchmark-{name}-")
        kept = {
            key: value
            for key, value in os.environ.items()
            # Others come compiled by pip; ours, from a checkout, would be compiled anew in every round.
            if not key.startswith("AWS_") and key != "PYTHONDONTWRITEBYTECODE"
        }
        folders = {"HOME": self._folder.name, "TMPDIR": self._folder.name}
        # No pipe: nobody would read it while clients are being timed.
        self._process = subprocess.Popen(
            command,
            env={**kept, **folders, **variables},
            cwd=self._folder.name,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._await_port()

    def resident(self) -> float:
        """Give the memory of the process and its children in MiB, shared pages counted once for each."""
        pid = self._process.pid
        if Path("/proc").is_dir():
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            statistics = [Path(f"/proc/{one}/statm").read_text() for one in (str(pid), *children)]
            return sum(int(text.split()[1]) for text in statistics) * 4096 / 2**20
        shown = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True
        )
        return int(shown.stdout) / 1024

    def close(self) -> None:
        """End the process."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _await_port(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(LOOK_SECONDS)
        status = self._process.poll()
        self.close()
        raise RuntimeError(f"{self.name} did not start: exit status {status} after {START_SECONDS:g} s")


def ours() -> Server:
    """Start our server as `localstack start` does."""
    port = _free_port()
    command = [sys.executable, "-m", "localstack.cli.main", "start", "--host"]
    return Server("pytest-localstack", command, port, {"GATEWAY_LISTEN": f"127.0.0.1:{port}"})


def ministack(interpreter: str) -> Server:
    """Start MiniStack, on loopback, without the listeners that no measurement uses.

    :param interpreter: Python of an environment where it is installed.
    """
    port = _free_port()
    variables = {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "LOG_LEVEL": "WARNING",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": "unix:///nonexistent/docker.sock",
    }
    return Server("ministack", [interpreter, "-m", "ministack"], port, variables)


def moto_server(interpreter: str) -> Server:
    """Start moto's own server.

    :param interpreter: Python of an environment where it is installed, with the extra `server`.
    """
    port = _free_port()
    command = [interpreter, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    return Server("moto-server", command, port, {})


def version_of(interpreter: str) -> str:
    """Give the version of MiniStack that an interpreter has, or `""`."""
    code = "import importlib.metadata as m; print(m.version('ministack'))"
    try:
        run = subprocess.run([interpreter, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return run.stdout.strip()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
