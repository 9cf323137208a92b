"""A failed comparison in pytest's own words: the test's traceback to the match, then our report in colours.

What a worker sends holds the report as plain text, so that it can be read without this plugin; the process that
has the terminal puts :class:`ShownFailure` in its place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pytest

from .legacy import VARIABLE, legacy_report
from .options import is_true
from .outcome import SnapshotOutcome, dumps, loads
from .places import Place, traceback_to
from .report import MOST_DIFFERENCES, Line, headline, plain
from .report import report as lines_of
from .shown import ATTRIBUTE

if TYPE_CHECKING:
    from .session import SnapshotSession

SECTION = "snapshot"
COLOURS: dict[str, dict[str, bool]] = {
    "key": {"bold": True},
    "note": {"light": True},
    "removed": {"red": True},
    "added": {"green": True},
    "changed": {"yellow": True},
    "expected": {"red": True},
    "expected-part": {"red": True, "bold": True},
    "actual": {"green": True},
    "actual-part": {"green": True, "bold": True},
    "paste": {"cyan": True},
}


def describe(report: pytest.TestReport, item: pytest.Item, session: SnapshotSession) -> None:
    """Tell a failed comparison as pytest would a failed assertion at the place of the first match that differs."""
    outcome = with_requests(item, session).without_values()
    vars(report)[ATTRIBUTE] = dumps(outcome)
    places = session.ledger.way_to(outcome.failed[0].key)
    report.longrepr = _represented(item, outcome, places)


def describe_below(report: pytest.TestReport, item: pytest.Item, session: SnapshotSession) -> None:
    """Tell the comparisons of `==` that failed below an assertion that failed by itself."""
    outcome = with_requests(item, session).without_values()
    add_section = getattr(report.longrepr, "addsection", None)
    if add_section is not None:
        vars(report)[ATTRIBUTE] = dumps(outcome)
        add_section(SECTION, body(outcome))


def with_requests(item: pytest.Item, session: SnapshotSession) -> SnapshotOutcome:
    """Give the outcome of a test with the requests of its matches."""
    outcome = session.outcome
    sights = {match.key: session.ledger.sight_of(match.key) for match in outcome.matches}
    named = item.config.hook.pytest_localstack_snapshot_request
    return outcome.with_requests(
        {key: named(item=item, sight=sight) for key, sight in sights.items() if sight}
    )


def _represented(item: pytest.Item, outcome: SnapshotOutcome, places: tuple[Place, ...]) -> Any:
    shown = AssertionError(headline(outcome)).with_traceback(traceback_to(places))
    represented: Any = item.repr_failure(pytest.ExceptionInfo.from_exception(shown))
    represented.addsection(SECTION, body(outcome))
    return represented


def body(outcome: SnapshotOutcome) -> str:
    """Write what follows the headline as plain text."""
    return legacy_report(outcome) if is_legacy() else plain(lines_of(outcome))


def is_legacy() -> bool:
    """Tell whether the report is to be JSON."""
    return is_true(os.environ.get(VARIABLE))


def write_lines(writer: Any, lines: Iterable[Line]) -> None:
    """Write lines to a terminal, in colours where it has them."""
    for line in lines:
        for span in line:
            writer.write(span.text, **COLOURS.get(span.meaning, {}))
        writer.line()


class ShownFailure:
    """The representation of a failure with our report in colours, for terminals that have them."""

    def __init__(self, represented: Any, lines: list[Line]) -> None:
        self._represented = represented
        self._lines = lines
        self.reprcrash = represented.reprcrash
        self.reprtraceback = represented.reprtraceback
        self.sections = represented.sections

    def __str__(self) -> str:
        return str(self._represented)

    def addsection(self, name: str, content: str, sep: str = "-") -> None:
        """Add a section, as other plugins do."""
        self._represented.addsection(name, content, sep)

    def toterminal(self, writer: Any) -> None:
        """Write it all."""
        self.reprtraceback.toterminal(writer)
        if self._lines[0]:
            writer.line()
        write_lines(writer, self._lines)
        for name, content, separator in self.sections:
            if name != SECTION:
                writer.sep(separator, name)
                writer.line(content)


def coloured(report: pytest.TestReport, verbosity: int) -> None:
    """Give a failure that a worker or this process has described its colours; one that is text stays as it is."""
    text = vars(report).get(ATTRIBUTE)
    if text is None or is_legacy() or not hasattr(report.longrepr, "reprtraceback"):
        return
    outcome = loads(text)
    most = MOST_DIFFERENCES if verbosity < 2 else max(len(match.differences) for match in outcome.matches)
    # The annotation names a class of pytest's own, of which this is none.
    vars(report)["longrepr"] = ShownFailure(report.longrepr, lines_of(outcome, most))
