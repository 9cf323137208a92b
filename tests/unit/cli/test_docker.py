"""Docker mode, with a docker command that records how it is called: no container runs here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Cli
from tests.unit.installing import Install, install

__all__ = ["install"]

# Keeps the state of its only container in a file, and answers as the docker command does.
STAND_IN = """#!/bin/sh
printf '%s\\n' "$*" >> "{folder}/calls"
case "$1" in
run) case " $* " in *" -d "*) echo up > "{folder}/up" ;; *) echo Ready. ;; esac ;;
inspect) [ -e "{folder}/up" ] || {{ echo "no such object" >&2; exit 1; }}
    echo '{{"Running": true, "Health": {{"Status": "healthy"}}}}' ;;
stop) rm "{folder}/up" ;;
logs) echo a line ;;
images) echo pytest-localstack:latest; echo 'pytest-localstack:<none>' ;;
pull) echo "pull access denied" >&2; exit 1 ;;
esac
"""


class Docker:
    def __init__(self, folder: Path) -> None:
        self.command = folder / "docker"
        self.command.write_text(STAND_IN.format(folder=folder))
        self.command.chmod(0o755)
        self._calls = folder / "calls"

    @property
    def calls(self) -> list[str]:
        return self._calls.read_text().splitlines() if self._calls.exists() else []


@pytest.fixture
def docker(tmp_path: Path, cli: Cli) -> Docker:
    folder = tmp_path / "bin"
    folder.mkdir()
    docker = Docker(folder)
    cli.variables["DOCKER_CMD"] = str(docker.command)
    return docker


def test_it_runs_in_the_foreground(cli: Cli, docker: Docker) -> None:
    run = cli("start", "--docker", LS_LOG="debug", LOCALSTACK_REALISTIC="0", HOMEMADE="1")

    assert (run.returncode, run.stdout) == (0, "Ready.\n")
    (call,) = docker.calls
    assert call.startswith(f"run --rm --name localstack-main -p 127.0.0.1:{cli.port}:4566 -e ")
    assert call.endswith(" pytest-localstack")
    assert "-e LS_LOG=debug" in call
    assert "-e LOCALSTACK_REALISTIC=0" in call
    assert "HOMEMADE" not in call
    assert "GATEWAY_LISTEN" not in call


def test_options_are_those_of_docker(cli: Cli, docker: Docker) -> None:
    options = "-e A=1 -p 8080:80 -v /src:/dst --network net -s pytest-localstack:1.0"

    cli("start", "--docker", *options.split(), DOCKER_FLAGS="--memory 1g")

    (call,) = docker.calls
    for part in ("-p 8080:80", "-v /src:/dst", "--network net", "--memory 1g", "-e A=1"):
        assert part in call
    assert call.endswith(" pytest-localstack:1.0")


def test_its_life_in_the_background(cli: Cli, docker: Docker) -> None:
    started = cli("start", "--docker", "-d")
    again = cli("start", "--docker", "-d")
    status = json.loads(cli("status", "docker", "-f", "json").stdout)
    log = cli("logs", "-n", "3")
    cli("ssh")
    stopped = cli("stop")

    assert started.stdout == f"{cli.url}, container localstack-main\nReady.\n"
    assert again.stdout == "The container localstack-main runs already.\n"
    assert (status["mode"], status["container_name"], status["health"]) == (
        "docker",
        "localstack-main",
        "healthy",
    )
    assert log.stdout == "a line\n"
    assert stopped.stdout == "Stopped the container localstack-main.\n"
    calls = [call for call in docker.calls if not call.startswith("inspect")]
    assert calls[0].startswith("run -d --rm")
    assert calls[1:] == [
        "logs --tail 3 localstack-main",
        "exec -it localstack-main bash",
        "stop localstack-main",
    ]


def test_an_image_that_cannot_be_pulled_is_an_error(cli: Cli, docker: Docker) -> None:
    run = cli("update", "docker-images")

    assert run.returncode == 1
    assert "0 images updated, 1 failed" in run.stdout
    assert docker.calls[-1] == "pull pytest-localstack:latest"


def test_without_docker_it_says_so(cli: Cli) -> None:
    run = cli("start", "--docker", DOCKER_CMD="no-docker-here")

    assert run.returncode == 1
    assert "there is no command 'no-docker-here' here: start without --docker" in run.stderr


def test_what_only_docker_does_is_noted(cli: Cli) -> None:
    run = cli("start", "-v", "/a:/b", "--network", "n", "-e", "GATEWAY_LISTEN=:port")

    assert "Note: --volume has an effect with --docker only." in run.stderr
    assert "Note: --network has an effect with --docker only." in run.stderr


def test_plugins_change_the_container(cli: Cli, docker: Docker, install: Install) -> None:
    plugin = """
        from localstack.runtime import hooks

        @hooks.prepare_host
        def prepare():
            print("prepared")

        @hooks.configure_localstack_container
        def configure(container):
            container.arguments.append("--read-only")
    """
    names = ("prepare_host", "configure_localstack_container")
    points = {
        f"localstack.hooks.{hook}": {name: f"harden:{name}"}
        for hook, name in zip(names, ("prepare", "configure"), strict=True)
    }
    cli.variables["PYTHONPATH"] = str(install("harden", {"harden": plugin}, points))

    run = cli("start", "--docker")

    assert run.stdout == "prepared\nReady.\n"
    assert "--read-only" in docker.calls[0].split(" -e ")[0]


def test_a_hook_that_fails_stops_the_start(cli: Cli, docker: Docker, install: Install) -> None:
    plugin = """
        from localstack.runtime import hooks

        @hooks.prepare_host
        def prepare():
            raise ValueError("no room")
    """
    points = {"localstack.hooks.prepare_host": {"prepare": "harden:prepare"}}
    cli.variables["PYTHONPATH"] = str(install("harden", {"harden": plugin}, points))

    run = cli("start", "-d")

    assert (run.returncode, run.stdout) == (1, "")
    assert (
        "hook 'prepare' of localstack.hooks.prepare_host (harden) failed: ValueError('no room')" in run.stderr
    )
    assert docker.calls == []
