"""How a copy names its source, and what can be one."""

from __future__ import annotations

from datetime import datetime

import pytest
from localstack_providers.s3 import errors
from localstack_providers.s3.bucket import ENABLED, Bucket
from localstack_providers.s3.copy_source import (
    CopySource,
    parse_copy_source,
    require_directive,
    require_source,
)

from localstack.aws.api import s3 as api
from localstack.ids import Ids

from .conftest import MakeVersion

POINT = "arn:aws:s3:us-east-1:111111111111:accesspoint/point"


@pytest.fixture
def bucket(now: datetime) -> Bucket:
    return Bucket("bucket", "arn:aws:s3:::bucket", "111111111111", "us-east-1", now, versioning=ENABLED)


@pytest.mark.parametrize(
    ("header", "source"),
    [
        ("bucket/key", CopySource("bucket", "key", None)),
        ("/bucket/a/b", CopySource("bucket", "a/b", None)),
        ("bucket/a%20b%3Fc", CopySource("bucket", "a b?c", None)),
        ("bucket%2Fkey", CopySource("bucket", "key", None)),
        ("bucket/key?versionId=v1", CopySource("bucket", "key", "v1")),
        ("bucket/key?versionId=", CopySource("bucket", "key", "")),
        (f"{POINT}/object/a/b", CopySource(POINT, "a/b", None)),
        (f"{POINT.replace(':', '%3A')}/object/a%20b?versionId=v1", CopySource(POINT, "a b", "v1")),
    ],
)
def test_a_source_is_read_from_the_header(header: str, source: CopySource) -> None:
    assert parse_copy_source(header) == source


@pytest.mark.parametrize("header", ["", "bucket", "bucket/", "/key"])
def test_a_source_has_a_bucket_and_a_key(header: str) -> None:
    with pytest.raises(errors.InvalidArgument, match="must mention the source bucket and key"):
        parse_copy_source(header)


def test_the_latest_version_is_copied_unless_another_is_named(
    bucket: Bucket, make_version: MakeVersion
) -> None:
    ids = Ids("seed")
    older, newer = (make_version(version_id=bucket.version_id_for_write(ids)) for _ in range(2))
    bucket.versions.put(older)
    bucket.versions.put(newer)

    assert require_source(bucket, CopySource("bucket", "key", None)) is newer
    assert require_source(bucket, CopySource("bucket", "key", older.version_id)) is older


def test_a_delete_marker_is_no_source(bucket: Bucket, make_version: MakeVersion, now: datetime) -> None:
    ids = Ids("seed")
    bucket.versions.put(make_version(version_id=bucket.version_id_for_write(ids)))
    marker = bucket.delete_object("key", now, ids)
    assert marker is not None

    with pytest.raises(api.NoSuchKey):
        require_source(bucket, CopySource("bucket", "key", None))
    with pytest.raises(api.InvalidRequest, match="may not specifically refer to a delete marker"):
        require_source(bucket, CopySource("bucket", "key", marker.version_id))


def test_an_archived_object_is_no_source(bucket: Bucket, make_version: MakeVersion) -> None:
    bucket.versions.put(make_version()._replace(storage_class="GLACIER"))

    with pytest.raises(api.InvalidObjectState):
        require_source(bucket, CopySource("bucket", "key", None))


def test_a_directive_says_copy_or_replace() -> None:
    assert require_directive("metadata", None) == "COPY"
    assert require_directive("metadata", "REPLACE") == "REPLACE"

    with pytest.raises(errors.InvalidArgument, match="Unknown metadata directive"):
        require_directive("metadata", "MERGE")
