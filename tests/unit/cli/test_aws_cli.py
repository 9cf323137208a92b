"""The AWS CLI in a shell of `localstack ssh`; in the environment awscli of tox."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Cli

pytest.importorskip("awscli", reason="AWS CLI 1 holds botocore to one release: tox -e awscli has it")

# AWS CLI 1 knows an endpoint of SQS of its own, and takes another by the option only.
SCRIPT = """
aws sts get-caller-identity --query Account --output text
aws s3 mb s3://bucket
echo content > local.txt
aws s3 cp --no-progress local.txt s3://bucket/folder/key.txt
aws s3 ls s3://bucket/folder/ | awk '{print $3, $4}'
aws s3 cp --no-progress s3://bucket/folder/key.txt - | cat
aws s3 rm s3://bucket/folder/key.txt
aws s3 ls s3://bucket/folder/ || echo nothing is left
aws s3 rb s3://bucket
sqs="aws sqs --endpoint-url $AWS_ENDPOINT_URL --output text"
url=$($sqs create-queue --queue-name q --query QueueUrl)
$sqs send-message --queue-url "$url" --message-body hello --query MD5OfMessageBody
$sqs receive-message --queue-url "$url" --query "Messages[0].Body"
"""


def test_s3_sqs_and_sts_are_used_as_in_a_terminal(cli: Cli) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    cli("start", "-d")

    shell = cli("ssh", text=SCRIPT, SHELL="/bin/sh", PATH=path)

    assert shell.stdout.splitlines() == [
        "000000000000",
        "make_bucket: bucket",
        "upload: ./local.txt to s3://bucket/folder/key.txt",
        "8 key.txt",
        "content",
        "delete: s3://bucket/folder/key.txt",
        "nothing is left",
        "remove_bucket: bucket",
        "5d41402abc4b2a76b9719d911017c592",
        "hello",
    ]
