"""`aws_faults`: what goes wrong for one test, and no further."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

TESTS = """
    import unittest

    import boto3
    import pytest
    from botocore.exceptions import ClientError

    def test_retries(aws_faults, aws_client, localstack):
        aws_client.s3.create_bucket(Bucket="bucket")
        slow = aws_faults.error("s3", "PutObject", "SlowDown", times=2)
        before = localstack.clock.time()
        aws_client.s3.put_object(Bucket="bucket", Key="key", Body=b"content")
        assert slow.fired == 2
        assert localstack.clock.time() > before

    def test_a_lost_connection(aws_faults, aws_client, sqs_queue):
        reset = aws_faults.reset_connection("sqs", "SendMessage", nth=2)
        for text in "abc":
            aws_client.sqs.send_message(QueueUrl=sqs_queue, MessageBody=text)
        assert reset.fired == 1

    def test_entries(aws_faults, aws_client, sqs_queue):
        aws_faults.fail_entries("sqs", "SendMessageBatch", lambda entry: entry["Id"] == "b")
        entries = [{"Id": name, "MessageBody": name} for name in "ab"]
        result = aws_client.sqs.send_message_batch(QueueUrl=sqs_queue, Entries=entries)
        assert [entry["Id"] for entry in result["Failed"]] == ["b"]

    @pytest.mark.parametrize("code", ["Throttling", "ServiceUnavailable"])
    def test_parameters(aws_faults, code):
        aws_faults.error("sts", None, code)
        with pytest.raises(ClientError, match=code):
            boto3.client("sts").get_caller_identity()

    class TestUnittest(unittest.TestCase):
        @pytest.fixture(autouse=True)
        def faults(self, aws_faults):
            self.aws_faults = aws_faults

        def test_throttling(self):
            self.aws_faults.throttle("sqs")
            with self.assertRaises(ClientError):
                boto3.client("sqs").list_queues()

    def test_all_is_well_again():
        boto3.client("sqs").list_queues()
"""


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_faults_of_a_test_end_with_it(run: Run, pytester: pytest.Pytester, options: tuple[str, ...]) -> None:
    pytester.makepyfile(TESTS)

    run("--localstack", *options).assert_outcomes(passed=7)


def test_the_fixture_boots_on_demand(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS.partition("    @pytest.mark")[0])

    run().assert_outcomes(passed=3)


def test_a_fault_that_never_happened_fails_its_test(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_nothing(aws_faults):
            aws_faults.throttle("dynamodb", "PutItem")

        def test_another_call(aws_faults, aws_client):
            aws_faults.throttle("sqs", "SendMessage", nth=2)
            aws_client.sqs.list_queues()

        def test_optional(aws_faults):
            aws_faults.throttle("dynamodb", optional=True)

        def test_ended_early(aws_faults, aws_client):
            with aws_faults.throttle("sqs"):
                pass
            aws_client.sqs.list_queues()
        """
    )

    result = run("--localstack")

    result.assert_outcomes(passed=1, failed=3)
    result.stdout.fnmatch_lines(
        [
            "aws_faults: throttling for dynamodb.PutItem never happened; no call came near",
            "aws_faults: throttling for sqs.SendMessage (call 2) never happened; "
            "nearest: sqs.ListQueues: another operation",
            "aws_faults: throttling for sqs.* never happened; no call came near",
        ]
    )


def test_a_test_that_fails_anyway_tells_its_own_reason(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_it(aws_faults):
            aws_faults.throttle("sqs")
            assert 1 == 2
        """
    )

    result = run("--localstack")

    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*never happened*")


def test_what_does_not_exist_is_refused_where_it_is_written(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("arguments", [
            ("sqz", "SendMessage", "Throttling"),
            ("sqs", "send_message", "Throttling"),
            ("sqs", "SendMessage", "Throttlin"),
        ])
        def test_it(aws_faults, arguments):
            aws_faults.error(*arguments)
        """
    )

    result = run("--localstack")

    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "*no service named 'sqz'; did you mean sqs*",
            "*'send_message'; did you mean SendMessage*",
            "*'Throttlin'; did you mean Throttling*",
        ]
    )
