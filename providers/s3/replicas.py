"""Replication itself: from something that happened in a bucket to the work it causes, and that done.

::

    written, matches a rule -> PENDING -> COMPLETED   a copy is in every destination
                                      \\-> FAILED      one of them does not have it
    the copy -> REPLICA, whatever becomes of the original

What happens to copies is copied on by nobody, but for changed tags and ACLs where a rule of their own bucket says so.
A delete marker has no status, and none goes to another account.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-status.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-failure-codes.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from localstack.aws.context import RequestContext

from . import errors, events
from .bucket import ENABLED, Bucket
from .conditions_of_request import values
from .encryption import Encryption
from .events import Change
from .object import DeleteMarker, ObjectVersion
from .replication import PENDING, REPLICA, Replication, ReplicationRule

SECONDS: Final = 15.0
OBJECT: Final = "OBJECT_PUT"
MARKER: Final = "OBJECT_DELETE"
TAGS: Final = "OBJECT_TAGGING_PUT"
ACL: Final = "OBJECT_ACL_PUT"
RETENTION: Final = "OBJECT_RETENTION_PUT"
LEGAL_HOLD: Final = "OBJECT_LEGAL_HOLD_PUT"
_CREATED: Final = "ObjectCreated:"
_OPERATIONS: Final = {
    events.MARKER_CREATED: MARKER,
    events.TAGS_PUT: TAGS,
    events.TAGS_DELETED: TAGS,
    events.ACL_PUT: ACL,
    events.RETENTION_PUT: RETENTION,
    events.LEGAL_HOLD_PUT: LEGAL_HOLD,
}
# What a destination's policy has to allow for each, and what is wrong when it does not.
_PERMISSIONS: Final = {
    OBJECT: ("ReplicateObject", "DstPutObjectNotPermitted"),
    MARKER: ("ReplicateDelete", "DstDelObjNotPermitted"),
    TAGS: ("ReplicateTags", "DstPutTaggingNotPermitted"),
    ACL: ("ReplicateObject", "DstPutAclNotPermitted"),
    RETENTION: ("PutObjectRetention", "DstPutRetentionNotPermitted"),
    LEGAL_HOLD: ("PutObjectLegalHold", "DstPutLegalHoldNotPermitted"),
}


class ReplicationFailed(Exception):
    """A copy cannot be made; the message is AWS's code for why."""


def begin(context: RequestContext, bucket: Bucket, changes: Iterable[Change]) -> Iterator[dict[str, Any]]:
    """Mark what is to be copied, and give the work that does it.

    :param bucket: one with a replication configuration.
    """
    for change in changes:
        operation = OBJECT if change.event.startswith(_CREATED) else _OPERATIONS.get(change.event)
        if operation is None or not change.version_id:
            continue
        with context.lock(bucket.arn):
            is_wanted = _mark(bucket, operation, change)
        if is_wanted:
            yield {
                "Bucket": bucket.name,
                "Key": change.key,
                "VersionId": change.version_id,
                "Operation": operation,
                "Time": events.millis(context.clock.now()),
            }


def rules_for(
    replication: Replication, operation: str, key: str, version: ObjectVersion | None
) -> tuple[ReplicationRule, ...]:
    """Give the rules by which something is copied.

    :param version: `None` for a delete marker.
    """
    if version is None:
        return replication.for_marker(key)
    if operation == OBJECT:
        if version.is_archived:
            return ()
        return replication.for_object(key, version.tags, has_kms_key=bool(version.encryption.key_id))
    is_replica = version.replication == REPLICA
    return replication.for_changes(key, is_replica) if version.replication else ()


def require_destination(
    context: RequestContext,
    source: Bucket,
    target: Bucket | None,
    rule: ReplicationRule,
    operation: str,
    key: str,
    version: ObjectVersion | None,
) -> Bucket:
    """Check that something may be copied to a bucket.

    :param version: `None` for a delete marker.
    :raises ReplicationFailed: when it may not.
    """
    if target is None:
        raise ReplicationFailed("DstBucketNotFound")
    if target.versioning != ENABLED:
        raise ReplicationFailed("DstBucketUnversioned")
    action, reason = _PERMISSIONS[operation]
    needed = [action]
    if operation == OBJECT and _takes_over(source, target, rule):
        needed.append("ObjectOwnerOverrideToBucketOwner")
    if not all(_is_allowed(context, source, target, name, key, version) for name in needed):
        raise ReplicationFailed(reason)
    return target


def copy_of(
    context: RequestContext, source: Bucket, version: ObjectVersion, target: Bucket, rule: ReplicationRule
) -> ObjectVersion:
    """Make a copy of a version for a bucket: the same version, in content, time and name.

    :raises ReplicationFailed: when the bucket has no object lock, or its key of KMS cannot be used.
    """
    if source.has_object_lock and not target.has_object_lock:
        raise ReplicationFailed("DstBucketObjectLockConfigMissing")
    lock, default = version.lock, target.default_retention
    if lock.retention is None and default is not None:
        lock = lock._replace(retention=default.begin(context.clock.now()))
    return version._replace(
        storage_class=rule.destination.get("StorageClass") or version.storage_class,
        acl=_acl(source, version, target, rule),
        encryption=_encryption(context, version, target, rule),
        lock=lock,
        replication=REPLICA,
    )


