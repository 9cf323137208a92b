"""`localstack update`."""

from __future__ import annotations

import subprocess
import sys

import click

from localstack.cli.errors import CliError

DISTRIBUTION = "pytest-localstack"


@click.group()
def update() -> None:
    """Update what is installed."""


@update.command("all")
@click.pass_context
def all_(context: click.Context) -> None:
    """Update the command line, and the images if there is docker."""
    context.invoke(localstack_cli)
    context.invoke(docker_images)


@update.command()
def localstack_cli() -> None:
    """Update this distribution with pip."""
    command = [sys.executable, "-m", "pip", "install", "--upgrade", DISTRIBUTION]
    click.echo(" ".join(command))
    if subprocess.run(command, check=False).returncode:
        raise CliError(f"pip could not update {DISTRIBUTION}; what it said stands above")


@update.command()
def docker_images() -> None:
    """Pull the images of the emulator that docker has."""
    from localstack.cli.docker import pull_images

    pulled, failed = pull_images()
    click.echo(f"{pulled} images updated, {failed} failed.")
    if failed:
        raise CliError("an image that was built here cannot be pulled: `docker build` makes it anew")
