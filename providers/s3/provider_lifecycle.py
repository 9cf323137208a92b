"""Operations on lifecycle configurations, and their daily run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.services.provider import pending_work

from . import content, errors, lifecycle_request, lifecycle_run
from .bucket import Bucket
from .lifecycle import UNMANAGED, midnight_after
from .operations import S3Operations


class LifecycleOperations(S3Operations):
    """Lifecycle configurations, which are run at midnight (UTC) as on AWS."""

    def get_bucket_lifecycle_configuration(
        self, context: RequestContext, request: api.GetBucketLifecycleConfigurationRequest
    ) -> api.GetBucketLifecycleConfigurationOutput:
        """Give the lifecycle configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if bucket.lifecycle == UNMANAGED:
            raise errors.NoSuchLifecycleConfiguration(BucketName=bucket.name)
        return bucket.lifecycle.shown()  # type: ignore[return-value]

    def put_bucket_lifecycle_configuration(
        self, context: RequestContext, request: api.PutBucketLifecycleConfigurationRequest
    ) -> api.PutBucketLifecycleConfigurationOutput:
        """Replace the lifecycle configuration; it has its first effect at the next midnight."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        minimum_size = request.get("TransitionDefaultMinimumObjectSize")
        bucket.lifecycle = lifecycle_request.parse(
            request.get("LifecycleConfiguration"), minimum_size, context.ids
        )
        self._schedule_run(context, bucket)
        return {"TransitionDefaultMinimumObjectSize": bucket.lifecycle.minimum_size}

    def delete_bucket_lifecycle(
        self, context: RequestContext, request: api.DeleteBucketLifecycleRequest
    ) -> None:
        """Remove the lifecycle configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.lifecycle = UNMANAGED

    @pending_work
    def run_lifecycle(self, context: RequestContext, run: Mapping[str, Any]) -> None:
        """Do what a configuration has due, and have it run again at the next midnight."""
        bucket = self.store(context).buckets.get(run["Bucket"])
        if bucket is None or bucket.lifecycle.run != run["Run"]:
            return
        with context.lock(bucket.arn):
            changes = lifecycle_run.run(bucket, self._now(context), context.ids)
        self._schedule_run(context, bucket)
        self._notify(context, bucket, *changes)

    def _schedule_run(self, context: RequestContext, bucket: Bucket) -> None:
        now = context.clock.now()
        delay = (midnight_after(now) - now).total_seconds()
        context.schedule("run_lifecycle", {"Bucket": bucket.name, "Run": bucket.lifecycle.run}, delay)
