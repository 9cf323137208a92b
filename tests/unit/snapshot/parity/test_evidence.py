"""Recordings of real AWS that a match names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_localstack.snapshot.errors import EvidenceError, SnapshotError
from pytest_localstack.snapshot.parity.evidence import Claims, Evidence, find, folder, parse

FILE = "services/sqs/test_sqs.snapshot.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    file = tmp_path / FILE
    file.parent.mkdir(parents=True)
    entry = {"recorded-date": "01-01-2024, 00:00:00", "recorded-content": {"tags": {"Tags": {"a": "<x:1>"}}}}
    file.write_text(json.dumps({"tests/sqs.py::TestSqs::test_tags[sqs]": entry}))
    return tmp_path


def test_a_claim_names_file_test_and_key() -> None:
    assert parse(f"{FILE}::TestSqs::test_tags[sqs]::tags") == Evidence(
        FILE, "TestSqs::test_tags[sqs]", "tags"
    )


@pytest.mark.parametrize(
    "text", ["", "a.json", "a.json::test", "a.py::test::key", "a.json::::key", "a.json::test::"]
)
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError, match=r'must be "<baseline file>::<test>::<match key>"'):
        parse(text)


@pytest.mark.parametrize(
    "test", ["test_tags[sqs]", "TestSqs::test_tags[sqs]", "tests/sqs.py::TestSqs::test_tags[sqs]"]
)
def test_a_test_is_found_by_the_end_of_its_node_id(root: Path, test: str) -> None:
    recorded = find(Evidence(FILE, test, "tags"), root)

    assert (recorded.date, recorded.value) == ("01-01-2024, 00:00:00", {"Tags": {"a": "<x:1>"}})


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        (
            Evidence("services/sqs/other.json", "t", "k"),
            "names services/sqs/other.json, which is not in AWS_BASEL",
        ),
        (
            Evidence(FILE, "test_tag[sqs]", "tags"),
            "no test 'test_tag.sqs.'; the nearest is 'TestSqs::test_tags",
        ),
        (Evidence(FILE, "ags[sqs]", "tags"), "no test 'ags.sqs.'"),
        (Evidence(FILE, "test_tags[sqs]", "tag"), "has no match 'tag'; the nearest is 'tags'"),
    ],
    ids=["file", "test", "half a name", "key"],
)
def test_what_is_not_there_is_named(root: Path, evidence: Evidence, message: str) -> None:
    with pytest.raises(SnapshotError, match=message):
        find(evidence, root)


def test_without_the_variable_there_is_no_folder() -> None:
    assert folder({}) is None


@pytest.mark.parametrize("named", ["", "/nowhere/at/all"])
def test_a_variable_that_names_no_folder_is_refused(named: str) -> None:
    with pytest.raises(SnapshotError, match="AWS_BASELINES_DIR names"):
        folder({"AWS_BASELINES_DIR": named})


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no folder with recordings"):
        folder({"AWS_BASELINES_DIR": str(tmp_path)})


def test_a_match_that_differs_from_its_evidence_fails(root: Path) -> None:
    claims = Claims(root)
    claims.claim("mine", f"{FILE}::test_tags[sqs]::tags")

    claims.compare({"mine": {"Tags": {"a": "1", "b": "2"}}, "other": {}})

    assert [difference.path for difference in claims.proven["mine"].differences] == [("Tags", "b")]
    assert list(claims.proven) == ["mine"]
    with pytest.raises(EvidenceError) as failure:
        claims.check("test_x.py::test_it", ["mine", "other"])
    assert str(failure.value).splitlines() == [
        "test_x.py::test_it is answered otherwise than by real AWS",
        "",
        "mine",
        f"  recorded 01-01-2024, 00:00:00 UTC on AWS: {FILE}::test_tags[sqs]::tags",
        '  (+) $.Tags.b "2"',
        "",
        "To leave these out:",
        '@pytest.mark.skip_snapshot_verify(paths=["$.mine.Tags.b"])',
    ]


def test_a_path_can_be_left_out(root: Path) -> None:
    claims = Claims(root)
    claims.claim("mine", f"{FILE}::test_tags[sqs]::tags")

    claims.compare({"mine": {"Tags": {"a": "1", "b": "2"}}}, ["$.mine.Tags.b"])

    claims.check("test_x.py::test_it", ["mine"])
    assert claims.proven["mine"]


def test_without_a_folder_nothing_is_compared() -> None:
    claims = Claims(None)
    claims.claim("mine", f"{FILE}::test_tags[sqs]::tags")

    claims.compare({"mine": {}})

    assert claims.proven == {}
    assert "mine" in claims
