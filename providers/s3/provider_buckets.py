"""Operations on buckets as a whole."""

from __future__ import annotations

from typing import Final

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import acl_request, errors, listing, tagging
from .access_points import ALIAS_SUFFIX
from .bucket import ENABLED, SUSPENDED, Bucket
from .operations import S3Operations, with_headers
from .owner import canonical_user_id
from .validation import (
    OWNER_ENFORCED,
    OWNERSHIPS,
    bucket_region,
    is_bucket_name,
)

MAX_BUCKETS: Final = 10000


class BucketOperations(S3Operations):
    """Creating, finding and deleting buckets, and their versioning."""

    def create_bucket(
        self, context: RequestContext, request: api.CreateBucketRequest
    ) -> api.CreateBucketOutput:
        """Create a bucket."""
        name, ownership = request["Bucket"], request.get("ObjectOwnership", OWNER_ENFORCED)
        if not is_bucket_name(name):
            raise errors.InvalidBucketName(BucketName=name)
        if ownership not in OWNERSHIPS:
            raise errors.InvalidArgument(
                f"Invalid x-amz-object-ownership header: {ownership}", ArgumentName="x-amz-object-ownership"
            )
        acl = acl_request.for_new_bucket(request, ownership, canonical_user_id(context.account_id))
        configuration = request.get("CreateBucketConfiguration") or {}
        if "Location" in configuration or "Bucket" in configuration:
            raise errors.NotImplemented("Directory buckets are not emulated")
        location = configuration.get("LocationConstraint")
        region = bucket_region(context.region, location)
        tags = tagging.bucket_tags(configuration.get("Tags") or [])
        is_locked = bool(request.get("ObjectLockEnabledForBucket"))
        arn = f"arn:{context.partition}:s3:::{name}"
        store = self.store(context)
        with context.lock("s3:buckets"):
            existing = store.buckets.get(name)
            if existing is not None:
                _require_same(existing, context, is_tagged=bool(tags))
            else:
                store.add(
                    Bucket(
                        name, arn, context.account_id, region, self._now(context), location or "",
                        ownership=ownership, tags=tags, acl=acl, has_object_lock=is_locked,
                        versioning=ENABLED if is_locked else "",
                    )
                )  # fmt: skip
        place = f"/{name}" if region == "us-east-1" else f"http://{name}.s3.amazonaws.com/"
        return {"Location": place, "BucketArn": arn}

    def delete_bucket(self, context: RequestContext, request: api.DeleteBucketRequest) -> None:
        """Delete an empty bucket."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        if bucket.owner != context.account_id:
            raise api.AccessDenied("Access Denied")
        with context.lock(bucket.arn), context.lock("s3:buckets"):
            bucket.require_empty()
            self.store(context).remove(bucket)

    def head_bucket(self, context: RequestContext, request: api.HeadBucketRequest) -> api.HeadBucketOutput:
        """Tell whether a bucket exists, and where."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        result: api.HeadBucketOutput = {
            "BucketArn": bucket.arn,
            "BucketRegion": bucket.region,
            "AccessPointAlias": request["Bucket"].endswith(ALIAS_SUFFIX),
        }
        return with_headers(result, {"Content-Type": "application/xml"})

    def list_buckets(self, context: RequestContext, request: api.ListBucketsRequest) -> api.ListBucketsOutput:
        """List the account's buckets."""
        store = self.store(context)
        limit = request.get("MaxBuckets", MAX_BUCKETS)
        if not 1 <= limit <= MAX_BUCKETS:
            raise errors.InvalidArgument(
                f"Argument max-buckets must be an integer between 1 and {MAX_BUCKETS}",
                ArgumentName="max-buckets",
                ArgumentValue=limit,
            )
        prefix, region, token = (
            request.get("Prefix", ""),
            request.get("BucketRegion"),
            request.get("ContinuationToken"),
        )
        owned = store.owned
        page = listing.list_page(
            lambda start, inclusive: (
                name for name in owned.keys_from(start, inclusive=inclusive) if region in (None, owned[name])
            ),
            prefix,
            "",
            listing.read_token(token) if token else "",
            limit,
        )
        shows_region = not request.keys().isdisjoint(
            {"MaxBuckets", "Prefix", "BucketRegion", "ContinuationToken"}
        )
        result: api.ListBucketsOutput = {
            "Buckets": [_summary(store.buckets[name], shows_region) for name in page.keys],
            "Owner": {"ID": canonical_user_id(context.account_id)},
        }
        if prefix:
            result["Prefix"] = prefix
        if page.is_truncated:
            result["ContinuationToken"] = listing.make_token(page.last)
        return result

    def get_bucket_location(
        self, context: RequestContext, request: api.GetBucketLocationRequest
    ) -> api.GetBucketLocationOutput:
        """Give the location constraint a bucket was made with."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"LocationConstraint": bucket.location} if bucket.location else {}

    def get_bucket_versioning(
        self, context: RequestContext, request: api.GetBucketVersioningRequest
    ) -> api.GetBucketVersioningOutput:
        """Give the versioning status, if it ever was set."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return {"Status": bucket.versioning} if bucket.versioning else {}

    def put_bucket_versioning(self, context: RequestContext, request: api.PutBucketVersioningRequest) -> None:
        """Enable or suspend versioning."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        configuration = request.get("VersioningConfiguration") or {}
        status = configuration.get("Status")
        if status is None:
            raise errors.IllegalVersioningConfigurationException
        if status not in (ENABLED, SUSPENDED):
            raise errors.MalformedXML
        if configuration.get("MFADelete") == "Enabled":
            raise errors.NotImplemented(Header="x-amz-mfa")
        if bucket.has_object_lock and status != ENABLED:
            raise errors.InvalidBucketState(
                "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
            )
        if status != ENABLED and bucket.replication is not None:
            raise errors.InvalidBucketState(
                "A replication configuration is present on this bucket, so you cannot change the versioning state. "
                "To change the versioning state, first delete the replication configuration."
            )
        bucket.versioning = status


def _require_same(existing: Bucket, context: RequestContext, is_tagged: bool) -> None:
    """Decide on creating a bucket that exists: for its owner in us-east-1 it is no error.

    :raises BucketAlreadyExists: when it belongs to another account.
    :raises BucketAlreadyOwnedByYou: when it is the caller's, and the request is not the harmless exception.
    """
    if existing.owner != context.account_id:
        raise api.BucketAlreadyExists(
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system. "
            "Please select a different name and try again.",
            BucketName=existing.name,
        )
    if context.region != "us-east-1" or existing.region != "us-east-1" or is_tagged:
        raise api.BucketAlreadyOwnedByYou(
            "Your previous request to create the named bucket succeeded and you already own it.",
            BucketName=existing.name,
        )


def _summary(bucket: Bucket, shows_region: bool) -> api.Bucket:
    summary: api.Bucket = {
        "Name": bucket.name,
        "CreationDate": bucket.created,
        "BucketArn": bucket.arn,
    }
    if shows_region:
        summary["BucketRegion"] = bucket.region
    return summary
