"""`assert response == snapshot("key")` in a test run: recorded, compared, told."""

from __future__ import annotations

import json

import pytest

EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])

ONE_TEST = """
    import os

    SIZE = int(os.environ.get("SIZE", "1"))

    def test_get(snapshot):
        response = {"Size": SIZE, "Id": "x"}
        assert response == snapshot("get")

    def test_part(snapshot):
        assert {"Size": SIZE, "Id": "x"} == snapshot("get", only=["$.Id"])

    def test_any(snapshot):
        assert {"Size": SIZE, "Id": "x"} == {"Size": snapshot.any(int), "Id": snapshot("id")}
"""


@pytest.fixture
def recorded(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=3)
    monkeypatch.setenv("SIZE", "2")


@EACH_RUN
@pytest.mark.usefixtures("recorded")
def test_what_differs_fails_at_its_line(pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    result = pytester.runpytest("-vv", *processes)

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            '>       assert response == snapshot("get")',
            "E       AssertionError: assert {'*} == snapshot('get')",
            "E         get  test_aws.py:7",
            "E           (~) $.Size 1 -> 2",
            "test_aws.py:7: AssertionError",
            "recorded ??-??-????, ??:??:?? UTC* in test_aws.snapshot.json",
            "get  test_aws.py:7",
            "  (~) $.Size 1 -> 2",
            "To leave these out of the comparison:",
            '        "$.get.Size",',
            "To record:",
            "pytest --snapshot-update test_aws.py::test_get",
        ]
    )


@pytest.mark.usefixtures("recorded")
def test_a_marker_leaves_out_and_an_update_records(pytester: pytest.Pytester) -> None:
    marker = '@pytest.mark.skip_snapshot_verify(paths=["$..Size"])'
    marked = ONE_TEST.replace("    def test_get", f"    import pytest\n\n    {marker}\n    def test_get")
    pytester.makepyfile(test_aws=marked)

    pytester.runpytest().assert_outcomes(passed=3)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=3)

    entries = json.loads((pytester.path / "test_aws.snapshot.json").read_text())
    assert {name.split("::")[1]: entry["recorded-content"] for name, entry in entries.items()} == {
        "test_get": {"get": {"Size": 2, "Id": "x"}},
        "test_part": {"get": {"Id": "x"}},
        "test_any": {"id": "x"},
    }


def test_a_failed_test_records_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(snapshot):\n    assert 1 == snapshot('get')\n    assert 1 == 2")

    pytester.runpytest("--snapshot-update").assert_outcomes(failed=1)

    assert not list(pytester.path.glob("*.snapshot.json"))
