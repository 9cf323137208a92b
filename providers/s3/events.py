"""Events: what happened to an object, as a notification and as EventBridge tell of it.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, NamedTuple
from urllib.parse import quote_plus

from .object import NULL, DeleteMarker, ObjectVersion, Version

CREATED_PUT: Final = "ObjectCreated:Put"
CREATED_POST: Final = "ObjectCreated:Post"
CREATED_COPY: Final = "ObjectCreated:Copy"
CREATED_UPLOAD: Final = "ObjectCreated:CompleteMultipartUpload"
REMOVED: Final = "ObjectRemoved:Delete"
MARKER_CREATED: Final = "ObjectRemoved:DeleteMarkerCreated"
TAGS_PUT: Final = "ObjectTagging:Put"
TAGS_DELETED: Final = "ObjectTagging:Delete"
ACL_PUT: Final = "ObjectAcl:Put"
EXPIRED: Final = "LifecycleExpiration:Delete"
EXPIRED_UNDER_MARKER: Final = "LifecycleExpiration:DeleteMarkerCreated"
TRANSITIONED: Final = "LifecycleTransition"
RESTORE_BEGUN: Final = "ObjectRestore:Post"
RESTORED: Final = "ObjectRestore:Completed"
RESTORE_EXPIRED: Final = "ObjectRestore:Delete"
RETENTION_PUT: Final = "ObjectRetention:Put"
LEGAL_HOLD_PUT: Final = "ObjectLegalHold:Put"
REPLICATION_FAILED: Final = "Replication:OperationFailedReplication"
EMPTY_ETAG: Final = "d41d8cd98f00b204e9800998ecf8427e"
BRIDGE_TYPES: Final = {
    "ObjectCreated": "Object Created",
    "ObjectRemoved": "Object Deleted",
    TAGS_PUT: "Object Tags Added",
    TAGS_DELETED: "Object Tags Deleted",
    ACL_PUT: "Object ACL Updated",
    "LifecycleExpiration": "Object Deleted",
    TRANSITIONED: "Object Storage Class Changed",
    RESTORE_BEGUN: "Object Restore Initiated",
    RESTORED: "Object Restore Completed",
    RESTORE_EXPIRED: "Object Restore Expired",
}
DELETION_TYPES: Final = {
    REMOVED: "Permanently Deleted",
    EXPIRED: "Permanently Deleted",
    MARKER_CREATED: "Delete Marker Created",
    EXPIRED_UNDER_MARKER: "Delete Marker Created",
}
# Events that came later have a newer version of the record, and most no place in the order of the key's events.
_LATER_KINDS = ("ObjectTagging", "ObjectAcl", "Lifecycle", RESTORE_EXPIRED)
_WITHOUT_ORDER = ("ObjectTagging", "ObjectAcl", TRANSITIONED, RESTORE_EXPIRED)
# What nobody asks for at the time it happens.
_BY_S3 = ("Lifecycle", RESTORED, RESTORE_EXPIRED)
_S3 = "s3.amazonaws.com"


class Change(NamedTuple):
    """What happened to an object.

    :ivar event: without the `s3:` in front: `ObjectCreated:Put`.
    :ivar version_id: `""` when the bucket is not versioned.
    :ivar etag: `""` when the object is gone.
    :ivar size: `None` when nothing was written.
    :ivar storage_class: that an object was moved to, or is restored from.
    :ivar expires: when the restored copy does.
    :ivar special: what its record has instead of what records have in common, or beside it.
    """

    event: str
    key: str
    version_id: str = ""
    etag: str = ""
    size: int | None = None
    storage_class: str = ""
    expires: datetime | None = None
    special: Mapping[str, Any] = MappingProxyType({})


class Circumstances(NamedTuple):
    """When, where and by whom something happened.

    :ivar host_id: the second id of the request.
    :ivar requester: an account id.
    :ivar sequencer: orders the events of a key.
    """

    time: datetime
    region: str
    requester: str
    source_ip: str
    request_id: str
    host_id: str
    operation: str
    sequencer: str


def written(event: str, version: ObjectVersion) -> Change:
    """Tell of a version that was written."""
    return Change(event, version.key, _shown(version.version_id), version.etag, version.size)


def changed(event: str, version: ObjectVersion) -> Change:
    """Tell of a version whose tags or ACL were changed."""
    return Change(event, version.key, _shown(version.version_id), version.etag)


def deleted(key: str, marker: DeleteMarker | None) -> Change:
    """Tell of the deletion of an object, which need not have been there: so the recordings do.

    :param marker: what hides the object, which the recordings give the ETag of nothing.
    """
    if marker is None:
        return Change(REMOVED, key)
    return Change(MARKER_CREATED, key, _shown(marker.version_id), EMPTY_ETAG)


def removed(version: Version) -> Change:
    """Tell of a version or delete marker that was removed."""
    return Change(REMOVED, version.key, _shown(version.version_id))


def expired(version: Version, marker: DeleteMarker | None = None) -> Change:
    """Tell of a version that a lifecycle rule removed, or hid under a delete marker."""
    told = removed(version) if marker is None else deleted(version.key, marker)
    return told._replace(event=EXPIRED if marker is None else EXPIRED_UNDER_MARKER)


def transitioned(version: ObjectVersion) -> Change:
    """Tell of a version that a lifecycle rule moved to another storage class."""
    return written(TRANSITIONED, version)._replace(storage_class=version.storage_class)


def restored(event: str, version: ObjectVersion, expires: datetime | None = None) -> Change:
    """Tell of the restoration of an archived version."""
    return written(event, version)._replace(storage_class=version.storage_class, expires=expires)


def _shown(version_id: str) -> str:
    return "" if version_id == NULL else version_id


def record(
    change: Change, around: Circumstances, name: str, arn: str, owner: str, configuration_id: str
) -> dict[str, Any]:
    """Give the record that a notification holds.

    :param name: the bucket's, as is the ARN.
    :param owner: the principal that owns the bucket.
    """
    is_later, is_by_s3 = change.event.startswith(_LATER_KINDS), change.event.startswith(_BY_S3)
    principal = f"AWS:{around.requester}"
    if is_by_s3:
        principal = f"AmazonCustomer:{owner}" if change.expires is not None else _S3
    item: dict[str, Any] = {"key": quote_plus(change.key, safe="/")}
    if change.size is not None:
        item["size"] = change.size
    if change.etag:
        item["eTag"] = change.etag
    if change.version_id:
        item["versionId"] = change.version_id
    if not change.event.startswith(_WITHOUT_ORDER):
        item["sequencer"] = around.sequencer
    return {
        "eventVersion": "2.3" if is_later else "2.1",
        "eventSource": "aws:s3",
        "awsRegion": around.region,
        "eventTime": millis(around.time),
        "eventName": change.event,
        "userIdentity": {"principalId": principal},
        "requestParameters": {"sourceIPAddress": _S3 if is_by_s3 else around.source_ip},
        "responseElements": {"x-amz-request-id": around.request_id, "x-amz-id-2": around.host_id},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": configuration_id,
            "bucket": {"name": name, "ownerIdentity": {"principalId": owner}, "arn": arn},
            "object": item,
        },
        **_more_of(change),
        **change.special,
    }


def _more_of(change: Change) -> dict[str, Any]:
    """Give what the records of some kinds of changes hold beside the others' members."""
    if change.event == RESTORED and change.expires is not None:
        restored = {
            "lifecycleRestorationExpiryTime": millis(change.expires),
            "lifecycleRestoreStorageClass": change.storage_class,
        }
        return {"glacierEventData": {"restoreEventData": restored}}
    if change.event == TRANSITIONED:
        moved = {"destinationStorageClass": change.storage_class}
        return {"lifecycleEventData": {"transitionEventData": moved}}
    return {}


