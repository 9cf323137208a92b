"""Restoring archived objects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.services.provider import pending_work

from . import content, errors, events, restore
from .bucket import Bucket
from .lifecycle import midnight_after
from .object import ARCHIVED, ObjectVersion
from .operations import S3Operations
from .restore import Restore


class RestoreOperations(S3Operations):
    """Restoring archived objects, which takes hours when state transitions are realistic."""

    def restore_object(
        self, context: RequestContext, request: api.RestoreObjectRequest
    ) -> api.RestoreObjectOutput:
        """Have an archived object restored, or faster than asked for before; or have its copy stay longer."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        with context.lock(bucket.arn):
            archived = bucket.require_object(request["Key"], request.get("VersionId"), "POST")
            days, tier = restore.parse(request.get("RestoreRequest"))
            seconds = _require_restorable(archived, tier)
            before = archived.restore
            is_there = before is not None and before.expires is not None
            expires = midnight_after(context.clock.now(), days) if is_there else None
            version = archived._replace(restore=Restore(context.ids.uuid(), days, tier, expires))
            bucket.versions.replace(archived, version)
        if expires is not None:
            self._schedule_expiry(context, bucket, version, expires)
            return {}
        context.schedule("complete_restore", _work(bucket, version), context.transition(seconds))
        self._notify(context, bucket, events.restored(events.RESTORE_BEGUN, version))
        return {"StatusCode": 202}  # type: ignore[typeddict-unknown-key]

    @pending_work
    def complete_restore(self, context: RequestContext, work: Mapping[str, Any]) -> None:
        """Put the copy there that was asked for."""
        bucket = self.store(context).buckets.get(work["Bucket"])
        with context.lock(work["BucketArn"]):
            version = _restoring(bucket, work)
            if bucket is None or version is None or version.restore is None:
                return
            expires = midnight_after(context.clock.now(), version.restore.days)
            restored = version._replace(restore=version.restore._replace(expires=expires))
            bucket.versions.replace(version, restored)
        self._schedule_expiry(context, bucket, restored, expires)
        self._notify(context, bucket, events.restored(events.RESTORED, restored, expires))

    @pending_work
    def expire_restore(self, context: RequestContext, work: Mapping[str, Any]) -> None:
        """Take the copy away."""
        bucket = self.store(context).buckets.get(work["Bucket"])
        with context.lock(work["BucketArn"]):
            version = _restoring(bucket, work)
            if bucket is None or version is None:
                return
            bucket.versions.replace(version, version._replace(restore=None))
        self._notify(context, bucket, events.restored(events.RESTORE_EXPIRED, version))

    def _schedule_expiry(
        self, context: RequestContext, bucket: Bucket, version: ObjectVersion, expires: datetime
    ) -> None:
        delay = (expires - context.clock.now()).total_seconds()
        context.schedule("expire_restore", _work(bucket, version), delay)


def _require_restorable(version: ObjectVersion, tier: str) -> float:
    """Check that a version can be restored.

    :returns: the seconds that it takes.
    :raises InvalidObjectState: when it is not archived.
    :raises RestoreAlreadyInProgress: when it is being restored, and not slower than asked for now.
    """
    if version.storage_class not in ARCHIVED:
        raise api.InvalidObjectState("Restore is not allowed for the object's current storage class")
    seconds = restore.seconds_for(version.storage_class, tier)
    under_way = version.restore
    if (
        under_way is not None
        and under_way.expires is None
        and seconds >= restore.seconds_for(version.storage_class, under_way.tier)
    ):
        raise errors.RestoreAlreadyInProgress
    return seconds


def _work(bucket: Bucket, version: ObjectVersion) -> dict[str, Any]:
    """Give the arguments of pending work about a version's restoration."""
    identifier = version.restore.identifier if version.restore is not None else ""
    return {
        "Bucket": bucket.name,
        "BucketArn": bucket.arn,
        "Key": version.key,
        "VersionId": version.version_id,
        "Restore": identifier,
    }


def _restoring(bucket: Bucket | None, work: Mapping[str, Any]) -> ObjectVersion | None:
    """Find the version that pending work is about, unless it or its restoration has been replaced since."""
    version = bucket.versions.find(work["Key"], work["VersionId"]) if bucket is not None else None
    if not isinstance(version, ObjectVersion) or version.restore is None:
        return None
    return version if version.restore.identifier == work["Restore"] else None
