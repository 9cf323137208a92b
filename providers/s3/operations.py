"""What the operations of all resources share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, ClassVar, TypeVar, cast

from localstack.aws.api import s3 as api
from localstack.aws.context import RequestContext
from localstack.services.provider import Provider

from . import access, access_points, acl_request, encryption, errors, object_lock, replicas, request_payment
from .acl import Acl
from .bucket import Bucket
from .delivery import deliveries
from .encryption import OWN, UNSET, WRITE_MEMBERS, Encryption
from .events import Change
from .notification import SILENT
from .object import ObjectVersion
from .object_lock import UNLOCKED, Lock
from .owner import canonical_user_id
from .store import S3Store

R = TypeVar("R")


def with_headers(result: R, headers: Mapping[str, str]) -> R:
    """Add response headers that the model does not name to a result."""
    return cast("R", {**cast("dict[str, Any]", result), "ExtraHeaders": headers})


def describe_listing(
    result: Any, request: Any, delimiter: str, common_prefixes: list[str], encode: Callable[[str], str]
) -> None:
    """Add what every listing says about its delimiter and encoding."""
    if delimiter:
        result["Delimiter"] = encode(delimiter)
    if common_prefixes:
        result["CommonPrefixes"] = [{"Prefix": encode(prefix)} for prefix in common_prefixes]
    if "EncodingType" in request:
        result["EncodingType"] = request["EncodingType"]


@lru_cache(maxsize=8)
def _shared(second: datetime) -> datetime:
    """Give one value for all the objects of a second."""
    return second


class S3Operations(Provider[S3Store]):
    """What all the operations share."""

    service: ClassVar[str] = "s3"
    store_class = S3Store
    validates_model: ClassVar[bool] = False

    def _now(self, context: RequestContext) -> datetime:
        return _shared(context.clock.now().replace(microsecond=0))

    def _acl_for_write(self, context: RequestContext, bucket: Bucket, request: Any) -> Acl | None:
        blocks = partial(access.blocks, context, bucket)
        return acl_request.for_write(request, bucket, canonical_user_id(context.account_id), blocks)

    def _encryption_for_write(self, context: RequestContext, bucket: Bucket, request: Any) -> Encryption:
        """Give the encryption that a write gets; not to be called with a lock held."""
        if bucket.encryption == UNSET and WRITE_MEMBERS.isdisjoint(request):
            return OWN
        # Most objects are encrypted with S3's own keys.
        from . import kms_key

        return kms_key.encryption_of(context, bucket, encryption.wanted(request, bucket.encryption))

    def _require_kms_key(self, context: RequestContext, bucket: Bucket, version: ObjectVersion) -> None:
        """Check that the key of KMS that a version is encrypted with can be used."""
        from . import kms_key

        kms_key.require_usable(context, bucket, version.encryption.key_id)

    def _lock_for_write(self, context: RequestContext, bucket: Bucket, request: Any) -> Lock:
        """Give what protects the version that a write makes."""
        if not bucket.has_object_lock:
            if not object_lock.MEMBERS.isdisjoint(request):
                raise api.InvalidRequest(object_lock.MISSING)
            return UNLOCKED
        now = context.clock.now()
        lock = object_lock.read_headers(request, now)
        if lock.retention is None and bucket.default_retention is not None:
            return lock._replace(retention=bucket.default_retention.begin(now))
        return lock

    def _bypasses_governance(self, context: RequestContext, bucket: Bucket, request: Any, key: str) -> bool:
        """Tell whether a request wants to, and may, change what is retained in governance mode.

        :raises InvalidArgument: when it says anything of that although the bucket has no object lock.
        """
        if "BypassGovernanceRetention" not in request:
            return False
        if not bucket.has_object_lock:
            raise errors.InvalidArgument(
                "x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.",
                ArgumentName="x-amz-bypass-governance-retention",
            )
        if not request["BypassGovernanceRetention"]:
            return False
        try:
            access.require(context, access.Subject(bucket, key), "BypassGovernanceRetention")
        except api.AccessDenied:
            return False
        return True

    def _notify(self, context: RequestContext, bucket: Bucket, *changes: Change) -> None:
        """Have changes copied, and tell whom the bucket's configuration names of them; not with a lock held."""
        self._replicate(context, bucket, *changes)
        self._tell(context, bucket, *changes)

    def _replicate(self, context: RequestContext, bucket: Bucket, *changes: Change) -> None:
        """Have changes copied to where the bucket's configuration says; not to be called with a lock held."""
        if bucket.replication is None:
            return
        for work in replicas.begin(context, bucket, changes):
            context.schedule("replicate", work, context.transition(replicas.SECONDS))

    def _tell(self, context: RequestContext, bucket: Bucket, *changes: Change) -> None:
        """Tell whom the bucket's configuration names of changes; not to be called with a lock held."""
        if bucket.notifications == SILENT:
            return
        for message in deliveries(context, bucket, changes):
            context.schedule("deliver_notification", message)

    def _bucket(self, context: RequestContext, name: str, expected_owner: str | None = None) -> Bucket:
        bucket = self._find_bucket(context, name, expected_owner)
        if bucket.payer != request_payment.OWNER:
            request_payment.charge(context, bucket)
        return bucket

    def _find_bucket(self, context: RequestContext, name: str, expected_owner: str | None) -> Bucket:
        store = self.store(context)
        try:
            return store.require_bucket(name, expected_owner)
        except (api.NoSuchBucket, errors.InvalidBucketName):
            point = access_points.find(context, name)
            if point is None:
                raise
        return store.require_bucket(point.bucket, expected_owner)
