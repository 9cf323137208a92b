"""What the plugin tells: the faults that fail a test, and a line at the end of the run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypedDict

import pytest

from pytest_localstack.stash import REPORT, WORKER_COUNTS

if TYPE_CHECKING:
    from pytest_localstack.isolation import Isolation
    from pytest_localstack.session import EmulatorSession

FAILURES = pytest.StashKey[int]()
NAMED_SERVICES = 8


class Counts(TypedDict):
    """The figures of the summary line."""

    calls: dict[str, int]
    services: list[str]
    shared: list[str]
    undelivered: list[str]


class Report:
    """Tells the emulator's faults by test, and counts."""

    def __init__(self, session: EmulatorSession, isolation: Isolation) -> None:
        self._isolation = isolation
        self._recorder = session.emulator.recorder

    def begin(self, item: pytest.Item) -> None:
        """Remember where a test's faults begin."""
        item.stash[FAILURES] = len(self._recorder.failures)

    def check(self, item: pytest.Item) -> None:
        """Fail a test for a fault of the emulator."""
        if failed := self._recorder.failures[item.stash.get(FAILURES, 0) :]:
            pytest.fail(
                f"the emulator failed (a fault of ours, please report it): {'; '.join(failed)}", pytrace=False
            )

    def counts(self) -> Counts:
        """Give the figures of the summary line."""
        return {
            "calls": dict(self._recorder.by_origin),
            "services": sorted(self._recorder.services()),
            "shared": sorted(self._isolation.shared),
            "undelivered": self._isolation.undelivered,
        }


def collect_from_worker(config: pytest.Config, output: dict[str, Any]) -> None:
    """Add an xdist worker's figures to the run's."""
    counts = output.get("localstack")
    if counts is not None:
        config.stash[WORKER_COUNTS] = _add(config.stash.get(WORKER_COUNTS, _NOTHING), counts)


def write_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write how many calls there were, by whom they were answered, and what was not as on AWS."""
    counts = config.stash.get(WORKER_COUNTS, _NOTHING)
    report = config.stash.get(REPORT, None)
    if report is not None:
        counts = _add(counts, report.counts())
    total = sum(counts["calls"].values())
    if total:
        parts = ", ".join(f"{count} {origin}" for origin, count in sorted(counts["calls"].items()))
        names = counts["services"]
        services = ", ".join(names) if len(names) <= NAMED_SERVICES else f"{len(names)} services"
        terminalreporter.write_line(f"localstack: {total} AWS calls ({parts}) to {services}")
    if counts["shared"]:
        terminalreporter.write_line(
            f"localstack: shared between tests: {', '.join(counts['shared'])} (long-tail services cannot roll"
            " back, and a fixture of broader scope uses them)"
        )
    for delivery in counts["undelivered"]:
        terminalreporter.write_line(f"localstack: not delivered: {delivery}")


_NOTHING: Counts = {"calls": {}, "services": [], "shared": [], "undelivered": []}


def _add(left: Counts, right: Counts) -> Counts:
    calls = Counter(left["calls"])
    calls.update(right["calls"])
    return {
        "calls": dict(calls),
        "services": sorted({*left["services"], *right["services"]}),
        "shared": sorted({*left["shared"], *right["shared"]}),
        "undelivered": [*left["undelivered"], *right["undelivered"]],
    }
