"""Which entries a renaming moves, and where to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_localstack.snapshot.errors import SnapshotError
from pytest_localstack.snapshot.upkeep.renaming import apply, plan, renamed


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("a.py::t", "a.py::t", "a.py::u", "a.py::u"),
        ("a.py::t[x::y]", "a.py::t", "a.py::u", "a.py::u[x::y]"),
        ("a.py::t[x]", "a.py::t[x]", "a.py::t[y]", "a.py::t[y]"),
        ("a.py::t2", "a.py::t", "a.py::u", None),
        ("a.py::C::t", "a.py::C", "a.py::D", "a.py::D::t"),
        ("a.py::CC::t", "a.py::C", "a.py::D", None),
        ("a.py::C::t", "a.py", "b/c.py", "b/c.py::C::t"),
        ("aa.py::t", "a.py", "b.py", None),
        ("x/y/a.py::t", "x/y", "z", "z/a.py::t"),
        ("x/yy/a.py::t", "x/y", "z", None),
    ],
)
def test_the_new_name_of_an_entry(name: str, old: str, new: str, expected: str | None) -> None:
    assert renamed(name, old, new) == expected


def record(path: Path, *names: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({name: {"recorded-content": {"in": name}} for name in names}, indent=2) + "\n")


def names(path: Path) -> list[str]:
    return list(json.loads(path.read_text()))


def rename(root: Path, old: str, new: str) -> None:
    for move in plan(root, old, new):
        apply(move)


def files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*.json*"))


def test_an_entry_keeps_its_place_and_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.snapshot.json"
    record(path, "a.py::z", "a.py::t", "a.py::b")

    rename(tmp_path, "a.py::t", "a.py::c")

    assert names(path) == ["a.py::z", "a.py::c", "a.py::b"]
    assert json.loads(path.read_text())["a.py::c"] == {"recorded-content": {"in": "a.py::t"}}


def test_a_file_that_moves_takes_all_three_kinds_along(tmp_path: Path) -> None:
    for ending in (".snapshot.json", ".raw.snapshot.json", ".validation.json"):
        record(tmp_path / f"tests/a{ending}", "tests/a.py::t", "tests/a.py::C::u")

    rename(tmp_path, "tests/a.py", "tests/sub/b.py")

    assert files(tmp_path) == [
        f"tests/sub/b.{kind}.json" for kind in ("raw.snapshot", "snapshot", "validation")
    ]
    assert names(tmp_path / "tests/sub/b.snapshot.json") == ["tests/sub/b.py::t", "tests/sub/b.py::C::u"]


def test_a_test_that_moves_to_another_file_leaves_the_others(tmp_path: Path) -> None:
    record(tmp_path / "a.snapshot.json", "a.py::t", "a.py::u")
    record(tmp_path / "b.snapshot.json", "b.py::v")

    rename(tmp_path, "a.py::t", "b.py::t")

    assert names(tmp_path / "a.snapshot.json") == ["a.py::u"]
    assert names(tmp_path / "b.snapshot.json") == ["b.py::v", "b.py::t"]


def test_validations_stay_sorted(tmp_path: Path) -> None:
    record(tmp_path / "a.validation.json", "a.py::a", "a.py::b")

    rename(tmp_path, "a.py::a", "a.py::c")

    assert names(tmp_path / "a.validation.json") == ["a.py::b", "a.py::c"]


def test_recordings_below_a_root_of_their_own_move_in_it(tmp_path: Path) -> None:
    record(tmp_path / "snaps/sqs/test_q.snapshot.json", "tests/aws/sqs/test_q.py::t")

    rename(tmp_path, "tests/aws/sqs/test_q.py", "tests/aws/sns/test_n.py")

    assert files(tmp_path) == ["snaps/sns/test_n.snapshot.json"]


def test_a_place_that_the_root_does_not_mirror_is_refused(tmp_path: Path) -> None:
    record(tmp_path / "snaps/sqs/test_q.snapshot.json", "tests/aws/sqs/test_q.py::t")

    with pytest.raises(SnapshotError, match=r"mirrors tests/aws, and other/test_q\.py is outside of it"):
        plan(tmp_path, "tests/aws/sqs/test_q.py", "other/test_q.py")


def test_a_name_that_is_taken_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    record(tmp_path / "a.snapshot.json", "a.py::t", "a.py::u")
    record(tmp_path / "a.raw.snapshot.json", "a.py::t")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    with pytest.raises(SnapshotError, match=r"a\.py::u is recorded already\nNothing was changed"):
        rename(tmp_path, "a.py::t", "a.py::u")

    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_name_that_nothing_has_is_refused_with_those_alike(tmp_path: Path) -> None:
    record(tmp_path / "a.snapshot.json", "a.py::test_queue")

    with pytest.raises(
        SnapshotError, match=r"nothing is recorded for a\.py::test_quee .*\n.*a\.py::test_queue\?"
    ):
        plan(tmp_path, "a.py::test_quee", "a.py::test_x")


def test_a_node_id_and_a_path_are_no_renaming(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="not of one kind"):
        plan(tmp_path, "a.py::t", "b.py")
