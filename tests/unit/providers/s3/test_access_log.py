"""Logging configurations: what is refused, and where records may go."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from localstack_providers.s3 import access_log, errors
from localstack_providers.s3.access_log import Entry, Logging
from localstack_providers.s3.bucket import Bucket

from localstack.ids import Ids

GROUP = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/LogDelivery"}


def status(**more: Any) -> dict[str, Any]:
    return {"LoggingEnabled": {"TargetBucket": "logs", "TargetPrefix": "in/", **more}}


def bucket(now: datetime, name: str, owner: str = "111111111111", location: str = "") -> Bucket:
    return Bucket(name, f"arn:aws:s3:::{name}", owner, location or "us-east-1", now, location)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"TargetGrants": [{"Grantee": GROUP, "Permission": "READ_ACP"}]},
        {"TargetGrants": [{"Grantee": {"Type": "CanonicalUser", "ID": "a" * 64}, "Permission": "READ"}]},
        {"TargetObjectKeyFormat": {"SimplePrefix": {}}},
        {"TargetObjectKeyFormat": {"PartitionedPrefix": {"PartitionDateSource": "DeliveryTime"}}},
        {"TargetObjectKeyFormat": {"PartitionedPrefix": {}}},
    ],
    ids=["plain", "grant to a group", "grant to a user", "simple keys", "partitioned keys", "by default"],
)
def test_a_configuration_is_shown_as_it_was_put(more: dict[str, Any]) -> None:
    given = status(**more)

    logging = access_log.parse(given)

    assert logging is not None
    assert logging.shown() == given["LoggingEnabled"]


def test_a_status_without_a_target_turns_logging_off() -> None:
    assert access_log.parse({}) is None


@pytest.mark.parametrize(
    "given",
    [
        None,
        {"LoggingEnabled": {"TargetBucket": "logs"}},
        {"LoggingEnabled": {"TargetPrefix": ""}},
        status(TargetGrants=[{"Grantee": GROUP}]),
        status(TargetGrants=[{"Grantee": GROUP, "Permission": "LOOK"}]),
        status(TargetGrants=[{"Grantee": {"Type": "Robot"}, "Permission": "READ"}]),
        status(TargetObjectKeyFormat={}),
        status(TargetObjectKeyFormat={"SimplePrefix": {}, "PartitionedPrefix": {}}),
        status(TargetObjectKeyFormat={"PartitionedPrefix": {"PartitionDateSource": "Noon"}}),
    ],
    ids=[
        "nothing",
        "no prefix",
        "no bucket",
        "no permission",
        "permission",
        "grantee",
        "no key format",
        "two key formats",
        "date source",
    ],
)
def test_what_does_not_follow_the_schema_is_malformed(given: dict[str, Any] | None) -> None:
    with pytest.raises(errors.MalformedXML):
        access_log.parse(given)


def test_nobody_is_known_by_an_address() -> None:
    grantee = {"Type": "AmazonCustomerByEmail", "EmailAddress": "ann@example.com"}

    with pytest.raises(errors.UnresolvableGrantByEmailAddress):
        access_log.parse(status(TargetGrants=[{"Grantee": grantee, "Permission": "READ"}]))


@pytest.mark.parametrize("owner", [None, "222222222222"], ids=["missing", "somebody else's"])
def test_the_target_is_a_bucket_of_the_same_owner(now: datetime, owner: str | None) -> None:
    target = bucket(now, "logs", owner) if owner else None

    with pytest.raises(errors.InvalidTargetBucketForLogging) as refusal:
        access_log.require_target(bucket(now, "source"), "logs", target)

    assert refusal.value.members == {"TargetBucket": "logs"}


@pytest.mark.parametrize(
    ("source", "target", "members"),
    [
        ("", "eu-west-1", {"TargetBucketLocation": "eu-west-1"}),
        (
            "us-east-2",
            "eu-west-1",
            {"SourceBucketLocation": "us-east-2", "TargetBucketLocation": "eu-west-1"},
        ),
    ],
    ids=["from us-east-1", "from elsewhere"],
)
def test_the_target_is_in_the_same_region(
    now: datetime, source: str, target: str, members: dict[str, str]
) -> None:
    with pytest.raises(errors.CrossLocationLoggingProhibitted) as refusal:
        access_log.require_target(
            bucket(now, "source", location=source), "logs", bucket(now, "logs", location=target)
        )

    assert refusal.value.members == members


@pytest.mark.parametrize(
    ("key_format", "keys"),
    [
        (None, [r"in/2026-01-31-12-00-00-[0-9A-F]{16}"]),
        ({"SimplePrefix": {}}, [r"in/2026-01-31-12-00-00-[0-9A-F]{16}"]),
        (
            {"PartitionedPrefix": {"PartitionDateSource": "DeliveryTime"}},
            [r"in/111111111111/us-east-1/source/2026/01/31/2026-01-31-12-00-00-[0-9A-F]{16}"],
        ),
        (
            {"PartitionedPrefix": {}},
            [
                rf"in/111111111111/us-east-1/source/2026/01/{day}/2026-01-{day}-00-00-00-[0-9A-F]{{16}}"
                for day in (30, 31)
            ],
        ),
    ],
    ids=["by default", "simple", "by the time of delivery", "by the time of events"],
)
def test_records_are_shared_out_to_keys(
    now: datetime, key_format: dict[str, Any] | None, keys: list[str]
) -> None:
    more = {"TargetObjectKeyFormat": key_format} if key_format else {}
    logging = access_log.parse(status(**more))
    assert isinstance(logging, Logging)
    entries = [Entry(now - timedelta(days=1), "old"), Entry(now, "new"), Entry(now, "newer")]

    found = access_log.batches(logging, bucket(now, "source"), entries, now, Ids("seed"))

    assert len(found) == len(keys)
    assert all(re.fullmatch(pattern, key) for pattern, key in zip(keys, found, strict=True))
    assert [entry for batch in found.values() for entry in batch] == entries
