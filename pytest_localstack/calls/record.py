"""What the plugin keeps of a run's calls, from boot to the end."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pytest_localstack.calls.coverage import Coverage
from pytest_localstack.calls.log import EmulatorLog
from pytest_localstack.calls.spans import Spans
from pytest_localstack.calls.totals import Totals
from pytest_localstack.calls.view import TestCalls

if TYPE_CHECKING:
    import pytest

    from localstack.aws.recorder import Call
    from localstack.runtime import Emulator
    from localstack.state.changes import Change
    from pytest_localstack.isolation import Isolation


def new_totals(config: pytest.Config) -> Totals:
    """Make the totals that the options ask for."""
    asked = config.getoption("aws_coverage") is not None
    return Totals(config.getoption("localstack_durations"), Coverage() if asked else None)


class CallRecord:
    """Follows the calls of an emulator, test by test."""

    def __init__(self, emulator: Emulator, isolation: Isolation, config: pytest.Config) -> None:
        self._emulator = emulator
        self._isolation = isolation
        self._recorder = emulator.recorder
        self._recorder.detailed = True
        self.spans = Spans(self._recorder)
        self._config = config
        self._log = EmulatorLog()
        self._log.install()

    @functools.cached_property
    def totals(self) -> Totals:
        """The run's totals; the emulator boots before the options are read."""
        return new_totals(self._config)

    def close(self) -> None:
        """Stop listening to the emulator's log."""
        self._log.uninstall()

    def begin(self) -> None:
        """Begin a test's set-up."""
        self.spans.begin()
        self._log.begin()

    def finish(self, node_id: str) -> None:
        """End a test: take the totals of its calls and forget what they were sent."""
        self.totals.take(self._recorder, node_id, self._ignored)

    def calls(self) -> TestCalls:
        """Give the calls of the test that runs."""
        spans, span = self.spans, self.spans.current
        return TestCalls(lambda: spans.of_test(span), lambda: spans.of_setup(span))

    def add_to(self, report: pytest.TestReport) -> None:
        """Add to the report of a failure what the emulator can tell about it."""
        # Only a failure puts calls into words.
        from pytest_localstack.calls.failure import add_sections

        add_sections(report, self.spans.all(), self._log.lines, self._changes())

    def _ignored(self, call: Call) -> Iterable[str]:
        native = self._emulator.services.get_service(call.service) if call.origin == "native" else None
        if native is None or call.is_internal or call.operation not in native.provider.ignored:
            return ()
        return sorted(native.ignored(call.operation, call.parameters))

    def _changes(self) -> list[Change]:
        depth = self._isolation.depth_of_test
        if depth is None:
            return []
        from localstack.state.changes import changes_since

        return changes_since(self._emulator.realm, depth)
