"""Plugins of the command line: a class per plugin, which attaches its commands."""

from __future__ import annotations

import os
import sys
import traceback
from abc import abstractmethod
from typing import Any

import click
from plux import Plugin

from localstack.config.flags import truth_of
from localstack.plugins import PluginError, PluginNamespace

NAMESPACE = "localstack.plugins.cli"


class LocalstackCli:
    """The command line in a plugin's hands.

    :ivar group: the click group of `localstack`.
    """

    def __init__(self, group: click.Group | None = None) -> None:
        self.group = group or click.Group("localstack")

    def add_command(self, command: click.Command, name: str | None = None) -> None:
        """Add a command.

        :raises PluginError: when there is one of that name.
        """
        name = name or command.name or ""
        if name in self.group.commands or name in getattr(self.group, "entries", ()):
            raise PluginError(f"there is a command {name!r} already")
        self.group.add_command(command, name)

    def command(self, *names: Any, **options: Any) -> Any:
        """Make a function a command, as `click.Group.command` does."""
        return self.group.command(*names, **options)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Run the command line."""
        return self.group(*arguments, **options)


class LocalstackCliPlugin(Plugin):
    """A plugin that attaches commands; its distribution names the class as an entry point of the namespace."""

    namespace = NAMESPACE

    def load(self, cli: LocalstackCli) -> None:
        """Attach the commands."""
        self.attach(cli)

    @abstractmethod
    def attach(self, cli: LocalstackCli) -> None:
        """Attach commands to `cli.group`."""


def load_cli_plugins(cli: LocalstackCli | click.Group) -> None:
    """Attach the commands of every plugin; one that fails is named on stderr, and the others are attached.

    `DEBUG_PLUGINS=1` shows the traceback.
    """
    attached = cli if isinstance(cli, LocalstackCli) else LocalstackCli(cli)
    plugins = PluginNamespace(NAMESPACE, [attached])
    for name in sorted(plugins.names()):
        try:
            plugins.load_one(name)
        except PluginError as error:
            if truth_of(os.environ.get("DEBUG_PLUGINS", "")):
                traceback.print_exc(file=sys.stderr)
            click.echo(f"Warning: {error}", err=True)
