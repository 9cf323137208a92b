"""Validation files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_localstack.snapshot.errors import SnapshotFileError
from pytest_localstack.snapshot.location import SnapshotLayout
from pytest_localstack.snapshot.validation import is_validated, validation_file, write

SECONDS = {"setup": 0.123, "call": 1.0, "teardown": 0.001}


def test_it_lies_where_the_recordings_do(tmp_path: Path) -> None:
    layout = SnapshotLayout(tmp_path, tmp_path / "snapshots", (tmp_path / "tests/aws",))

    file = validation_file(layout, tmp_path / "tests/aws/sqs/test_x.py")

    assert file == tmp_path / "snapshots/sqs/test_x.validation.json"


def test_entries_are_sorted_rounded_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "new" / "test_x.validation.json"
    for name in ("b", "a"):
        write(file, f"test_x.py::test_{name}", SECONDS)

    entries = json.loads(file.read_text())

    assert list(entries) == ["test_x.py::test_a", "test_x.py::test_b"]
    durations = {"setup": 0.12, "call": 1.0, "teardown": 0.0, "total": 1.12}
    assert entries["test_x.py::test_a"]["durations_in_seconds"] == durations
    assert file.read_text().endswith("}\n")


def test_a_test_is_validated_under_any_of_its_keys(tmp_path: Path) -> None:
    file = tmp_path / "test_x.validation.json"
    write(file, "test_x.py::test_a", SECONDS)

    assert is_validated(file, ("tests/test_x.py::test_a", "test_x.py::test_a"))
    assert not is_validated(file, ("test_x.py::test_b",))
    assert not is_validated(tmp_path / "none.validation.json", ("test_x.py::test_a",))


def test_a_file_that_is_none_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "test_x.validation.json"
    file.write_text("<<<<<<< ours\n")

    with pytest.raises(SnapshotFileError, match="merge conflict"):
        write(file, "test_x.py::test_a", SECONDS)

    assert file.read_text() == "<<<<<<< ours\n"
