"""The marker `skip_snapshot_verify` leaves paths, or everything, out of a comparison."""

from __future__ import annotations

import pytest

RECORDED = """
    def test_it(snapshot):
        snapshot.match("get", {"Size": 1, "Items": [{"Id": "a", "Name": "x"}, {"Id": "b", "Name": "y"}]})
"""
CHANGED = """
    import pytest

    @pytest.mark.skip_snapshot_verify(%s)
    def test_it(snapshot):
        snapshot.match("get", {"Size": 2, "Items": [{"Id": "c", "Name": "x"}, {"Id": "d", "Name": "y"}]})
"""


@pytest.fixture
def recorded(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=RECORDED)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=1)


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("arguments", "summary"),
    [
        ("paths=['$..Size', '$..Id']", "snapshots: 1 matched"),
        ("['$.get.Size', '$.get.Items[*].Id']", "snapshots: 1 matched"),
        ("paths=['$.get']", "snapshots: 1 matched"),
        ("paths=['$..Size', '$..Id'], condition=lambda: True", "snapshots: 1 matched"),
        ("", "snapshots: 1 skipped"),
        ("condition=lambda: True", "snapshots: 1 skipped"),
    ],
    ids=["anywhere", "positional", "whole-match", "true-condition", "everything", "everything-on-condition"],
)
def test_what_is_left_out_does_not_fail(pytester: pytest.Pytester, arguments: str, summary: str) -> None:
    pytester.makepyfile(test_aws=CHANGED % arguments)

    result = pytester.runpytest("-v", "--strict-markers")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([summary])


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    "arguments",
    ["paths=['$..Size']", "paths=['$..Size', '$..Id'], condition=lambda: False"],
    ids=["other-paths", "false-condition"],
)
def test_what_is_not_left_out_fails(pytester: pytest.Pytester, arguments: str) -> None:
    pytester.makepyfile(test_aws=CHANGED % arguments)

    result = pytester.runpytest()

    result.assert_outcomes(failed=1)


@pytest.mark.usefixtures("recorded", "stand_in")
def test_a_run_against_aws_leaves_nothing_out(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(test_aws=CHANGED % "")
    monkeypatch.setenv("TEST_TARGET", "AWS_CLOUD")

    result = pytester.runpytest()

    result.assert_outcomes(failed=1)


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("condition=True", "*condition of skip_snapshot_verify must be callable, is True*"),
        ("paths='$..Size'", "*paths of skip_snapshot_verify must be a list: *$..Size*"),
        ("path=['$..Size']", "*skip_snapshot_verify takes paths= and condition=, not*path*"),
        ("paths=['$..[']", "*'$..[[]' is no JSONPath*"),
    ],
    ids=["condition", "string", "name", "syntax"],
)
def test_a_wrong_marker_fails_and_says_why(pytester: pytest.Pytester, arguments: str, message: str) -> None:
    pytester.makepyfile(test_aws=CHANGED % arguments)

    result = pytester.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([message])
