"""What several runs know together, and what is unused by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_localstack.snapshot.errors import SnapshotFileError
from pytest_localstack.snapshot.unused.found import Unused, counted, delete, find
from pytest_localstack.snapshot.unused.usage import (
    End,
    Usage,
    UsageOfFile,
    UsageOfTest,
    from_json,
    merged,
    read,
)


def a_test(name: str, end: End = End.PASSED, *matched: str) -> UsageOfTest:
    return UsageOfTest((name,), end, frozenset(matched))


def usage(*tests: UsageOfTest, whole: bool = True, broken: str = "") -> Usage:
    return Usage({"test_x": UsageOfFile(whole, {test.keys[0]: test for test in tests})}, broken)


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    entry = {"recorded-date": "", "recorded-content": {"one": 1, "two": 2}}
    path = tmp_path / "test_x.snapshot.json"
    path.write_text(json.dumps({"a": entry, "b": entry, "c": entry}, indent=2))
    return path


def found(used: Usage, recordings: Path) -> list[tuple[str, str | None]]:
    return [(unused.entry, unused.key) for unused in find(used, recordings.parent)]


def test_shards_that_ran_a_part_each_know_the_whole(recordings: Path) -> None:
    first = usage(a_test("a", End.PASSED, "one", "two"), a_test("b", End.NOT_RUN))
    second = usage(a_test("a", End.NOT_RUN), a_test("b", End.PASSED, "one"))

    assert found(first, recordings) == []
    assert found(second, recordings) == [("b", "two")]
    assert found(merged([first, second]), recordings) == [("b", "two"), ("c", None)]


def test_a_key_that_one_of_several_runs_matched_is_used(recordings: Path) -> None:
    old, new = usage(a_test("a", End.PASSED, "one")), usage(a_test("a", End.PASSED, "two"))

    assert ("a", "one") not in found(merged([old, new]), recordings)
    assert ("a", "two") not in found(merged([old, new]), recordings)


def test_a_file_that_no_shard_collected_whole_is_not_decided(recordings: Path) -> None:
    first = usage(a_test("a", End.PASSED, "one", "two"), whole=False)
    second = usage(a_test("b", End.OTHER), whole=False)

    assert found(merged([first, second]), recordings) == []


def test_a_shard_that_broke_leaves_everything_open(recordings: Path) -> None:
    assert found(merged([usage(), usage(broken="stopped")]), recordings) == []


def test_a_usage_is_read_as_it_was_written() -> None:
    used = usage(a_test("a", End.PASSED, "one"), a_test("b", End.OTHER), whole=False, broken="why")

    assert from_json(json.loads(json.dumps(used.to_json()))) == used


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"snapshot-usage": 2}', '{"snapshot-usage": 1, "files": 1}']
)
def test_another_file_is_refused_with_the_way_out(tmp_path: Path, text: str) -> None:
    path = tmp_path / "used.json"
    path.write_text(text)

    with pytest.raises(SnapshotFileError, match=r"used\.json: is no report .*\n.*--snapshot-unused-report"):
        read(path)


def test_deleting_keeps_everything_else_as_it_was(recordings: Path) -> None:
    content = json.loads(recordings.read_text())

    changed = delete([Unused(recordings, "a", "", "one"), Unused(recordings, "b", "")])

    assert changed == [recordings]
    left = {**content["a"], "recorded-content": {"two": 2}}
    assert json.loads(recordings.read_text()) == {"a": left, "c": content["c"]}


def test_a_file_without_an_entry_left_is_removed(recordings: Path) -> None:
    delete([Unused(recordings, entry, "") for entry in "abc"])

    assert list(recordings.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ([None], "1 unused entry"),
        ([None, None, "k"], "2 unused entries, 1 unused key"),
        (["k", "l"], "2 unused keys"),
    ],
)
def test_what_is_unused_is_counted(keys: list[str | None], text: str) -> None:
    assert counted([Unused(Path("f"), "e", "", key) for key in keys]) == text
