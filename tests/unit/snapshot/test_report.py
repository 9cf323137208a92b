"""The text of a failed comparison."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pytest_localstack.snapshot.legacy import legacy_report
from pytest_localstack.snapshot.outcome import SnapshotOutcome, dumps, loads
from pytest_localstack.snapshot.report import MOST_DIFFERENCES, full_report, headline, plain, report
from pytest_localstack.snapshot.request import SnapshotRequest
from tests.unit.snapshot.outcomes import ABSENT, ORIGIN, outcome


def test_a_match_without_a_recording_is_listed_beside_the_differences() -> None:
    text = full_report(
        outcome(
            ("same", 1, 1),
            ("changed", {"a": "é", "gone": [1]}, {"a": None, "new": {}}),
            ("unknown", ABSENT, 1),
            nodeid="test_x.py::test[a b]",
            date="01-02-2024, 03:04:05",
            origin=ORIGIN,
        )
    )

    assert text == (
        "1 of 3 matches differ from the recording, 1 of 3 have none\n"
        "recorded 01-02-2024, 03:04:05 UTC on AWS in eu-west-1 with botocore 1.44.5 in test_x.snapshot.json\n"
        "\n"
        "changed\n"
        '  (~) $.a "é" -> null\n'
        "  (-) $.gone [1]\n"
        "  (+) $.new {}\n"
        "\n"
        "unknown: not recorded\n"
        "\n"
        "To leave these out of the comparison:\n"
        "@pytest.mark.skip_snapshot_verify(\n"
        "    paths=[\n"
        '        "$.changed.a",\n'
        '        "$.changed.gone",\n'
        '        "$.changed.new",\n'
        "    ]\n"
        ")\n"
        "To record:\n"
        "pytest --snapshot-update 'test_x.py::test[a b]'"
    )


def test_a_test_without_any_recording_says_where_it_was_looked_for() -> None:
    text = full_report(outcome(("a", ABSENT, 1), ("b", ABSENT, 2)))

    assert text.startswith("nothing is recorded for this test in test_x.snapshot.json\n")
    assert "recorded  UTC" not in text
    assert "skip_snapshot_verify" not in text


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (None, "recorded 1 UTC in"),
        ({"target": "emulator", "region": "us-east-1"}, "recorded 1 UTC on the emulator in us-east-1 in"),
        ({"target": "\x1b[2J", "botocore": "\x1b[2J"}, "recorded 1 UTC with botocore \\x1b[2J in"),
    ],
    ids=["unknown", "emulator", "hostile"],
)
def test_the_origin_is_told_as_far_as_the_entry_has_it(origin: dict[str, str] | None, expected: str) -> None:
    assert expected in full_report(outcome(("a", 1, 2), origin=origin, date="1"))


@pytest.mark.parametrize(("answers", "verb"), [(True, "answers"), (False, "after")])
def test_the_request_of_a_match_is_named(answers: bool, verb: str) -> None:
    request = SnapshotRequest("s3", "GetObject", "s3.GetObject(Key='k')", answers)

    text = plain(report(outcome(("get", 1, 2)).with_requests({"get": request})))

    assert f"get\n  {verb} s3.GetObject(Key='k')\n  (~) $ 1 -> 2\n" in text


def test_long_values_stand_below_each_other() -> None:
    text = full_report(outcome(("key", {"a": "x" * 90}, {"a": "y" * 90})))

    assert f'  (~) $.a\n        expected "{"x" * 90}"\n        actual   "{"y" * 90}"\n' in text


def test_many_differences_are_counted_beyond_a_bound() -> None:
    many = outcome(("key", list(range(80)), [str(number) for number in range(80)]))

    assert f"… and {80 - MOST_DIFFERENCES} more (-vv shows all)" in full_report(many)
    assert "$[79]" in plain(report(many, most=80))


def test_a_path_below_another_is_not_suggested_beside_it() -> None:
    text = full_report(outcome(("key", {"L": [{"Id": "a"}, {"Id": "b"}]}, {"L": [{"Id": "c"}]})))

    assert text.count('"$.key.L"') == 1
    assert "[*]" not in text


def test_what_a_terminal_would_obey_is_escaped_everywhere() -> None:
    hostile = "\x1b[2J"
    request = SnapshotRequest("s3", "GetObject", f"s3.GetObject({hostile})", answers=True)

    text = full_report(
        outcome((hostile, {hostile: 1}, {hostile: hostile}), nodeid=f"test[{hostile}]").with_requests(
            {hostile: request}
        )
    )

    assert "\x1b" not in text


def test_an_outcome_is_read_back_as_it_was_written() -> None:
    request = SnapshotRequest("s3", "GetObject", "s3.GetObject()", answers=True)
    made = outcome(
        ("same", 1, 1), ("changed", {"a": [1]}, {"a": [2, 3]}), ("unknown", ABSENT, 1), origin=ORIGIN
    ).with_requests({"same": request})
    placed = replace(made, matches=tuple(replace(match, place=("test_x.py", 7)) for match in made.matches))

    assert loads(dumps(placed)) == placed
    assert plain(report(loads(dumps(placed)))) == plain(report(placed))


def test_the_json_report_groups_differences_as_deepdiff_does() -> None:
    text = legacy_report(
        outcome(
            ("same", 1, 1),
            (
                "object",
                {"Size": 5, "Gone": "x", "n": {"k": [1, 2]}},
                {"Size": 6, "New": [1], "n": {"k": [2]}},
            ),
            ("kind", {"a": 1}, {"a": "1"}),
            ("unknown", ABSENT, 1),
        )
    )

    first, kind, unknown = text.split("\n\n")
    assert first.partition("\n")[0] == "Match failed for 'object':"
    assert json.loads(first.partition("\n")[2]) == {
        "dictionary_item_added": {"root['New']": [1]},
        "dictionary_item_removed": {"root['Gone']": "x"},
        "values_changed": {"root['Size']": {"new_value": 6, "old_value": 5}},
        "iterable_item_removed": {"root['n']['k'][0]": 1},
    }
    assert json.loads(kind.partition("\n")[2]) == {
        "type_changes": {
            "root['a']": {"new_type": "str", "new_value": "1", "old_type": "int", "old_value": 1}
        }
    }
    assert unknown == "Match failed for 'unknown':\nnot recorded"


def test_the_headline_counts_what_differs_and_what_is_missing() -> None:
    def line(*matches: tuple[str, object, object]) -> str:
        made: SnapshotOutcome = outcome(*matches)
        return headline(made)

    assert line(("a", 1, 2), ("b", 1, 1)) == "1 of 2 matches differ from the recording"
    assert line(("a", ABSENT, 2), ("b", 1, 1)) == "1 of 2 have none"
