"""The ini option `snapshot_normaliser` says how tests without an entry are recorded."""

from __future__ import annotations

import json

import pytest

TEST = """
def test_it(snapshot):
    snapshot.add_transformer(snapshot.transform.key_value("Name"))
    snapshot.match("get", {"Name": "foo", "Longer": "food"})
"""


def entry(pytester: pytest.Pytester) -> dict[str, object]:
    text = (pytester.path / "test_it.snapshot.json").read_text("utf-8")
    found: dict[str, object] = json.loads(text)["test_it.py::test_it"]
    return found


@pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["serial", "xdist"])
@pytest.mark.parametrize(
    ("ini", "number", "longer"),
    [
        ("", 1, "food"),
        ("snapshot_normaliser = 1", 1, "food"),
        ("snapshot_normaliser = none", None, "<name:1>d"),
    ],
    ids=["default", "1", "none"],
)
def test_a_new_entry_is_normalised_as_the_ini_file_says(
    pytester: pytest.Pytester, ini: str, number: int | None, longer: str, processes: tuple[str, ...]
) -> None:
    pytester.makeini(f"[pytest]\n{ini}")
    pytester.makepyfile(test_it=TEST)

    pytester.runpytest("--snapshot-update", *processes).assert_outcomes(passed=1)

    assert entry(pytester).get("normaliser") == number
    assert entry(pytester)["recorded-content"] == {"get": {"Name": "<name:1>", "Longer": longer}}
    pytester.runpytest(*processes).assert_outcomes(passed=1)


def test_an_entry_keeps_its_normaliser(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nsnapshot_normaliser = none")
    pytester.makepyfile(test_it=TEST)
    pytester.runpytest("--snapshot-update")
    before = entry(pytester)
    pytester.makeini("[pytest]")

    pytester.runpytest().assert_outcomes(passed=1)
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=1)

    assert entry(pytester) == before


def test_another_value_is_refused(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nsnapshot_normaliser = 7")
    pytester.makepyfile(test_it=TEST)

    result = pytester.runpytest()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*snapshot_normaliser = 7: expected 1, or none*"])


def test_other_ids_in_another_order_are_equal(pytester: pytest.Pytester) -> None:
    test = """
    def test_it(snapshot):
        snapshot.add_transformer(snapshot.transform.key_value("Id"))
        snapshot.match("list", {{"Items": [{{"Id": "{0}"}}, {{"Id": "{1}"}}]}})
        snapshot.match("get", {{"Id": "{2}", "Url": "https://host/{2}"}})
    """
    pytester.makepyfile(test_it=test.format("a", "b", "b"))
    pytester.runpytest("--snapshot-update").assert_outcomes(passed=1)

    pytester.makepyfile(test_it=test.format("y", "x", "x"))
    pytester.runpytest().assert_outcomes(passed=1)
    pytester.makepyfile(test_it=test.format("y", "x", "y"))
    result = pytester.runpytest()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*$.get.Id*"])
