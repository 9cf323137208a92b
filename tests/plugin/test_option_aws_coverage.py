"""`--aws-coverage`: which operations, parameters and errors a run has exercised."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., pytest.RunResult]

SUITE = """
    import pytest

    @pytest.mark.parametrize("key", ["a", "b"])
    def test_s3(s3_bucket, aws_client, key):
        aws_client.s3.put_object(Bucket=s3_bucket, Key=key, Body=b"content")
        with pytest.raises(aws_client.s3.exceptions.NoSuchKey):
            aws_client.s3.get_object(Bucket=s3_bucket, Key="missing")

    def test_sns(aws_client):
        aws_client.sns.create_topic(Name="news")
"""


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_what_was_exercised_is_written(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(SUITE)

    result = run("--localstack", "--aws-coverage=coverage.json", *arguments)

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(
        [
            "*= AWS coverage =*",
            "service *operations *their parameters *their errors",
            "s3 * of 1* of * 1 of *",
            "sns *1 of * 1 of * 0 of *",
            "written to coverage.json",
        ]
    )
    services: dict[str, Any] = json.loads((pytester.path / "coverage.json").read_text())["services"]
    assert sorted(services) == ["s3", "sns"]
    got = services["s3"]["operations"]["GetObject"]
    assert (got["calls"], got["origins"]) == (2, {"native": 2})
    assert got["parameters"]["used"]["Key"] == 2
    assert "VersionId" in got["parameters"]["unused"]
    assert got["errors"] == {
        "seen": {"NoSuchKey": 2},
        "unseen": ["InvalidObjectState"],
        "not in the model": {},
    }
    assert services["sns"]["operations"]["CreateTopic"]["parameters"]["used"] == {"Name": 1}
    assert "DeleteTopic" in services["sns"]["not exercised"]


def test_without_a_file_there_is_a_table_only(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(s3_bucket): pass")

    result = run("--localstack", "--aws-coverage")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["s3 * of 1* of *"])
    assert not list(pytester.path.glob("*.json"))


def test_a_run_without_calls_says_so(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")

    result = run("--aws-coverage")

    result.stdout.fnmatch_lines(["*= AWS coverage =*", "no AWS calls"])


def test_nothing_is_said_unless_asked(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(s3_bucket): pass")

    run("--localstack").stdout.no_fnmatch_line("*AWS coverage*")


def test_tests_are_not_taken_for_the_file(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_it="def test_it(): pass")

    result = run("--aws-coverage", "test_it.py")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--aws-coverage=test_it.py does not name a .json file*"])


@pytest.mark.parametrize("option", ["--aws-coverage", "--localstack-durations=3"])
def test_an_emulator_elsewhere_keeps_its_calls(run: Run, pytester: pytest.Pytester, option: str) -> None:
    pytester.makepyfile("def test_it(): pass")

    result = run("--localstack", "--localstack-shared", "-n", "2", option)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [
            f"*{option.partition('=')[0]} needs the emulator in the test process: *run without --localstack-shared"
        ]
    )
