"""`--snapshot-raw` writes the values as they were before any transformation, beside the recordings."""

from __future__ import annotations

import json
import re

import pytest

ONE_TEST = """
    def test_send(snapshot):
        snapshot.add_transformer(snapshot.transform.key_value("MessageId"))
        metadata = {"RequestId": "r", "HTTPHeaders": {}}
        snapshot.match("send", {"MessageId": "m-1", "Body": '{"a": 1}', "ResponseMetadata": metadata})
"""
RAW = {"MessageId": "m-1", "Body": {"a": 1}, "ResponseMetadata": {"RequestId": "r", "HTTPHeaders": {}}}


def content(pytester: pytest.Pytester, name: str) -> object:
    recorded = json.loads((pytester.path / name).read_text())
    return recorded["test_aws.py::test_send"]["recorded-content"]["send"]


@pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
def test_raw_values_are_written_beside_the_recording(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)

    result = pytester.runpytest("--snapshot-raw", "--snapshot-update", *processes)

    result.assert_outcomes(passed=1)
    assert content(pytester, "test_aws.raw.snapshot.json") == RAW
    assert content(pytester, "test_aws.snapshot.json") == {
        "MessageId": "<message-id:1>",
        "Body": {"a": 1},
        "ResponseMetadata": {"HTTPHeaders": {}},
    }


@pytest.mark.parametrize("given", ["--localstack-snapshot-raw", "SNAPSHOT_RAW"])
def test_raw_values_alone_record_nothing_else(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)
    pytester.runpytest("--snapshot-update")
    before = (pytester.path / "test_aws.snapshot.json").read_bytes()
    arguments = [given] if given.startswith("-") else []
    if not arguments:
        monkeypatch.setenv(given, "1")

    result = pytester.runpytest(*arguments)

    result.assert_outcomes(passed=1)
    assert content(pytester, "test_aws.raw.snapshot.json") == RAW
    assert (pytester.path / "test_aws.snapshot.json").read_bytes() == before


def test_without_the_flag_there_is_no_raw_file(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)

    pytester.runpytest("--snapshot-update")

    assert [path.name for path in pytester.path.glob("*.json")] == ["test_aws.snapshot.json"]


def test_unchanged_raw_values_keep_their_date_and_the_file(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_aws=ONE_TEST)
    pytester.runpytest("--snapshot-raw", "--snapshot-update")
    file = pytester.path / "test_aws.raw.snapshot.json"
    file.write_text(re.sub(r"\d\d:\d\d:\d\d", "00:00:00", file.read_text()))
    before = file.stat()

    pytester.runpytest("--snapshot-raw", "--snapshot-update")

    assert file.stat().st_mtime_ns == before.st_mtime_ns
