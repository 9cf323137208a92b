"""The AWS resources that the service runs on, and its command line.

Nothing is cleaned up here: what a test or a module creates is undone when it ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import boto3
import pytest

from orders.table import BY_CUSTOMER

PROJECT = Path(__file__).parents[1]
PAYMENT_KEY = "a key from the payment provider"

CreateTable = Callable[[str], str]
RunCli = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="session")
def create_orders_table() -> CreateTable:
    """Create a table of orders and wait until it can be used."""

    def create(name: str) -> str:
        dynamodb = boto3.client("dynamodb")
        dynamodb.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": "order_id", "AttributeType": "S"},
                {"AttributeName": "customer", "AttributeType": "S"},
                {"AttributeName": "placed_at", "AttributeType": "S"},
            ],
            KeySchema=[{"AttributeName": "order_id", "KeyType": "HASH"}],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": BY_CUSTOMER,
                    "KeySchema": [
                        {"AttributeName": "customer", "KeyType": "HASH"},
                        {"AttributeName": "placed_at", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
        )
        dynamodb.get_waiter("table_exists").wait(TableName=name)
        return name

    return create


@pytest.fixture
def dead_letter_queue(sqs_create_queue: Callable[..., str]) -> str:
    """Where events end up that failed three times."""
    return sqs_create_queue()


@pytest.fixture
def events_queue(
    sqs_create_queue: Callable[..., str], sqs_get_queue_arn: Callable[[str], str], dead_letter_queue: str
) -> str:
    """The queue of order events."""
    redrive = {"deadLetterTargetArn": sqs_get_queue_arn(dead_letter_queue), "maxReceiveCount": 3}
    return sqs_create_queue(Attributes={"RedrivePolicy": json.dumps(redrive)})


@pytest.fixture
def payments_queue(sqs_create_queue: Callable[..., str]) -> str:
    """The queue of payments, first in, first out."""
    return sqs_create_queue(QueueName="payments.fifo", Attributes={"FifoQueue": "true"})


@pytest.fixture
def stage(
    aws_client: Any,
    account_id: str,
    s3_bucket: str,
    events_queue: str,
    payments_queue: str,
    create_orders_table: CreateTable,
) -> str:
    """A complete stage: its resources, the parameters that name them, and the provider's secret."""
    parameters = {
        "account-id": account_id,
        "bucket": s3_bucket,
        "table": create_orders_table("orders"),
        "events-queue-url": events_queue,
        "payments-queue-url": payments_queue,
    }
    for name, value in parameters.items():
        aws_client.ssm.put_parameter(Name=f"/orders/test/{name}", Value=value, Type="String")
    aws_client.secretsmanager.create_secret(
        Name="orders/test/payment-provider", SecretString=json.dumps({"key": PAYMENT_KEY})
    )
    return "test"


@pytest.fixture
def run_cli() -> RunCli:
    """Run `python -m orders` in a process of its own; it finds the emulator through the environment."""

    def run(*arguments: str) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "orders", *arguments],
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run
