"""The parity table of a run's own matches."""

from __future__ import annotations

from dataclasses import replace

from pytest_localstack.snapshot.html.parity import ServiceParity, of_outcomes
from pytest_localstack.snapshot.outcome import MatchOutcome, SnapshotOutcome, Status
from pytest_localstack.snapshot.request import SnapshotRequest
from tests.unit.snapshot.outcomes import ABSENT, outcome


def of(made: SnapshotOutcome, service: str) -> SnapshotOutcome:
    request = SnapshotRequest(service, "Get", f"{service}.Get()", answers=True)
    return made.with_requests({match.key: request for match in made.matches})


def test_matches_are_counted_by_service() -> None:
    table = of_outcomes(
        [
            of(outcome(("a", 1, 1), ("b", 1, 2), ("c", ABSENT, 1)), "s3"),
            of(outcome(("a", 1, 1)), "sqs"),
            outcome(("literal", 1, 1)),
        ]
    )

    assert table == [
        ServiceParity("s3", compared=2, matching=1, differing=1, unvalidated=1),
        ServiceParity("sqs", compared=1, matching=1),
        ServiceParity("unknown", compared=1, matching=1),
    ]


def test_a_recording_of_the_emulator_proves_nothing() -> None:
    emulator = {"target": "emulator"}

    table = of_outcomes([of(outcome(("a", 1, 1), ("b", 1, 2), origin=emulator), "s3")])

    assert table == [ServiceParity("s3", unvalidated=2)]


def test_what_is_written_or_skipped_is_not_compared() -> None:
    matches = tuple(
        MatchOutcome(status.value, status) for status in (Status.NEW, Status.UPDATED, Status.SKIPPED)
    )

    table = of_outcomes([replace(outcome(), matches=matches)])

    assert table == [ServiceParity("unknown", skipped=1, unvalidated=2)]
