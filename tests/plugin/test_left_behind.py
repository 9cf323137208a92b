"""What a run against AWS says of resources that its tests did not delete."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugin.stand_in import StandIn

Run = Callable[..., pytest.RunResult]
LEAVES = """
    import boto3
    import pytest

    @pytest.fixture(scope="session")
    def shared():
        client = boto3.client("sqs")
        url = client.create_queue(QueueName="shared")["QueueUrl"]
        yield url
        client.delete_queue(QueueUrl=url)

    def test_cleans(s3_bucket, aws_client, shared):
        aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"")

    def test_leaves(aws_client):
        aws_client.sqs.create_queue(QueueName="forgotten")

    def test_fails_to_create(aws_client):
        with pytest.raises(Exception):
            aws_client.s3.create_bucket(Bucket="UPPER_CASE")
"""


@pytest.mark.parametrize("processes", [(), ("-n2",)], ids=["one-process", "xdist"])
def test_it_is_named_with_the_test_that_created_it(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn, processes: tuple[str, ...]
) -> None:
    pytester.makepyfile(test_aws=LEAVES)

    result = run("--aws", *processes)

    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(
        [
            "*= 1 left behind =*",
            "left on AWS, as far as calls through botocore tell*",
            f"  sqs Queue {stand_in.url}/222233334444/forgotten (eu-central-1), created in test_aws.py::test_leaves",
        ]
    )


def test_nothing_is_said_of_a_run_that_leaves_nothing(
    run: Run, pytester: pytest.Pytester, stand_in: StandIn
) -> None:
    del stand_in
    pytester.makepyfile("def test_it(sqs_queue): pass")

    assert "left" not in run("--aws").stdout.str()
