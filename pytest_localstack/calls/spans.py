"""Which of the emulator's calls belong to a test, and which to its set-up.

::

    set-up: [broad fixtures' calls left out] function-scoped fixtures' calls | the test's calls | tear-down
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localstack.aws.recorder import Call, Recorder


@dataclass
class Span:
    """Where a test's calls lie among all, by the recorder's positions.

    :ivar begin: where its set-up began.
    :ivar broad: where fixtures of broader scope were set up meanwhile.
    :ivar call: where the test itself began, if it has.
    """

    begin: int = 0
    broad: list[tuple[int, int]] = field(default_factory=list)
    call: int | None = None


class Spans:
    """Follows the test that runs."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.current = Span()

    def begin(self) -> None:
        """Begin a test's set-up."""
        self.current = Span(self._recorder.position)

    def begin_call(self) -> None:
        """Begin the test itself."""
        self.current.call = self._recorder.position

    @contextlib.contextmanager
    def broad(self) -> Iterator[None]:
        """Leave the calls of a fixture of broader scope out of the set-up."""
        begin = self._recorder.position
        try:
            yield
        finally:
            self.current.broad.append((begin, self._recorder.position))

    def all(self) -> list[Call]:
        """Give the calls since the running test's set-up began, those of broader fixtures among them."""
        return _in_order(self._recorder.since(self.current.begin))

    def of_test(self, span: Span) -> list[Call]:
        """Give the calls since the test itself began, in the order they came in."""
        return [] if span.call is None else _in_order(self._recorder.since(span.call))

    def of_setup(self, span: Span) -> list[Call]:
        """Give the calls of the test's set-up without those of broader fixtures."""
        calls = self._recorder.since(span.begin)
        end = self._recorder.position if span.call is None else span.call
        first = self._recorder.position - len(calls)
        numbered = ((position, call) for position, call in enumerate(calls, first) if position < end)
        return _in_order(
            [
                call
                for position, call in numbered
                if not any(low <= position < high for low, high in span.broad)
            ]
        )


def _in_order(calls: list[Call]) -> list[Call]:
    # They are recorded as they end: a call from inside before the one that caused it.
    return sorted(calls, key=lambda call: call.started)
