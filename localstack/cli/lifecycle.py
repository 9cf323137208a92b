"""`localstack stop`, `restart`, `wait` and `logs`."""

from __future__ import annotations

import time

import click

from localstack.cli.errors import CliError
from localstack.cli.remote import Unreachable, ask
from localstack.cli.servers import server

LOOK_SECONDS = 0.02
RESTART_SECONDS = 45.0
INFO = "/_localstack/info"


@click.command()
def stop() -> None:
    """Stop the emulator."""
    click.echo(server().stop())


@click.command()
def restart() -> None:
    """Restart the emulator where it is.

    What it holds is gone then, unless PERSISTENCE=1 keeps it.
    """
    url = server().url
    before = ask(url, "GET", INFO)["session_id"]
    ask(url, "POST", "/_localstack/health", {"action": "restart"})
    deadline = time.monotonic() + RESTART_SECONDS
    while time.monotonic() < deadline:
        try:
            if ask(url, "GET", INFO, timeout=2)["session_id"] != before:
                click.echo(f"{url}\nReady.")
                return
        except CliError:
            pass  # it is on its way down, or up
        time.sleep(LOOK_SECONDS)
    raise CliError(f"it did not come back within {RESTART_SECONDS:g} s: `localstack logs` may say why")


@click.command()
@click.option(
    "-t", "--timeout", type=float, metavar="SECONDS", help="How long to wait; without end otherwise."
)
def wait(timeout: float | None) -> None:
    """Wait until the emulator answers."""
    deadline = None if timeout is None else time.monotonic() + timeout
    while True:
        url = server(must_run=False).url
        try:
            ask(url, "GET", "/_localstack/health", timeout=2)
            click.echo(f"{url} answers.")
            return
        except Unreachable:
            if deadline is not None and time.monotonic() > deadline:
                raise CliError(
                    f"{url} did not answer within {timeout:g} s: `localstack start -d` starts an emulator"
                ) from None
        time.sleep(LOOK_SECONDS)


@click.command()
@click.option("-f", "--follow", is_flag=True, help="Go on until Ctrl-C, or the emulator ends.")
@click.option(
    "-n", "--tail", type=click.IntRange(0), metavar="N", help="Only the last N lines that are there."
)
def logs(follow: bool, tail: int | None) -> None:
    """Print the log.

    Of a detached emulator, also when it has ended.
    """
    server(must_run=False).logs(follow, tail)
