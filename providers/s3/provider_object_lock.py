"""Operations on object lock: of buckets, and the retention and legal hold of versions."""

from __future__ import annotations

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import content, errors, events, object_lock
from .bucket import ENABLED, Bucket
from .object import ObjectVersion
from .object_lock import Lock
from .operations import S3Operations
from .provider_tagging import require_latest


class ObjectLockOperations(S3Operations):
    """Object lock."""

    def get_object_lock_configuration(
        self, context: RequestContext, request: api.GetObjectLockConfigurationRequest
    ) -> api.GetObjectLockConfigurationOutput:
        """Give the object lock of a bucket, with its default retention."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if not bucket.has_object_lock:
            raise errors.ObjectLockConfigurationNotFoundError(BucketName=bucket.name)
        configuration: api.ObjectLockConfiguration = {"ObjectLockEnabled": object_lock.ENABLED}
        if bucket.default_retention is not None:
            configuration["Rule"] = {"DefaultRetention": bucket.default_retention.shown()}  # type: ignore[typeddict-item]
        return {"ObjectLockConfiguration": configuration}

    def put_object_lock_configuration(
        self, context: RequestContext, request: api.PutObjectLockConfigurationRequest
    ) -> api.PutObjectLockConfigurationOutput:
        """Give a bucket an object lock, which it keeps, or another default retention."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        default = object_lock.read_configuration(request.get("ObjectLockConfiguration"))
        if bucket.versioning != ENABLED:
            raise errors.InvalidBucketState(
                "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"
            )
        bucket.has_object_lock, bucket.default_retention = True, default
        return {}

    def get_object_retention(
        self, context: RequestContext, request: api.GetObjectRetentionRequest
    ) -> api.GetObjectRetentionOutput:
        """Give the retention of a version."""
        retention = self._lock_of(context, request, "GET").retention
        if retention is None:
            raise errors.NoSuchObjectLockConfiguration
        return {"Retention": retention.shown()}  # type: ignore[typeddict-item]

    def put_object_retention(
        self, context: RequestContext, request: api.PutObjectRetentionRequest
    ) -> api.PutObjectRetentionOutput:
        """Set the retention of a version, prolong it, or with the permission for it weaken it."""
        bucket, key, now = self._found_bucket(context, request, "PUT"), request["Key"], context.clock.now()
        content.verify_document(context, request)
        retention = object_lock.read_retention(request.get("Retention"), now)
        _require_lock(bucket)
        bypasses = self._bypasses_governance(context, bucket, request, key)
        with context.lock(bucket.arn):
            version = self._version(bucket, request, "PUT")
            lock = version.lock.with_retention(retention, now, bypasses_governance=bypasses)
            bucket.versions.replace(version, version._replace(lock=lock))
        self._replicate(context, bucket, events.changed(events.RETENTION_PUT, version))
        return {}

    def get_object_legal_hold(
        self, context: RequestContext, request: api.GetObjectLegalHoldRequest
    ) -> api.GetObjectLegalHoldOutput:
        """Give the legal hold of a version."""
        status = self._lock_of(context, request, "GET").legal_hold
        if not status:
            raise errors.NoSuchObjectLockConfiguration
        return {"LegalHold": {"Status": status}}

    def put_object_legal_hold(
        self, context: RequestContext, request: api.PutObjectLegalHoldRequest
    ) -> api.PutObjectLegalHoldOutput:
        """Set or end the legal hold of a version."""
        bucket = self._found_bucket(context, request, "PUT")
        content.verify_document(context, request)
        status = (request.get("LegalHold") or {}).get("Status")
        if status not in (object_lock.ON, object_lock.OFF):
            raise errors.MalformedXML
        _require_lock(bucket)
        with context.lock(bucket.arn):
            version = self._version(bucket, request, "PUT")
            lock = version.lock._replace(legal_hold=status)
            bucket.versions.replace(version, version._replace(lock=lock))
        self._replicate(context, bucket, events.changed(events.LEGAL_HOLD_PUT, version))
        return {}

    def _lock_of(
        self,
        context: RequestContext,
        request: api.GetObjectRetentionRequest | api.GetObjectLegalHoldRequest,
        method: str,
    ) -> Lock:
        bucket = self._found_bucket(context, request, method)
        _require_lock(bucket)
        return self._version(bucket, request, method).lock

    def _found_bucket(
        self,
        context: RequestContext,
        request: api.GetObjectRetentionRequest
        | api.GetObjectLegalHoldRequest
        | api.PutObjectRetentionRequest
        | api.PutObjectLegalHoldRequest,
        method: str,
    ) -> Bucket:
        """Find the bucket of a version; that this does not exist is told before all else."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        self._version(bucket, request, method)
        return bucket

    def _version(
        self,
        bucket: Bucket,
        request: api.GetObjectRetentionRequest
        | api.GetObjectLegalHoldRequest
        | api.PutObjectRetentionRequest
        | api.PutObjectLegalHoldRequest,
        method: str,
    ) -> ObjectVersion:
        key = request["Key"]
        return require_latest(bucket, key, request.get("VersionId"), method, key)


def _require_lock(bucket: Bucket) -> None:
    if not bucket.has_object_lock:
        raise api.InvalidRequest(object_lock.MISSING)
