"""The text of a failed comparison."""

from __future__ import annotations

from pathlib import Path

from pytest_localstack.snapshot.diff import SnapshotMatchResult, compare
from pytest_localstack.snapshot.report import LONGEST_VALUE, report

FILE = Path("test_x.snapshot.json")


def test_a_match_without_a_recording_is_listed_beside_the_differences() -> None:
    results = [
        compare("same", 1, 1),
        compare("changed", {"a": "é"}, {"a": None}),
        SnapshotMatchResult("new", None, 1, recorded=False),
    ]

    text = report(results, "test_x.py::test[a b]", FILE, "01-02-2024, 03:04:05")

    assert text == (
        "1 of 3 matches differ from the recording, 1 of 3 have none;"
        " recorded (01-02-2024, 03:04:05 UTC) in test_x.snapshot.json\n"
        "\n"
        "changed\n"
        '  (~) /a "é" -> null\n'
        "\n"
        "new: not recorded\n"
        "\n"
        "To leave these out of the comparison:\n"
        "@pytest.mark.skip_snapshot_verify(\n"
        "    paths=[\n"
        '        "$.changed.a",\n'
        "    ]\n"
        ")\n"
        "To record:\n"
        "pytest --snapshot-update 'test_x.py::test[a b]'"
    )


def test_a_long_value_is_cut_and_its_length_given() -> None:
    text = report([compare("key", "x", "y" * 5000)], "test_x.py::test", FILE, "")

    assert "… (5002 characters)" in text
    assert "y" * (LONGEST_VALUE + 1) not in text
