"""The ini options `snapshot_root` and `snapshot_mirror` gather the recordings in a folder of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEST = "def test_it(snapshot):\n    snapshot.match('one', 1)\n"


def write_test(pytester: pytest.Pytester, name: str) -> None:
    path = pytester.path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEST)


def recordings(pytester: pytest.Pytester) -> list[str]:
    return sorted(
        path.relative_to(pytester.path).as_posix() for path in Path(pytester.path).rglob("*.snapshot.json")
    )


@pytest.mark.parametrize(
    ("ini", "expected", "processes"),
    [
        ("", "tests/aws/sqs/test_x.snapshot.json", ()),
        ("snapshot_root = snapshots", "snapshots/tests/aws/sqs/test_x.snapshot.json", ()),
        ("snapshot_root = snapshots\ntestpaths = tests", "snapshots/aws/sqs/test_x.snapshot.json", ()),
        (
            "snapshot_root = snapshots\ntestpaths = tests\nsnapshot_mirror = tests/aws",
            "snapshots/sqs/test_x.snapshot.json",
            ("-n2",),
        ),
    ],
    ids=["beside", "rootdir", "testpaths", "mirror-under-xdist"],
)
def test_the_recording_lies_where_the_ini_file_says(
    pytester: pytest.Pytester, ini: str, expected: str, processes: tuple[str, ...]
) -> None:
    pytester.makeini(f"[pytest]\n{ini}")
    write_test(pytester, "tests/aws/sqs/test_x.py")

    update = pytester.runpytest("--snapshot-update", *processes)
    verify = pytester.runpytest("-v", *processes)

    update.assert_outcomes(passed=1)
    verify.stdout.fnmatch_lines(["snapshots: 1 matched"])
    assert recordings(pytester) == [expected]


def test_an_entry_counted_from_the_nearest_project_is_found_and_kept(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]")
    write_test(pytester, "project/tests/test_x.py")
    (pytester.path / "project/pyproject.toml").write_text("")
    file = pytester.path / "project/tests/test_x.snapshot.json"
    entry = {"recorded-date": "01-01-2025, 00:00:00", "recorded-content": {"one": 2}}
    file.write_text(json.dumps({"tests/test_x.py::test_it": entry}))

    verify = pytester.runpytest("--rootdir", pytester.path, "project")
    update = pytester.runpytest("--rootdir", pytester.path, "project", "--snapshot-update")

    verify.stdout.fnmatch_lines(["*(~) $ 2 -> 1"])
    update.assert_outcomes(passed=1)
    assert list(json.loads(file.read_text())) == ["tests/test_x.py::test_it"]
