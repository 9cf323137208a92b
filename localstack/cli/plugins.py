"""`localstack plugins`: what became of every plugin, and the entry points of a distribution that has some."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localstack.cli.output import emit_all, format_option

if TYPE_CHECKING:
    from localstack.plugin_discovery import Discovery
    from localstack.plugin_report import PluginReport

LEVELS = click.Choice(["DEBUG", "INFO", "WARNING", "ERROR"], case_sensitive=False)
COLUMNS = {
    "Namespace": "namespace",
    "Plugin": "name",
    "State": "state",
    "Distribution": "distribution",
    "Version": "version",
    "File": "file",
}


@click.group(invoke_without_command=True)
@format_option
@click.option("-n", "--namespace", multiple=True, help="Only plugins of this namespace; may be repeated.")
@click.option("--log-level", type=LEVELS, default="WARNING", help="The lowest level of logs to capture.")
@click.pass_context
def plugins(context: click.Context, form: str, namespace: tuple[str, ...], log_level: str) -> None:
    """Load every plugin that is installed, and tell what became of it.

    Exits with 1 when one failed.
    """
    if context.invoked_subcommand is not None:
        return
    from localstack.plugin_report import report
    from localstack.plugins import NAMESPACES

    for name in namespace:
        if name not in NAMESPACES:
            raise click.BadParameter(
                f"{name!r} is none: they are {', '.join(NAMESPACES)}", param_hint="--namespace"
            )
    reports = list(report(namespace or NAMESPACES, _level(log_level)))
    emit_all([one.as_dict() for one in reports], form, COLUMNS)
    if form == "table":
        _print_details(reports)
    if any(one.failed for one in reports):
        context.exit(1)


def _print_details(reports: list[PluginReport]) -> None:
    """Print below the table what does not fit into it, and the count."""
    for one in reports:
        details = [(title, text) for title, text in (("error", one.error), ("output", one.output)) if text]
        if details:
            click.secho(f"{one.namespace} {one.name}", bold=True)
        for title, text in details:
            click.echo(_indented(title, text))
    failed = sum(one.failed for one in reports)
    click.echo(f"{len(reports)} plugins, {failed} failed")


def _indented(title: str, text: str) -> str:
    lines = text.rstrip().splitlines()
    return "\n".join(f"  {title}: {lines[0]}" if not at else f"    {line}" for at, line in enumerate(lines))


@plugins.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["toml", "ini", "setup.py", "json"]),
    default="toml",
    help="For what.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--log-level", type=LEVELS, default="WARNING", help="The lowest level of logs to capture.")
@click.pass_context
def entrypoints(context: click.Context, folder: Path, form: str, output: Path | None, log_level: str) -> None:
    """Write the entry points of the distribution in FOLDER, which defines plugins with plux.

    For its pyproject.toml (toml), for plux.ini, setup.cfg or entry_points.txt (ini), or for a setup.py. Modules that
    cannot be imported are reported on stderr; it exits with 1 then, as some plugins may be missing.
    """
    from localstack.plugin_discovery import DuplicatePlugin, discover

    try:
        found = discover(folder, _level(log_level))
    except DuplicatePlugin as error:
        raise click.ClickException(str(error)) from error
    text = _section(found, form)
    if output is not None:
        output.write_text(text)
    else:
        click.echo(text, nl=False)
    for entry in found.entries:
        click.echo(f"{entry.namespace} {entry.name}: {entry.file}", err=True)
    for failure in found.failures:
        click.echo(f"{failure.module} ({failure.file}) cannot be imported", err=True)
        for title, content in (("error", failure.error), ("output", failure.output)):
            if content:
                click.echo(_indented(title, content), err=True)
    if not found.entries and not found.failures:
        click.echo(f"no plugins below {folder.resolve()}; path in [tool.plux] names the folder", err=True)
    if found.failures:
        context.exit(1)


def _section(found: Discovery, form: str) -> str:
    from localstack.plugin_discovery import to_dict, to_ini, to_toml

    if form == "toml":
        return to_toml(found.entries)
    if form == "ini":
        return to_ini(found.entries)
    groups = json.dumps(to_dict(found.entries), indent=4)
    return f"entry_points={groups},\n" if form == "setup.py" else f"{groups}\n"


def _level(name: str) -> int:
    return logging.getLevelNamesMapping()[name.upper()]
