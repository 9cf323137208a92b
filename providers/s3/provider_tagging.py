"""Operations on the tags of buckets and objects."""

from __future__ import annotations

from collections.abc import Mapping

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import content, errors, events, tagging
from .bucket import Bucket, not_allowed
from .object import DeleteMarker, ObjectVersion
from .operations import S3Operations


class TaggingOperations(S3Operations):
    """Tags of buckets and objects."""

    def get_bucket_tagging(
        self, context: RequestContext, request: api.GetBucketTaggingRequest
    ) -> api.GetBucketTaggingOutput:
        """Give the tags of a bucket."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if not bucket.tags:
            raise errors.NoSuchTagSet(BucketName=bucket.name)
        return {"TagSet": tagging.tag_set(bucket.tags)}

    def put_bucket_tagging(self, context: RequestContext, request: api.PutBucketTaggingRequest) -> None:
        """Replace the tags of a bucket."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        if not request.get("Tagging"):
            raise errors.MalformedXML
        bucket.tags = tagging.bucket_tags(request["Tagging"].get("TagSet") or [])

    def delete_bucket_tagging(self, context: RequestContext, request: api.DeleteBucketTaggingRequest) -> None:
        """Remove the tags of a bucket."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        bucket.tags = {}

    def get_object_tagging(
        self, context: RequestContext, request: api.GetObjectTaggingRequest
    ) -> api.GetObjectTaggingOutput:
        """Give the tags of an object."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        # AWS writes the bucket in front of the missing key here, and only here.
        missing = f"{bucket.name}/{request['Key']}"
        version = require_latest(bucket, request["Key"], request.get("VersionId"), "GET", missing)
        result: api.GetObjectTaggingOutput = {"TagSet": tagging.tag_set(version.tags)}
        if bucket.versioning:
            result["VersionId"] = version.version_id
        return result

    def put_object_tagging(
        self, context: RequestContext, request: api.PutObjectTaggingRequest
    ) -> api.PutObjectTaggingOutput:
        """Replace the tags of an object."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        if "Tagging" not in request:
            raise errors.MalformedXML
        tags = tagging.object_tags(request["Tagging"].get("TagSet") or [])
        return self._set_tags(context, bucket, request["Key"], request.get("VersionId"), "PUT", tags)

    def delete_object_tagging(
        self, context: RequestContext, request: api.DeleteObjectTaggingRequest
    ) -> api.DeleteObjectTaggingOutput:
        """Remove the tags of an object."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return self._set_tags(context, bucket, request["Key"], request.get("VersionId"), "DELETE", {})

    def _set_tags(
        self,
        context: RequestContext,
        bucket: Bucket,
        key: str,
        version_id: str | None,
        method: str,
        tags: Mapping[str, str],
    ) -> api.PutObjectTaggingOutput:
        with context.lock(bucket.arn):
            version = require_latest(bucket, key, version_id, method, key)
            bucket.versions.replace(version, version._replace(tags=tags))
        event = events.TAGS_PUT if method == "PUT" else events.TAGS_DELETED
        self._notify(context, bucket, events.changed(event, version))
        return {"VersionId": version.version_id} if bucket.versioning else {}


def require_latest(
    bucket: Bucket, key: str, version_id: str | None, method: str, missing: str
) -> ObjectVersion:
    """Find the version whose tags a request is about; a delete marker on top counts as one asked for.

    :param missing: the key as the error names it.
    """
    if version_id is None:
        latest = bucket.versions.latest(key)
        if latest is None:
            raise api.NoSuchKey("The specified key does not exist.", Key=missing)
        if isinstance(latest, DeleteMarker):
            raise not_allowed(latest, method)
        return latest
    return bucket.require_object(key, version_id, method)
