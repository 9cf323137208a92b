"""Long polls of a real queue, as the bytes a client sends."""

from __future__ import annotations

import json
from collections.abc import Callable

from localstack.clock import Deadline
from localstack.runtime import Emulator
from tests.unit.http.fake_gateway import TIMEOUT

HEADERS = [("x-amz-target", "AmazonSQS.ReceiveMessage"), ("content-type", "application/x-amz-json-1.0")]
ACCOUNT = ("000000000000", "us-east-1")


def create_queue(emulator: Emulator) -> str:
    return str(emulator.gateway.call("sqs", "CreateQueue", {"QueueName": "q"}, *ACCOUNT)["QueueUrl"])


def payload(url: str, seconds: int = 20) -> bytes:
    return json.dumps({"QueueUrl": url, "WaitTimeSeconds": seconds}).encode()


def request(url: str) -> bytes:
    """Give the poll as an HTTP/1.1 request."""
    body = payload(url)
    head = "POST / HTTP/1.1\r\nHost: h\r\n" + "".join(f"{name}: {value}\r\n" for name, value in HEADERS)
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def until(condition: Callable[[], bool]) -> None:
    """Return when a condition has come about."""
    deadline = Deadline(TIMEOUT)
    while not condition():
        assert deadline.remaining, "it did not come about"
