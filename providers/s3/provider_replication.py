"""Operations on replication configurations, and the copying that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.services.provider import pending_work

from . import content, errors, events, replicas, replication, replication_rules
from .bucket import Bucket
from .object import DeleteMarker, ObjectVersion, Version
from .operations import S3Operations
from .replicas import ReplicationFailed
from .replication import COMPLETED, FAILED, ReplicationRule


class ReplicationOperations(S3Operations):
    """Replication configurations and copies."""

    def get_bucket_replication(
        self, context: RequestContext, request: api.GetBucketReplicationRequest
    ) -> api.GetBucketReplicationOutput:
        """Give the replication configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if bucket.replication is None:
            raise errors.ReplicationConfigurationNotFoundError(BucketName=bucket.name)
        return {"ReplicationConfiguration": bucket.replication.shown()}  # type: ignore[typeddict-item]

    def put_bucket_replication(
        self, context: RequestContext, request: api.PutBucketReplicationRequest
    ) -> None:
        """Replace the replication configuration; it counts for what is written from now on."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        document = request.get("ReplicationConfiguration") or {}
        replication_rules.require_document(document)
        new = replication.read(document, context.ids)
        replication_rules.require(new)
        replication_rules.require_buckets(bucket, new, self.store(context).buckets.get)
        bucket.replication = new

    def delete_bucket_replication(
        self, context: RequestContext, request: api.DeleteBucketReplicationRequest
    ) -> None:
        """Remove the replication configuration, if there is one."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.replication = None

    @pending_work
    def replicate(self, context: RequestContext, work: Mapping[str, Any]) -> None:
        """Copy to every destination what was written, marked or changed, if it still is there."""
        bucket = self.store(context).buckets.get(work["Bucket"])
        version = bucket.versions.find(work["Key"], work["VersionId"]) if bucket is not None else None
        if bucket is None or version is None:
            return
        # What is told of in the destinations belongs to no request.
        context.operation = context.service.operation("PutObject")
        original = version if isinstance(version, ObjectVersion) else None
        rules = (
            replicas.rules_for(bucket.replication, work["Operation"], version.key, original)
            if bucket.replication is not None
            else ()
        )
        done = [self._copy_by(context, bucket, version, rule, work) for rule in rules]
        with context.lock(bucket.arn):
            status = COMPLETED if done and all(done) else FAILED
            replicas.set_status(bucket, version.key, version.version_id, status)

    def _copy_by(
        self,
        context: RequestContext,
        bucket: Bucket,
        version: Version,
        rule: ReplicationRule,
        work: Mapping[str, Any],
    ) -> bool:
        """Copy something to the destination of a rule; gives `False` when that fails."""
        original = version if isinstance(version, ObjectVersion) else None
        operation = work["Operation"]
        target = self.store(context).buckets.get(rule.bucket)
        if original is None and target is not None and target.owner != bucket.owner:
            return True
        try:
            target = replicas.require_destination(
                context, bucket, target, rule, operation, version.key, original
            )
            if original is not None and operation == replicas.OBJECT:
                version = replicas.copy_of(context, bucket, original, target, rule)
            with context.lock(target.arn):
                changes = _put(bucket, version, target, rule, operation)
        except ReplicationFailed as failed:
            if rule.has_metrics:
                self._tell(context, bucket, replicas.failure(work, original, rule, str(failed)))
            return False
        self._tell(context, target, *changes)
        return True


def _put(
    source: Bucket, version: Version, target: Bucket, rule: ReplicationRule, operation: str
) -> list[events.Change]:
    """Put a copy in its place; gives what happened there."""
    if isinstance(version, DeleteMarker):
        return [events.deleted(version.key, version)] if replicas.put_marker(version, target) else []
    if operation == replicas.OBJECT:
        replicas.put_copy(version, target)
        return [events.written(events.CREATED_PUT, version)]
    replicas.put_changes(source, version, target, rule)
    return []
