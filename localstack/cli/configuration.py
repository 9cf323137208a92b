"""`localstack config`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from localstack.cli.errors import CliError
from localstack.cli.output import emit, format_option

COMPOSE = "docker-compose.yml"


@click.group()
def config() -> None:
    """Show and validate the configuration."""


@config.command()
@format_option
def show(form: str) -> None:
    """Print the variables that an emulator would start with, and notes about them on stderr."""
    from localstack.config.catalogue import honoured
    from localstack.config.checking import notes

    values = {}
    for name, variable in sorted(honoured().items()):
        try:
            value = variable.read(os.environ)
        except ValueError as error:
            raise CliError(str(error)) from error
        is_secret = "SECRET" in name and value
        values[name] = "****" if is_secret else str(value) if name == "GATEWAY_LISTEN" else value
    emit(values, form, ("Variable", "Value"))
    for note in notes(os.environ):
        click.echo(f"Note: {note}", err=True)


@config.command()
@click.option(
    "-f", "--file", type=click.Path(dir_okay=False, path_type=Path), default=COMPOSE, help="The compose file."
)
def validate(file: Path) -> None:
    """Look for what is wrong in a compose file and in the environment.

    Exits with 1 when anything is. It needs no docker.
    """
    from localstack.cli.compose import problems_of
    from localstack.config import Settings
    from localstack.config.checking import notes

    if not file.is_file() and str(file) != COMPOSE:
        raise click.BadParameter(f"there is no {file}", param_hint="--file")
    found = list(problems_of(file)) if file.is_file() else []
    found += notes(os.environ)
    try:
        Settings.from_environment(os.environ)
    except ValueError as error:
        found.append(str(error))
    for problem in found:
        click.secho(f"- {problem}", fg="yellow", err=True)
    if found:
        raise CliError(f"{len(found)} {'problem' if len(found) == 1 else 'problems'} found")
    what = f"{file} and the environment are" if file.is_file() else f"The environment is (no {file} here)"
    click.echo(f"{what} valid.")
