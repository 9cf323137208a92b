"""Pages for the tests of their file and of what a browser makes of them."""

from __future__ import annotations

from pathlib import Path

from pytest_localstack.snapshot.html.contents import contents
from pytest_localstack.snapshot.html.page import page
from pytest_localstack.snapshot.html.parity import of_outcomes
from pytest_localstack.snapshot.outcome import SnapshotOutcome
from pytest_localstack.snapshot.request import SnapshotRequest
from tests.unit.snapshot.outcomes import ABSENT, ORIGIN, outcome

HOSTILE = "</script><img src=x onerror=\"document.title='run'\"><!-- <script>"


def run_of_two_services() -> list[SnapshotOutcome]:
    """Make the outcomes of a run in which every text that AWS or a test may give is hostile."""
    many = {"Items": [{"Name": f"n{number}", "Value": number} for number in range(40)]}
    fewer = {"Items": [item for item in many["Items"] if item["Value"] != 20]}
    s3 = outcome(
        ("get-object", {"Size": 5, "ETag": "abc"}, {"Size": 6, "ETag": "abc"}),
        ("list", many, fewer),
        ("same", {"a": 1}, {"a": 1}),
        nodeid="tests/test_s3.py::test_objects",
        origin=ORIGIN,
        date="01-02-2026, 03:04:05",
    )
    hostile = outcome((HOSTILE, {HOSTILE: 1}, {HOSTILE: HOSTILE}), nodeid=f"tests/test_x.py::test[{HOSTILE}]")
    sqs = outcome(("urls", ABSENT, ["u1"]), nodeid="tests/test_sqs.py::test_urls")
    return [_of(s3, "s3"), _of(hostile, "sts", HOSTILE), _of(sqs, "sqs")]


def written(outcomes: list[SnapshotOutcome]) -> str:
    """Write the page of outcomes."""
    return page(contents(outcomes, of_outcomes(outcomes), "2026-02-03 04:05 UTC", Path("/nowhere")))


def _of(made: SnapshotOutcome, service: str, parameters: str = "") -> SnapshotOutcome:
    request = SnapshotRequest(service, "Get", f"{service}.Get({parameters})", answers=True)
    return made.with_requests({match.key: request for match in made.matches})
