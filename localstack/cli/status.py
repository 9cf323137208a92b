"""`localstack status`."""

from __future__ import annotations

import click

from localstack import __version__
from localstack.cli.errors import CliError
from localstack.cli.output import emit, format_option
from localstack.cli.remote import ask
from localstack.cli.servers import server

TIMEOUT_SECONDS = 2.0


@click.group(invoke_without_command=True)
@click.pass_context
def status(context: click.Context) -> None:
    """Tell what runs, and in which state services are.

    Without a subcommand it is `docker`, as LocalStack's users know it, wherever the emulator runs.
    """
    if context.invoked_subcommand is None:
        context.invoke(docker, form="table")


@status.command()
@format_option
def docker(form: str) -> None:
    """Tell whether an emulator runs, and where."""
    found = server(must_run=False)
    document = {"runtime_version": __version__, **found.describe()}
    if document["running"]:
        try:
            info = ask(found.url, "GET", "/_localstack/info", timeout=TIMEOUT_SECONDS)
            document |= {"runtime_version": info["version"], "uptime": info["uptime"]}
        except CliError as error:
            document["problem"] = error.message
    emit(document, form, ("Emulator", ""))


@status.command()
@format_option
def services(form: str) -> None:
    """Tell the state of every service."""
    url = server(must_run=False).url
    found = ask(url, "GET", "/_localstack/health", timeout=TIMEOUT_SECONDS)["services"]
    emit(dict(sorted(found.items())), form, ("Service", "Status"))
