"""Operations on the access control lists of buckets and objects."""

from __future__ import annotations

from functools import partial

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext

from . import access, acl_request, content, events
from .acl import BUCKET_OWNER_FULL_CONTROL, CANNED_OF_BUCKETS, CANNED_OF_OBJECTS, Acl
from .bucket import Bucket
from .operations import S3Operations
from .owner import canonical_user_id
from .provider_tagging import require_latest


class AclOperations(S3Operations):
    """ACLs of buckets and objects."""

    def get_bucket_acl(
        self, context: RequestContext, request: api.GetBucketAclRequest
    ) -> api.GetBucketAclOutput:
        """Give the ACL of a bucket."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        return bucket.effective_acl.shown()  # type: ignore[return-value]

    def put_bucket_acl(self, context: RequestContext, request: api.PutBucketAclRequest) -> None:
        """Replace the ACL of a bucket."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        owner = canonical_user_id(bucket.owner)
        new = acl_request.for_put(request, owner, owner, CANNED_OF_BUCKETS)
        bucket.require_acl(new, partial(access.blocks, context, bucket))
        bucket.acl = new

    def get_object_acl(
        self, context: RequestContext, request: api.GetObjectAclRequest
    ) -> api.GetObjectAclOutput:
        """Give the ACL of an object."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        version = bucket.require_object(request["Key"], request.get("VersionId"))
        return bucket.acl_of(version).shown()  # type: ignore[return-value]

    def put_object_acl(
        self, context: RequestContext, request: api.PutObjectAclRequest
    ) -> api.PutObjectAclOutput:
        """Replace the ACL of an object."""
        bucket = self._bucket(context, request["Bucket"], request.get("ExpectedBucketOwner"))
        content.verify_document(context, request)
        key, version_id = request["Key"], request.get("VersionId")
        version = require_latest(bucket, key, version_id, "PUT", key)
        owner = bucket.acl_of(version).owner
        new = acl_request.for_put(request, owner, canonical_user_id(bucket.owner), CANNED_OF_OBJECTS)
        if bucket.has_acls or request.get("ACL") != BUCKET_OWNER_FULL_CONTROL:
            bucket.require_acl(new, partial(access.blocks, context, bucket))
            self._set_acl(context, bucket, key, version_id, new)
        return {}

    def _set_acl(
        self, context: RequestContext, bucket: Bucket, key: str, version_id: str | None, new: Acl
    ) -> None:
        with context.lock(bucket.arn):
            version = require_latest(bucket, key, version_id, "PUT", key)
            old = bucket.acl_of(version)
            bucket.versions.replace(version, version._replace(acl=new))
        if new != old:
            self._notify(context, bucket, events.changed(events.ACL_PUT, version))
