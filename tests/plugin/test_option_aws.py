"""`--aws`: runs against real AWS, tried against a stand-in that answers otherwise than the emulator."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import Any

import botocore
import pytest
from botocore.client import BaseClient
from botocore.httpsession import URLLib3Session

from tests.plugin.stand_in import ACCOUNT_ID, StandIn

Run = Callable[..., pytest.RunResult]

EACH_RUN = pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
USES = """
    import pytest
    from localstack.testing.pytest import markers

    @markers.aws.validated
    def test_queue(aws_client, sqs_queue, account_id, region_name, snapshot):
        assert (account_id, region_name) == ("222233334444", "eu-central-1")
        assert "222233334444" in sqs_queue
        aws_client.sqs.send_message(QueueUrl=sqs_queue, MessageBody="hello")
        attributes = aws_client.sqs.get_queue_attributes(QueueUrl=sqs_queue, AttributeNames=["QueueArn"])
        snapshot.add_transformer(snapshot.transform.sqs_api())
        snapshot.match("attributes", attributes)

    @markers.aws.validated
    def test_bucket(aws_client, s3_bucket, snapshot):
        aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"content")
        got = aws_client.s3.get_object(Bucket=s3_bucket, Key="key")
        snapshot.match("body", got["Body"])
        snapshot.match("expiration", got.get("Expiration"))

    @markers.aws.only_localstack
    def test_emulator(aws_client):
        raise AssertionError("never run on AWS")
