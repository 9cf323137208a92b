"""Docker mode: the emulator in a container, by the docker command.

Nothing is asked of docker's API or of a library: what is run can be run by hand.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from localstack.cli.errors import CliError
from localstack.cli.instance import listening_address
from localstack.config.catalogue import PROCESS
from localstack.config.flags import value_of
from localstack.config.settings import variables
from localstack.plugins import PluginError
from localstack.runtime import hooks

IMAGE = "pytest-localstack"
NAME = "localstack-main"
PORT = 4566
START_SECONDS = 120.0
LOOK_SECONDS = 0.1
# Variables that are about this machine, or that the container's own place decides.
_KEPT_HERE = frozenset(
    {"GATEWAY_LISTEN", "CONFIG_PROFILE", "CONFIG_DIR", "FILESYSTEM_ROOT", "CUSTOM_SSL_CERT_PATH"}
)
_STATE = "{{json .State}}"


@dataclass
class Container:
    """A container, or the plan of one, which plugins may change before it starts.

    :ivar arguments: of `docker run`, between the name and the image.
    """

    name: str
    image: str
    port: int
    arguments: list[str] = field(default_factory=list)

    @classmethod
    def of_environment(
        cls,
        environment: Mapping[str, str],
        publish: Sequence[str],
        volume: Sequence[str],
        network: str | None,
        stack: str | None,
    ) -> Container:
        """Plan the container that an environment and options ask for."""
        address = listening_address()
        network = network or value_of(environment, "MAIN_DOCKER_NETWORK")
        arguments = ["-p", f"{address.url_host}:{address.port}:{PORT}"]
        arguments += [part for ports in publish for part in ("-p", ports)]
        arguments += [part for mount in volume for part in ("-v", mount)]
        arguments += ["--network", network] if network else []
        arguments += value_of(environment, "DOCKER_FLAGS").split()
        image = stack or value_of(environment, "IMAGE_NAME") or IMAGE
        return cls(value_of(environment, "MAIN_CONTAINER_NAME") or NAME, image, address.port, arguments)

    @property
    def url(self) -> str:
        """Where it answers, on this machine."""
        return f"http://127.0.0.1:{self.port}"

    def run_command(self, variables: Mapping[str, str], detached: bool) -> list[str]:
        """Give the command that starts it."""
        given = [part for name, value in variables.items() for part in ("-e", f"{name}={value}")]
        mode = ["-d"] if detached else []
        return [_docker(), "run", *mode, "--rm", "--name", self.name, *self.arguments, *given, self.image]

    def state(self) -> dict[str, Any]:
        """Give what docker says of it; empty when there is none."""
        run = _output([_docker(), "inspect", "--format", _STATE, self.name])
        if run.returncode:
            return {}
        found: dict[str, Any] = json.loads(run.stdout)
        return found

    def stop(self) -> str:
        """Have docker stop it."""
        _check([_docker(), "stop", self.name])
        return f"Stopped the container {self.name}."

    def logs(self, follow: bool, tail: int | None) -> None:
        """Have docker print its log."""
        options = [*(["--follow"] if follow else []), *(["--tail", str(tail)] if tail is not None else [])]
        _become([_docker(), "logs", *options, self.name])

    def describe(self) -> dict[str, Any]:
        """Tell about the container."""
        state = self.state()
        return {
            "running": bool(state.get("Running")),
            "mode": "docker",
            "container_name": self.name,
            "image": self.image,
            "health": state.get("Health", {}).get("Status", ""),
            "url": self.url,
        }

    def shell(self) -> None:
        """Become a shell inside it."""
        _become([_docker(), "exec", "-it", self.name, "bash"])


def start_container(container: Container, variables: Mapping[str, str], detached: bool) -> None:
    """Start a container; it is given the variables of the emulator that are set here, and those given.

    :raises CliError: when docker is not there, or cannot start it.
    """
    if detached and container.state().get("Running"):
        click.echo(f"The container {container.name} runs already.")
        return
    try:
        hooks.configure_localstack_container.run(container)
    except PluginError as error:
        raise CliError(str(error)) from error
    command = container.run_command({**_forwarded(os.environ), **variables}, detached)
    if not detached:
        _become(command)
    _check(command)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        state = container.state()
        if state.get("Health", {}).get("Status") == "healthy":
            click.echo(f"{container.url}, container {container.name}\nReady.")
            return
        if not state.get("Running"):
            raise CliError(f"the container {container.name} has ended: run it without -d to see why")
        time.sleep(LOOK_SECONDS)
    raise CliError(f"it was not healthy within {START_SECONDS:g} s: `localstack logs` may say why")


def running_container() -> Container | None:
    """Give the container of the environment if docker is here and it runs."""
    if not shutil.which(_name_of_docker()):
        return None
    container = Container.of_environment(os.environ, (), (), None, None)
    return container if container.state().get("Running") else None


def pull_images() -> tuple[int, int]:
    """Pull the images of the emulator that docker has.

    :returns: how many were pulled, and how many could not be.
    """
    run = _output(
        [
            _docker(),
            "images",
            "--format",
            "{{.Repository}}:{{.Tag}}",
            value_of(os.environ, "IMAGE_NAME") or IMAGE,
        ]
    )
    images = [name for name in run.stdout.split() if not name.endswith(":<none>")]
    failed = sum(subprocess.run([_docker(), "pull", name], check=False).returncode != 0 for name in images)
    return len(images) - failed, failed


def _forwarded(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the variables that mean something to the emulator inside."""
    ours = {variable.name for variable in (*variables(), *PROCESS)} - _KEPT_HERE
    return {
        name: value
        for name, value in environment.items()
        if name in ours
        or (name.startswith("LOCALSTACK_") and name.removeprefix("LOCALSTACK_") not in _KEPT_HERE)
    }


def _name_of_docker() -> str:
    return value_of(os.environ, "DOCKER_CMD") or "docker"


def _docker() -> str:
    name = _name_of_docker()
    found = shutil.which(name)
    if found is None:
        raise CliError(
            f"there is no command {name!r} here: start without --docker, which needs none, or install Docker"
        )
    return found


def _output(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _check(command: Sequence[str]) -> None:
    run = _output(command)
    if run.returncode:
        raise CliError(f"{' '.join(command[:2])}: {run.stderr.strip() or f'exit status {run.returncode}'}")


def _become(command: Sequence[str]) -> None:
    """Go on as docker, whose output, signals and exit status are ours then."""
    sys.stdout.flush()
    os.execv(command[0], list(command))
