"""Keeps the tests of a run whose comparison failed, and has them reviewed at its end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_localstack.snapshot.outcome import SnapshotOutcome
    from pytest_localstack.snapshot.session import SnapshotSession

OTHER_WAYS = "Look at what differs with --snapshot-html=FILE.html, and record it with --snapshot-update"


class SnapshotReview:
    """Knows what differs in this process and asks what to do about it."""

    def __init__(self) -> None:
        self._failed: dict[str, tuple[SnapshotSession, SnapshotOutcome]] = {}

    def keep(self, item: pytest.Item, session: SnapshotSession) -> None:
        """Keep a test that has ended; of one that ran again the last run counts."""
        from pytest_localstack.snapshot.failure import with_requests

        self._failed.pop(item.nodeid, None)
        if session.outcome.failed:
            self._failed[item.nodeid] = (session, with_requests(item, session))

    def pytest_terminal_summary(self, terminalreporter: Any, config: pytest.Config) -> None:
        """Ask."""
        if not self._failed:
            return
        from .walk import Change, Review

        changes = [
            Change(session, outcome, match)
            for session, outcome in self._failed.values()
            for match in outcome.failed
        ]
        take_terminal(config)
        Review(changes, terminalreporter._tw, _question(terminalreporter._tw)).walk()


def check(config: pytest.Config, writes: bool) -> None:
    """Refuse a run in which nobody could be asked.

    :param writes: whether the run records what differs without asking, or is told to write nothing.
    :raises pytest.UsageError: which says how to go on.
    """
    if getattr(config.option, "numprocesses", None) or getattr(config.option, "tx", None):
        raise pytest.UsageError(
            f"--snapshot-review walks through the matches of one process: run it without -n. {OTHER_WAYS}"
        )
    if writes:
        raise pytest.UsageError(
            "--snapshot-review decides what is recorded: leave --snapshot-update and --snapshot-verify out"
        )
    take_terminal(config)
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise pytest.UsageError(f"--snapshot-review asks questions: run it in a terminal. {OTHER_WAYS}")


def take_terminal(config: pytest.Config) -> None:
    """Take standard input back from pytest, which holds it even where it captures no output.

    It is not given back: pytest takes it again where it captures, in collection and tests.
    """
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    if capture is not None:
        capture.suspend(in_=True)


def _question(writer: Any) -> Callable[[str], str]:
    def ask(text: str) -> str:
        writer.write(text, flush=True, bold=True)
        answer = sys.stdin.readline()
        if not answer:
            raise EOFError
        return answer

    return ask
