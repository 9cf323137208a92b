"""What the operations of all resources share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, TypeVar, cast

from localstack.aws.context import RequestContext
from localstack.services.provider import Provider

from . import access, acl_request
from .acl import Acl
from .bucket import Bucket
from .delivery import deliveries
from .events import Change
from .notification import SILENT
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


class S3Operations(Provider[S3Store]):
    """What all the operations share."""

    service: ClassVar[str] = "s3"
    store_class = S3Store
    validates_model: ClassVar[bool] = False

    def _now(self, context: RequestContext) -> datetime:
        return context.clock.now().replace(microsecond=0)

    def _acl_for_write(self, context: RequestContext, bucket: Bucket, request: Any) -> Acl | None:
        blocks = partial(access.blocks, context, bucket)
        return acl_request.for_write(request, bucket, canonical_user_id(context.account_id), blocks)

    def _notify(self, context: RequestContext, bucket: Bucket, *changes: Change) -> None:
        """Tell whom the bucket's configuration names of changes; not to be called with a lock held."""
        if bucket.notifications == SILENT:
            return
        for message in deliveries(context, bucket, changes):
            context.schedule("deliver_notification", message)

    def _bucket(self, context: RequestContext, name: str, expected_owner: str | None = None) -> Bucket:
        return self.store(context).require_bucket(name, expected_owner)
