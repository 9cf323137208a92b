"""What a test matched where, and what became of it; the counts and the report are read from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .diff import SnapshotMatchResult
from .outcome import MatchOutcome, Status
from .places import Place, here
from .request import Sight, sight


@dataclass(frozen=True)
class Watched:
    """Where a match was made, and what tells its request."""

    way: tuple[Place, ...]
    sight: Sight


class Ledger:
    """The matches of one test, in their order."""

    def __init__(self) -> None:
        self._watched: dict[str, Watched] = {}
        self._outcomes: dict[str, MatchOutcome] = {}

    def watch(self, key: str, value: Any) -> None:
        """Note that a value is being matched."""
        self._watched[key] = Watched(here(), sight(value))

    def way_to(self, key: str) -> tuple[Place, ...]:
        """Give the way from the test to the place of a match."""
        return self._watched[key].way if key in self._watched else ()

    def sight_of(self, key: str) -> Sight | None:
        """Give what tells the request of a match."""
        return self._watched[key].sight if key in self._watched else None

    def note(self, key: str, status: Status, recorded: Any = None, observed: Any = None) -> None:
        """Note what became of a match without differences."""
        self._note(MatchOutcome(key, status, self._place(key), recorded=recorded, observed=observed))

    def note_compared(self, results: Iterable[SnapshotMatchResult]) -> None:
        """Note the outcome of comparisons."""
        for result in results:
            missing = Status.MATCHED if result.recorded else Status.MISSING
            self._note(
                MatchOutcome(
                    result.key,
                    Status.DIFFERS if result.differences else missing,
                    self._place(result.key),
                    differences=result.differences,
                    recorded=result.recorded_state,
                    observed=result.observed_state,
                )
            )

    @property
    def outcomes(self) -> tuple[MatchOutcome, ...]:
        """What became of the matches so far."""
        return tuple(self._outcomes.values())

    def outcome_of(self, key: str) -> MatchOutcome:
        """Tell what became of a match."""
        return self._outcomes[key]

    def counts(self) -> Counter[Status]:
        """Count the matches by what became of them."""
        return Counter(outcome.status for outcome in self._outcomes.values())

    def _note(self, outcome: MatchOutcome) -> None:
        self._outcomes[outcome.key] = outcome

    def _place(self, key: str) -> tuple[str, int] | None:
        way = self.way_to(key)
        return (way[-1].file, way[-1].line) if way else None