def test_event(around: Circumstances, name: str) -> dict[str, Any]:
    """Give what a destination is sent when it is configured."""
    return {
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": millis(around.time),
        "Bucket": name,
        "RequestId": around.request_id,
        "HostId": around.host_id,
    }


def bridge_type(event: str) -> str | None:
    """Give the detail type of an event, `None` when EventBridge is not told of it."""
    return BRIDGE_TYPES.get(event) or BRIDGE_TYPES.get(event.partition(":")[0])


def bridge_detail(change: Change, around: Circumstances, name: str) -> dict[str, Any]:
    """Give the detail of an event for EventBridge."""
    item: dict[str, Any] = {"key": change.key}
    if change.size is not None:
        item["size"] = change.size
    if change.etag:
        item["etag"] = change.etag
    if change.version_id:
        item["version-id"] = change.version_id
    is_by_s3 = change.event.startswith(_BY_S3)
    detail: dict[str, Any] = {
        "version": "0",
        "bucket": {"name": name},
        "object": item,
        "request-id": around.request_id,
        "requester": _S3 if is_by_s3 else around.requester,
    }
    if not is_by_s3:
        detail["source-ip-address"] = around.source_ip
    if not change.event.startswith((*_WITHOUT_ORDER, "ObjectRestore")):
        item["sequencer"] = around.sequencer
        detail["reason"] = "Lifecycle Expiration" if is_by_s3 else around.operation
    if change.event in DELETION_TYPES:
        detail["deletion-type"] = DELETION_TYPES[change.event]
    if change.storage_class:
        side = "destination" if change.event == TRANSITIONED else "source"
        detail[f"{side}-storage-class"] = change.storage_class
    if change.expires is not None:
        detail["restore-expiry-time"] = f"{change.expires:%Y-%m-%dT%H:%M:%SZ}"
    return detail


def millis(moment: datetime) -> str:
    """Write a time as events do."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
