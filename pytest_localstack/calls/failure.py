"""The sections of a failing test's report: its AWS calls, the emulator's log, what changed in state.

They are bounded in size and show no secret that a call of the test was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pytest_localstack.calls import wording
from pytest_localstack.calls.secrets import masked_text, secrets_of

if TYPE_CHECKING:
    import pytest

    from localstack.aws.recorder import Call
    from localstack.state.changes import Change

SHOWN_CALLS = 30
SHOWN_LOG_LINES = 50
SHOWN_CONTAINERS = 20
SHOWN_KEYS = 8
LINE = 500


def add_sections(
    report: pytest.TestReport, calls: Sequence[Call], log: Iterable[str], changes: Sequence[Change]
) -> None:
    """Add the sections that have something to show, unless they are there."""
    secrets = secrets_of(calls)
    _add(report, "AWS calls", wording.lines(calls, SHOWN_CALLS))
    log_lines = [line for text in log for line in masked_text(text, secrets).splitlines()]
    _add(report, "AWS emulator log", _last(log_lines, SHOWN_LOG_LINES, "earlier lines"))
    described = [masked_text(describe(change), secrets) for change in changes[:SHOWN_CONTAINERS]]
    if len(changes) > SHOWN_CONTAINERS:
        described.append(f"… and {len(changes) - SHOWN_CONTAINERS} more")
    _add(report, "AWS state changed", described)


def describe(change: Change) -> str:
    """Describe what changed in a container: `sqs 000000000000 us-east-1 queues: + orders`."""
    place = " ".join(filter(None, (change.service, change.where, change.container)))
    signs = (("+", change.added), ("~", change.changed), ("-", change.removed))
    return f"{place}: {', '.join(filter(None, (_keys(sign, keys) for sign, keys in signs)))}"


def _keys(sign: str, keys: Sequence[str]) -> str:
    shown = ", ".join(f"{sign} {key}" for key in keys[:SHOWN_KEYS])
    return f"{shown}, {sign} {len(keys) - SHOWN_KEYS} more" if len(keys) > SHOWN_KEYS else shown


def _last(lines: Sequence[str], shown: int, what: str) -> list[str]:
    rest = list(lines[-shown:])
    return [f"… {len(lines) - shown} {what}", *rest] if len(lines) > shown else rest


def _add(report: pytest.TestReport, title: str, lines: Sequence[str]) -> None:
    title = f"{title} ({report.when})"
    if lines and all(name != title for name, _ in report.sections):
        text = "\n".join(line if len(line) <= LINE else f"{line[:LINE]}…" for line in lines)
        report.sections.append((title, text))
