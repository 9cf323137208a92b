"""Processes that tests start: forked ones go through the parent's port, others through AWS_ENDPOINT_URL."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., pytest.RunResult]

WORK = """
import multiprocessing, os, sys
import boto3

def count(bucket):
    s3 = boto3.client("s3")
    s3.put_object(Bucket=bucket, Key=str(os.getpid()), Body=b"x")
    return len(s3.list_objects_v2(Bucket=bucket)["Contents"])

def work(bucket, results):
    results.put(count(bucket))
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_process_of_multiprocessing_shares_the_test_s_state(
    run: Run, pytester: pytest.Pytester, method: str
) -> None:
    pytester.makepyfile(work=WORK)
    pytester.makepyfile(
        f"""
import boto3, multiprocessing
from work import work

def test_it(s3_bucket):
    boto3.client("s3").put_object(Bucket=s3_bucket, Key="mine")
    context = multiprocessing.get_context({method!r})
    results = context.Queue()
    process = context.Process(target=work, args=(s3_bucket, results))
    process.start()
    assert results.get(timeout=60) == 2
    process.join(60)
    assert process.exitcode == 0
    assert len(boto3.client("s3").list_objects_v2(Bucket=s3_bucket)["Contents"]) == 2
"""
    )

    run("--localstack", "-W", "ignore::DeprecationWarning").assert_outcomes(passed=1)


def test_a_forked_child_goes_on_with_its_parent_s_client(run: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
import boto3, io, os

s3 = boto3.client("s3")

def test_it(s3_bucket):
    child = os.fork()
    if child == 0:
        s3.upload_fileobj(io.BytesIO(b"y" * 9_000_000), s3_bucket, "from-the-child")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert s3.head_object(Bucket=s3_bucket, Key="from-the-child")["ContentLength"] == 9_000_000
"""
    )

    run("--localstack", "-W", "ignore::DeprecationWarning").assert_outcomes(passed=1)
