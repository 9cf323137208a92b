"""Operations on CORS configurations, and what browser pages are told by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import content, cors, errors
from .operations import S3Operations

if TYPE_CHECKING:
    from localstack.aws.handlers.cors import CrossOrigin
    from localstack.aws.wire import Request
    from localstack.runtime import Emulator


class CorsOperations(S3Operations):
    """CORS configurations."""

    def cross_origin(self, emulator: Emulator, request: Request) -> CrossOrigin | None:
        """Take a browser page's request under the rules of the bucket that it is about."""
        # Only browsers need it.
        from . import cross_origin

        return cross_origin.take(emulator, request)

    def get_bucket_cors(
        self, context: RequestContext, request: api.GetBucketCorsRequest
    ) -> api.GetBucketCorsOutput:
        """Give the CORS configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if not bucket.cors:
            raise errors.NoSuchCORSConfiguration(BucketName=bucket.name)
        return {"CORSRules": [rule.shown() for rule in bucket.cors]}

    def put_bucket_cors(self, context: RequestContext, request: api.PutBucketCorsRequest) -> None:
        """Replace the CORS configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        bucket.cors = cors.parse(request.get("CORSConfiguration") or {})

    def delete_bucket_cors(self, context: RequestContext, request: api.DeleteBucketCorsRequest) -> None:
        """Remove the CORS configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.cors = ()
