"""Recording files: text in and out, entries, concurrent writers, and files that cannot be used."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pytest_localstack.snapshot.errors import SnapshotFileError
from pytest_localstack.snapshot.store import SnapshotFile, dumps, loads
from tests.unit.folders import BASELINES, folder_of, needs

NOW = datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC)
TEXT = """{
  "tests/test_x.py::test_z": {
    "recorded-date": "01-01-2024, 00:00:00",
    "recorded-content": {
      "zeta": {
        "Empty": {},
        "None": null,
        "Number": 1.0
      },
      "alpha": []
    }
  },
  "tests/test_x.py::test_a": {
    "recorded-date": "02-01-2024, 00:00:00",
    "recorded-content": {
      "key": "value"
    }
  }
}
"""


def baselines() -> list[Path]:
    folder = folder_of(BASELINES)
    return sorted(folder.rglob("*.snapshot.json")) if folder is not None else []


@pytest.fixture
def file(tmp_path: Path) -> SnapshotFile:
    return SnapshotFile(tmp_path / "test_x.snapshot.json")


@pytest.mark.parametrize(
    "text",
    [TEXT, TEXT.rstrip("\n"), '{\n  "a": "\\u00e9"\n}\n', '{\n  "a": "é"\n}\n', "{}\n", "{}"],
    ids=["file", "no-final-newline", "escaped", "unescaped", "empty", "empty-no-newline"],
)
def test_a_text_that_is_read_and_written_is_the_same(text: str) -> None:
    assert dumps(loads(text)) == text


@needs(BASELINES)
def test_every_recording_of_real_aws_is_written_as_it_was_read() -> None:
    recordings = baselines()

    changed = [
        path for path in recordings if dumps(loads(path.read_bytes().decode())).encode() != path.read_bytes()
    ]

    assert recordings != []
    assert changed == []


def test_content_made_from_scratch_is_indented_and_ends_with_a_newline() -> None:
    assert dumps({"b": 1, "a": "é"}) == '{\n  "b": 1,\n  "a": "\\u00e9"\n}\n'


@pytest.mark.parametrize("text", ["", "{", "[]", '"text"', "null"])
def test_a_text_that_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        loads(text)


def test_an_entry_is_found_under_the_first_key_that_has_one(file: SnapshotFile) -> None:
    file.path.write_text(TEXT)

    found = file.entry(["tests/test_x.py::test_none", "tests/test_x.py::test_a"])

    assert found is not None
    assert (found[0], found[1].date, found[1].content) == (
        "tests/test_x.py::test_a",
        "02-01-2024, 00:00:00",
        {"key": "value"},
    )


def test_a_file_that_does_not_exist_has_no_entry(file: SnapshotFile) -> None:
    assert file.entry(["tests/test_x.py::test_a"]) is None


def test_recording_replaces_one_entry_in_its_place(file: SnapshotFile) -> None:
    file.path.write_text(TEXT)

    file.record("tests/test_x.py::test_a", {"key": "other"}, NOW)

    expected = TEXT.replace("02-01-2024, 00:00:00", "03-02-2025, 04:05:06").replace('"value"', '"other"')
    assert file.path.read_text() == expected


def test_recording_appends_a_new_entry_and_creates_the_folder(tmp_path: Path) -> None:
    file = SnapshotFile(tmp_path / "deep" / "er" / "test_x.snapshot.json")

    file.record("one", {"b": 1}, NOW)
    file.record("two", {}, NOW)

    assert list(json.loads(file.path.read_text())) == ["one", "two"]


def test_recording_keeps_what_else_an_entry_holds(file: SnapshotFile) -> None:
    file.path.write_text('{"one": {"recorded-date": "", "recorded-content": {}, "origin": "aws"}}')

    file.record("one", {"a": 1}, NOW)

    assert json.loads(file.path.read_text())["one"]["origin"] == "aws"


def test_an_entry_tells_its_origin_and_normaliser(file: SnapshotFile) -> None:
    where = {"target": "aws", "region": "eu-west-1", "botocore": "1.44.5"}
    file.record("one", {"a": 1}, NOW, normaliser=1, recorded_from=where)
    file.record("two", {"a": 1}, NOW)

    entries = [found[1] for key in ("one", "two") if (found := file.entry([key]))]

    assert [(entry.normaliser, entry.recorded_from) for entry in entries] == [(1, where), (None, None)]
    assert list(json.loads(file.path.read_text())["one"]) == [
        "recorded-date",
        "recorded-content",
        "recorded-from",
        "normaliser",
    ]


@pytest.mark.parametrize("number", ['"1"', "true", "[1]", "1.0"])
def test_a_normaliser_that_is_no_number_is_refused(file: SnapshotFile, number: str) -> None:
    file.path.write_text(f'{{"one": {{"recorded-content": {{}}, "normaliser": {number}}}}}')

    with pytest.raises(SnapshotFileError, match=r'"normaliser" in the entry of one must be a number'):
        file.entry(["one"])


def test_recording_is_seen_by_the_next_read_even_with_the_same_size(file: SnapshotFile) -> None:
    file.record("one", {"a": 1}, NOW)
    file.entry(["one"])

    file.record("one", {"a": 2}, NOW)

    found = file.entry(["one"])
    assert found is not None
    assert found[1].content == {"a": 2}


def test_recording_leaves_no_other_file_behind(file: SnapshotFile) -> None:
    file.record("one", {"a": 1}, NOW)

    assert [path.name for path in file.path.parent.iterdir()] == ["test_x.snapshot.json"]


def test_recording_keeps_the_permissions_of_the_file(file: SnapshotFile) -> None:
    file.path.write_text("{}")
    file.path.chmod(0o640)

    file.record("one", {}, NOW)

    assert stat.S_IMODE(file.path.stat().st_mode) == 0o640


def test_content_that_cannot_be_written_leaves_the_file_alone(file: SnapshotFile) -> None:
    file.path.write_text(TEXT)

    with pytest.raises(TypeError):
        file.record("one", {"a": object()}, NOW)

    assert file.path.read_text() == TEXT
    assert [path.name for path in file.path.parent.iterdir()] == ["test_x.snapshot.json"]


RECORD_TWENTY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pytest_localstack.snapshot.store import SnapshotFile

for number in range(20):
    SnapshotFile(Path(sys.argv[1])).record(f"{sys.argv[2]}-{number}", {"n": number}, datetime.now(UTC))
"""


