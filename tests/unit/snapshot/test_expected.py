"""`assert response == snapshot("key")`: compared at once, recorded like any match."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pytest_localstack.snapshot.errors import SnapshotError
from pytest_localstack.snapshot.marker import Skipped
from pytest_localstack.snapshot.outcome import Status
from pytest_localstack.snapshot.session import SnapshotSession

TEST = "test_x.py::test"
BOTH_ALGORITHMS = pytest.mark.parametrize("normaliser", [1, None])


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "test_x"


def session(base: Path, **options: Any) -> SnapshotSession:
    return SnapshotSession(base_file_path=base, scope_key=TEST, **options)


def record(base: Path, **matches: Any) -> None:
    recorder = session(base, update=True)
    for key, value in matches.items():
        recorder.match(key, value)
    finish(recorder)


def finish(recorder: SnapshotSession) -> None:
    recorder.settle()
    recorder.save()


def content(base: Path) -> Any:
    return json.loads(base.with_suffix(".snapshot.json").read_text())[TEST]["recorded-content"]


def statuses(verifier: SnapshotSession) -> dict[str, Status]:
    return {match.key: match.status for match in verifier.outcome.matches}


@BOTH_ALGORITHMS
def test_it_is_equal_to_what_is_recorded_and_to_nothing_else(base: Path, normaliser: int | None) -> None:
    recorder = session(base, update=True, normaliser=normaliser)
    assert recorder("get") == {"a": 1}
    assert recorder("list") == [1, 2]
    finish(recorder)
    verifier = session(base)

    assert verifier("get") == {"a": 1}
    assert verifier("list") != [1, 3]

    assert content(base) == {"get": {"a": 1}, "list": [1, 2]}
    assert statuses(verifier) == {"get": Status.MATCHED, "list": Status.DIFFERS}


def test_it_stands_inside_other_values(base: Path) -> None:
    record(base, tags=[{"Key": "a"}])
    verifier = session(base)

    assert {"Name": "n", "Tags": verifier("tags")} == {"Name": "n", "Tags": [{"Key": "a"}]}


def test_a_match_without_a_recording_is_missing(base: Path) -> None:
    verifier = session(base)

    assert verifier("new") != 1

    assert statuses(verifier) == {"new": Status.MISSING}


def test_its_key_is_used_once(base: Path) -> None:
    record(base, get=1)
    verifier = session(base)
    verifier.match("get", 1)

    with pytest.raises(SnapshotError, match='the match key "get" is used twice'):
        assert verifier("get") == 1


@BOTH_ALGORITHMS
def test_values_named_by_earlier_matches_are_replaced(base: Path, normaliser: int | None) -> None:
    def run(mode: SnapshotSession, name: str) -> None:
        mode.add_transformer(mode.transform.key_value("Name"))
        mode.match("create", {"Name": name})
        assert mode("get") == {"Arn": f"arn:aws:sqs:eu-west-1:000000000000:{name}"}
        mode.match("list", [name])
        finish(mode)

    run(session(base, update=True, normaliser=normaliser), "first")
    run(session(base), "second")

    assert content(base) == {
        "create": {"Name": "<name:1>"},
        "get": {"Arn": "arn:aws:sqs:eu-west-1:000000000000:<name:1>"},
        "list": ["<name:1>"],
    }


def test_equal_values_stay_equal_from_match_to_match(base: Path) -> None:
    def run(mode: SnapshotSession, *ids: str) -> list[bool]:
        mode.add_transformer(mode.transform.key_value("Id"))
        results = [mode(f"get-{number}") == {"Id": value} for number, value in enumerate(ids)]
        finish(mode)
        return results

    assert run(session(base, update=True), "x", "y", "x") == [True, True, True]

    assert run(session(base), "p", "q", "p") == [True, True, True]
    assert run(session(base), "p", "q", "q") == [True, True, False]
    assert run(session(base), "p", "p", "p") == [True, False, True]


def test_what_is_matched_later_changes_nothing_that_was_compared(base: Path) -> None:
    def run(mode: SnapshotSession, name: str) -> None:
        assert mode("early") == {"Text": "my queue"}
        mode.add_transformer(mode.transform.key_value("Name"))
        mode.match("late", {"Name": "queue", "Other": name})
        finish(mode)

    run(session(base, update=True), "x")
    run(session(base), "x")

    assert content(base)["early"] == {"Text": "my queue"}
    assert content(base)["late"]["Name"] == "<name:1>"


def test_skip_paths_of_the_test_hold(base: Path) -> None:
    record(base, get={"a": 1, "b": 1}, all={"a": 1})
    some = session(base, skipped=lambda: Skipped(("$.get.b",)))
    nothing = session(base, skipped=lambda: Skipped(everything=True))

    assert some("get") == {"a": 1, "b": 2}
    assert some("all") != {"a": 2}
    assert nothing("all") == {"a": 2}
    assert statuses(nothing) == {"all": Status.SKIPPED}


def test_an_update_of_new_matches_compares_the_others(base: Path) -> None:
    record(base, old=1)
    recorder = session(base, update=True, records="new")

    assert recorder("old") != 2
    assert recorder("new") == 3
    finish(recorder)

    assert content(base) == {"new": 3, "old": 1}


@pytest.mark.parametrize(("value", "expected"), [(1, {"old": 1}), (2, {"old": 2, "other": 5})])
def test_an_update_of_failed_tests_records_them_whole(base: Path, value: int, expected: Any) -> None:
    record(base, old=1)
    recorder = session(base, update=True, records="failed")

    assert recorder("old") == value
    if value == 2:
        recorder.match("other", 5)
    finish(recorder)

    assert content(base) == expected


def test_what_differs_can_be_accepted(base: Path) -> None:
    record(base, get={"a": 1, "b": 1}, other=1)
    verifier = session(base, skipped=lambda: Skipped(("$.get.b",)))
    assert verifier("get") != {"a": 2, "b": 2}

    verifier.accept("get")

    assert content(base) == {"get": {"a": 2, "b": 2}, "other": 1}


def test_only_some_paths_are_recorded_and_compared(base: Path) -> None:
    recorder = session(base, update=True)
    only = ["$.Name", "$.Items[*].Id"]
    value = {"Name": "n", "Size": 1, "Items": [{"Id": 1, "Size": 2}, {"Id": 2}]}
    recorder.match("match", value, only=only)
    assert value == recorder("equal", only=only)
    finish(recorder)
    assert content(base)["match"] == content(base)["equal"] == {"Name": "n", "Items": [{"Id": 1}, {"Id": 2}]}

    verifier = session(base)
    assert verifier("equal", only=only) == {"Name": "n", "Items": [{"Id": 1}, {"Id": 2, "New": 1}]}
    verifier.match("match", {**value, "Size": 9}, only=only)
    verifier.settle()

    assert session(base)("equal", only=only) != {"Name": "n", "Items": [{"Id": 1}, {"Id": 3}]}


def test_a_recording_of_everything_is_compared_in_part(base: Path) -> None:
    record(base, get={"Name": "n", "Size": 1})

    assert session(base)("get", only=["$.Name"]) == {"Name": "n", "Size": 2}
    assert session(base)("get", only=["$.Name"]) != {"Name": "m", "Size": 1}


def test_references_are_taken_from_the_whole_value(base: Path) -> None:
    recorder = session(base, update=True)
    recorder.add_transformer(recorder.transform.key_value("Id"))
    recorder.match("get", {"Id": "abc", "Url": "https://example.com/abc"}, only=["$.Url"])
    finish(recorder)

    assert content(base) == {"get": {"Url": "https://example.com/<id:1>"}}


def test_only_is_a_list(base: Path) -> None:
    with pytest.raises(SnapshotError, match=r"only of \"get\" must be a list: \['\$.Name'\]"):
        session(base).match("get", {}, only="$.Name")
