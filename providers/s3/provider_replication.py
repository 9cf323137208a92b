"""Operations on replication configurations."""

from __future__ import annotations

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import content, errors, replication, replication_rules
from .operations import S3Operations


class ReplicationOperations(S3Operations):
    """Replication configurations."""

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
