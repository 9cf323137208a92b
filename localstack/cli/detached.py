"""A server in the background: a process of its own session that logs to a file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import click

from localstack.cli.errors import CliError
from localstack.cli.instance import Instance, instance_at, listening_address
from localstack.cli.serving import READY

START_SECONDS = 60.0
LOOK_SECONDS = 0.01


def start_detached() -> None:
    """Start a server, and return when it answers.

    One that runs on the port already is left alone.

    :raises CliError: when it does not start, with what it said.
    """
    instance = instance_at(listening_address().port)
    if instance.port and instance.pid is not None:
        click.echo(f"An emulator runs already: {instance.url}, process {instance.pid}")
        return
    if instance.is_stale:
        click.echo(f"Removing {instance.pid_file}: its process is gone.", err=True)
        instance.pid_file.unlink(missing_ok=True)
    _prepare(instance)
    command = [sys.executable, "-m", "localstack.cli.main", "start", "--host", "--no-banner"]
    with instance.log.open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    url = _await_ready(process, instance.log)
    click.echo(f"{url}, process {process.pid}, logs to {instance.log}\n{READY}")


def _prepare(instance: Instance) -> None:
    for folder in (instance.pid_file.parent, instance.log.parent):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f".localstack-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise CliError(
                f"cannot write to {folder}: {error.strerror}; FILESYSTEM_ROOT names another folder"
            ) from error


def _await_ready(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until a server answers, and give its URL."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        lines = log.read_text(errors="replace").splitlines()
        if READY in lines:
            return lines[lines.index(READY) - 1].removeprefix("Listening on ")
        if process.poll() is not None:
            raise CliError(_last_words(lines) or f"it ended with exit status {process.returncode}; see {log}")
        time.sleep(LOOK_SECONDS)
    process.terminate()
    raise CliError(f"it did not answer within {START_SECONDS:g} s; {log} may say why")


def _last_words(lines: list[str]) -> str:
    errors = [line.removeprefix("Error: ") for line in lines if line.startswith("Error: ")]
    return errors[-1] if errors else "\n".join(lines[-5:])
