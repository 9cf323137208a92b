"""`--parity`: how many matches were compared with real AWS, and how many match."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugin.evidence import TESTS

Run = Callable[..., pytest.RunResult]
EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
SKIPPED = """
    @pytest.mark.skip_snapshot_verify
    def test_skipped(aws_client, sqs_queue, snapshot):
        snapshot.match("tags", tagged(aws_client, sqs_queue, d="4"))
"""


@pytest.fixture
def recorded(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=f"    import pytest\n{TESTS}{SKIPPED}")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("AWS_BASELINES_DIR", raising=False)
        run("--localstack", "--snapshot-update").assert_outcomes(passed=4)


@EACH_RUN
@pytest.mark.usefixtures("baselines", "recorded")
def test_the_table_counts_by_service(run: Run, processes: tuple[str, ...]) -> None:
    result = run("--localstack", "--parity", *processes)

    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*= parity with real AWS =*",
            "service  compared  matching  differing  skipped  unvalidated  parity",
            "sqs             2         1          1        1            1  50.0 %",
            "all             2         1          1        1            1  50.0 %",
            "worst paths:",
            "  1 x sqs.ListQueueTags $.Tags.a",
            "  1 x sqs.ListQueueTags $.Tags.b",
        ],
        consecutive=True,
    )


@pytest.mark.usefixtures("recorded")
def test_without_recordings_of_aws_nothing_is_validated(run: Run) -> None:
    result = run("--localstack", "--parity")

    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(
        [
            "all             0         0          0        1            3       -",
            "AWS_BASELINES_DIR is not set: no evidence was compared",
        ]
    )


@pytest.mark.usefixtures("recorded")
def test_what_was_recorded_on_aws_counts_and_what_an_emulator_recorded_does_not(
    run: Run, pytester: pytest.Pytester
) -> None:
    file = pytester.path / "test_aws.snapshot.json"
    entries = json.loads(file.read_text())
    origins = {"same": "aws", "other": "aws", "none": "emulator"}
    for name, target in origins.items():
        entries[f"test_aws.py::test_{name}"]["recorded-from"] = {"target": target}
    entries["test_aws.py::test_other"]["recorded-content"]["tags"]["Tags"]["b"] = "on AWS"
    file.write_text(json.dumps(entries))

    result = run("--localstack", "--parity")

    result.assert_outcomes(passed=3, failed=1)
    result.stdout.fnmatch_lines(["sqs             2         1          1        1            1  50.0 %"])


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("by", ["marker", "validation file"])
def test_an_entry_of_unknown_origin_counts_when_its_test_is_validated(
    run: Run, pytester: pytest.Pytester, by: str
) -> None:
    file = pytester.path / "test_aws.snapshot.json"
    entries = json.loads(file.read_text())
    entries["test_aws.py::test_none"].pop("recorded-from", None)
    file.write_text(json.dumps(entries))
    if by == "marker":
        source = Path(pytester.path, "test_aws.py")
        source.write_text(
            source.read_text().replace("def test_none", "@pytest.mark.aws_validated\ndef test_none")
        )
    else:
        (pytester.path / "test_aws.validation.json").write_text('{"test_aws.py::test_none": {}}')

    result = run("--localstack", "--parity", "-k", "none")

    result.stdout.fnmatch_lines(["sqs             1         1          0        0            0  100.0 %"])


def test_a_match_that_answers_no_call_is_of_no_service(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(snapshot): snapshot.match('a', 1)")
    run("--snapshot-update")

    result = run("--parity")

    result.stdout.fnmatch_lines(["unknown         0         0          0        0            1       -"])


def test_without_the_option_there_is_no_table(run_here: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(snapshot): snapshot.match('a', 1)")

    assert "parity" not in run_here("--snapshot-update").stdout.str()


def test_it_compares_and_does_not_record(run_here: Run) -> None:
    result = run_here("--parity", "--snapshot-update")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["*--parity compares with what is recorded, and --snapshot-update replaces it*"]
    )


@pytest.mark.usefixtures("baselines", "recorded")
def test_the_page_has_the_same_table(run: Run, pytester: pytest.Pytester) -> None:
    run("--localstack", "--parity", "--snapshot-html=page.html")

    found = re.search(r'"parity": *(\[[^]]*\])', (pytester.path / "page.html").read_text())
    assert found is not None
    assert json.loads(found[1]) == [
        {
            "service": "sqs",
            "compared": 2,
            "matching": 1,
            "differing": 1,
            "skipped": 1,
            "unvalidated": 1,
        }
    ]
