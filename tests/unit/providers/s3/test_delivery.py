"""Deliveries: what cannot reach its destination is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.runtime import Emulator


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator()
    yield emulator
    emulator.stop()


@pytest.mark.parametrize(
    ("member", "configuration", "reason"),
    [
        (
            "LambdaFunctionConfigurations",
            {"LambdaFunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:f"},
            "no function is run",
        ),
        (
            "QueueConfigurations",
            {"QueueArn": "arn:aws:sqs:us-east-1:000000000000:gone"},
            "The specified queue does not exist",
        ),
    ],
    ids=["function", "queue"],
)
def test_what_reaches_nobody_is_recorded(
    emulator: Emulator, member: str, configuration: dict[str, Any], reason: str
) -> None:
    def call(operation: str, **parameters: Any) -> None:
        parameters = {"Bucket": "bucket", **parameters}
        emulator.gateway.call("s3", operation, parameters, "000000000000", "us-east-1")

    item = {**configuration, "Events": ["s3:ObjectCreated:*"]}
    call("CreateBucket")
    call(
        "PutBucketNotificationConfiguration",
        NotificationConfiguration={member: [item]},
        SkipDestinationValidation=True,
    )

    call("PutObject", Key="key", Body=Body(b"text"))
    emulator.settle()

    [undelivered] = emulator.recorder.take_undelivered()
    assert undelivered.startswith("s3: arn:aws:s3:::bucket to arn:aws:")
    assert reason in undelivered
    assert emulator.recorder.take_undelivered() == []
