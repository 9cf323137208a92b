"""The operations of S3 Control."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from localstack.aws.api import s3control as api
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException

from . import errors, tagging
from .ignored import IGNORED
from .operations import SETTINGS
from .provider_access_points import AccessPointOperations
from .store import BLOCK

_BUCKET: Final = ":s3:::"


class S3ControlProvider(AccessPointOperations):
    """Amazon S3 Control: an account's public access block, access points, and the tags of its buckets."""

    ignored = IGNORED

    def get_public_access_block(
        self, context: RequestContext, request: api.GetPublicAccessBlockRequest
    ) -> api.GetPublicAccessBlockOutput:
        """Give the public access block of the account."""
        block = self._store(context, request).settings.get(BLOCK)
        if block is None:
            raise api.NoSuchPublicAccessBlockConfiguration(
                "The public access block configuration was not found"
            )
        return {"PublicAccessBlockConfiguration": block}  # type: ignore[typeddict-item]

    def put_public_access_block(
        self, context: RequestContext, request: api.PutPublicAccessBlockRequest
    ) -> None:
        """Set the public access block of the account; what is left out is off."""
        settings = self._store(context, request).settings
        configuration = request.get("PublicAccessBlockConfiguration") or {}
        if not any(name in configuration for name in SETTINGS):
            raise errors.InvalidRequest("Must specify at least one configuration.")
        settings[BLOCK] = {name: bool(configuration.get(name)) for name in SETTINGS}

    def delete_public_access_block(
        self, context: RequestContext, request: api.DeletePublicAccessBlockRequest
    ) -> None:
        """Remove the public access block of the account."""
        self._store(context, request).settings.pop(BLOCK, None)

    def list_tags_for_resource(
        self, context: RequestContext, request: api.ListTagsForResourceRequest
    ) -> api.ListTagsForResourceResult:
        """Give the tags of a bucket."""
        self._store(context, request)
        tags = _tags_of(context, _bucket_of(request["ResourceArn"]))
        return {"Tags": [{"Key": key, "Value": tags[key]} for key in sorted(tags)]}

    def tag_resource(self, context: RequestContext, request: api.TagResourceRequest) -> api.TagResourceResult:
        """Add tags to a bucket."""
        self._store(context, request)
        bucket = _bucket_of(request["ResourceArn"])
        added = tagging.read(request.get("Tags") or ())
        _set_tags(context, bucket, _tags_of(context, bucket) | added)
        return {}

    def untag_resource(
        self, context: RequestContext, request: api.UntagResourceRequest
    ) -> api.UntagResourceResult:
        """Take tags away from a bucket; those it does not have are no error."""
        self._store(context, request)
        bucket = _bucket_of(request["ResourceArn"])
        tags, gone = _tags_of(context, bucket), frozenset(request.get("TagKeys") or ())
        if gone & tags.keys():
            _set_tags(context, bucket, {key: value for key, value in tags.items() if key not in gone})
        return {}


def _bucket_of(arn: str) -> str:
    """Give the bucket that an ARN names.

    :raises NotImplemented: when it names something else.
    """
    _, found, name = arn.partition(_BUCKET)
    if not found:
        raise errors.NotImplemented(f"Tags of {arn} are not emulated: only those of buckets are")
    return name


def _tags_of(context: RequestContext, bucket: str) -> dict[str, str]:
    try:
        answer = context.call("s3", "GetBucketTagging", {"Bucket": bucket})
    except ServiceException as error:
        if error.code == "NoSuchTagSet":
            return {}
        if error.code in ("NoSuchBucket", "InvalidBucketName"):
            raise errors.NoSuchResource from None
        raise
    return {tag["Key"]: tag["Value"] for tag in answer["TagSet"]}


def _set_tags(context: RequestContext, bucket: str, tags: Mapping[str, str]) -> None:
    if not tags:
        context.call("s3", "DeleteBucketTagging", {"Bucket": bucket})
        return
    tag_set = [{"Key": key, "Value": value} for key, value in tags.items()]
    context.call("s3", "PutBucketTagging", {"Bucket": bucket, "Tagging": {"TagSet": tag_set}})
