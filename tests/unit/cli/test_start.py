"""`localstack start`, and the commands that look after what it starts, as processes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Cli, free_port, kill, until_ready


def test_it_runs_in_the_foreground_until_it_is_told_to_stop(cli: Cli) -> None:
    process = cli.open("start")

    lines = until_ready(process)
    process.send_signal(signal.SIGTERM)
    rest, errors = process.communicate(timeout=30)

    assert lines[-2:] == [f"Listening on {cli.url}", "Ready."]
    assert (rest, errors, process.returncode) == ("Stopping.\n", "", 0)
    assert not cli.pid_file.exists()


def test_ctrl_c_stops_it(cli: Cli) -> None:
    process = cli.open("start", "--no-banner")
    until_ready(process)

    process.send_signal(signal.SIGINT)

    assert process.communicate(timeout=30) == ("Stopping.\n", "")
    assert process.returncode == 0


def test_it_says_so_when_others_can_reach_it(cli: Cli) -> None:
    further = free_port()
    process = cli.open("start", "--no-banner", "-p", f"0.0.0.0:{cli.port}", "-p", str(further))

    lines = until_ready(process)

    assert lines == [
        f"Listening on 0.0.0.0:{cli.port}: whoever reaches this machine can use it.",
        f"Listening on http://127.0.0.1:{further}",
        f"Listening on {cli.url}",
        "Ready.",
    ]


def test_two_run_on_different_ports(cli: Cli) -> None:
    first, second = cli.port, free_port()

    assert cli("start", "-d").returncode == 0
    assert cli("start", "-d", "-p", str(second)).returncode == 0

    del cli.variables["GATEWAY_LISTEN"]
    ambiguous = cli("stop")
    assert ambiguous.returncode == 1
    assert f"{min(first, second)}, {max(first, second)}" in ambiguous.stderr
    assert cli("stop", GATEWAY_LISTEN=f":{first}").returncode == 0
    stopped = cli("stop")  # the only one that is left
    assert (stopped.returncode, stopped.stdout.split(",")[0]) == (0, f"Stopped http://127.0.0.1:{second}")


def test_its_life_in_the_background(cli: Cli) -> None:
    started = cli("start", "-d", "-e", "DEBUG=1", "-e", "SERVICES=s3,dynamodb")

    assert (started.returncode, started.stderr) == (0, "")
    assert re.fullmatch(rf"{cli.url}, process \d+, logs to .+\.log\nReady\.\n", started.stdout)
    assert cli("start", "-d").stdout.startswith(f"An emulator runs already: {cli.url}, process {cli.pid}")
    assert cli("wait", "-t", "5").returncode == 0
    status = json.loads(cli("status", "docker", "-f", "json").stdout)
    assert (status["running"], status["pid"], status["url"]) == (True, cli.pid, cli.url)
    services = cli("status", "services", "-f", "plain").stdout.splitlines()
    assert {"s3=available", "dynamodb=available", "sqs=disabled"} <= set(services)
    before = cli.pid
    assert cli("restart").stdout == f"{cli.url}\nReady.\n"
    assert cli.pid == before
    assert cli("stop").returncode == 0
    assert cli("logs", "-n", "1").stdout == "Stopping.\n"


def test_a_shell_talks_to_it(cli: Cli) -> None:
    cli("start", "-d")

    shell = cli(
        "ssh",
        text="echo $AWS_ENDPOINT_URL $AWS_ACCESS_KEY_ID $AWS_PROFILE\n",
        SHELL="/bin/sh",
        AWS_PROFILE="mine",
    )

    assert shell.stdout == f"{cli.url} test\n"
    assert "exit leaves it" in shell.stderr


def test_a_log_is_followed_to_the_end_of_the_emulator(cli: Cli) -> None:
    cli("start", "-d")
    process = cli.open("logs", "-f")

    until_ready(process)
    cli("stop")

    assert process.communicate(timeout=30) == ("Stopping.\n", "")


def test_a_port_that_another_program_has(cli: Cli) -> None:
    with socket.create_server(("127.0.0.1", cli.port)):
        for mode in ([], ["-d"], ["-p", str(free_port()), "-p", str(cli.port)]):
            run = cli("start", *mode)
            assert (run.returncode, "Ready." in run.stdout) == (1, False)
            assert run.stderr == (
                f"Error: cannot listen on 127.0.0.1:{cli.port}: Address already in use; "
                f"GATEWAY_LISTEN=127.0.0.1:{cli.port + 1} takes another port\n"
            )


def test_a_port_that_an_emulator_of_ours_has(cli: Cli) -> None:
    cli("start", "-d")

    run = cli("start")

    assert run.returncode == 1
    assert f"the emulator with process id {cli.pid} is there: `localstack stop` ends it" in run.stderr


def test_a_process_that_was_killed_leaves_no_trap(cli: Cli) -> None:
    process = cli.open("start")
    until_ready(process)
    kill(process.pid)
    process.communicate()

    stopped, status = cli("stop"), cli("status", "-f", "plain")
    started = cli("start", "-d")

    assert stopped.returncode == 1
    assert "it has ended without stopping" in stopped.stderr
    assert status.returncode == 2  # the format belongs to `status docker`
    assert (started.returncode, started.stderr) == (0, f"Removing {cli.pid_file}: its process is gone.\n")


def test_an_id_that_another_process_has_now_is_not_ours(cli: Cli) -> None:
    cli.pid_file.parent.mkdir(parents=True)
    cli.pid_file.write_text(f"{os.getpid()}\n{cli.url}\n")

    assert cli("stop").returncode == 1  # and this test still runs


def test_a_folder_that_cannot_be_written(cli: Cli) -> None:
    unwritable = "/dev/null/root"

    detached = cli("start", "-d", FILESYSTEM_ROOT=unwritable)
    foreground = cli.open("start", FILESYSTEM_ROOT=unwritable)
    until_ready(foreground)
    foreground.send_signal(signal.SIGTERM)
    _, warning = foreground.communicate(timeout=30)

    assert detached.returncode == 1
    assert (
        "cannot write to /dev/null/root/var/tmp: Not a directory; FILESYSTEM_ROOT names another"
        in detached.stderr
    )
    assert foreground.returncode == 0
    assert "stop, status and logs will not find this emulator" in warning


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("start", "--host", "--docker"), 2, "exclude each other"),
        (("start", "-e", "DEBUG"), 2, "'DEBUG' has no '=': write -e KEY=VALUE"),
        (("start", "-p", "http"), 2, "'http' names no port"),
        (("start", "-e", "GATEWAY_LISTEN=:port"), 1, "GATEWAY_LISTEN"),
        (("stop",), 1, "no emulator runs on port"),
        (("restart",), 1, "no emulator runs on port"),
        (("ssh",), 1, "no emulator runs on port"),
        (("status", "services"), 1, "no emulator answers at"),
        (("wait", "-t", "0.01"), 1, "did not answer within 0.01 s"),
        (("logs",), 1, "only an emulator started with `localstack start -d` writes it"),
        (("stat",), 2, "Did you mean"),
        (("--profile", "nowhere", "services"), 1, "there is no profile 'nowhere'"),
        (("services", "--profile"), 1, "names no profile"),
        (("completion", "tcsh"), 2, "tcsh"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_goes_wrong_is_said_on_stderr(
    cli: Cli, arguments: tuple[str, ...], code: int, message: str
) -> None:
    run = cli(*arguments, DOCKER_CMD="no-docker-here")

    assert run.returncode == code
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_debug_shows_where(cli: Cli) -> None:
    run = cli("--debug", "start", "-e", "GATEWAY_LISTEN=:port")

    assert run.returncode == 1
    assert "Traceback" in run.stderr


def test_a_profile_is_used_wherever_it_stands(cli: Cli) -> None:
    profiles = cli.folder / ".localstack"
    profiles.mkdir()
    Path(profiles, "ci.env").write_text("LS_LOG=error\n")
    Path(profiles, "default.env").write_text("LS_LOG=warning\n")

    def level(*arguments: str) -> str:
        lines = cli(*arguments, DOCKER_CMD="no-docker-here").stdout.splitlines()
        return next(line for line in lines if line.startswith("LS_LOG="))

    assert level("config", "show", "-f", "plain") == "LS_LOG=warning"
    assert level("-p", "ci", "config", "show", "-f", "plain") == "LS_LOG=error"
    assert level("config", "--profile=ci", "show", "-f", "plain") == "LS_LOG=error"
    assert level("config", "show", "-f", "plain", "--profile", "ci") == "LS_LOG=error"
