"""What became of a test's matches, as values that cross from an xdist worker to the controller with its report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from .diff import Difference, Kind
from .request import SnapshotRequest


class Status(StrEnum):
    """What became of a match."""

    MATCHED = "matched"
    DIFFERS = "differs"
    MISSING = "missing"  # nothing is recorded for it
    SKIPPED = "skipped"
    UPDATED = "updated"
    NEW = "new"

    @property
    def is_failure(self) -> bool:
        """Whether the match fails its test."""
        return self in (Status.DIFFERS, Status.MISSING)


@dataclass(frozen=True)
class MatchOutcome:
    """One match of a test.

    :param place: where it was made, as file and line.
    :param recorded: what it was compared with; like `observed`, only where somebody shows it whole.
    """

    key: str
    status: Status
    place: tuple[str, int] | None = None
    request: SnapshotRequest | None = None
    differences: tuple[Difference, ...] = ()
    recorded: Any = None
    observed: Any = None


@dataclass(frozen=True)
class SnapshotOutcome:
    """The matches of a test, and the entry they were compared with.

    :param file: the recording file.
    :param command: records the test.
    :param date: when the entry was recorded, as the entry has it.
    :param origin: where it was recorded, as far as the entry tells.
    """

    nodeid: str
    file: str
    command: str
    matches: tuple[MatchOutcome, ...]
    date: str = ""
    origin: Mapping[str, str] | None = None

    @property
    def is_validated(self) -> bool:
        """Whether the entry may come from AWS: what says nothing of its origin is LocalStack's, recorded there."""
        return not self.origin or self.origin.get("target") == "aws"

    @property
    def failed(self) -> tuple[MatchOutcome, ...]:
        """The matches that fail the test."""
        return tuple(match for match in self.matches if match.status.is_failure)

    def with_requests(self, requests: Mapping[str, SnapshotRequest | None]) -> SnapshotOutcome:
        """Name the requests of matches."""
        return replace(
            self,
            matches=tuple(replace(match, request=requests.get(match.key)) for match in self.matches),
        )

    def without_values(self) -> SnapshotOutcome:
        """Leave out the whole values; the differences keep theirs."""
        return replace(
            self, matches=tuple(replace(match, recorded=None, observed=None) for match in self.matches)
        )


def dumps(outcome: SnapshotOutcome) -> str:
    """Write an outcome as text."""
    return json.dumps(asdict(outcome), default=lambda kind: kind.value)


def loads(text: str) -> SnapshotOutcome:
    """Read what :func:`dumps` has written."""
    content = json.loads(text)
    matches = tuple(_match(match) for match in content.pop("matches"))
    return SnapshotOutcome(matches=matches, **content)


def _match(content: Mapping[str, Any]) -> MatchOutcome:
    return MatchOutcome(
        key=content["key"],
        status=Status(content["status"]),
        place=tuple(content["place"]) if content["place"] else None,
        request=SnapshotRequest(**content["request"]) if content["request"] else None,
        differences=_differences(content["differences"]),
        recorded=content["recorded"],
        observed=content["observed"],
    )


def _differences(content: Sequence[Mapping[str, Any]]) -> tuple[Difference, ...]:
    return tuple(
        Difference(Kind(one["kind"]), tuple(one["path"]), one["expected"], one["actual"]) for one in content
    )
