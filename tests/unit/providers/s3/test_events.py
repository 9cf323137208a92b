"""Events: what records and EventBridge details say of each kind of change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from localstack_providers.s3 import events
from localstack_providers.s3.events import Change, Circumstances
from localstack_providers.s3.object import DeleteMarker

from .conftest import MakeVersion


@pytest.fixture
def around(now: datetime) -> Circumstances:
    return Circumstances(now, "us-east-1", "111111111111", "127.0.0.1", "ID", "HOST", "PutObject", "01")


def object_of(change: Change, around: Circumstances) -> dict[str, Any]:
    record = events.record(change, around, "bucket", "arn", "A1", "config")
    item: dict[str, Any] = record["s3"]["object"]
    return item


def test_a_written_version_has_a_size_and_a_place_in_the_order(
    make_version: MakeVersion, around: Circumstances
) -> None:
    version = make_version("a b/ü@", "v1")

    item = object_of(events.written(events.CREATED_PUT, version), around)

    assert item == {
        "key": "a+b/%C3%BC%40",
        "size": 7,
        "eTag": version.etag,
        "versionId": "v1",
        "sequencer": "01",
    }


def test_a_null_version_is_not_named(make_version: MakeVersion, around: Circumstances) -> None:
    assert "versionId" not in object_of(events.written(events.CREATED_PUT, make_version()), around)


def test_changed_tags_have_a_newer_record_without_an_order(
    make_version: MakeVersion, around: Circumstances
) -> None:
    change = events.changed(events.TAGS_PUT, make_version())

    assert events.record(change, around, "bucket", "arn", "A1", "config")["eventVersion"] == "2.3"
    assert object_of(change, around).keys() == {"key", "eTag"}


def test_a_deletion_tells_of_what_it_did(make_version: MakeVersion, now: datetime) -> None:
    version, marker = make_version(version_id="v1"), DeleteMarker("key", "v2", now)

    assert events.deleted("key", None) == Change("ObjectRemoved:Delete", "key")
    assert events.removed(version) == Change("ObjectRemoved:Delete", "key", "v1")
    marked = events.deleted("key", marker)
    assert (marked.event, marked.version_id, marked.size) == ("ObjectRemoved:DeleteMarkerCreated", "v2", None)


def test_event_bridge_gets_the_key_as_it_is_and_the_reason(
    make_version: MakeVersion, around: Circumstances
) -> None:
    change = events.written(events.CREATED_PUT, make_version("a b"))

    detail = events.bridge_detail(change, around, "bucket")

    assert events.bridge_type(change.event) == "Object Created"
    assert (detail["object"]["key"], detail["reason"]) == ("a b", "PutObject")


def test_event_bridge_is_told_how_an_object_went(make_version: MakeVersion, around: Circumstances) -> None:
    change = events.removed(make_version())

    assert events.bridge_detail(change, around, "bucket")["deletion-type"] == "Permanently Deleted"
    assert events.bridge_type("IntelligentTiering") is None


def test_what_a_lifecycle_rule_does_is_told_as_the_work_of_s3(
    make_version: MakeVersion, around: Circumstances, now: datetime
) -> None:
    change = events.expired(make_version())

    record = events.record(change, around, "bucket", "arn", "A1", "config")
    detail = events.bridge_detail(change, around, "bucket")

    assert (record["eventVersion"], record["eventName"]) == ("2.3", "LifecycleExpiration:Delete")
    assert record["userIdentity"] == {"principalId": "s3.amazonaws.com"}
    assert record["requestParameters"] == {"sourceIPAddress": "s3.amazonaws.com"}
    assert record["s3"]["object"] == {"key": "key", "sequencer": "01"}
    assert (detail["requester"], detail["reason"]) == ("s3.amazonaws.com", "Lifecycle Expiration")
    assert detail["deletion-type"] == "Permanently Deleted"
    assert "source-ip-address" not in detail
    hidden = events.expired(make_version(version_id="v1"), DeleteMarker("key", "v2", now))
    assert (hidden.event, hidden.version_id) == ("LifecycleExpiration:DeleteMarkerCreated", "v2")


def test_a_transition_names_where_to(make_version: MakeVersion, around: Circumstances) -> None:
    change = events.transitioned(make_version()._replace(storage_class="GLACIER"))

    record = events.record(change, around, "bucket", "arn", "A1", "config")
    detail = events.bridge_detail(change, around, "bucket")

    assert record["lifecycleEventData"] == {"transitionEventData": {"destinationStorageClass": "GLACIER"}}
    assert events.bridge_type(change.event) == "Object Storage Class Changed"
    assert detail["destination-storage-class"] == "GLACIER"
    assert "reason" not in detail


def test_a_restoration_names_where_from_and_until_when(
    make_version: MakeVersion, around: Circumstances, now: datetime
) -> None:
    version = make_version()._replace(storage_class="GLACIER")
    begun = events.restored(events.RESTORE_BEGUN, version)
    there = events.restored(events.RESTORED, version, now)

    records = [events.record(change, around, "bucket", "arn", "A1", "config") for change in (begun, there)]
    details = [events.bridge_detail(change, around, "bucket") for change in (begun, there)]

    assert [record["eventVersion"] for record in records] == ["2.1", "2.1"]
    assert [record["userIdentity"]["principalId"] for record in records] == [
        "AWS:111111111111",
        "AmazonCustomer:A1",
    ]
    assert "glacierEventData" not in records[0]
    assert records[1]["glacierEventData"]["restoreEventData"] == {
        "lifecycleRestorationExpiryTime": "2026-01-31T12:00:00.000Z",
        "lifecycleRestoreStorageClass": "GLACIER",
    }
    assert [detail.get("source-ip-address") for detail in details] == ["127.0.0.1", None]
    assert [detail.get("restore-expiry-time") for detail in details] == [None, "2026-01-31T12:00:00Z"]
    assert all(detail["source-storage-class"] == "GLACIER" for detail in details)
