"""What the end of a run tells of its calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from pytest_localstack.calls.coverage import Coverage
    from pytest_localstack.calls.totals import Totals

NAMED = 8


def write_relied_upon(terminal: pytest.TerminalReporter, totals: Totals) -> None:
    """Name the operations and the parameters that the run relied upon and that do nothing here."""
    for what, counter in (("not emulated", totals.unimplemented), ("without effect", totals.ignored)):
        if counter:
            counted = counter.most_common()
            names = [f"{name} ({count})" for name, count in counted[:NAMED]]
            more = [f"{len(counted) - NAMED} more"] if len(counted) > NAMED else []
            terminal.write_line(f"localstack: {what}: {', '.join([*names, *more])}")


def write_slowest(terminal: pytest.TerminalReporter, totals: Totals) -> None:
    """List the slowest calls."""
    if totals.slowest:
        terminal.section("slowest AWS calls")
        for _, line, test in totals.slowest:
            terminal.write_line(f"{line}  {test}")


def write_coverage(terminal: pytest.TerminalReporter, coverage: Coverage, file: str) -> None:
    """Write a line per service, and where the rest is."""
    terminal.section("AWS coverage")
    rows = [
        (row.service, *(f"{part} of {whole}" for part, whole in (row.operations, row.parameters, row.errors)))
        for row in coverage.rows()
    ]
    if not rows:
        terminal.write_line("no AWS calls")
        return
    table = [("service", "operations", "their parameters", "their errors"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(4)]
    for row in table:
        terminal.write_line(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
    if file:
        terminal.write_line(f"written to {file}")
