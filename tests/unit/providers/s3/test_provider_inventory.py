"""Inventory reports as time passes: which are written, and which cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from localstack.runtime import Emulator

DAY = 86_400


class Source:
    """A bucket with an inventory."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.call("CreateBucket")

    def call(self, operation: str, bucket: str = "source", **parameters: Any) -> dict[str, Any]:
        given = {"Bucket": bucket, **parameters}
        return self.emulator.gateway.call("s3", operation, given, "000000000000", "us-east-1")

    def put(self, **destination: Any) -> None:
        to = {"Bucket": "arn:aws:s3:::reports", "Format": "CSV", **destination}
        configuration = {
            "Id": "all",
            "IsEnabled": True,
            "IncludedObjectVersions": "Current",
            "Schedule": {"Frequency": "Daily"},
            "Destination": {"S3BucketDestination": to},
        }
        self.call("PutBucketInventoryConfiguration", Id="all", InventoryConfiguration=configuration)

    def written(self) -> int:
        self.emulator.advance(DAY)
        return int(self.call("ListObjectsV2", "reports")["KeyCount"])


@pytest.fixture
def source() -> Iterator[Source]:
    emulator = Emulator()
    yield Source(emulator)
    emulator.stop()


@pytest.mark.parametrize(
    ("destination", "reason"),
    [
        ({"Bucket": "arn:aws:s3:::nowhere"}, "The specified bucket does not exist"),
        ({"Format": "ORC"}, "reports in ORC are not emulated"),
        ({"AccountId": "111111111111"}, "Access Denied"),
    ],
    ids=["no bucket", "format", "another account"],
)
def test_a_report_that_cannot_be_written_is_recorded(
    source: Source, destination: dict[str, Any], reason: str
) -> None:
    source.call("CreateBucket", "reports")
    source.put(**destination)

    assert source.written() == 0
    [undelivered] = source.emulator.recorder.take_undelivered()

    assert undelivered.startswith("s3: inventory all of arn:aws:s3:::source to arn:aws:s3:::")
    assert reason in undelivered


def test_a_configuration_takes_the_place_of_another(source: Source) -> None:
    source.call("CreateBucket", "reports")
    source.put(Prefix="first")
    source.put(Prefix="second")

    assert source.written() == 4


def test_a_bucket_of_the_same_name_has_another_inventory(source: Source) -> None:
    source.call("CreateBucket", "reports")
    source.put()
    source.call("DeleteBucket")
    source.call("CreateBucket")

    assert source.written() == 0
