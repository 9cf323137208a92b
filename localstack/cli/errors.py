"""Errors of the command line: a sentence on stderr with the way out, and exit code 1."""

from __future__ import annotations

import traceback
from typing import IO, Any

import click

from localstack.config.flags import is_env_true


class CliError(click.ClickException):
    """Something that the user can mend; the message says how."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message in red, after the traceback when debugging."""
        if is_env_true("DEBUG") and self.__cause__ is not None:
            click.echo("".join(traceback.format_exception(self.__cause__)), err=True, nl=False)
        click.secho("Error: ", fg="red", bold=True, nl=False, err=True)
        click.echo(self.format_message(), err=True)


def unexpected(error: Exception) -> CliError:
    """Make an error of ours, or of the machine, one that can be shown."""
    said = getattr(error, "strerror", None) or str(error)
    name = getattr(error, "filename", None)
    message = f"{name}: {said}" if name else said or type(error).__name__
    hint = "" if is_env_true("DEBUG") else " (localstack --debug … shows where)"
    made = CliError(f"{message}{hint}")
    made.__cause__ = error
    return made
