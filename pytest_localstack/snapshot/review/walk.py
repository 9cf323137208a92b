"""Walks through the matches that differ, asks for each, and records what is accepted.

::

    ask -> a  record it                    f  record it and what follows of its recording file
           r  keep the recording           s  decide another time
           q  leave the rest undecided     ?  say what the letters mean

What is accepted is recorded at once: a later interruption takes nothing back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_localstack.snapshot.errors import SnapshotError
from pytest_localstack.snapshot.failure import write_lines
from pytest_localstack.snapshot.outcome import MatchOutcome, SnapshotOutcome
from pytest_localstack.snapshot.report import Span, match_lines, origin_text, shown_path
from pytest_localstack.snapshot.values import json_text, printable, shortened

if TYPE_CHECKING:
    from pytest_localstack.snapshot.session import SnapshotSession

ACCEPT, REJECT, SKIP, FILE, QUIT, HELP = "arsfq?"
MEANINGS = {
    ACCEPT: "accept: record the new value",
    REJECT: "reject: keep the recording; the test goes on failing",
    SKIP: "skip: decide another time",
    FILE: "accept this and all that follow of the same recording file",
    QUIT: "quit: leave the rest undecided",
}
QUESTION = "[a]ccept [r]eject [s]kip accept all of the [f]ile [q]uit [?]: "
MOST_DIFFERENCES = 100
LONGEST_NEW = 2000


@dataclass(frozen=True)
class Change:
    """A match that differs from its recording, or has none."""

    session: SnapshotSession
    outcome: SnapshotOutcome
    match: MatchOutcome


class Review:
    """One walk.

    :param writer: the terminal, as pytest's reporter writes to it.
    :param ask: shows a question and gives the answer; raises EOFError when there is none any more.
    """

    def __init__(self, changes: Iterable[Change], writer: Any, ask: Callable[[str], str]) -> None:
        self._changes = list(changes)
        self._writer = writer
        self._ask = ask
        self._whole_files: set[str] = set()
        self.decisions: Counter[str] = Counter()
        self.rejected: list[Change] = []

    def walk(self) -> None:
        """Ask for each change until the last, or until it is enough."""
        for number, change in enumerate(self._changes, 1):
            if change.outcome.file in self._whole_files:
                self._accept(change)
                continue
            self._show(number, change)
            if not self._decide(change):
                break
        self._conclude()

    def _decide(self, change: Change) -> bool:
        """Ask what to do, do it, and tell whether to go on."""
        answer = self._answer()
        if answer == QUIT:
            return False
        if answer == FILE:
            self._whole_files.add(change.outcome.file)
        if answer in (ACCEPT, FILE):
            self._accept(change)
        elif answer == REJECT:
            self.rejected.append(change)
            self.decisions["rejected"] += 1
        return True

    def _answer(self) -> str:
        while True:
            try:
                answer = self._ask(QUESTION).strip().lower()[:1]
            except (EOFError, KeyboardInterrupt):
                self._writer.line()
                return QUIT
            if answer in MEANINGS:
                return answer
            for letter, meaning in MEANINGS.items():
                self._writer.line(f"  {letter}  {meaning}")

    def _accept(self, change: Change) -> None:
        try:
            change.session.accept(change.match.key)
        except SnapshotError as error:
            self._writer.line(f"not recorded: {printable(str(error))}", red=True)
            self.decisions["not recorded"] += 1
        else:
            self._writer.line(f"recorded {printable(change.match.key)}", green=True)
            self.decisions["accepted"] += 1

    def _show(self, number: int, change: Change) -> None:
        outcome, match = change.outcome, change.match
        where = f"{shown_path(outcome.file)}{outcome.date and f', recorded {outcome.date} UTC'}"
        self._writer.line()
        self._writer.sep("-", f"{number} of {len(self._changes)}")
        self._writer.line(printable(outcome.nodeid), bold=True)
        self._writer.line(printable(f"{where} {origin_text(outcome)}".rstrip()), light=True)
        write_lines(self._writer, match_lines(match, MOST_DIFFERENCES))
        if not match.differences:
            write_lines(self._writer, [_new(match)])

    def _conclude(self) -> None:
        undecided = len(self._changes) - sum(self.decisions.values())
        parts = [f"{count} {name}" for name, count in sorted(self.decisions.items())]
        parts += [f"{undecided} undecided"] if undecided else []
        self._writer.line()
        self._writer.line(f"snapshot review: {', '.join(parts)}", bold=True)
        for change in self.rejected:
            self._writer.line(f"rejected: {printable(f'{change.outcome.nodeid} {change.match.key}')}")


def _new(match: MatchOutcome) -> tuple[Span, ...]:
    return Span("  (+) $ ", "added"), Span(shortened(json_text(match.observed), LONGEST_NEW), "actual")
