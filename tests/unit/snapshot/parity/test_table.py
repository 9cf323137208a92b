"""The parity of a run."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from pytest_localstack.snapshot.parity.outcome import Outcome, Verdict
from pytest_localstack.snapshot.parity.table import Parity


def outcomes(*verdicts: tuple[str, Verdict], paths: tuple[str, ...] = ()) -> Iterator[Outcome]:
    for number, (service, verdict) in enumerate(verdicts):
        yield Outcome("test", str(number), verdict.value, service, "Get", paths)


@pytest.fixture
def parity() -> Parity:
    parity = Parity()
    parity.add(
        outcomes(
            ("sqs", Verdict.MATCHING),
            ("s3", Verdict.MATCHING),
            ("s3", Verdict.DIFFERING),
            ("s3", Verdict.SKIPPED),
            ("sts", Verdict.UNVALIDATED),
        )
    )
    return parity


def test_services_stand_in_order_with_their_sum(parity: Parity) -> None:
    assert list(parity.lines()) == [
        "service  compared  matching  differing  skipped  unvalidated   parity",
        "s3              2         1          1        1            0   50.0 %",
        "sqs             1         1          0        0            0  100.0 %",
        "sts             0         0          0        0            1        -",
        "all             3         2          1        1            1   66.7 %",
    ]


def test_nothing_compared_is_no_percentage() -> None:
    assert Parity().total.percentage is None


def test_the_paths_that_differ_most_often_come_first() -> None:
    parity = Parity()
    parity.add([Outcome("a", "1", "differing", "s3", "Get", ("$.B",))])
    parity.add([Outcome("b", key, "differing", "s3", "Get", ("$.C", "$.A")) for key in "12"])

    assert parity.worst() == [("s3.Get $.A", 2), ("s3.Get $.C", 2), ("s3.Get $.B", 1)]


def test_a_later_attempt_replaces_an_earlier_one() -> None:
    parity = Parity()
    parity.add(outcomes(("s3", Verdict.DIFFERING), paths=("$.A",)))
    parity.add(outcomes(("s3", Verdict.MATCHING)))

    assert parity.total.percentage == 100
    assert parity.worst() == []


def test_the_report_is_json(parity: Parity) -> None:
    report = json.loads(json.dumps(parity.report()))

    assert report["services"]["sts"] == {
        "compared": 0,
        "matching": 0,
        "differing": 0,
        "skipped": 0,
        "unvalidated": 1,
        "percentage": None,
    }
