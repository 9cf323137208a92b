"""Commands of the machine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


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
