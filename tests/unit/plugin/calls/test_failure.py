"""The sections of a failing test's report."""

from __future__ import annotations

import pytest

from localstack.state.changes import Change
from pytest_localstack.calls import failure
from pytest_localstack.calls.failure import add_sections, describe
from tests.unit.plugin.calls.making import call


@pytest.fixture
def report() -> pytest.TestReport:
    return pytest.TestReport("test_it", ("test_it.py", 1, "test_it"), {}, "failed", None, "call")


def sections(report: pytest.TestReport) -> dict[str, list[str]]:
    return {title: text.splitlines() for title, text in report.sections}


def test_what_has_nothing_to_show_is_left_out(report: pytest.TestReport) -> None:
    add_sections(report, [], ["WARNING  localstack: slow"], [])

    assert sections(report) == {"AWS emulator log (call)": ["WARNING  localstack: slow"]}


def test_a_section_is_added_once(report: pytest.TestReport) -> None:
    for _ in range(2):
        add_sections(report, [call("s3", "ListBuckets")], [], [])

    assert len(report.sections) == 1


def test_secrets_of_the_calls_are_masked_in_every_section(report: pytest.TestReport) -> None:
    made = call("secretsmanager", "CreateSecret", Name="db", SecretString="hunter2")

    add_sections(report, [made], ["took hunter2"], [Change("sts", "", "sessions", added=["hunter2"])])

    assert "hunter2" not in str(report.sections)
    assert sections(report)["AWS emulator log (call)"] == ["took ***"]
    assert sections(report)["AWS state changed (call)"] == ["sts sessions: + ***"]


def test_every_section_is_bounded(report: pytest.TestReport) -> None:
    calls = [call("sqs", "SendMessage", MessageBody="x" * 10_000) for _ in range(100)]
    changes = [Change("s3", "", f"bucket-{number}", added=["k" * 2_000] * 100) for number in range(100)]

    add_sections(report, calls, ["line " * 1_000] * 100, changes)

    shown = sections(report)
    assert len(shown["AWS calls (call)"]) == failure.SHOWN_CALLS + 1
    assert len(shown["AWS emulator log (call)"]) == failure.SHOWN_LOG_LINES + 1
    assert len(shown["AWS state changed (call)"]) == failure.SHOWN_CONTAINERS + 1
    assert max(len(line) for lines in shown.values() for line in lines) <= failure.LINE + 1


def test_keys_are_told_by_what_happened_to_them() -> None:
    change = Change("sqs", "111122223333 us-east-1", "queues", added=list("abcdefghij"), removed=["z"])

    assert describe(change) == (
        "sqs 111122223333 us-east-1 queues: + a, + b, + c, + d, + e, + f, + g, + h, + 2 more, - z"
    )
