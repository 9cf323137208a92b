"""Inventory reports: which lines the list has, and which files are written."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from localstack_providers.s3.acl import ALL_USERS, GROUP, READ, Acl, Grant
from localstack_providers.s3.bucket import Bucket
from localstack_providers.s3.encryption import KMS, KMS_DSSE, Encryption
from localstack_providers.s3.inventory import Inventory
from localstack_providers.s3.inventory_report import Report
from localstack_providers.s3.object import DeleteMarker
from localstack_providers.s3.object_lock import Lock, Retention
from localstack_providers.s3.owner import canonical_user_id

TIME = datetime(2026, 1, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def bucket(now: datetime) -> Bucket:
    return Bucket("photos", "arn:aws:s3:::photos", "111111111111", "us-east-1", now)


@pytest.fixture
def make_report(bucket: Bucket) -> Callable[..., Report]:
    def make(*fields: str, versions: str = "Current", prefix: str = "", folder: str = "") -> Report:
        destination = {
            "Bucket": "arn:aws:s3:::reports",
            "Format": "CSV",
            **({"Prefix": folder} if folder else {}),
        }
        configuration = {
            "Id": "all",
            "IncludedObjectVersions": versions,
            "OptionalFields": list(fields),
            "Filter": {"Prefix": prefix},
            "Destination": {"S3BucketDestination": destination},
        }
        return Report(bucket, Inventory(configuration, "serial"), TIME, "name")

    return make


def test_a_list_has_the_current_objects_with_the_prefix(
    bucket: Bucket, make_report: Any, make_version: Any, now: datetime
) -> None:
    for key in ("a", "in/a b", "in/deleted", "in/é", "on"):
        bucket.versions.put(make_version(key))
    bucket.versions.mark_deleted(DeleteMarker("in/deleted", "2", now))

    rows = list(make_report("Size", prefix="in/").rows())

    assert rows == [["photos", "in/a+b", "7"], ["photos", "in/%C3%A9", "7"]]


def test_a_list_of_all_versions_says_which_are_the_latest(
    bucket: Bucket, make_report: Any, make_version: Any, now: datetime
) -> None:
    bucket.versions.put(make_version())
    bucket.versions.put(make_version(version_id="2", content=b""))
    bucket.versions.mark_deleted(DeleteMarker("key", "3", now))

    report = make_report("ETag", "Size", versions="All")

    assert report.schema == ("Bucket", "Key", "VersionId", "IsLatest", "IsDeleteMarker", "Size", "ETag")
    assert list(report.rows()) == [
        ["photos", "key", "3", "true", "true", "", ""],
        ["photos", "key", "2", "false", "false", "0", hashlib.md5(b"").hexdigest()],
        ["photos", "key", "", "false", "false", "7", hashlib.md5(b"content").hexdigest()],
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("LastModifiedDate", "2026-01-31T12:00:00.000Z"),
        ("StorageClass", "STANDARD"),
        ("IsMultipartUploaded", "false"),
        ("ReplicationStatus", ""),
        ("EncryptionStatus", "SSE-S3"),
        ("ObjectLockMode", ""),
        ("IntelligentTieringAccessTier", ""),
        ("BucketKeyStatus", "DISABLED"),
        ("ChecksumAlgorithm", "CRC32"),
        ("ObjectOwner", canonical_user_id("111111111111")),
    ],
)
def test_a_field_tells_of_an_object(
    bucket: Bucket, make_report: Any, make_version: Any, field: str, value: str
) -> None:
    bucket.versions.put(make_version())

    [[_, _, found]] = make_report(field).rows()

    assert found == value


@pytest.mark.parametrize(
    ("change", "values"),
    [
        ({"encryption": Encryption(KMS, "key", bucket_key_enabled=True)}, ["SSE-KMS", "ENABLED", "", "", ""]),
        ({"encryption": Encryption(KMS_DSSE, "key")}, ["DSSE-KMS", "DISABLED", "", "", ""]),
        ({"encryption": Encryption(customer_key_md5="md5")}, ["SSE-C", "DISABLED", "", "", ""]),
        (
            {"lock": Lock(Retention("GOVERNANCE", TIME), "ON")},
            ["SSE-S3", "DISABLED", "2026-01-02T01:00:00.000Z", "GOVERNANCE", "ON"],
        ),
    ],
    ids=["KMS", "KMS twice", "key of the caller's", "locked"],
)
def test_encryption_and_locks_are_told(
    bucket: Bucket, make_report: Any, make_version: Any, change: dict[str, Any], values: list[str]
) -> None:
    bucket.versions.put(make_version()._replace(**change))
    fields = ("EncryptionStatus", "BucketKeyStatus")
    locks = ("ObjectLockRetainUntilDate", "ObjectLockMode", "ObjectLockLegalHoldStatus")

    report = make_report(*fields, *locks)
    [row] = report.rows()

    assert [dict(zip(report.schema, row, strict=True))[name] for name in (*fields, *locks)] == values


def test_an_acl_is_encoded(bucket: Bucket, make_report: Any, make_version: Any) -> None:
    bucket.ownership = "ObjectWriter"
    acl = Acl("owner", (Grant("CanonicalUser", "somebody", READ), Grant(GROUP, ALL_USERS, READ)))
    bucket.versions.put(make_version()._replace(acl=acl))

    [[_, _, encoded]] = make_report("ObjectAccessControlList").rows()

    assert json.loads(base64.b64decode(encoded)) == {
        "version": "2022-11-10",
        "status": "AVAILABLE",
        "grants": [
            {"canonicalId": "somebody", "permission": "READ", "type": "CanonicalUser"},
            {"uri": ALL_USERS, "permission": "READ", "type": "Group"},
        ],
    }


def test_the_files_point_at_each_other(bucket: Bucket, make_report: Any, make_version: Any) -> None:
    bucket.versions.put(make_version('a"b'))

    files = {file.key: file.content for file in make_report("Size", folder="daily").files()}

    data, manifest = (
        files["daily/photos/all/data/name.csv.gz"],
        files["daily/photos/all/2026-01-02T01-00Z/manifest.json"],
    )
    assert list(files) == [
        "daily/photos/all/data/name.csv.gz",
        "daily/photos/all/hive/dt=2026-01-02-01-00/symlink.txt",
        "daily/photos/all/2026-01-02T01-00Z/manifest.json",
        "daily/photos/all/2026-01-02T01-00Z/manifest.checksum",
    ]
    assert gzip.decompress(data) == b'"photos","a%22b","7"\n'
    assert json.loads(manifest) == {
        "sourceBucket": "photos",
        "destinationBucket": "arn:aws:s3:::reports",
        "version": "2016-11-30",
        "creationTimestamp": "1767315600000",
        "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, Size",
        "files": [
            {
                "key": "daily/photos/all/data/name.csv.gz",
                "size": len(data),
                "MD5checksum": hashlib.md5(data).hexdigest(),
            }
        ],
    }
    assert (
        files["daily/photos/all/2026-01-02T01-00Z/manifest.checksum"]
        == hashlib.md5(manifest).hexdigest().encode()
    )
    assert b"s3://reports/daily/photos/all/data/name.csv.gz\n" in files.values()


def test_without_a_prefix_a_report_is_below_the_bucket_s_name(make_report: Any) -> None:
    first, *_ = make_report().files()

    assert (first.key, gzip.decompress(first.content)) == ("photos/all/data/name.csv.gz", b"")
