"""What `snapshot("key")` gives: equal to a value that matches the recording of the key."""

from __future__ import annotations

from collections.abc import Callable

from .outcome import MatchOutcome
from .report import match_lines, plain
from .values import printable, shortened

Judge = Callable[[object], MatchOutcome]


class ExpectedMatch:
    """A recorded match, for `assert response == snapshot("key")`; also inside of dicts and lists.

    It is compared once: the comparison is the match. When matches are recorded it is equal to everything.

    :param judge: matches a value, and says what became of it.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, key: str, judge: Judge) -> None:
        self.key = key
        self._judge = judge
        self._outcome: MatchOutcome | None = None

    def __eq__(self, other: object) -> bool:
        self._outcome = self._judge(other)
        return not self._outcome.status.is_failure

    def __repr__(self) -> str:
        return f"snapshot({self.key!r})"

    @property
    def outcome(self) -> MatchOutcome | None:
        """What became of the comparison; None before it."""
        return self._outcome


def explained(left: object, right: object, expected: ExpectedMatch) -> list[str] | None:
    """Say in lines how two sides of a comparison differ, the first one naming both."""
    outcome = expected.outcome
    if outcome is None or not outcome.status.is_failure:
        return None
    sides = " == ".join(shortened(printable(repr(side))) for side in (left, right))
    return [sides, *plain(list(match_lines(outcome))).splitlines()]
