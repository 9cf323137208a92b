"""`--parity-json`: the parity of every match as a file."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.plugin.evidence import TESTS

Run = Callable[..., pytest.RunResult]


@pytest.mark.usefixtures("baselines")
@pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
def test_every_match_is_in_the_file(run: Run, pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    pytester.makepyfile(test_aws=TESTS)
    run("--localstack", "--snapshot-update")

    run("--localstack", "--parity-json=parity.json", *processes)

    report = json.loads((pytester.path / "parity.json").read_text())
    figures = {
        "compared": 2,
        "matching": 1,
        "differing": 1,
        "skipped": 0,
        "unvalidated": 1,
        "percentage": 50.0,
    }
    assert report["total"] == figures
    assert report["services"] == {"sqs": figures}
    assert report["worst"] == [
        {"path": "sqs.ListQueueTags $.Tags.a", "count": 1},
        {"path": "sqs.ListQueueTags $.Tags.b", "count": 1},
    ]
    assert [(match["test"], match["verdict"], match["paths"]) for match in report["matches"]] == [
        ("test_aws.py::test_none", "unvalidated", []),
        ("test_aws.py::test_other", "differing", ["$.Tags.a", "$.Tags.b"]),
        ("test_aws.py::test_same", "matching", []),
    ]


@pytest.mark.parametrize("file", ["", ".", "nowhere/parity.json"])
def test_no_file_is_refused(run_here: Run, file: str) -> None:
    result = run_here(f"--parity-json={file}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--parity-json={file} names no file in a folder: write parity.json*"])
