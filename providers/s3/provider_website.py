"""Operations on website configurations; the websites themselves are in :mod:`.website_endpoint`."""

from __future__ import annotations

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import content, errors, website
from .operations import S3Operations


class WebsiteOperations(S3Operations):
    """Website configurations."""

    def get_bucket_website(
        self, context: RequestContext, request: api.GetBucketWebsiteRequest
    ) -> api.GetBucketWebsiteOutput:
        """Give the website configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if bucket.website is None:
            raise errors.NoSuchWebsiteConfiguration(BucketName=bucket.name)
        return bucket.website.shown()  # type: ignore[return-value]

    def put_bucket_website(self, context: RequestContext, request: api.PutBucketWebsiteRequest) -> None:
        """Replace the website configuration."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        bucket.website = website.parse(request.get("WebsiteConfiguration") or {})

    def delete_bucket_website(self, context: RequestContext, request: api.DeleteBucketWebsiteRequest) -> None:
        """Remove the website configuration, if there is one."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.website = None
