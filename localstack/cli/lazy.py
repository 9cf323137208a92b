"""A group of commands that are imported when they are called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from localstack.cli.errors import unexpected


@dataclass(frozen=True)
class Entry:
    """A command that is not imported yet.

    :ivar place: `module:attribute`.
    :ivar summary: the first sentence of its help.
    """

    place: str
    summary: str

    def load(self) -> click.Command:
        """Import it."""
        module, _, attribute = self.place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


class LazyGroup(click.Group):
    """A group whose own commands come before those that plugins attach, in the order of their table.

    :ivar entries: its own commands, by name.
    """

    def __init__(self, *arguments: Any, entries: Mapping[str, Entry], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        del ctx
        _attach_plugins(self)
        return [*self.entries, *sorted(self.commands.keys() - self.entries.keys())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command, with those of plugins if it is none of ours."""
        entry = self.entries.get(cmd_name)
        if entry is not None:
            return entry.load()
        _attach_plugins(self)
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that arguments begin with; a misspelt one is told the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from localstack.config.variables import nearest

            meant = nearest(args[0], self.list_commands(ctx))
            if not meant or isinstance(error, click.NoSuchOption) or "mean" in error.message:
                raise
            raise click.UsageError(f"{error.message} Did you mean {meant!r}?", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        rows = []
        for name in self.list_commands(ctx):
            entry = self.entries.get(name)
            command = None if entry else super().get_command(ctx, name)
            rows.append((name, entry.summary if entry else command.get_short_help_str(80) if command else ""))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever it raises ends as an error with exit code 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            raise  # whoever read our output has enough; click ends quietly
        except Exception as error:
            raise unexpected(error) from error


def _attach_plugins(group: click.Group) -> None:
    """Attach the commands of plugins, once."""
    if group.__dict__.setdefault("has_plugins", False):
        return
    group.__dict__["has_plugins"] = True
    from localstack.cli.plugin import load_cli_plugins

    load_cli_plugins(group)
