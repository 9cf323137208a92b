"""What became of a match, in the form in which it crosses from an xdist worker to the controller."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import pytest

ATTRIBUTE = "localstack_parity"
UNKNOWN = "unknown"


class Verdict(StrEnum):
    """How a match compares with real AWS."""

    MATCHING = "matching"
    DIFFERING = "differing"
    SKIPPED = "skipped"
    UNVALIDATED = "unvalidated"


@dataclass(frozen=True)
class Outcome:
    """One match of one test.

    :ivar verdict: the value of a :class:`Verdict`: what crosses to another process is plain.
    :ivar service: botocore's name of the service that answered, or `unknown`.
    :ivar operation: the one that was answered, or `unknown`.
    :ivar paths: where it differs from AWS, as JSONPaths below the match; list positions stand for the whole list.
    :ivar left_out: the JSONPaths that the test leaves out.
    :ivar drift: in a run that looks for it, what is new in words.
    """

    test: str
    key: str
    verdict: str
    service: str = UNKNOWN
    operation: str = UNKNOWN
    paths: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    drift: tuple[str, ...] = ()


def attach(report: pytest.TestReport, outcomes: Iterable[Outcome]) -> None:
    """Send a test's outcomes along with its report."""
    vars(report)[ATTRIBUTE] = [asdict(outcome) for outcome in outcomes]


def attached(report: pytest.TestReport) -> list[Outcome]:
    """Take the outcomes that came along with a report."""
    sent: list[dict[str, Any]] = vars(report).get(ATTRIBUTE, [])
    return [Outcome(**{name: _value(value) for name, value in one.items()}) for one in sent]


def _value(value: Any) -> Any:
    # Tuples become lists on the way from a worker.
    return tuple(value) if isinstance(value, list) else value