def test_writers_in_several_processes_lose_nothing(file: SnapshotFile) -> None:
    command = [sys.executable, "-c", RECORD_TWENTY, str(file.path)]

    writers = [subprocess.Popen([*command, str(writer)]) for writer in range(3)]

    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert len(json.loads(file.path.read_text())) == 60


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is not a recording file"),
        (b'{"one": ', "is not a recording file"),
        (b"[]", "expected an object, found list"),
        (b'{\n<<<<<<< ours\n"a": 1\n=======\n"a": 2\n>>>>>>> theirs\n}', "unresolved merge conflict"),
        (b'{"one": "\xff"}', "is not UTF-8"),
        (b'{"one": []}', 'the entry of one has no "recorded-content" object'),
        (b'{"one": {"recorded-content": 1}}', 'the entry of one has no "recorded-content" object'),
    ],
    ids=["empty", "cut-off", "list", "conflict", "encoding", "entry", "content"],
)
def test_a_file_that_cannot_be_used_is_named_with_its_problem(
    file: SnapshotFile, content: bytes, problem: str
) -> None:
    file.path.write_bytes(content)

    with pytest.raises(SnapshotFileError) as caught:
        file.entry(["one"])

    assert str(file.path) in str(caught.value)
    assert problem in str(caught.value)
    assert "version control" in str(caught.value)


@pytest.fixture
def folder_that_cannot_be(tmp_path: Path) -> Path:
    (tmp_path / "plain").write_text("a file where a folder should be")
    return tmp_path / "plain" / "deeper"


def test_a_folder_that_cannot_be_written_is_named_with_the_way_out(folder_that_cannot_be: Path) -> None:
    file = SnapshotFile(folder_that_cannot_be / "test_x.snapshot.json")

    with pytest.raises(SnapshotFileError, match=r"cannot be written: .*\nNothing was recorded"):
        file.record("one", {}, NOW)
