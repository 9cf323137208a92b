"""Commands that plugins attach."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from localstack.cli.plugin import LocalstackCli, LocalstackCliPlugin, load_cli_plugins
from localstack.plugins import PluginError
from tests.unit.installing import Install, install

__all__ = ["install"]

PLUGINS = """
import click
from localstack.cli.plugin import LocalstackCliPlugin

class Greeting(LocalstackCliPlugin):
    name = "greeting"

    def attach(self, cli):
        @cli.group.command()
        def hello():
            click.echo("hello")

        @cli.command("bye")
        def good_bye():
            click.echo("bye")

class Broken(LocalstackCliPlugin):
    name = "broken"

    def attach(self, cli):
        raise ValueError("cannot speak")
"""
POINTS = {"greeting": "cli_plugins:Greeting", "broken": "cli_plugins:Broken"}


def test_its_commands_are_attached_and_run(install: Install) -> None:
    install("greetings", {"cli_plugins": PLUGINS}, {"localstack.plugins.cli": POINTS})
    group = click.Group("localstack")

    load_cli_plugins(group)

    assert CliRunner().invoke(group, ["hello"]).stdout == "hello\n"
    assert CliRunner().invoke(group, ["bye"]).stdout == "bye\n"


@pytest.mark.parametrize("debug", ["0", "1"])
def test_one_that_fails_is_named_on_stderr_and_does_not_keep_others_away(
    install: Install, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, debug: str
) -> None:
    monkeypatch.setenv("DEBUG_PLUGINS", debug)
    install("greetings", {"cli_plugins": PLUGINS}, {"localstack.plugins.cli": POINTS})
    cli = LocalstackCli()

    load_cli_plugins(cli)

    captured = capsys.readouterr()
    assert "hello" in cli.group.commands
    assert captured.out == ""
    assert "Warning: plugin localstack.plugins.cli 'broken' of greetings 1.0 failed" in captured.err
    assert ("Traceback" in captured.err) is (debug == "1")


def test_the_namespace_is_that_of_the_class() -> None:
    assert LocalstackCliPlugin.namespace == "localstack.plugins.cli"


def test_a_command_that_is_there_already_is_not_replaced() -> None:
    cli = LocalstackCli(click.Group("localstack", commands=[click.Command("start")]))

    with pytest.raises(PluginError, match="'start'"):
        cli.add_command(click.Command("start"))
