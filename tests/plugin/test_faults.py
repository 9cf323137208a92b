"""A fault of the emulator fails the test that caused it, also when the test did not notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]


def test_the_tests_that_caused_one_fail_and_no_other(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        """
        from localstack_providers.sqs.provider import SqsProvider

        def list_queues(self, context, request):
            raise KeyError("never set")

        SqsProvider.list_queues = list_queues
        """
    )
    pytester.makepyfile(
        """
        import boto3, contextlib, urllib.error, urllib.request
        from botocore.exceptions import ClientError

        def test_in_process():
            with contextlib.suppress(ClientError):
                boto3.client("sqs").list_queues()

        def test_over_http(localstack):
            host = {"Host": "sqs.us-east-1.amazonaws.com"}
            request = urllib.request.Request(localstack.url + "/?Action=ListQueues", headers=host)
            try:
                urllib.request.urlopen(request)
            except urllib.error.HTTPError as error:
                error.close()

        def test_another():
            boto3.client("sqs").create_queue(QueueName="orders")
        """
    )

    result = run("--localstack")

    result.assert_outcomes(passed=1, failed=2)
    assert result.stdout.str().count("a fault of ours, please report it): sqs.ListQueues: KeyError") >= 2
    result.stdout.fnmatch_lines(["FAILED *::test_in_process*", "FAILED *::test_over_http*"])