def put_copy(copy: ObjectVersion, target: Bucket) -> None:
    """Put a copy into a bucket."""
    existing = target.versions.find(copy.key, copy.version_id)
    if existing is None:
        target.versions.put(copy)
    else:
        target.versions.replace(existing, copy)


def put_changes(source: Bucket, version: ObjectVersion, target: Bucket, rule: ReplicationRule) -> None:
    """Give a version in another bucket the tags, the lock and the ACL that it has in this one.

    :raises ReplicationFailed: when it is not there.
    """
    existing = target.versions.find(version.key, version.version_id)
    if not isinstance(existing, ObjectVersion):
        raise ReplicationFailed("DstVersionNotFound")
    acl = existing.acl if _takes_over(source, target, rule) else _acl(source, version, target, rule)
    lock = version.lock if target.has_object_lock else existing.lock
    target.versions.replace(existing, existing._replace(tags=version.tags, acl=acl, lock=lock))


def put_marker(marker: DeleteMarker, target: Bucket) -> bool:
    """Put a delete marker into another bucket; gives `False` when it is there."""
    if target.versions.find(marker.key, marker.version_id) is not None:
        return False
    target.versions.mark_deleted(marker)
    return True


def set_status(bucket: Bucket, key: str, version_id: str, status: str) -> None:
    """Note how far an original is, if it still is there."""
    version = bucket.versions.find(key, version_id)
    if isinstance(version, ObjectVersion) and version.replication not in ("", REPLICA):
        bucket.versions.replace(version, version._replace(replication=status))


def failure(work: Any, version: ObjectVersion | None, rule: ReplicationRule, reason: str) -> Change:
    """Tell of a copy that could not be made.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html
    """
    data = {
        "replicationRuleId": rule.identifier,
        "destinationBucket": rule.destination["Bucket"],
        "s3Operation": work["Operation"],
        "requestTime": work["Time"],
        "failureReason": reason,
    }
    by_s3 = {
        "eventVersion": "2.2",
        "userIdentity": {"principalId": "s3.amazonaws.com"},
        "requestParameters": {"sourceIPAddress": "s3.amazonaws.com"},
        "replicationEventData": data,
    }
    size, etag = (version.size, version.etag) if version is not None else (None, "")
    return Change(events.REPLICATION_FAILED, work["Key"], work["VersionId"], etag, size, special=by_s3)


def _mark(bucket: Bucket, operation: str, change: Change) -> bool:
    version = bucket.versions.find(change.key, change.version_id)
    replication = bucket.replication
    if version is None or replication is None:
        return False
    if isinstance(version, DeleteMarker):
        return bool(rules_for(replication, operation, change.key, None))
    if not rules_for(replication, operation, change.key, version):
        return False
    if version.replication != REPLICA:
        bucket.versions.replace(version, version._replace(replication=PENDING))
    return True


def _takes_over(source: Bucket, target: Bucket, rule: ReplicationRule) -> bool:
    return rule.changes_owner and source.owner != target.owner


def _encryption(
    context: RequestContext, version: ObjectVersion, target: Bucket, rule: ReplicationRule
) -> Encryption:
    if not version.encryption.key_id:
        return version.encryption
    from . import kms_key

    try:
        return version.encryption._replace(key_id=kms_key.require_usable(context, target, rule.kms_key))
    except errors.KMSNotFoundException:
        raise ReplicationFailed("DstKmsKeyNotFound") from None
    except errors.S3Exception:
        raise ReplicationFailed("DstKmsKeyInvalidState") from None


def _acl(source: Bucket, version: ObjectVersion, target: Bucket, rule: ReplicationRule) -> Any:
    """Give the ACL of a copy: the original's, whose owner stays unless the rule changes it."""
    if _takes_over(source, target, rule):
        return None
    return version.acl if source.owner == target.owner else source.acl_of(version)


def _is_allowed(
    context: RequestContext,
    source: Bucket,
    target: Bucket,
    action: str,
    key: str,
    version: ObjectVersion | None,
) -> bool:
    """Ask a destination's policy, as far as it names the configuration's role or that one's account."""
    if not context.emulator.settings.enforce_iam:
        return True
    is_owner = source.owner == target.owner
    if not target.policy or source.replication is None:
        return is_owner
    from localstack.policies.evaluation import Decision, Question, decide

    from . import bucket_policy
    from .access import Caller

    role = source.replication.role
    names = Caller(source.owner, context.partition).names()
    names["AWS"] |= {role}
    asked = values(context, source.owner, role, target.owner, version)
    question = Question(names, f"s3:{action}", f"{target.arn}/{key}", asked)
    decision = decide(bucket_policy.read(target.policy), question)
    return decision is Decision.ALLOWED or (is_owner and decision is not Decision.DENIED)
