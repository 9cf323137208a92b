"""Prints what the tests of the protocols counted, in runs of this folder (`make protocols`)."""

from __future__ import annotations

from collections import Counter

import pytest

PREFIX = "count: "


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add up the properties whose names begin with `count: `."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name.startswith(PREFIX):
                counts[name.removeprefix(PREFIX)] += int(str(value))
    if counts:
        terminalreporter.section("protocols")
    for name, count in counts.items():
        terminalreporter.write_line(f"{count:>8,}  {name}")
