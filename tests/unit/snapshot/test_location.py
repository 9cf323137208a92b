"""Where recordings lie, and under which keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_localstack.snapshot.location import SnapshotLayout, scope_keys

ROOT = Path("/home/app")


@pytest.mark.parametrize(
    ("root", "mirrored", "expected"),
    [
        (None, (), "tests/aws/sqs/test_x"),
        ("snaps", (), "snaps/tests/aws/sqs/test_x"),
        ("snaps", ("tests",), "snaps/aws/sqs/test_x"),
        ("snaps", ("tests", "tests/aws", "other"), "snaps/sqs/test_x"),
        ("snaps", ("other",), "snaps/tests/aws/sqs/test_x"),
        ("snaps", ("tests/aw",), "snaps/tests/aws/sqs/test_x"),
    ],
    ids=["beside", "rootdir", "one", "longest", "none-matches", "part-of-a-name"],
)
def test_the_longest_mirrored_folder_is_replaced_by_the_root(
    root: str | None, mirrored: tuple[str, ...], expected: str
) -> None:
    layout = SnapshotLayout(ROOT, ROOT / root if root else None, tuple(ROOT / folder for folder in mirrored))

    base = layout.base_path(ROOT / "tests/aws/sqs/test_x.py")

    assert base == ROOT / expected


def test_a_test_file_outside_the_rootdir_keeps_its_recordings() -> None:
    layout = SnapshotLayout(ROOT, ROOT / "snaps")

    assert layout.base_path(Path("/elsewhere/test_x.py")) == Path("/elsewhere/test_x")


def test_the_node_id_comes_first_then_the_path_from_the_nearest_project(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project/pyproject.toml").touch()

    keys = scope_keys("project/test_x.py::T::test[a::b]", tmp_path / "project/test_x.py")

    assert keys == ("project/test_x.py::T::test[a::b]", "test_x.py::T::test[a::b]")
