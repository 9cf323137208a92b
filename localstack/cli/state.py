"""`localstack state`."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import quote

import click

from localstack.cli.remote import answer, ask, read_document
from localstack.cli.servers import server

SECONDS = 120.0


@click.group()
def state() -> None:
    """Export, import and reset the state.

    It is that of native services; the long tail's cannot leave its process.
    """


@state.command()
@click.argument(
    "destination", type=click.Path(dir_okay=False, path_type=Path), default="localstack-state.zip"
)
def export(destination: Path) -> None:
    """Write the state to the file DESTINATION."""
    url = server(must_run=False).url
    with answer(url, "GET", "/_localstack/state/export", timeout=SECONDS) as response:
        if response.status >= 400:
            read_document(url, response)
        partial = destination.with_name(f".{destination.name}.partial")
        with partial.open("wb") as file:
            shutil.copyfileobj(response, file)
        partial.replace(destination)
    click.echo(f"Exported to {destination}.")


@state.command("import")
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(source: Path) -> None:
    """Replace the state by that of the file SOURCE."""
    url = server(must_run=False).url
    with answer(url, "POST", "/_localstack/state/import", source.read_bytes(), SECONDS) as response:
        read_document(url, response)
    click.echo(f"Imported {source}.")


@state.command()
@click.option(
    "-s", "--services", default="", metavar="NAMES", help="Only these services, with commas between."
)
def reset(services: str) -> None:
    """Empty the emulator, or some of its services."""
    url = server(must_run=False).url
    names = [name.strip() for name in services.split(",") if name.strip()]
    for name in names or [""]:
        query = f"?service={quote(name)}" if name else ""
        ask(url, "POST", f"/_localstack/state/reset{query}", timeout=SECONDS)
    click.echo(f"Reset {', '.join(names) or 'all services'}.")
