"""`snapshot.any(type)`: equal to values of the type, and a wildcard in a recording."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pytest_localstack.snapshot.anything import AnyOf
from pytest_localstack.snapshot.session import SnapshotSession

TEST = "test_x.py::test"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "test_x"


def session(base: Path, **options: Any) -> SnapshotSession:
    return SnapshotSession(base_file_path=base, scope_key=TEST, **options)


def record(base: Path, value: Any) -> Any:
    recorder = session(base, update=True)
    recorder.match("get", value)
    recorder.settle()
    recorder.save()
    return content(base)


def content(base: Path) -> Any:
    return json.loads(base.with_suffix(".snapshot.json").read_text())[TEST]["recorded-content"]["get"]


def edit(base: Path, value: Any) -> None:
    path = base.with_suffix(".snapshot.json")
    entries = json.loads(path.read_text())
    entries[TEST]["recorded-content"]["get"] = value
    path.write_text(json.dumps(entries))


def is_equal(base: Path, value: Any) -> bool:
    return bool(value == session(base)("get"))


@pytest.mark.parametrize(
    ("types", "equal", "different"),
    [
        ((str,), ["", "x"], [1, None, b"x"]),
        ((int,), [0, 7], [True, 1.0, "1"]),
        ((bool,), [True, False], [1, 0]),
        ((str, None), ["x", None], [False, 0]),
        ((dict,), [{}, {"a": 1}], [[]]),
        ((datetime,), [datetime.now(UTC)], ["2025-01-02"]),
        ((), [None, True, 1, "x", []], []),
    ],
)
def test_it_is_equal_to_values_of_its_types(types: Any, equal: list[Any], different: list[Any]) -> None:
    assert [value for value in equal if value != AnyOf(*types)] == []
    assert [value for value in different if value == AnyOf(*types)] == []
    assert {"A": list(equal)} == {"A": [AnyOf(*types) for _ in equal]}


def test_it_takes_classes_only() -> None:
    with pytest.raises(TypeError, match=r"takes classes and None, not 'str'"):
        AnyOf("str")  # type: ignore[arg-type]


def test_its_text_is_what_made_it() -> None:
    assert repr(AnyOf(str, None)) == "snapshot.any(str, None)"


@pytest.mark.parametrize(
    ("types", "written"),
    [
        ((str,), "str"),
        ((str, None), "str|None"),
        ((), "object"),
        ((bytearray, frozenset, Decimal, datetime), "bytes|set|decimal|datetime"),
    ],
)
def test_a_recording_names_the_types(base: Path, types: Any, written: str) -> None:
    assert record(base, {"Id": session(base).any(*types)}) == {"Id": {"$any": written}}


@pytest.mark.parametrize(
    ("types", "fitting", "other"),
    [
        ("str", "x", 1),
        ("int", 1, True),
        ("bool", True, 1),
        ("float", 1.5, 1),
        ("str|None", None, 1),
        ("bytes", b"\xff", "x"),
        ("bytes", b"text", "text"),
        ("decimal", Decimal(1), 1),
        ("datetime", datetime(2025, 1, 2, tzinfo=UTC), "2025-01-02"),
        ("datetime", "<datetime>", "now"),
        ("set", {1}, [1]),
        ("list", [1], {}),
        ("dict", {"a": 1}, []),
        ("dict", {"$ref": "x"}, Decimal(1)),
    ],
)
def test_a_recorded_wildcard_stands_for_its_types(base: Path, types: str, fitting: Any, other: Any) -> None:
    record(base, {"Id": "x"})
    edit(base, {"Id": {"$any": types}})

    assert is_equal(base, {"Id": fitting})
    assert not is_equal(base, {"Id": other})
    assert not is_equal(base, {})


def test_a_matched_wildcard_stands_for_a_recorded_value(base: Path) -> None:
    record(base, {"Id": "x", "Size": 1})

    assert is_equal(base, {"Id": AnyOf(str), "Size": 1})
    assert not is_equal(base, {"Id": AnyOf(int), "Size": 1})


@pytest.mark.parametrize(
    "items", [[{"K": "a", "V": "1"}, {"K": "b", "V": "2"}], [{"K": "b", "V": "3"}]], ids=["same", "fewer"]
)
def test_wildcards_in_lists_stand_for_their_counterparts(base: Path, items: list[Any]) -> None:
    record(base, [])
    edit(base, [{"K": "a", "V": {"$any": "str"}}, {"K": "b", "V": {"$any": "str"}}][-len(items) :])
    assert is_equal(base, items)
    edit(base, [{"K": "a", "V": {"$any": "str"}}, {"K": "b", "V": {"$any": "str"}}])
    verifier = session(base)

    verdict = items == verifier("get")

    assert verdict == (len(items) == 2)
    paths = [difference.path for difference in verifier.outcome.matches[0].differences]
    assert paths == ([] if verdict else [(0,)])


def test_an_update_keeps_what_still_fits(base: Path) -> None:
    record(base, {"Id": "x", "Size": 1})
    edit(base, {"Id": {"$any": "str"}, "Size": {"$any": "str"}})

    assert record(base, {"Id": "y", "Size": 2}) == {"Id": {"$any": "str"}, "Size": 2}


def test_an_object_that_looks_like_a_wildcard_is_none(base: Path) -> None:
    assert record(base, {"Id": {"$any": "str"}}) == {"Id": {"$$any": "str"}}

    assert is_equal(base, {"Id": {"$any": "str"}})
    assert not is_equal(base, {"Id": "x"})
    assert not is_equal(base, {"Id": {"$$any": "str"}})


def test_a_first_recording_of_a_wildcard_for_none_is_the_wildcard(base: Path) -> None:
    assert record(base, AnyOf(None)) == {"$any": "None"}