"""


def recorded(pytester: pytest.Pytester, name: str) -> Any:
    return json.loads((pytester.path / name).read_text())


@EACH_RUN
def test_the_fixtures_work_and_what_aws_answers_is_recorded(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=USES)
    stand_in.throttled = {"CreateQueue"}

    result = run("--aws", "--snapshot-update", *processes)

    result.assert_outcomes(passed=2, skipped=1)
    assert result.outlines[0] == (
        f"real AWS: account {ACCOUNT_ID}, region eu-central-1, as arn:aws:iam::{ACCOUNT_ID}:root"
    )
    contents = recorded(pytester, "test_aws.snapshot.json")
    assert set(contents) == {"test_aws.py::test_queue", "test_aws.py::test_bucket"}
    attributes = contents["test_aws.py::test_queue"]["recorded-content"]["attributes"]["Attributes"]
    assert attributes == {
        "ExtraAttribute": "only on AWS",
        "QueueArn": "arn:<partition>:sqs:<region>:111111111111:<resource:1>",
    }
    origin = {"target": "aws", "region": "eu-central-1", "botocore": botocore.__version__}
    assert {name: entry["recorded-from"] for name, entry in contents.items()} == dict.fromkeys(
        contents, origin
    )
    assert contents["test_aws.py::test_bucket"]["recorded-content"] == {
        "body": "content",
        "expiration": 'expiry-date="never"',
    }
    assert stand_in.calls["CreateQueue"] == 2
    assert stand_in.calls["HEAD bucket"] == 2  # missing at first
    assert stand_in.calls["DeleteQueue"] == stand_in.calls["DELETE bucket"] == 1
    assert "left behind" not in result.stdout.str()


@EACH_RUN
def test_what_passed_on_aws_is_validated(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn, processes: tuple[str, ...]
) -> None:
    del stand_in
    pytester.makepyfile(
        test_aws="""
        import pytest

        def test_z(): pass
        def test_a(): pass
        def test_fails(): assert False
        @pytest.mark.xfail(strict=False)
        def test_expected(): pass
        """
    )
    earlier = {"test_aws.py::test_m": {"last_validated_date": "2024-01-01T00:00:00+00:00"}}
    (pytester.path / "test_aws.validation.json").write_text(json.dumps(earlier))

    run("--aws", *processes)

    entries = recorded(pytester, "test_aws.validation.json")
    assert list(entries) == [f"test_aws.py::test_{name}" for name in "amz"]
    assert entries["test_aws.py::test_m"] == earlier["test_aws.py::test_m"]
    entry = entries["test_aws.py::test_a"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", entry["last_validated_date"])
    assert list(entry["durations_in_seconds"]) == ["setup", "call", "teardown", "total"]
    assert sorted(path.name for path in pytester.path.glob("test_aws.*")) == [
        "test_aws.py",
        "test_aws.validation.json",
    ]


def test_a_run_that_verifies_writes_nothing(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    del stand_in
    pytester.makepyfile(test_aws="def test_it(): pass")

    run("--aws", "--snapshot-verify").assert_outcomes(passed=1)

    assert list(pytester.path.glob("*.json")) == []


def test_markers_that_excuse_the_emulator_excuse_nothing(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn
) -> None:
    del stand_in
    pytester.makepyfile(
        test_aws="""
        import pytest

        @pytest.mark.skip_snapshot_verify
        def test_it(snapshot):
            snapshot.match("never", "recorded")
        """
    )

    result = run("--aws")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["pytest --aws --snapshot-update test_aws.py::test_it"])


@EACH_RUN
def test_another_account_is_refused_before_anything_is_imported(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn, processes: tuple[str, ...]
) -> None:
    pytester.makeini("[pytest]\naws_allowed_accounts = 999988887777 123412341234")
    pytester.makeconftest("raise AssertionError('imported')")

    result = run("--aws", *processes)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [f"*credentials are of account {ACCOUNT_ID} *allows 999988887777, 123412341234 only*"]
    )
    assert set(stand_in.calls) == {"GetCallerIdentity"}


def test_an_account_that_is_listed_may_be_used(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn
) -> None:
    del stand_in
    pytester.makeini(f"[pytest]\naws_allowed_accounts = 999988887777 {ACCOUNT_ID}")
    pytester.makepyfile("def test_it(): pass")

    run("--aws").assert_outcomes(passed=1)


def test_an_account_that_cannot_be_is_named(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    pytester.makeini("[pytest]\naws_allowed_accounts = production")

    result = run("--aws")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*aws_allowed_accounts: 'production' is no account id*"])
    assert not stand_in.calls


def test_the_workers_ask_nobody_again(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    pytester.makepyfile("def test_1(): pass\ndef test_2(): pass")

    run("--aws", "-n2").assert_outcomes(passed=2)

    assert stand_in.calls == {"GetCallerIdentity": 1}


def test_collecting_calls_nothing(run: Run, pytester: pytest.Pytester, stand_in: StandIn) -> None:
    pytester.makepyfile("def test_it(): pass")

    assert run("--aws", "--collect-only").ret == 0

    assert not stand_in.calls


def test_no_credentials_stop_the_run(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    pytester.makepyfile("def test_it(): pass")

    result = run("--aws")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*needs credentials that AWS takes*Unable to locate credentials*"])
    assert not stand_in.calls


def test_an_endpoint_of_one_service_is_enough(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    for service in ("STS", "SQS"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", stand_in.url)
    pytester.makepyfile(
        """
        def test_it(aws_client, sqs_queue):
            assert aws_client.s3.meta.endpoint_url == "https://s3.eu-central-1.amazonaws.com"
            assert aws_client.sqs.list_queues()["QueueUrls"] == [sqs_queue]
        """
    )

    run("--aws").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "other",
    [
        "--localstack",
        "--localstack-shared",
        "--localstack-endpoint=http://127.0.0.1:9",
        "--localstack-port=4567",
        "--localstack-isolation=none",
        "--localstack-strict",
        "--localstack-realistic",
        "--localstack-log-level=INFO",
        "--localstack-durations=3",
        "--aws-coverage",
    ],
)
def test_an_option_about_the_emulator_contradicts_it(run_here: Run, stand_in: StandIn, other: str) -> None:
    result = run_here("--aws", other)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*--aws runs against real AWS, and {other.partition('=')[0]} is about*"])
    assert not stand_in.calls


def test_the_variable_does_the_same_whatever_else_is_given(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    del stand_in
    monkeypatch.setenv("TEST_TARGET", "AWS_CLOUD")
    pytester.makepyfile(f"def test_it(account_id):\n    assert account_id == {ACCOUNT_ID!r}\n")

    result = run("--localstack")

    result.assert_outcomes(passed=1)
    assert result.outlines[0].startswith(f"real AWS: account {ACCOUNT_ID}")
    assert (pytester.path / "test_the_variable_does_the_same_whatever_else_is_given.validation.json").exists()


def test_the_run_leaves_no_trace_in_its_process(
    run_here: Run, pytester: pytest.Pytester, stand_in: StandIn
) -> None:
    del stand_in
    pytester.makepyfile(
        """
        import os

        def test_it(sqs_queue):
            assert os.environ["TEST_TARGET"] == "AWS_CLOUD"
        """
    )

    def state() -> tuple[dict[str, str], Any, Any]:
        pytests_own = ("PYTEST_CURRENT_TEST", "PYTEST_VERSION")
        variables = {name: value for name, value in os.environ.items() if name not in pytests_own}
        return variables, BaseClient._make_api_call, URLLib3Session.send

    before = state()

    run_here("--aws").assert_outcomes(passed=1)

    assert state() == before
