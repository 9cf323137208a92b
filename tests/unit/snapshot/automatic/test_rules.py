"""What a member is, by its name, shape and value."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape

from pytest_localstack.snapshot.automatic.rules import (
    Kind,
    is_made_up,
    is_time,
    kind_by_name,
    kind_of,
    made_up_parts,
)


def shape(service: str, name: str) -> Shape:
    return ServiceModel(Loader().load_service_model(service, "service-2")).shape_for(name)


@pytest.mark.parametrize(
    "name",
    [
        "MessageId",
        "id",
        "ID",
        "SubnetIds",
        "ReceiptHandle",
        "NextToken",
        "SequenceNumber",
        "NextShardIterator",
        "PrivateIpAddress",
        "PrivateDnsName",
        "AvailabilityZone",
        "CiphertextBlob",
    ],
)
def test_ids_tokens_and_addresses_are_told_by_their_names(name: str) -> None:
    assert kind_by_name(name) is Kind.TOKEN


@pytest.mark.parametrize("name", ["CreatedTimestamp", "creationTime", "LastModifiedDate", "timestamp"])
def test_so_are_times(name: str) -> None:
    assert kind_by_name(name) is Kind.TIME


@pytest.mark.parametrize(
    "name", ["ETag", "MD5OfBody", "ChecksumCRC32", "CodeSha256", "Name", "Paid", "Key", "Size", "KeyCount"]
)
def test_what_proves_something_is_kept(name: str) -> None:
    assert kind_by_name(name) is Kind.KEPT


def test_the_shape_tells_times_secrets_and_enumerations() -> None:
    assert kind_of("Whenever", shape("s3", "LastModified")) is Kind.TIME
    assert kind_of("SecretString", shape("secretsmanager", "SecretStringType")) is Kind.TOKEN
    assert kind_of("TypeId", shape("s3", "StorageClass")) is Kind.KEPT


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1764000000, True),
        (1764000000123, True),
        ("1764000000", True),
        (30, False),
        ("345600", False),
        (True, False),
        ("2024", False),
    ],
)
def test_a_moment_is_told_from_a_duration(value: Any, expected: bool) -> None:
    assert is_time(value) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vpc-0a1b2c3d", True),
        ("AROAEXAMPLEROLEID", False),
        ("AROAQWERTY2345678901", True),
        ("null", False),
        ("default", False),
        ("1", False),
        ("000000000000", False),
        ("arn:aws:sns:us-east-1:000000000000:topic-12345", False),
        ("a sentence with 1 number", False),
    ],
)
def test_what_nobody_makes_up_is_kept_under_any_name(text: str, expected: bool) -> None:
    assert is_made_up(text) is expected


def test_a_secret_is_made_up_whatever_it_looks_like() -> None:
    assert is_made_up("hunter", secret=True)


def test_parts_of_arns_that_are_made_up() -> None:
    stream = "arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/2024-01-01T12:13:14.123"
    key = "arn:aws:kms:us-east-1:000000000000:key/0a1b2c3d-0000-4000-8000-00000000000a"

    assert made_up_parts(stream) == ["2024-01-01T12:13:14.123"]
    assert made_up_parts(key) == ["0a1b2c3d-0000-4000-8000-00000000000a"]
    assert made_up_parts("arn:aws:s3:::orders-2024") == []
