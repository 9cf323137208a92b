"""`--snapshot-update-mode` says what an update records: all, only what is new, or only what fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])

TESTS = """
    import os
    import pytest
    LATER = "LATER" in os.environ

    def test_same(snapshot):
        snapshot.match("one", 1)

    def test_changed(snapshot):
        snapshot.match("value", 2 if LATER else 1)
        if LATER:
            snapshot.match("more", "m")

    @pytest.mark.skip_snapshot_verify(paths=["$.got.Date"])
    def test_excused(snapshot):
        snapshot.match("got", {"Date": "later" if LATER else "now"})

    def test_grown(snapshot):
        snapshot.match("old", {"a": 1})
        if LATER:
            snapshot.match("new", {"b": 2})

    if LATER:
        def test_added(snapshot):
            snapshot.match("first", "time")
"""


@pytest.fixture
def recorded(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Record the tests as they were, and have the next run see other values."""
    pytester.makepyfile(test_aws=TESTS)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=4)
    monkeypatch.setenv("LATER", "1")
    return contents(pytester)


def contents(pytester: pytest.Pytester) -> dict[str, Any]:
    entries = json.loads((pytester.path / "test_aws.snapshot.json").read_text())
    return {key.partition("::")[2]: entry["recorded-content"] for key, entry in entries.items()}


@EACH_RUN
@pytest.mark.parametrize("name", ["--snapshot-update-mode", "--localstack-snapshot-update-mode"])
def test_new_records_matches_without_a_recording_and_compares_the_others(
    pytester: pytest.Pytester, recorded: dict[str, Any], processes: tuple[str, ...], name: str
) -> None:
    result = pytester.runpytest("--snapshot-update", f"{name}=new", *processes)

    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["*(~) * 1 -> 2*"])
    assert contents(pytester) == {
        **recorded,
        "test_grown": {"old": {"a": 1}, "new": {"b": 2}},
        "test_added": {"first": "time"},
    }


@EACH_RUN
def test_failed_records_the_tests_that_would_fail_and_leaves_the_others(
    pytester: pytest.Pytester, recorded: dict[str, Any], processes: tuple[str, ...]
) -> None:
    result = pytester.runpytest("--snapshot-update", "--snapshot-update-mode=failed", *processes)

    result.assert_outcomes(passed=5)
    assert contents(pytester) == {
        **recorded,
        "test_changed": {"value": 2, "more": "m"},
        "test_grown": {"old": {"a": 1}, "new": {"b": 2}},
        "test_added": {"first": "time"},
    }


@EACH_RUN
@pytest.mark.parametrize("mode", [(), ("--snapshot-update-mode=all",)], ids=["default", "all"])
def test_all_records_what_a_comparison_would_excuse_too(
    pytester: pytest.Pytester, recorded: dict[str, Any], processes: tuple[str, ...], mode: tuple[str, ...]
) -> None:
    result = pytester.runpytest("--snapshot-update", *mode, *processes)

    result.assert_outcomes(passed=5)
    assert contents(pytester)["test_excused"] == {"got": {"Date": "later"}}
    assert contents(pytester)["test_changed"] == {"value": 2, "more": "m"}
    assert contents(pytester)["test_same"] == recorded["test_same"]


def test_a_mode_alone_records_nothing(pytester: pytest.Pytester, recorded: dict[str, Any]) -> None:
    result = pytester.runpytest("--snapshot-update-mode=failed")

    result.assert_outcomes(passed=2, failed=3)
    assert contents(pytester) == recorded


def test_another_mode_is_refused_with_the_modes_there_are(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("--snapshot-update-mode=some")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--snapshot-update-mode*invalid choice: 'some'*all*new*failed*"])


def test_a_match_in_a_teardown_counts_as_part_of_its_test(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        test_aws="""
        import os
        import pytest

        @pytest.fixture
        def deleted(snapshot):
            yield
            snapshot.match("deleted", os.environ.get("GONE", "yes"))

        def test_delete(deleted, snapshot):
            snapshot.match("created", 1)
        """
    )
    pytester.runpytest("--snapshot-update")
    monkeypatch.setenv("GONE", "no")

    result = pytester.runpytest("--snapshot-update", "--snapshot-update-mode=failed")

    result.assert_outcomes(passed=1)
    assert contents(pytester) == {"test_delete": {"created": 1, "deleted": "no"}}
