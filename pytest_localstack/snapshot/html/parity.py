"""The matches of a run by service: how many were compared with AWS, and how they compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pytest_localstack.snapshot.outcome import SnapshotOutcome, Status

UNKNOWN = "unknown"


@dataclass(frozen=True)
class ServiceParity:
    """One row of the table.

    :param compared: matches that were compared with a recording that counts as AWS's.
    :param unvalidated: matches without such a recording.
    """

    service: str
    compared: int = 0
    matching: int = 0
    differing: int = 0
    skipped: int = 0
    unvalidated: int = 0


def of_outcomes(outcomes: Iterable[SnapshotOutcome]) -> list[ServiceParity]:
    """Count by the service of each match's request."""
    counted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for outcome in outcomes:
        for match in outcome.matches:
            row = counted[match.request.service if match.request else UNKNOWN]
            for column in _columns(match.status, outcome.is_validated):
                row[column] += 1
    return [ServiceParity(service, **columns) for service, columns in sorted(counted.items())]


def _columns(status: Status, is_validated: bool) -> tuple[str, ...]:
    if status is Status.SKIPPED:
        return ("skipped",)
    if status is Status.MATCHED and is_validated:
        return ("compared", "matching")
    if status is Status.DIFFERS and is_validated:
        return ("compared", "differing")
    return ("unvalidated",)
