"""Buckets: what they hold, and what a deletion does in each state of versioning."""

from __future__ import annotations

from datetime import datetime

import pytest
from localstack_providers.s3 import errors
from localstack_providers.s3.bucket import ENABLED, SUSPENDED, Bucket
from localstack_providers.s3.object import NULL, DeleteMarker
from localstack_providers.s3.upload import Upload

from localstack.aws.api import s3 as api
from localstack.ids import Ids

from .conftest import MakeVersion


@pytest.fixture
def bucket(now: datetime) -> Bucket:
    return Bucket("bucket", "arn:aws:s3:::bucket", "111111111111", "us-east-1", now)


@pytest.fixture
def ids() -> Ids:
    return Ids("seed")


def test_an_object_of_an_unversioned_bucket_is_deleted_for_good(
    bucket: Bucket, make_version: MakeVersion, now: datetime, ids: Ids
) -> None:
    bucket.versions.put(make_version(version_id=bucket.version_id_for_write(ids)))

    assert bucket.delete_object("key", now, ids) is None
    assert not bucket.versions


@pytest.mark.parametrize(("versioning", "is_null"), [(ENABLED, False), (SUSPENDED, True)])
def test_an_object_of_a_versioned_bucket_gets_a_delete_marker(
    bucket: Bucket, make_version: MakeVersion, now: datetime, ids: Ids, versioning: str, is_null: bool
) -> None:
    bucket.versioning = ENABLED
    bucket.versions.put(make_version(version_id=bucket.version_id_for_write(ids)))
    bucket.versioning = versioning

    marker = bucket.delete_object("key", now, ids)

    assert isinstance(marker, DeleteMarker)
    assert (marker.version_id == NULL) is is_null
    assert len(bucket.versions.of_key("key")) == 2


def test_a_deleted_object_is_missing_and_says_why(
    bucket: Bucket, make_version: MakeVersion, now: datetime, ids: Ids
) -> None:
    bucket.versioning = ENABLED
    bucket.versions.put(make_version(version_id=bucket.version_id_for_write(ids)))
    marker = bucket.delete_object("key", now, ids)
    assert marker is not None
    headers = {"x-amz-delete-marker": "true", "x-amz-version-id": marker.version_id}

    with pytest.raises(api.NoSuchKey) as missing:
        bucket.require_object("key")
    with pytest.raises(errors.MethodNotAllowed) as refused:
        bucket.require_object("key", marker.version_id, "HEAD")

    assert missing.value.members == {"Key": "key", "ExtraHeaders": headers}
    assert refused.value.members == {
        "Method": "HEAD",
        "ResourceType": "DeleteMarker",
        "ExtraHeaders": headers | {"Allow": "DELETE"},
    }


def test_a_version_is_found_by_its_id(bucket: Bucket, make_version: MakeVersion, ids: Ids) -> None:
    version = make_version(version_id=bucket.versions.next_version_id(ids))
    bucket.versions.put(version)

    assert bucket.require_object("key", version.version_id) is version
    with pytest.raises(errors.NoSuchVersion):
        bucket.require_object("key", bucket.versions.next_version_id(ids))
    with pytest.raises(errors.InvalidArgument, match="Invalid version id specified"):
        bucket.require_object("key", "nonsense")
    with pytest.raises(errors.InvalidArgument, match="Version id cannot be the empty string"):
        bucket.require_object("key", "")


def test_only_an_empty_bucket_can_be_deleted(bucket: Bucket, make_version: MakeVersion) -> None:
    bucket.require_empty()
    bucket.versions.put(make_version())

    with pytest.raises(errors.BucketNotEmpty, match=r"is not empty$"):
        bucket.require_empty()
    bucket.versioning = ENABLED
    with pytest.raises(errors.BucketNotEmpty, match="You must delete all versions in the bucket"):
        bucket.require_empty()


def test_an_upload_is_found_by_key_and_id(bucket: Bucket, now: datetime, ids: Ids) -> None:
    upload = Upload("key", bucket.next_upload_id(ids), now, "111111111111", {}, {}, "STANDARD", {})
    bucket.uploads["key", upload.upload_id] = upload

    assert bucket.require_upload("key", upload.upload_id) is upload
    with pytest.raises(api.NoSuchUpload):
        bucket.require_upload("other", upload.upload_id)


def test_uploads_are_walked_by_key_and_age(bucket: Bucket, now: datetime, ids: Ids) -> None:
    for key in ("b", "a", "b"):
        upload = Upload(key, bucket.next_upload_id(ids), now, "111111111111", {}, {}, "STANDARD", {})
        bucket.uploads[key, upload.upload_id] = upload

    assert list(bucket.upload_keys_from("", True)) == ["a", "b"]
    assert list(bucket.upload_keys_from("a", False)) == ["b"]
    made = [upload.upload_id for upload in bucket.uploads_of("b")]
    assert made == sorted(made)
    assert len(made) == 2
