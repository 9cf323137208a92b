"""The ini option `snapshot_automatic`, and its siblings for a test and a match."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.client import BaseClient

TEST = """
import pytest

@pytest.fixture(scope="module")
def of_the_module(aws_client):
    return aws_client.sqs.create_queue(QueueName="module")

@pytest.fixture
def message(of_the_module, aws_client):
    url = aws_client.sqs.create_queue(QueueName="orders")["QueueUrl"]
    return aws_client.sqs.send_message(QueueUrl=url, MessageBody="hello")

def test_all(of_the_module, message, snapshot):
    snapshot.match("queue", of_the_module)
    snapshot.match("message", message)
    snapshot.match("again", {"parts": [message]})
    snapshot.match("not", message["MD5OfMessageBody"])

def test_one_off(message, snapshot):
    snapshot.match("message", message)
    snapshot.match("off", {"at": 1764000000, "SequenceNumber": "12345678901234567890", **message}, automatic=False)

def test_off(message, snapshot):
    snapshot.automatic = False
    snapshot.match("off", {"SequenceNumber": "12345678901234567890", **message})
    snapshot.match("on", {"SequenceNumber": "22345678901234567890", **message}, automatic=True)
"""
MD5 = "5d41402abc4b2a76b9719d911017c592"
SENT = "12345678901234567890"


def recorded(pytester: pytest.Pytester, test: str) -> Any:
    text = (pytester.path / "test_it.snapshot.json").read_text("utf-8")
    content = json.loads(text)[f"test_it.py::{test}"]["recorded-content"]
    for value in content.values():
        if isinstance(value, dict):
            value.pop("ResponseMetadata", None)
    return content


@pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["serial", "xdist"])
def test_answers_are_normalised_unless_a_test_or_a_match_says_no(
    pytester: pytest.Pytester, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_it=TEST)

    result = pytester.runpytest_subprocess("--localstack", "--snapshot-update", *processes)

    result.assert_outcomes(passed=3)
    found = recorded(pytester, "test_all")
    assert found["queue"] == {"QueueUrl": "<endpoint>/111111111111/module"}
    assert found["message"] == {"MD5OfMessageBody": MD5, "MessageId": "<uuid:1>"}
    assert found["again"]["parts"][0]["MessageId"] == "<uuid:1>"
    assert found["not"] == MD5
    assert recorded(pytester, "test_one_off")["off"]["SequenceNumber"] == SENT
    assert recorded(pytester, "test_off")["off"]["SequenceNumber"] == SENT
    assert recorded(pytester, "test_off")["on"]["SequenceNumber"] == "<sequence-number:1>"


def test_the_ini_file_switches_it_off(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nsnapshot_automatic = false")
    pytester.makepyfile(
        test_it="""
        def test_it(aws_client, snapshot):
            snapshot.match("queue", aws_client.sqs.create_queue(QueueName="orders"))
        """
    )

    pytester.runpytest_subprocess("--localstack", "--snapshot-update").assert_outcomes(passed=1)

    assert recorded(pytester, "test_it")["queue"]["QueueUrl"].startswith("http://")


def test_it_works_against_an_endpoint(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_it=TEST)
    pytester.runpytest_subprocess("--localstack", "--snapshot-update", "-k", "all").assert_outcomes(passed=1)
    pytester.makeconftest(
        """
        import os
        import pytest

        @pytest.fixture(scope="session")
        def emulator():
            from localstack.config import Settings
            from localstack.runtime import Emulator

            with Emulator(Settings(port=0)) as emulator:
                yield emulator

        @pytest.fixture(scope="session")
        def aws_client(emulator):
            from localstack.aws.connect import connect_externally_to

            return connect_externally_to(endpoint_url=emulator.url, region_name="us-east-1",
                aws_access_key_id="test", aws_secret_access_key="test")
        """
    )

    pytester.runpytest_subprocess("-k", "all").assert_outcomes(passed=1)


def test_a_teardown_that_fails_leaves_botocore_as_it_was(pytester: pytest.Pytester) -> None:
    before = vars(BaseClient)["_make_api_call"]
    pytester.makepyfile(
        """
        import pytest

        @pytest.fixture
        def broken():
            yield
            raise ValueError

        def test_it(broken, snapshot):
            pass
        """
    )

    pytester.runpytest_inprocess().assert_outcomes(passed=1, errors=1)

    assert vars(BaseClient)["_make_api_call"] is before
