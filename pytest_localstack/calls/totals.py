"""What is taken from every call before it is forgotten: the coverage, the slowest, what nothing emulates."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypedDict

from pytest_localstack.calls.coverage import Coverage, Seen

if TYPE_CHECKING:
    from localstack.aws.recorder import Call, Recorder

IgnoredBy = Callable[["Call"], Iterable[str]]

Slow = tuple[float, str, str]
"""Milliseconds, the call in a line, the test that made it."""


def _nothing(_: Call) -> Iterable[str]:
    return ()


class Sent(TypedDict):
    """What an xdist worker sends to its controller."""

    coverage: Seen
    slowest: list[Slow]
    unimplemented: dict[str, int]
    ignored: dict[str, int]


class Totals:
    """Figures over the calls of a run.

    :param durations: how many of the slowest calls to keep.
    :param coverage: `None` when nobody asks for it.
    :ivar unimplemented: how often operations were called that nothing emulates.
    :ivar ignored: how often parameters were sent that have no effect: `s3.DeleteObject:MFA`.
    """

    def __init__(self, durations: int = 0, coverage: Coverage | None = None) -> None:
        self._durations = durations
        self.coverage = coverage
        self.slowest: list[Slow] = []
        self.unimplemented: Counter[str] = Counter()
        self.ignored: Counter[str] = Counter()
        self._position = 0

    def take(self, recorder: Recorder, test: str, ignored_by: IgnoredBy = _nothing) -> None:
        """Take the calls since the last time into account as those of a test; they forget their parameters.

        :param ignored_by: gives the parameters of a call that had no effect.
        """
        calls = recorder.since(self._position)
        self._position = recorder.position
        for call in calls:
            if self.coverage is not None:
                self.coverage.observe(call)
            if call.origin == "not implemented":
                self.unimplemented[f"{call.service}.{call.operation}"] += 1
            self.ignored.update(f"{call.service}.{call.operation}:{name}" for name in ignored_by(call))
        if self._durations:
            # Only those that may be shown are put into words.
            from pytest_localstack.calls.wording import line

            slow = heapq.nlargest(self._durations, calls, key=lambda call: call.milliseconds)
            self._keep([(call.milliseconds, line(call), test) for call in slow])
        for call in calls:
            call.release()

    def sent(self) -> Sent:
        """Give it as values for xdist."""
        coverage = self.coverage.seen() if self.coverage is not None else {}
        return {
            "coverage": coverage,
            "slowest": self.slowest,
            "unimplemented": dict(self.unimplemented),
            "ignored": dict(self.ignored),
        }

    def add(self, sent: Sent) -> None:
        """Add a worker's."""
        if self.coverage is not None:
            self.coverage.add(sent["coverage"])
        self.unimplemented.update(sent["unimplemented"])
        self.ignored.update(sent["ignored"])
        self._keep([(milliseconds, line, test) for milliseconds, line, test in sent["slowest"]])

    def _keep(self, slow: list[Slow]) -> None:
        self.slowest = heapq.nlargest(self._durations, [*self.slowest, *slow])
