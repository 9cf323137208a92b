"""`localstack ssh`."""

from __future__ import annotations

import click

from localstack.cli.servers import server


@click.command()
def ssh() -> None:
    """Open a shell that talks to the emulator.

    On this machine it is $SHELL, with AWS_ENDPOINT_URL and credentials set; of a container a shell inside it.
    """
    server().shell()
