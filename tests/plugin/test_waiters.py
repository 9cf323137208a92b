"""Waiters and retries under the plugin: virtual time passes, and is given back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]


def test_a_waiter_takes_virtual_time_only(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import time

        import boto3
        import pytest
        from botocore.exceptions import WaiterError

        @pytest.fixture
        def real():
            started = time.monotonic()
            yield
            assert time.monotonic() - started < 50  # the waiter's twenty looks are five seconds apart

        def test_wait(localstack, real):
            before = localstack.clock.time()
            with pytest.raises(WaiterError):
                boto3.client("s3").get_waiter("bucket_exists").wait(Bucket="missing-bucket")
            assert localstack.clock.time() - before > 90

        def test_what_passed_is_taken_back(localstack):
            assert abs(localstack.clock.time() - time.time()) < 50
        """
    )

    run("--localstack").assert_outcomes(passed=2)


def test_a_message_becomes_visible_while_a_waiter_waits(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import boto3
        import pytest
        from botocore.exceptions import WaiterError

        def test_wait(sqs_queue):
            sqs = boto3.client("sqs")
            sqs.send_message(QueueUrl=sqs_queue, MessageBody="text")
            sqs.receive_message(QueueUrl=sqs_queue, VisibilityTimeout=60)
            assert "Messages" not in sqs.receive_message(QueueUrl=sqs_queue)

            with pytest.raises(WaiterError):
                boto3.client("s3").get_waiter("bucket_exists").wait(Bucket="missing-bucket")

            assert sqs.receive_message(QueueUrl=sqs_queue)["Messages"][0]["Body"] == "text"
        """
    )

    run("--localstack").assert_outcomes(passed=1)
