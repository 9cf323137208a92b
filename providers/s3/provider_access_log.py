"""Operations on logging configurations."""

from __future__ import annotations

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import access_log, content
from .operations import S3Operations


class LoggingOperations(S3Operations):
    """Logging configurations."""

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
        bucket.logging = logging
