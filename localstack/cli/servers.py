"""The server that a command is about: a process of this machine, or a container."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any, Protocol

import click

from localstack.cli.errors import CliError
from localstack.cli.instance import Instance, addressed

STOP_SECONDS = 30.0
LOOK_SECONDS = 0.02


class Server(Protocol):
    """Where an emulator runs, or would."""

    @property
    def url(self) -> str:
        """Where it answers."""

    def stop(self) -> str:
        """End it, and say so."""

    def logs(self, follow: bool, tail: int | None) -> None:
        """Print its log."""

    def describe(self) -> dict[str, Any]:
        """Tell about it, for `status docker`."""

    def shell(self) -> None:
        """Become a shell that talks to it."""


def server(must_run: bool = True) -> Server:
    """Give the server that a command is about: the process that `addressed` finds, else the container that runs.

    :raises CliError: when none runs, unless that is fine.
    """
    instance = addressed()
    if instance.pid is not None:
        return HostServer(instance)
    from localstack.cli.docker import running_container

    container = running_container()
    if container is not None:
        return container
    if must_run:
        gone = " (it has ended without stopping)" if instance.is_stale else ""
        raise CliError(
            f"no emulator runs on port {instance.port}{gone}: `localstack start -d` starts one, "
            "GATEWAY_LISTEN=:<port> names another port"
        )
    return HostServer(instance)


class HostServer:
    """A process of this machine."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.url = instance.url

    def stop(self) -> str:
        """Have the process stop, and wait until it has."""
        pid = self._instance.pid
        if pid is not None:
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while self._instance.pid == pid:
            if time.monotonic() > deadline:
                raise CliError(
                    f"process {pid} did not stop within {STOP_SECONDS:g} s: `kill -9 {pid}` ends it"
                )
            time.sleep(LOOK_SECONDS)
        return f"Stopped {self.url}, process {pid}."

    def logs(self, follow: bool, tail: int | None) -> None:
        """Print the log file."""
        path = self._instance.log
        if not path.exists():
            raise CliError(
                f"there is no {path}: only an emulator started with `localstack start -d` writes it"
            )
        _print_file(path, tail, follow, lambda: self._instance.pid is not None)

    def describe(self) -> dict[str, Any]:
        """Tell about the process."""
        pid = self._instance.pid
        return {
            "running": pid is not None,
            "mode": "host",
            "pid": pid,
            "url": self.url,
            "log": str(self._instance.log),
        }

    def shell(self) -> None:
        """Become the user's shell, with the endpoint and credentials set."""
        command = os.environ.get("SHELL") or "/bin/sh"
        environment = {
            **{name: value for name, value in os.environ.items() if name not in _REAL_AWS},
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": os.environ.get("AWS_DEFAULT_REGION") or "us-east-1",
        }
        click.echo(f"A shell whose AWS is {self.url}; exit leaves it.", err=True)
        sys.stdout.flush()
        try:
            os.execvpe(command, [command], environment)
        except OSError as error:
            raise CliError(f"SHELL={command}: {error.strerror}") from error


# What would have tools in the shell use an account of the user's own.
_REAL_AWS = frozenset({"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"})


def _print_file(path: Path, tail: int | None, follow: bool, is_growing: Any) -> None:
    with path.open(errors="replace") as file:
        for line in file if tail is None else deque(file, maxlen=tail):
            click.echo(line, nl=False)
        while follow:
            grows = is_growing()
            for line in file:
                click.echo(line, nl=False)
            if not grows:
                return
            sys.stdout.flush()
            time.sleep(LOOK_SECONDS)
