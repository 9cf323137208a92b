"""The fixture `snapshot` and its defaults: account, region, partition, metadata, ids and times."""

from __future__ import annotations

import json
from typing import Any

import pytest

ONE_RESPONSE = """
    import datetime

    def test_it(snapshot):
        snapshot.match("get", {
            "Arn": "arn:aws-cn:sqs:cn-north-1:123456789012:name",
            "MessageId": "0A1b2c3d-0000-4000-8000-000000000001",
            "Date": datetime.datetime(2025, 1, 2),
            "Text": "2025-01-02T03:04:05.678Z",
            "Headers": {"x-localstack": "yes", "Server": "s"},
            "ResponseMetadata": {"RequestId": "r", "HTTPStatusCode": 200, "HTTPHeaders": {"date": "now"}},
        })
"""


def content(pytester: pytest.Pytester) -> Any:
    recorded = json.loads((pytester.path / "test_aws.snapshot.json").read_text())
    return recorded["test_aws.py::test_it"]["recorded-content"]["get"]


def test_what_belongs_to_the_run_is_replaced(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_AWS_ACCOUNT_ID", "123456789012")
    monkeypatch.setenv("AWS_REGION", "cn-north-1")
    pytester.makepyfile(test_aws=ONE_RESPONSE)

    # The emulator's plugin would name its own account and region.
    pytester.runpytest("--snapshot-update", "-p", "no:pytest_localstack.plugin")

    assert content(pytester) == {
        "Arn": "arn:<partition>:sqs:<region>:111111111111:name",
        "MessageId": "<uuid:1>",
        "Date": "<datetime>",
        "Text": "<timestamp:2022-07-13T13:48:01.000Z>",
        "Headers": {"Server": "s"},
        "ResponseMetadata": {"HTTPHeaders": {}, "HTTPStatusCode": 200},
    }


def test_another_plugin_can_name_the_account_and_region(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        from pytest_localstack.snapshot import SnapshotEnvironment

        def pytest_localstack_snapshot_environment(item):
            return SnapshotEnvironment(account_id="999999999999", region="eu-west-7")
        """
    )
    pytester.makepyfile(
        test_aws="def test_it(snapshot):\n    snapshot.match('get', 'arn:aws:sqs:eu-west-7:999999999999:q')"
    )

    pytester.runpytest("--snapshot-update")

    assert content(pytester) == "arn:<partition>:sqs:<region>:111111111111:q"


def test_a_folder_of_older_recordings_keeps_its_transformers(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        import pytest
        from pytest_localstack.snapshot.aws import AwsTransform

        @pytest.fixture
        def snapshot_basic_transformers():
            return AwsTransform.basic_legacy()
        """
    )
    pytester.makepyfile(test_aws=ONE_RESPONSE)

    pytester.runpytest("--snapshot-update")

    assert (content(pytester)["Date"], content(pytester)["Text"]) == ("datetime", "date")


def test_a_users_own_snapshot_fixture_builds_on_the_session(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        import pytest

        @pytest.fixture
        def snapshot(_snapshot_session):
            _snapshot_session.register_replacement("[0-9]+", "N")
            return _snapshot_session

        def test_it(snapshot):
            snapshot.match("get", "run 17")
        """
    )

    pytester.runpytest("--snapshot-update")

    assert content(pytester) == "run N"


def test_a_transformer_that_breaks_the_text_is_named_with_the_way_out(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_aws="""
        def test_it(snapshot):
            snapshot.add_transformer(snapshot.transform.regex("1", "<one>"))
            snapshot.match("get", {"Size": 1})
        """
    )

    result = pytester.runpytest("--snapshot-update")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(['*test_aws.py::test_it: the match "get" is no JSON after its replacements*'])
    assert list(pytester.path.glob("*.json")) == []
