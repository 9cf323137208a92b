"""One test's snapshots from match to verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pytest_localstack.snapshot.errors import (
    SnapshotAssertionError,
    SnapshotError,
    SnapshotFileError,
    TransformError,
)
from pytest_localstack.snapshot.redaction import Gate
from pytest_localstack.snapshot.session import SnapshotSession

TEST = "test_x.py::test"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / "test_x"


def session(base: Path, **options: Any) -> SnapshotSession:
    return SnapshotSession(base_file_path=base, scope_key=TEST, **options)


def record(base: Path, **matches: Any) -> None:
    recorder = session(base, update=True)
    for key, value in matches.items():
        recorder.match(key, value)
    recorder.settle()
    recorder.save()


def content(base: Path) -> Any:
    return json.loads(base.with_suffix(".snapshot.json").read_text())[TEST]["recorded-content"]


def test_an_equal_match_passes_and_is_counted(base: Path) -> None:
    record(base, get={"a": 1})
    verifier = session(base)

    verifier.match("get", {"a": 1})
    verifier.settle()

    assert (verifier.counts.matched, verifier.counts.updated) == (1, 0)


def test_all_results_come_with_the_error(base: Path) -> None:
    record(base, same=1, changed={"a": 1})
    verifier = session(base)
    verifier.match("same", 1)
    verifier.match("changed", {"a": 2})
    verifier.match("missing", 3)

    with pytest.raises(SnapshotAssertionError) as caught:
        verifier.settle()

    assert [(result.key, bool(result), result.recorded) for result in caught.value.result] == [
        ("same", True, True),
        ("changed", False, True),
        ("missing", False, False),
    ]
    assert caught.value.result[1].recorded_state == {"a": 1}
    assert caught.value.result[1].observed_state == {"a": 2}


def test_a_recorded_null_is_a_recording(base: Path) -> None:
    record(base, none=None)
    verifier = session(base)

    verifier.match("none", None)
    verifier.settle()

    assert verifier.counts.matched == 1


def test_without_an_update_nothing_is_written(base: Path) -> None:
    verifier = session(base)
    verifier.match("get", 1)

    with pytest.raises(SnapshotAssertionError):
        verifier.settle()
    verifier.save()

    assert list(base.parent.iterdir()) == []


def test_lower_priorities_transform_first(base: Path) -> None:
    recorder = session(base, update=True)
    recorder.add_transformer(recorder.transform.text("b", "c"), priority=1)
    recorder.add_transformer([recorder.transform.text("a", "b")], priority=-1)
    recorder.match("get", "a")

    recorder.settle()
    recorder.save()

    assert content(base) == {"get": "c"}


def test_numbering_does_not_depend_on_when_a_match_is_settled(base: Path) -> None:
    record(base, first={"Id": "<id:1>"}, second={"Id": "<id:2>"})
    verifier = session(base)
    verifier.add_transformer(verifier.transform.key_value("Id"))

    verifier.match("first", {"Id": "aa"})
    verifier.settle()
    verifier.match("second", {"Id": "bb"})
    verifier.settle()

    assert verifier.counts.matched == 2


def test_the_legacy_replacements_work(base: Path) -> None:
    recorder = session(base, update=True)
    recorder.register_replacement(r"\d{4}", "<number>")
    recorder.skip_key("Secret.*", "<secret>")
    recorder.replace_value("tmp-.*", "<tmp>")
    recorder.match(
        "get", {"SecretKey": "k", "Name": "tmp-1", "Text": "run 1234", "Size": 1, "L": [{"SecretX": 1}]}
    )

    recorder.settle()
    recorder.save()

    assert content(base)["get"] == {
        "L": [{"SecretX": "<secret>"}],
        "Name": "<tmp>",
        "SecretKey": "<secret>",
        "Size": 1,
        "Text": "run <number>",
    }


def test_match_object_records_public_attributes(base: Path) -> None:
    class Thing:
        def __init__(self) -> None:
            self.name = "n"
            self._hidden = 1

    recorder = session(base, update=True)
    recorder.match_object("thing", Thing())

    recorder.settle()
    recorder.save()

    assert content(base) == {"thing": {"name": "n"}}


def test_a_key_is_used_once(base: Path) -> None:
    one = session(base)
    one.match("key", 1)

    with pytest.raises(SnapshotError, match=r'test_x\.py::test: the match key "key" is used twice'):
        one.match("key", 2)


def test_a_value_that_cannot_be_recorded_names_the_test_and_the_match(base: Path) -> None:
    one = session(base, update=True)
    one.match("get", {"a": object()})

    with pytest.raises(TransformError, match=r"test_x\.py::test: get: a builtins\.object cannot be recorded"):
        one.settle()

    assert list(base.parent.iterdir()) == []


def test_a_value_that_contains_itself_names_the_test_and_the_match(base: Path) -> None:
    value: dict[str, Any] = {}
    value["self"] = [value]

    with pytest.raises(TransformError, match=r"test_x\.py::test: get: it contains itself"):
        session(base).match("get", value)


def test_an_update_drops_the_matches_the_test_no_longer_makes(base: Path) -> None:
    record(base, one=1, two=2)

    record(base, two=2)

    assert content(base) == {"two": 2}


def test_skip_paths_work_before_replacements(base: Path) -> None:
    record(base, get={"Id": "<id:1>", "New": 1})
    verifier = session(base)
    verifier.add_transformer(verifier.transform.key_value("Id"))
    verifier.match("get", {"Id": "x", "New": 2, "More": 3})

    verifier.settle(skip_paths=["$..New", "$.get.More"])

    assert verifier.counts.matched == 1


def test_nothing_is_compared_when_verification_is_off(base: Path) -> None:
    verifier = session(base, verify=False)
    verifier.match("get", 1)

    verifier.settle()

    assert verifier.counts.skipped == 1


def entry(base: Path) -> Any:
    return json.loads(base.with_suffix(".snapshot.json").read_text())[TEST]


def test_an_entry_of_a_normaliser_not_known_here_is_refused_and_kept(base: Path) -> None:
    file = base.with_suffix(".snapshot.json")
    text = json.dumps({TEST: {"recorded-date": "", "recorded-content": {"get": 1}, "normaliser": 99}})
    file.write_text(text)

    for update in (True, False):
        one = session(base, update=update)
        one.match("get", 2)
        with pytest.raises(SnapshotFileError, match=r'(?s)test_x\.py::test has the "normaliser" 99.*Upgrade'):
            one.settle()

    assert file.read_text() == text


def test_a_recording_says_where_it_was_made(base: Path) -> None:
    where = {"target": "emulator", "region": "eu-west-1", "botocore": "1.44.5"}
    recorder = session(base, update=True, recorded_from=where)
    recorder.match("get", 1)

    recorder.settle()
    recorder.save()

    assert entry(base)["recorded-from"] == where


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [("emulator", "aws", "aws"), ("aws", "emulator", "aws"), (None, "aws", None)],
)
def test_what_aws_answers_as_recorded_is_validated(
    base: Path, before: str | None, now: str, expected: str | None
) -> None:
    for target in (before, now):
        recorder = session(base, update=True, recorded_from={"target": target} if target else None)
        recorder.match("get", 1)
        recorder.settle()
        recorder.save()

    assert entry(base).get("recorded-from") == ({"target": expected} if expected else None)


def test_a_recorded_match_key_is_not_searched_for_secrets(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(base, get=1)
    verifier = session(base)
    monkeypatch.setattr(Gate, "text", None)

    verifier.match("get", 1)
    verifier.settle()

    assert verifier.counts.matched == 1


def test_an_update_of_failed_tests_writes_nothing_of_an_excused_one(base: Path) -> None:
    record(base, old=1)
    recorder = session(base, update=True, records="failed")
    recorder.match("old", 2)
    recorder.match("new", 3)

    recorder.settle(skip_all=True)
    recorder.save()

    assert content(base) == {"old": 1}
    assert {match.key: match.status.value for match in recorder.outcome.matches} == {
        "old": "skipped",
        "new": "skipped",
    }
