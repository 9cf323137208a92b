"""What the entry points name; imports nothing heavy."""

from __future__ import annotations

import click

from localstack.cli.plugin import LocalstackCli, LocalstackCliPlugin
from localstack.runtime import hooks
from localstack.services.plugins import Service, aws_provider


@aws_provider()
def translate() -> Service:
    """Make the service when it is used first."""
    from localstack_translate.provider import TranslateProvider

    return Service.for_provider(TranslateProvider())


@hooks.on_infra_start(priority=10)
def load_phrases() -> None:
    """Read the phrases, so that a mistake in them stops the start and not a test."""
    from localstack_translate.phrases import read_phrases

    read_phrases()


class PhrasesCliPlugin(LocalstackCliPlugin):
    """Adds `localstack phrases`."""

    name = "phrases"

    def attach(self, cli: LocalstackCli) -> None:
        """Attach the command."""
        cli.add_command(phrases)


@click.command()
def phrases() -> None:
    """List the phrases that can be translated."""
    from localstack_translate.phrases import read_phrases

    for languages, known in read_phrases().items():
        for text, translation in known.items():
            click.echo(f"{languages}: {text} -> {translation}")
