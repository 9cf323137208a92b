"""Operations on logging configurations, and the deliveries that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.services.provider import early, pending_work

from . import access_log, content, log_delivery
from .bucket import Bucket
from .operations import S3Operations


class LoggingOperations(S3Operations):
    """Logging configurations and the delivery of logs."""

    def get_bucket_logging(
        self, context: RequestContext, request: api.GetBucketLoggingRequest
    ) -> api.GetBucketLoggingOutput:
        """Give the logging configuration, empty when there is none."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"LoggingEnabled": bucket.logging.shown()} if bucket.logging else {}  # type: ignore[typeddict-item]

    def put_bucket_logging(self, context: RequestContext, request: api.PutBucketLoggingRequest) -> None:
        """Replace the logging configuration, or remove it."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        logging = access_log.parse(request.get("BucketLoggingStatus"))
        if logging is not None:
            target = self.store(context).buckets.get(logging.bucket)
            access_log.require_target(bucket, logging.bucket, target)
        # What was recorded goes where it was to go.
        self._deliver(context, bucket)
        bucket.logging = logging

    @early
    @pending_work
    def deliver_log(self, context: RequestContext, work: Mapping[str, Any]) -> None:
        """Bring the records of a bucket to their target, or record that they are lost."""
        bucket = self.store(context).buckets.get(work["Bucket"])
        if bucket is not None:
            self._deliver(context, bucket)

    def _deliver(self, context: RequestContext, bucket: Bucket) -> None:
        logging = bucket.logging
        if logging is None or not bucket.log:
            return
        with context.lock(bucket.arn):
            entries = list(bucket.log)
            bucket.log.clear()
        target = self.store(context).buckets.get(logging.bucket)
        batches = access_log.batches(logging, bucket, entries, context.clock.now(), context.ids)
        for key, found in batches.items():
            text = "".join(f"{entry.line}\n" for entry in found)
            try:
                log_delivery.put_log(context, bucket, target, logging, key, text)
            except log_delivery.DeliveryFailed as reason:
                description = log_delivery.lost(bucket, logging, found, reason)
                context.emulator.recorder.add_undelivered(description)
