"""Commands of the machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from localstack.utils.threads import FuncThread


def run(
    cmd: str | Sequence[str],
    print_error: bool = True,
    env_vars: Mapping[str, str] | None = None,
    cwd: str | Path | None = None,
    input: str | bytes | None = None,
    timeout: float | None = None,
) -> str:
    """Run a command and give what it prints.

    :param cmd: a list of arguments, or a line for the shell.
    :param print_error: whether the output of one that fails becomes part of the error's message.
    :param env_vars: further variables.
    :raises subprocess.CalledProcessError: when it fails; `output` has what it printed.
    """
    content = input.encode() if isinstance(input, str) else input
    done = subprocess.run(
        cmd,
        shell=isinstance(cmd, str),
        env={**os.environ, **(env_vars or {})},
        cwd=cwd,
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=timeout,
        check=False,
    )
    output = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        error = subprocess.CalledProcessError(done.returncode, cmd, output)
        if print_error:
            error.add_note(output)
        raise error
    return output


def is_command_available(cmd: str) -> bool:
    """Tell whether there is a command of that name."""
    import shutil

    return shutil.which(cmd) is not None


def is_linux() -> bool:
    """Tell whether this is Linux."""
    return sys.platform.startswith("linux")


def is_mac_os() -> bool:
    """Tell whether this is macOS."""
    return sys.platform == "darwin"


class ShellCommandThread(FuncThread):
    """A thread that runs a command until it ends or is stopped.

    :param cmd: a list of arguments, or a line for the shell.
    :param env_vars: further variables.
    :param log_listener: is called with each line, without its end, and this thread.
    :ivar process: once it runs.
    :ivar result_future: the exit code.
    """

    def __init__(
        self,
        cmd: str | Sequence[str],
        env_vars: Mapping[str, str] | None = None,
        cwd: str | Path | None = None,
        log_listener: Callable[[str, ShellCommandThread], Any] | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(lambda _: self._execute(), name=name or "shell-command")
        self.cmd = cmd
        self.process: subprocess.Popen[str] | None = None
        self._env = {**os.environ, **(env_vars or {})}
        self._cwd = cwd
        self._listener = log_listener
        self._started_or_failed = threading.Event()
        self._starting = threading.Lock()

    def wait_started(self, timeout: float | None = None) -> bool:
        """Wait until the command runs, or could not be started, and tell whether it was within the time."""
        return self._started_or_failed.wait(timeout)

    def stop(self, quiet: bool = False) -> None:
        """End the command and all it has started."""
        super().stop(quiet)
        with self._starting:
            if self.process is not None and self.process.poll() is None:
                kill_process_tree(self.process.pid)

    def _execute(self) -> int:
        try:
            with self._starting:
                if not self.running:
                    return -signal.SIGTERM
                self.process = subprocess.Popen(
                    self.cmd,
                    shell=isinstance(self.cmd, str),
                    env=self._env,
                    cwd=self._cwd,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    errors="replace",
                    start_new_session=True,
                )
        finally:
            self._started_or_failed.set()
        with self.process as process:
            for line in process.stdout or ():
                if self._listener is not None:
                    self._listener(line.rstrip("\r\n"), self)
        return process.returncode


def kill_process_tree(parent_pid: int) -> None:
    """End a process and those of its group, when it leads one; one that is gone is no error."""
    try:
        if os.getpgid(parent_pid) == parent_pid:
            os.killpg(parent_pid, signal.SIGKILL)
        else:
            os.kill(parent_pid, signal.SIGKILL)
    except ProcessLookupError:
        return
