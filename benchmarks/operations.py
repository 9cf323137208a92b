"""The operations that are measured, each with the arguments of its calls."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Arguments = dict[str, Any]
BUCKET = "benchmark-bucket"
LISTED = "benchmark-listed"
TABLE = "benchmark-table"
KIBIBYTE = bytes(range(256)) * 4
MESSAGE = "m" * 200
LISTED_KEYS = 100


@dataclass(frozen=True)
class Operation:
    """An operation.

    :ivar arguments: takes a client and how many calls will be made, creates what they need, and gives the
        arguments of each.
    :ivar wall: measured in elapsed time, because another process does part of the work.
    """

    title: str
    service: str
    method: str
    arguments: Callable[[Any, int], list[Arguments]]
    wall: bool = False

    def bind(self, client: Any) -> Callable[..., object]:
        """Give the function that makes one call and takes in the whole answer."""
        call: Callable[..., Any] = getattr(client, self.method)
        if self.method == "get_object":
            return lambda **arguments: call(**arguments)["Body"].read()
        return call


_names = itertools.count()


def _nothing(_client: Any, calls: int) -> list[Arguments]:
    return [{}] * calls


def _queue(client: Any) -> str:
    # A queue of its own for each round: what is measured must not depend on what earlier rounds left.
    url: str = client.create_queue(QueueName=f"benchmark-{next(_names)}")["QueueUrl"]
    return url


def _filled_queue(client: Any, calls: int) -> str:
    url = _queue(client)
    for _ in range(calls):
        client.send_message(QueueUrl=url, MessageBody=MESSAGE)
    return url


def _sends(client: Any, calls: int) -> list[Arguments]:
    return [{"QueueUrl": _queue(client), "MessageBody": MESSAGE}] * calls


def _receives(client: Any, calls: int) -> list[Arguments]:
    return [{"QueueUrl": _filled_queue(client, calls)}] * calls


def _deletes(client: Any, calls: int) -> list[Arguments]:
    url = _filled_queue(client, calls)
    handles: list[str] = []
    while len(handles) < calls:
        received = client.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        handles += [message["ReceiptHandle"] for message in received["Messages"]]
    return [{"QueueUrl": url, "ReceiptHandle": handle} for handle in handles]


def _puts(client: Any, calls: int) -> list[Arguments]:
    client.create_bucket(Bucket=BUCKET)
    return [{"Bucket": BUCKET, "Key": "object", "Body": KIBIBYTE}] * calls


def _gets(client: Any, calls: int) -> list[Arguments]:
    client.create_bucket(Bucket=BUCKET)
    client.put_object(Bucket=BUCKET, Key="object", Body=KIBIBYTE)
    return [{"Bucket": BUCKET, "Key": "object"}] * calls


def _lists(client: Any, calls: int) -> list[Arguments]:
    client.create_bucket(Bucket=LISTED)
    for number in range(LISTED_KEYS):
        client.put_object(Bucket=LISTED, Key=f"folder/{number:05}", Body=b"x")
    return [{"Bucket": LISTED}] * calls


def _items(client: Any, calls: int) -> list[Arguments]:
    if TABLE not in client.list_tables()["TableNames"]:
        client.create_table(
            TableName=TABLE,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    client.put_item(TableName=TABLE, Item={"id": {"S": "1"}, "name": {"S": "x" * 100}, "n": {"N": "42"}})
    return [{"TableName": TABLE, "Key": {"id": {"S": "1"}}}] * calls


OPERATIONS = (
    Operation("STS GetCallerIdentity", "sts", "get_caller_identity", _nothing),
    Operation("SQS SendMessage", "sqs", "send_message", _sends),
    Operation("SQS ReceiveMessage", "sqs", "receive_message", _receives),
    Operation("SQS DeleteMessage", "sqs", "delete_message", _deletes),
    Operation("S3 PutObject 1 KiB", "s3", "put_object", _puts),
    Operation("S3 GetObject 1 KiB", "s3", "get_object", _gets),
    Operation(f"S3 ListObjectsV2 {LISTED_KEYS}", "s3", "list_objects_v2", _lists),
    Operation("DynamoDB GetItem, elapsed", "dynamodb", "get_item", _items, wall=True),
)
BY_TITLE = {operation.title: operation for operation in OPERATIONS}
