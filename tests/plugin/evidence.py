"""Recordings of real AWS for inner runs, and tests that name them."""

from __future__ import annotations

import json
from pathlib import Path

FILE = "sqs/test_sqs.snapshot.json"
TEST = "tests/sqs.py::test_tags"
NAMES = f"{FILE}::test_tags"
TESTS = f"""
    def tagged(aws_client, url, **tags):
        aws_client.sqs.tag_queue(QueueUrl=url, Tags=tags)
        return aws_client.sqs.list_queue_tags(QueueUrl=url)

    def test_same(aws_client, sqs_queue, snapshot):
        snapshot.match("tags", tagged(aws_client, sqs_queue, a="1"), aws_evidence="{NAMES}::one")

    def test_other(aws_client, sqs_queue, snapshot):
        snapshot.match("tags", tagged(aws_client, sqs_queue, b="2"), aws_evidence="{NAMES}::one")

    def test_none(aws_client, sqs_queue, snapshot):
        snapshot.match("tags", tagged(aws_client, sqs_queue, c="3"))
"""


def write_recordings(folder: Path) -> Path:
    """Write what AWS is said to have answered; gives the folder for AWS_BASELINES_DIR."""
    metadata = {"HTTPHeaders": {}, "HTTPStatusCode": 200}
    content = {"one": {"Tags": {"a": "<value:1>"}, "ResponseMetadata": metadata}}
    entry = {"recorded-date": "01-02-2024, 03:04:05", "recorded-content": content}
    file = folder / FILE
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({TEST: entry}))
    return folder
