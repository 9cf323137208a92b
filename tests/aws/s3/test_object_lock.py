"""Object lock, beside recordings of AWS."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

LOCK = "services/s3/test_s3_api.snapshot.json::TestS3ObjectLock"
RETENTION = "services/s3/test_s3.snapshot.json::TestS3ObjectLockRetention"
HOLD = "services/s3/test_s3.snapshot.json::TestS3ObjectLockLegalHold"
KEY = "key"


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def in_days(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


@pytest.fixture
def locked_bucket(s3_create_bucket: Any) -> str:
    return str(s3_create_bucket(ObjectLockEnabledForBucket=True))


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.key_value("BucketName"))
    snapshot.add_transformer(snapshot.transform.key_value("VersionId"))


def test_a_bucket_gets_a_lock(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3, key = aws_client.s3, f"{LOCK}::test_put_object_lock_configuration_on_existing_bucket"
    configuration = {"ObjectLockEnabled": "Enabled"}
    put = {"Bucket": s3_bucket, "ObjectLockConfiguration": configuration}

    none = refused(s3.get_object_lock_configuration, Bucket=s3_bucket)
    unversioned = refused(s3.put_object_lock_configuration, **put)
    s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration={"Status": "Enabled"})
    enabled = s3.put_object_lock_configuration(**put)
    got = s3.get_object_lock_configuration(Bucket=s3_bucket)
    suspended = refused(
        s3.put_bucket_versioning, Bucket=s3_bucket, VersioningConfiguration={"Status": "Suspended"}
    )

    snapshot.match("none", none, aws_evidence=f"{key}::get-object-lock-existing-bucket-no-config")
    snapshot.match(
        "unversioned", unversioned, aws_evidence=f"{key}::put-object-lock-existing-bucket-no-versioning"
    )
    snapshot.match("enabled", enabled, aws_evidence=f"{key}::put-object-lock-existing-bucket-enabled")
    snapshot.match("got", got, aws_evidence=f"{key}::get-object-lock-existing-bucket-enabled")
    snapshot.match(
        "suspended",
        suspended,
        aws_evidence=f"{LOCK}::test_disable_versioning_on_locked_bucket::disable-versioning-on-locked-bucket",
    )


@pytest.mark.parametrize(
    ("configuration", "key"),
    [
        ({"ObjectLockEnabled": "Enabled", "Rule": {}}, "put-lock-config-empty-rule"),
        (
            {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE"}}},
            "put-lock-config-no-days",
        ),
    ],
)
def test_a_malformed_configuration_is_refused(
    aws_client: Any, locked_bucket: str, snapshot: Any, configuration: dict[str, Any], key: str
) -> None:
    put = aws_client.s3.put_object_lock_configuration
    error = refused(put, Bucket=locked_bucket, ObjectLockConfiguration=configuration)
    snapshot.match("error", error, aws_evidence=f"{LOCK}::test_put_object_lock_configuration_exc::{key}")
    never = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 0}}}
    error = refused(put, Bucket=locked_bucket, ObjectLockConfiguration=never)
    assert error["Error"]["Code"] == "InvalidRetentionPeriod"


def test_a_retained_version_is_removed_by_bypass_only(
    aws_client: Any, locked_bucket: str, snapshot: Any
) -> None:
    s3, at = aws_client.s3, {"Bucket": locked_bucket, "Key": KEY}
    key = f"{RETENTION}::test_s3_object_retention"
    version = {**at, "VersionId": s3.put_object(**at, Body=b"test")["VersionId"]}

    def put(**change: Any) -> Any:
        retention = {"Mode": "GOVERNANCE", "RetainUntilDate": in_days(1)}
        return s3.put_object_retention(**{**version, "Retention": retention, **change})

    unset = refused(s3.get_object_retention, **version)
    snapshot.match("put", put(), aws_evidence=f"{key}::put-object-retention-on-key-1")
    got = s3.get_object_retention(**version)
    snapshot.match("got", got, aws_evidence=f"{key}::get-object-retention-on-key-1")
    snapshot.match("head", s3.head_object(**at), aws_evidence=f"{key}::head-object-locked")
    kept = refused(s3.delete_object, **version)
    snapshot.match("kept", kept, aws_evidence=f"{key}::delete-obj-locked")
    weakened = refused(put, Retention={"Mode": "GOVERNANCE", "RetainUntilDate": in_days(0.5)})
    snapshot.match("weakened", weakened, aws_evidence=f"{key}::update-retention-locked-object")
    emptied = put(Retention={}, BypassGovernanceRetention=True)
    snapshot.match("emptied", emptied, aws_evidence=f"{key}::put-object-empty-retention")
    put()
    several = s3.delete_objects(
        Bucket=locked_bucket, Delete={"Objects": [{"Key": KEY, "VersionId": version["VersionId"]}]}
    )
    deleted = s3.delete_object(**version, BypassGovernanceRetention=True)
    snapshot.match("deleted", deleted, aws_evidence=f"{key}::delete-obj-locked-bypass")

    assert unset["Error"]["Code"] == "NoSuchObjectLockConfiguration"
    assert several["Errors"][0]["Code"] == "AccessDenied"


def test_new_versions_get_the_default_retention(
    aws_client: Any, locked_bucket: str, snapshot: Any, localstack: Any
) -> None:
    s3, at = aws_client.s3, {"Bucket": locked_bucket, "Key": KEY}
    key = f"{RETENTION}::test_bucket_config_default_retention"
    rule = {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}
    put = s3.put_object_lock_configuration(
        Bucket=locked_bucket, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": rule}
    )
    version = {**at, "VersionId": s3.put_object(**at, Body=b"test")["VersionId"]}
    kept = refused(s3.delete_object, **version, BypassGovernanceRetention=True)
    no_date = refused(s3.put_object, **at, ObjectLockMode="GOVERNANCE")
    marker = s3.delete_object(**at)
    on_marker = refused(s3.get_object_retention, **at)

    snapshot.match("put", put, aws_evidence=f"{key}::put-lock-config")
    snapshot.match("no date", no_date, aws_evidence=f"{key}::put-object-with-lock-no-date")
    snapshot.match(
        "on marker",
        on_marker,
        aws_evidence=f"{RETENTION}::test_object_lock_delete_markers::get-object-retention-delete-marker",
    )
    assert kept["Error"]["Code"] == "AccessDenied"
    assert marker["DeleteMarker"]
    localstack.advance(86400)
    s3.delete_object(**version)


def test_a_legal_hold_keeps_a_version(
    aws_client: Any, locked_bucket: str, s3_create_bucket: Any, snapshot: Any
) -> None:
    s3, at = aws_client.s3, {"Bucket": locked_bucket, "Key": KEY}
    key = f"{HOLD}::test_put_get_object_legal_hold"
    version = {**at, "VersionId": s3.put_object(**at, Body=b"test")["VersionId"]}
    on, off = {"LegalHold": {"Status": "ON"}}, {"LegalHold": {"Status": "OFF"}}

    unset = refused(s3.get_object_legal_hold, **at)
    snapshot.match("unset", unset, aws_evidence=f"{key}::get-legal-hold-unset")
    snapshot.match("put", s3.put_object_legal_hold(**at, **on), aws_evidence=f"{key}::put-object-legal-hold")
    snapshot.match("head", s3.head_object(**at), aws_evidence=f"{key}::head-object-with-legal-hold")
    snapshot.match("got", s3.get_object_legal_hold(**at), aws_evidence=f"{key}::get-legal-hold-set")
    kept = refused(s3.delete_object, **version, BypassGovernanceRetention=True)
    s3.put_object_legal_hold(**at, **off)
    s3.delete_object(**version)
    assert kept["Error"]["Code"] == "AccessDenied"

    errors = f"{HOLD}::test_put_object_legal_hold_exc"
    no_key = refused(s3.put_object_legal_hold, Bucket=locked_bucket, Key="non-existing-key", **on)
    snapshot.match("no key", no_key, aws_evidence=f"{errors}::put-object-legal-hold-no-key")
    other = {"Bucket": s3_create_bucket(), "Key": KEY}
    s3.put_object(**other)
    unlocked = refused(s3.put_object_legal_hold, **other, **on)
    snapshot.match("unlocked", unlocked, aws_evidence=f"{errors}::put-object-retention-regular-bucket")
    empty = refused(s3.put_object_legal_hold, **other)
    snapshot.match("empty", empty, aws_evidence=f"{errors}::put-object-retention-empty")
    with_lock = refused(s3.put_object, **other, ObjectLockLegalHoldStatus="ON")
    assert with_lock["Error"]["Code"] == "InvalidRequest"
