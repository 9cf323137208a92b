"""What comes before any command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from localstack.cli.errors import CliError
from localstack.cli.main import COMMANDS, take_profile

HEAVY = ("botocore", "boto3", "werkzeug", "rich", "yaml", "localstack.runtime", "localstack.services", "plux")


@pytest.mark.parametrize(
    ("line", "profile", "rest"),
    [
        ("-p ci start -p 4567", "ci", "start -p 4567"),
        ("-p=ci start", "ci", "start"),
        ("--debug -p ci start", "ci", "--debug start"),
        ("start --profile ci -d", "ci", "start -d"),
        ("--profile=a start --profile b", "b", "start"),
        ("start -e A=1", None, "start -e A=1"),
        ("-p a -- start --profile b", "a", "-- start --profile b"),
    ],
)
def test_the_profile_is_taken_out(line: str, profile: str | None, rest: str) -> None:
    assert take_profile(line.split()) == (profile, rest.split())


@pytest.mark.parametrize("line", ["--profile", "-p", "start --profile", "--profile --debug start"])
def test_a_profile_without_a_name_is_an_error(line: str) -> None:
    with pytest.raises(CliError, match="names no profile"):
        take_profile(line.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_of_a_command_is_its_own(name: str) -> None:
    entry = COMMANDS[name]

    command = entry.load()

    assert command.name == name
    assert (command.help or "").partition("\n")[0] == entry.summary


def test_importing_it_is_cheap() -> None:
    program = f"import sys, localstack.cli.main; print(*[name for name in {HEAVY!r} if name in sys.modules])"

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout == "\n"


def test_a_server_imports_nothing_for_calls_before_the_first() -> None:
    program = """
import sys
import localstack.cli.serving, localstack.http.server, localstack.runtime.init
from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request
from localstack.config import Settings
from localstack.runtime import Emulator

with Emulator(Settings(port=0)) as emulator:
    health = emulator.gateway.handle(Request("GET", "/_localstack/health", Headers(), Body()))
    assert health.status == 200
heavy = ("botocore", "urllib3", "packaging", "plux", "ssl", "cryptography", "rich", "werkzeug",
         "localstack.aws.dispatcher", "localstack.aws.service_router", "localstack.state.persistence")
print(*[name for name in heavy if name in sys.modules])
"""

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout == "\n"
