"""`--snapshot-unused-report` writes what a shard has used; several of them know what one cannot."""

from __future__ import annotations

import json

import pytest

EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
TESTS = """
    def test_one(snapshot):
        snapshot.match("kept", 1)

    def test_two(snapshot):
        snapshot.match("kept", 1)
"""


@EACH_RUN
@pytest.mark.parametrize("name", ["--snapshot-unused-report", "--localstack-snapshot-unused-report"])
def test_a_report_holds_each_test_with_its_end_and_its_matches(
    pytester: pytest.Pytester, processes: tuple[str, ...], name: str
) -> None:
    pytester.makepyfile(test_aws=TESTS)
    pytester.runpytest("--snapshot-update")

    pytester.runpytest(f"{name}=out/used.json", "--snapshot-unused=off", "-k", "one", *processes)

    assert json.loads((pytester.path / "out/used.json").read_text()) == {
        "snapshot-usage": 1,
        "broken": "",
        "files": {
            "test_aws": {
                "whole": True,
                "tests": {
                    "test_aws.py::test_one": {
                        "keys": ["test_aws.py::test_one"],
                        "end": "passed",
                        "matched": ["kept"],
                    },
                    "test_aws.py::test_two": {
                        "keys": ["test_aws.py::test_two"],
                        "end": "not run",
                        "matched": [],
                    },
                },
            }
        },
    }


def test_a_run_that_was_stopped_says_so(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws="def test_one():\n    assert False\ndef test_two():\n    pass\n")

    pytester.runpytest("--snapshot-unused-report=used.json", "-x")

    assert "stopping after 1 failures" in json.loads((pytester.path / "used.json").read_text())["broken"]
