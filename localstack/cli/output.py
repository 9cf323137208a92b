"""What commands print: a document as a table, as lines, as JSON or as Python writes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "plain", "json", "dict")
STYLES = {
    "running": "green",
    "available": "cyan",
    "starting": "yellow",
    "error": "red",
    "loaded": "green",
    "failed": "red",
    "native": "green",
    "long tail": "cyan",
}


def format_option(function: F) -> F:
    """Give a command the option `--format`."""
    option = click.option(
        "-f", "--format", "form", type=click.Choice(FORMATS), default="table", help="How to print it."
    )
    return option(function)


def emit(document: Mapping[str, Any], form: str, columns: Sequence[str]) -> None:
    """Print names with their values.

    :param columns: the two headings of the table.
    """
    if form == "plain":
        for name, value in document.items():
            click.echo(f"{name}={_text(value)}")
    elif form == "table":
        print_table(columns, [(name, _text(value)) for name, value in document.items()])
    else:
        _print_value(dict(document), form)


def emit_all(documents: Sequence[Mapping[str, Any]], form: str, columns: Mapping[str, str]) -> None:
    """Print documents that have the same members, in plain form a line each.

    :param columns: the members that a table shows, by heading.
    """
    if form == "plain":
        for document in documents:
            click.echo(" ".join(f"{name}={value!r}" for name, value in document.items()))
    elif form == "table":
        rows = [[_text(document[member]) for member in columns.values()] for document in documents]
        print_table(list(columns), rows)
    else:
        _print_value([dict(document) for document in documents], form)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; words that are states have colours."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell, STYLES.get(cell, "")) for cell in row))
    Console().print(table)


def _print_value(value: Any, form: str) -> None:
    click.echo(json.dumps(value, indent=2) if form == "json" else repr(value))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (tuple, list)):
        return ",".join(map(str, value))
    return "" if value is None else str(value)
