"""`--localstack-durations=N`: the slowest calls; and what the summary names besides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_the_slowest_calls_are_listed_with_their_tests(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("name", ["one", "two"])
        def test_it(aws_client, name):
            aws_client.sns.create_topic(Name=name)
            aws_client.sns.list_topics()
        """
    )

    result = run("--localstack", "--localstack-durations=3", *arguments)

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*= slowest AWS calls =*", "sns.CreateTopic(Name='*') -> 200 (* ms)*::test_it[[]*"]
    )
    assert len([line for line in result.outlines if line.startswith("sns.")]) == 3


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "xdist"])
def test_what_is_relied_upon_and_not_there_is_named(
    run: Run, pytester: pytest.Pytester, arguments: tuple[str, ...]
) -> None:
    pytester.makepyfile(
        """
        import boto3, pytest
        from botocore.config import Config
        from botocore.exceptions import ClientError

        @pytest.mark.parametrize("number", [1, 2])
        def test_it(number):
            client = boto3.client("arc-region-switch", config=Config(retries={"total_max_attempts": 1}))
            with pytest.raises(ClientError):
                client.list_plans()

        def test_ignored(s3_bucket, aws_client):
            aws_client.s3.delete_object(Bucket=s3_bucket, Key="key", MFA="serial 123456")
        """
    )

    result = run("--localstack", *arguments)

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(
        [
            "localstack: not emulated: arc-region-switch.ListPlans (2)",
            "localstack: without effect: s3.DeleteObject:MFA (1)",
        ]
    )
