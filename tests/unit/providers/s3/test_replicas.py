"""Copies: how far they are, what happens to them, and why they may not be made."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.config import Settings
from localstack.runtime import Emulator

OWNER, OTHER = "111111111111", "222222222222"
ROLE = f"arn:aws:iam::{OWNER}:role/replication"
ENABLED, DISABLED = {"Status": "Enabled"}, {"Status": "Disabled"}
SECONDS = 15

Call = Callable[..., dict[str, Any]]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator(Settings(port=0, seed="replicas", realistic=True))
    yield emulator
    emulator.stop()


@pytest.fixture
def call(emulator: Emulator) -> Call:
    def call(operation: str, bucket: str = "source", account_id: str = OWNER, **parameters: Any) -> Any:
        given = {"Bucket": bucket, **parameters}
        return emulator.gateway.call("s3", operation, given, account_id, "us-east-1") or {}

    for bucket, account_id in (("source", OWNER), ("copies", OWNER), ("abroad", OTHER)):
        call("CreateBucket", bucket, account_id)
        call("PutBucketVersioning", bucket, account_id, VersioningConfiguration=ENABLED)
    return call


@pytest.fixture
def settle(emulator: Emulator) -> Callable[[], None]:
    return lambda: emulator.advance(SECONDS)


def replicate(call: Call, *buckets: str, source: str = "source", **more: Any) -> None:
    destination = more.pop("Destination", {})
    rules = [
        {
            "ID": f"to-{bucket}",
            "Status": "Enabled",
            "Priority": priority,
            "Filter": {"Prefix": ""},
            "DeleteMarkerReplication": DISABLED,
            "Destination": {"Bucket": f"arn:aws:s3:::{bucket}", **destination},
            **more,
        }
        for priority, bucket in enumerate(buckets)
    ]
    call("PutBucketReplication", source, ReplicationConfiguration={"Role": ROLE, "Rules": rules})


def put(call: Call, key: str = "key", **more: Any) -> str:
    version_id: str = call("PutObject", Key=key, Body=Body(b"text"), **more)["VersionId"]
    return version_id


def head(call: Call, bucket: str = "source", key: str = "key", account_id: str = OWNER) -> dict[str, Any]:
    try:
        return call("HeadObject", bucket, account_id, Key=key)
    except ServiceException as error:
        return {"Code": error.code}


def status(call: Call, bucket: str = "source", key: str = "key") -> str | None:
    return head(call, bucket, key).get("ReplicationStatus")


def allow(call: Call, bucket: str, *actions: str, effect: str = "Allow", account_id: str = OTHER) -> None:
    statement = {
        "Effect": effect,
        "Principal": {"AWS": ROLE},
        "Action": [f"s3:{action}" for action in actions],
        "Resource": f"arn:aws:s3:::{bucket}/*",
    }
    call("PutBucketPolicy", bucket, account_id, Policy=json.dumps({"Statement": [statement]}))


def test_a_copy_is_the_same_version(call: Call, settle: Callable[[], None]) -> None:
    replicate(call, "copies")
    version_id = put(call, Metadata={"a": "b"}, Tagging="k=v", StorageClass="STANDARD_IA")
    before = status(call)

    settle()

    original, copy = head(call), head(call, "copies")
    assert (before, original.pop("ReplicationStatus"), copy.pop("ReplicationStatus")) == (
        "PENDING",
        "COMPLETED",
        "REPLICA",
    )
    assert copy == original
    assert copy["VersionId"] == version_id
    tags = call("GetObjectTagging", "copies", Key="key")["TagSet"]
    assert tags == [{"Key": "k", "Value": "v"}]


def test_a_copy_shares_the_content(emulator: Emulator, call: Call, settle: Callable[[], None]) -> None:
    replicate(call, "copies")
    put(call)

    settle()

    native = emulator.services.require("s3")
    assert native is not None
    store = emulator.realm.store("s3", native.provider.store_class, OWNER, "us-east-1")
    original, copy = (store.buckets[name].versions.live["key"] for name in ("source", "copies"))
    assert copy.content is original.content


def test_what_no_rule_selects_is_not_copied(call: Call, settle: Callable[[], None]) -> None:
    put(call, "earlier")
    replicate(call, "copies", Filter={"Prefix": "in/"})
    put(call, "out")
    put(call, "in/archive", StorageClass="GLACIER")

    settle()

    assert [status(call, key=key) for key in ("earlier", "out", "in/archive")] == [None] * 3
    assert call("ListObjectsV2", "copies")["KeyCount"] == 0


def test_copies_are_not_copied_on(call: Call, settle: Callable[[], None]) -> None:
    call("CreateBucket", "third")
    call("PutBucketVersioning", "third", VersioningConfiguration=ENABLED)
    replicate(call, "copies")
    replicate(call, "third", source="copies")
    put(call)

    settle()
    settle()

    assert status(call, "copies") == "REPLICA"
    assert head(call, "third")["Code"] == "NoSuchKey"


def test_a_copy_of_a_copy_by_hand_has_no_status(call: Call, settle: Callable[[], None]) -> None:
    replicate(call, "copies")
    put(call)
    settle()

    call("CopyObject", "copies", Key="by-hand", CopySource="copies/key")

    assert status(call, "copies", "by-hand") is None


def test_a_rule_may_give_copies_another_storage_class(call: Call, settle: Callable[[], None]) -> None:
    replicate(call, "copies", Destination={"StorageClass": "GLACIER_IR"})
    put(call)

    settle()

    assert head(call, "copies")["StorageClass"] == "GLACIER_IR"


def test_changed_tags_follow(call: Call, settle: Callable[[], None]) -> None:
    replicate(call, "copies")
    put(call)
    settle()

    call("PutObjectTagging", Key="key", Tagging={"TagSet": [{"Key": "k", "Value": "new"}]})
    pending = status(call)
    settle()

    assert (pending, status(call), status(call, "copies")) == ("PENDING", "COMPLETED", "REPLICA")
    assert call("GetObjectTagging", "copies", Key="key")["TagSet"] == [{"Key": "k", "Value": "new"}]


def test_changed_acls_follow(call: Call, settle: Callable[[], None]) -> None:
    for bucket in ("source", "copies"):
        call("DeletePublicAccessBlock", bucket)
        call("DeleteBucketOwnershipControls", bucket)
    replicate(call, "copies")
    put(call)
    settle()

    call("PutObjectAcl", Key="key", ACL="public-read")
    settle()

    assert call("GetObjectAcl", "copies", Key="key") == call("GetObjectAcl", Key="key")


@pytest.mark.parametrize("synced", [True, False], ids=["with a rule for it", "without"])
def test_changes_of_copies_go_back_by_a_rule_for_them(
    call: Call, settle: Callable[[], None], synced: bool
) -> None:
    modifications = {"ReplicaModifications": ENABLED if synced else DISABLED}
    replicate(call, "copies")
    replicate(call, "source", source="copies", SourceSelectionCriteria=modifications)
    put(call)
    settle()

    call("PutObjectTagging", "copies", Key="key", Tagging={"TagSet": [{"Key": "k", "Value": "v"}]})
    settle()

    assert bool(call("GetObjectTagging", Key="key")["TagSet"]) is synced
    assert (status(call), status(call, "copies")) == ("COMPLETED", "REPLICA")


@pytest.mark.parametrize("setting", [ENABLED, DISABLED], ids=["asked for", "not asked for"])
def test_delete_markers_are_copied_if_asked_for(
    call: Call, settle: Callable[[], None], setting: dict[str, str]
) -> None:
    replicate(call, "copies", DeleteMarkerReplication=setting)
    version_id = put(call)
    settle()

    marker = call("DeleteObject", Key="key")
    settle()

    markers = call("ListObjectVersions", "copies").get("DeleteMarkers", [])
    ids = [found["VersionId"] for found in markers]
    assert ids == ([marker["VersionId"]] if setting == ENABLED else [])
    assert call("HeadObject", "copies", Key="key", VersionId=version_id)["ReplicationStatus"] == "REPLICA"


def test_deleted_versions_stay_where_they_were_copied_to(call: Call, settle: Callable[[], None]) -> None:
    replicate(call, "copies")
    version_id = put(call)
    settle()

    call("DeleteObject", Key="key", VersionId=version_id)
    settle()

    assert head(call, "copies")["VersionId"] == version_id


def test_what_is_gone_before_its_time_is_not_copied(call: Call, settle: Callable[[], None]) -> None:
    replicate(call, "copies")
    version_id = put(call)

    call("DeleteObject", Key="key", VersionId=version_id)
    settle()

    assert head(call, "copies")["Code"] == "NoSuchKey"


@pytest.mark.parametrize(
    "actions",
    [[], ["ReplicateObject"], ["ReplicateObject", "ObjectOwnerOverrideToBucketOwner"]],
    ids=["nothing", "to copy", "to take over"],
)
def test_another_account_has_to_allow_it(call: Call, settle: Callable[[], None], actions: list[str]) -> None:
    takes_over = {"Account": OTHER, "AccessControlTranslation": {"Owner": "Destination"}}
    if actions:
        allow(call, "abroad", *actions)
    replicate(call, "abroad", Destination=takes_over if len(actions) != 1 else {})

    put(call)
    settle()

    assert status(call) == ("COMPLETED" if actions else "FAILED")
    assert head(call, "abroad", account_id=OTHER).get("ReplicationStatus") == ("REPLICA" if actions else None)


@pytest.mark.parametrize("takes_over", [True, False], ids=["changed", "kept"])
def test_the_owner_of_a_copy_is_the_originals_unless_it_is_changed(
    call: Call, settle: Callable[[], None], takes_over: bool
) -> None:
    from localstack_providers.s3.owner import canonical_user_id

    call("DeleteBucketOwnershipControls", "abroad", OTHER)
    allow(call, "abroad", "ReplicateObject", "ObjectOwnerOverrideToBucketOwner")
    change = {"Account": OTHER, "AccessControlTranslation": {"Owner": "Destination"}} if takes_over else {}
    replicate(call, "abroad", Destination=change)

    put(call)
    settle()

    owner = call("GetObjectAcl", "abroad", OTHER, Key="key")["Owner"]["ID"]
    assert owner == canonical_user_id(OTHER if takes_over else OWNER)


def test_delete_markers_do_not_go_to_another_account(call: Call, settle: Callable[[], None]) -> None:
    allow(call, "abroad", "Replicate*")
    replicate(call, "abroad", DeleteMarkerReplication=ENABLED)
    put(call)
    settle()

    call("DeleteObject", Key="key")
    settle()

    assert head(call, "abroad", account_id=OTHER)["ReplicationStatus"] == "REPLICA"


def test_one_destination_that_fails_is_enough_to_fail(call: Call, settle: Callable[[], None]) -> None:
    replicate(call, "copies", "abroad")

    put(call)
    settle()

    assert (status(call), status(call, "copies")) == ("FAILED", "REPLICA")


def told_of_failures(emulator: Emulator, call: Call) -> Callable[[], list[dict[str, Any]]]:
    def on_queue(operation: str, **parameters: Any) -> dict[str, Any]:
        return emulator.gateway.call("sqs", operation, parameters, OWNER, "us-east-1")

    url = on_queue("CreateQueue", QueueName="failures")["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:{OWNER}:failures"
    item = {"QueueArn": arn, "Events": ["s3:Replication:OperationFailedReplication"]}
    call("PutBucketNotificationConfiguration", NotificationConfiguration={"QueueConfigurations": [item]})

    def received() -> list[dict[str, Any]]:
        emulator.settle()
        messages = on_queue("ReceiveMessage", QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        bodies = [json.loads(message["Body"]) for message in messages]
        return [record for body in bodies for record in body.get("Records", [])]

    return received


def delete_target(call: Call) -> None:
    call("DeleteBucket", "copies")


def deny(action: str) -> Callable[[Call], None]:
    return lambda call: allow(call, "copies", action, effect="Deny", account_id=OWNER)


def suspend_target(call: Call) -> None:
    call("PutBucketVersioning", "copies", VersioningConfiguration={"Status": "Suspended"})


@pytest.mark.parametrize(
    ("hinder", "reason"),
    [
        (delete_target, "DstBucketNotFound"),
        (suspend_target, "DstBucketUnversioned"),
        (deny("ReplicateObject"), "DstPutObjectNotPermitted"),
    ],
    ids=["no bucket", "no versioning", "denied"],
)
def test_failures_are_told_of_when_there_are_metrics(
    emulator: Emulator,
    call: Call,
    settle: Callable[[], None],
    hinder: Callable[[Call], None],
    reason: str,
) -> None:
    received = told_of_failures(emulator, call)
    replicate(call, "copies", Destination={"Metrics": ENABLED})
    hinder(call)

    version_id = put(call)
    settle()

    [record] = received()
    assert (record["eventVersion"], record["userIdentity"]) == ("2.2", {"principalId": "s3.amazonaws.com"})
    assert record["s3"]["object"]["versionId"] == version_id
    data = record["replicationEventData"]
    assert data.pop("requestTime").endswith("Z")
    assert data == {
        "replicationRuleId": "to-copies",
        "destinationBucket": "arn:aws:s3:::copies",
        "s3Operation": "OBJECT_PUT",
        "failureReason": reason,
    }
    assert status(call) == "FAILED"


@pytest.mark.parametrize(
    ("change", "action", "reason"),
    [
        (lambda call: call("DeleteObjectTagging", Key="key"), "ReplicateTags", "DstPutTaggingNotPermitted"),
        (
            lambda call: call("PutObjectAcl", Key="key", ACL="public-read"),
            "ReplicateObject",
            "DstPutAclNotPermitted",
        ),
        (lambda call: call("DeleteObject", Key="key"), "ReplicateDelete", "DstDelObjNotPermitted"),
        (
            lambda call: [
                call("DeleteObject", "copies", Key="key", VersionId=head(call)["VersionId"]),
                call("DeleteObjectTagging", Key="key"),
            ],
            None,
            "DstVersionNotFound",
        ),
    ],
    ids=["tags", "ACL", "marker", "no such version"],
)
def test_a_change_that_cannot_follow_is_told_of(
    emulator: Emulator,
    call: Call,
    settle: Callable[[], None],
    change: Callable[[Call], Any],
    action: str | None,
    reason: str,
) -> None:
    call("DeletePublicAccessBlock")
    call("DeleteBucketOwnershipControls")
    received = told_of_failures(emulator, call)
    replicate(call, "copies", DeleteMarkerReplication=ENABLED, Destination={"Metrics": ENABLED})
    put(call)
    settle()
    if action is not None:
        deny(action)(call)

    change(call)
    settle()

    assert [record["replicationEventData"]["failureReason"] for record in received()] == [reason]


def test_copies_are_told_of_where_they_are(
    emulator: Emulator, call: Call, settle: Callable[[], None]
) -> None:
    queue_call = emulator.gateway.call
    queue_call("sqs", "CreateQueue", {"QueueName": "copies"}, OWNER, "us-east-1")
    item = {"QueueArn": f"arn:aws:sqs:us-east-1:{OWNER}:copies", "Events": ["s3:Object*"]}
    item["Events"] = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]
    call(
        "PutBucketNotificationConfiguration",
        "copies",
        NotificationConfiguration={"QueueConfigurations": [item]},
        SkipDestinationValidation=True,
    )
    replicate(call, "copies", DeleteMarkerReplication=ENABLED)

    put(call)
    call("DeleteObject", Key="key")
    settle()

    url = queue_call("sqs", "GetQueueUrl", {"QueueName": "copies"}, OWNER, "us-east-1")["QueueUrl"]
    received = queue_call(
        "sqs", "ReceiveMessage", {"QueueUrl": url, "MaxNumberOfMessages": 10}, OWNER, "us-east-1"
    )
    events = [json.loads(message["Body"])["Records"][0]["eventName"] for message in received["Messages"]]
    assert sorted(events) == ["ObjectCreated:Put", "ObjectRemoved:DeleteMarkerCreated"]


def test_locks_are_copied_and_follow(emulator: Emulator, call: Call, settle: Callable[[], None]) -> None:
    for bucket in ("locked", "locked-copies"):
        call("CreateBucket", bucket, ObjectLockEnabledForBucket=True)
    default = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}
    call(
        "PutObjectLockConfiguration",
        "locked-copies",
        ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": default},
    )
    replicate(call, "locked-copies", source="locked")
    until = emulator.clock.now().replace(microsecond=0) + timedelta(days=9)
    call("PutObject", "locked", Key="free", Body=Body(b""))
    call("PutObject", "locked", Key="held", Body=Body(b""), ObjectLockLegalHoldStatus="ON")
    settle()

    retention = {"Mode": "COMPLIANCE", "RetainUntilDate": until}
    call("PutObjectRetention", "locked", Key="held", Retention=retention)
    call("PutObjectLegalHold", "locked", Key="held", LegalHold={"Status": "OFF"})
    settle()

    free, held = head(call, "locked-copies", "free"), head(call, "locked-copies", "held")
    assert (free["ObjectLockMode"], status(call, "locked", "free")) == ("GOVERNANCE", "COMPLETED")
    assert (held["ObjectLockMode"], held["ObjectLockRetainUntilDate"]) == ("COMPLIANCE", until)
    assert held["ObjectLockLegalHoldStatus"] == "OFF"


def test_what_may_be_locked_goes_only_to_where_it_may_be(call: Call, settle: Callable[[], None]) -> None:
    call("CreateBucket", "locked", ObjectLockEnabledForBucket=True)
    replicate(call, "copies", source="locked")

    call("PutObject", "locked", Key="key", Body=Body(b""))
    settle()

    assert status(call, "locked") == "FAILED"


def test_without_enforcement_other_accounts_need_not_allow_it(
    emulator: Emulator, call: Call, settle: Callable[[], None]
) -> None:
    emulator.settings = dataclasses.replace(emulator.settings, enforce_iam=False)
    replicate(call, "abroad")

    put(call)
    settle()

    assert status(call) == "COMPLETED"
