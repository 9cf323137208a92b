"""Inventory configurations: what is refused, and when reports are due."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from localstack_providers.s3 import errors, inventory
from localstack_providers.s3.inventory import Inventory


def given(destination: dict[str, Any] | None = None, **change: Any) -> dict[str, Any]:
    bucket = {"Bucket": "arn:aws:s3:::reports", "Format": "CSV", **(destination or {})}
    return {
        "Id": "all",
        "IsEnabled": True,
        "IncludedObjectVersions": "Current",
        "Schedule": {"Frequency": "Daily"},
        "Destination": {"S3BucketDestination": bucket},
        **change,
    }


def parse(configuration: dict[str, Any]) -> Inventory:
    return inventory.parse("all", configuration, "serial")


@pytest.mark.parametrize(
    "configuration",
    [
        given(),
        given(IsEnabled=False, IncludedObjectVersions="All", Filter={"Prefix": ""}),
        given({"Format": "Parquet", "Prefix": "p", "Encryption": {"SSES3": {}}}),
        given({"Encryption": {"SSEKMS": {"KeyId": "key"}}}),
    ],
    ids=["least", "all versions", "encrypted", "with a key"],
)
def test_a_configuration_is_kept_as_it_was_given(configuration: dict[str, Any]) -> None:
    assert parse(configuration) == Inventory(configuration, "serial")


@pytest.mark.parametrize(
    ("configuration", "error"),
    [
        (given(Id="other"), errors.IdMismatch),
        (given(Id=None), errors.MalformedXML),
        (given(IsEnabled=None), errors.MalformedXML),
        (given(Destination={}), errors.MalformedXML),
        (given({"Format": "XML"}), errors.MalformedXML),
        (given({"Bucket": None}), errors.MalformedXML),
        (given({"Bucket": "reports"}), errors.InvalidS3DestinationBucket),
        (given({"Encryption": {}}), errors.MalformedXML),
        (given({"Encryption": {"SSEKMS": {}}}), errors.MalformedXML),
        (given(Schedule={"Frequency": "Hourly"}), errors.MalformedXML),
        (given(IncludedObjectVersions="Old"), errors.MalformedXML),
        (given(OptionalFields=["Size", "Colour"]), errors.MalformedXML),
        (given(Filter={}), errors.MalformedXML),
    ],
    ids=[
        "another id",
        "no id",
        "not enabled or disabled",
        "no destination",
        "format",
        "no bucket",
        "no ARN",
        "no encryption",
        "no key",
        "frequency",
        "versions",
        "field",
        "filter",
    ],
)
def test_any_other_is_refused(configuration: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        parse(configuration)


def test_fields_are_in_the_order_of_reports() -> None:
    assert parse(given(OptionalFields=["ETag", "Size", "ObjectOwner"])).fields == (
        "Size",
        "ETag",
        "ObjectOwner",
    )


@pytest.mark.parametrize(
    ("destination", "members"),
    [
        ({}, {}),
        ({"Encryption": {"SSES3": {}}}, {"ServerSideEncryption": "AES256"}),
        (
            {"Encryption": {"SSEKMS": {"KeyId": "key"}}, "AccountId": "111111111111"},
            {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "key", "ExpectedBucketOwner": "111111111111"},
        ),
    ],
    ids=["plain", "encrypted", "with a key, for an account"],
)
def test_files_are_written_as_the_destination_says(
    destination: dict[str, Any], members: dict[str, str]
) -> None:
    assert parse(given(destination)).put_members() == members


# 2026-01-01 is a Thursday.
@pytest.mark.parametrize(
    ("frequency", "is_first", "after", "due"),
    [
        ("Daily", True, (1, 0, 59), (1, 1, 0)),
        ("Daily", True, (1, 12, 0), (2, 1, 0)),
        ("Daily", False, (2, 1, 0), (3, 1, 0)),
        ("Weekly", True, (1, 12, 0), (2, 1, 0)),
        ("Weekly", False, (2, 1, 0), (4, 1, 0)),
        ("Weekly", False, (4, 0, 0), (4, 1, 0)),
        ("Weekly", False, (4, 1, 0), (11, 1, 0)),
    ],
)
def test_reports_are_due_at_one_daily_or_on_sundays(
    frequency: str, is_first: bool, after: tuple[int, int, int], due: tuple[int, int, int]
) -> None:
    configured = parse(given(Schedule={"Frequency": frequency}))

    found = configured.next_due(datetime(2026, 1, *after, tzinfo=UTC), is_first=is_first)

    assert found == datetime(2026, 1, *due, tzinfo=UTC)
