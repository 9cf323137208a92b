"""`snapshot.match(key, response, aws_evidence=…)`: a response beside a recording of real AWS."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugin.evidence import NAMES, TESTS

Run = Callable[..., pytest.RunResult]
EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])


@EACH_RUN
@pytest.mark.usefixtures("baselines")
def test_what_aws_answers_otherwise_fails(
    run: Run, pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=TESTS)
    run("--localstack", "--snapshot-update", "-k", "same or none").assert_outcomes(passed=2, deselected=1)

    result = run("--localstack", "--snapshot-skip-all", *processes)
    compared = run("--localstack", "-k", "same or none", *processes)
    update = run("--localstack", "--snapshot-update", "-k", "other", *processes)

    result.assert_outcomes(passed=3)
    assert compared.parseoutcomes()["passed"] == 2
    assert update.parseoutcomes()["failed"] == 1
    update.stdout.fnmatch_lines(
        [
            "test_aws.py::test_other is answered otherwise than by real AWS",
            f"  recorded 01-02-2024, 03:04:05 UTC on AWS: {NAMES}::one",
            '  (-) $.Tags.a "<value:1>"',
            '  (+) $.Tags.b "2"',
            '@pytest.mark.skip_snapshot_verify(paths=["$.tags.Tags.a", "$.tags.Tags.b"])',
        ]
    )
    assert "test_aws.py::test_other" not in json.loads((pytester.path / "test_aws.snapshot.json").read_text())


def test_without_recordings_nothing_is_compared(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=TESTS)

    run("--localstack", "--snapshot-update").assert_outcomes(passed=3)


def test_paths_can_be_left_out(run: Run, pytester: pytest.Pytester, baselines: Path) -> None:
    del baselines
    marker = '@pytest.mark.skip_snapshot_verify(paths=["$.tags.Tags"])'
    tests = TESTS.replace("def test_other", f"{marker}\n    def test_other")
    pytester.makepyfile(test_aws=f"    import pytest\n{tests}")

    run("--localstack", "--snapshot-update").assert_outcomes(passed=3)


@pytest.mark.parametrize("named", ["", "empty", "nowhere"])
def test_a_variable_that_names_no_recordings_fails(
    run: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    pytester.makepyfile("def test_it(snapshot): pass")
    pytester.mkdir("empty")
    monkeypatch.setenv("AWS_BASELINES_DIR", named)

    result = run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*AWS_BASELINES_DIR names '{named}', which is no folder*"])


@pytest.mark.usefixtures("baselines")
@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        ("sqs::one", "*aws_evidence='sqs::one' must be \"<baseline file>::<test>::<match key>\""),
        (
            "sqs/none.json::test_tags::one",
            "*aws_evidence names sqs/none.json, which is not in AWS_BASELINES_DIR*",
        ),
        (f"{NAMES}::two", "*has no match 'two'*"),
    ],
    ids=["form", "file", "key"],
)
def test_evidence_that_is_not_there_fails(
    run: Run, pytester: pytest.Pytester, evidence: str, message: str
) -> None:
    pytester.makepyfile(f"def test_it(snapshot): snapshot.match('a', 1, aws_evidence={evidence!r})")

    result = run("--snapshot-update")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([message])


def test_a_secret_that_differs_is_not_shown(run: Run, pytester: pytest.Pytester, baselines: Path) -> None:
    del baselines
    pytester.makepyfile(
        f"""
        def test_it(snapshot):
            answer = {{"Tags": {{"a": "1"}}, "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}}
            snapshot.match("answer", answer, aws_evidence="{NAMES}::one")
        """
    )

    result = run("--snapshot-update", "--tb=short")

    result.assert_outcomes(failed=1)
    shown = result.stdout.str()
    assert "(+) $.SecretAccessKey" in shown
    assert "wJalrXUtnFEMI" not in shown
