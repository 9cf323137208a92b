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
    assert events.bridge_type("LifecycleTransition") is None
