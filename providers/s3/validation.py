"""Rules over requests that the model cannot express, and refusals of what is not emulated.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any, Final

from localstack.aws import spec
from localstack.aws.api import s3 as api

from . import errors

MAX_KEY_SIZE: Final = 1024
MAX_CONTENT_SIZE: Final = 5 * 1024**3
OWNER_ENFORCED: Final = "BucketOwnerEnforced"
OWNER_PREFERRED: Final = "BucketOwnerPreferred"
OWNERSHIPS: Final = (OWNER_ENFORCED, OWNER_PREFERRED, "ObjectWriter")
STORAGE_CLASSES: Final = frozenset(
    {
        "STANDARD",
        "REDUCED_REDUNDANCY",
        "STANDARD_IA",
        "ONEZONE_IA",
        "INTELLIGENT_TIERING",
        "GLACIER",
        "DEEP_ARCHIVE",
        "GLACIER_IR",
    }
)
# Members that change what is stored, or how, in ways that are not emulated, with their headers.
UNSUPPORTED: Final = {
    "ObjectLockEventHold": "x-amz-object-lock-event-hold",
    "WriteOffsetBytes": "x-amz-write-offset-bytes",
    "AnnotationDirective": "x-amz-annotation-directive",
}
_CHECKED_MEMBERS = frozenset({*UNSUPPORTED, "StorageClass", "WebsiteRedirectLocation"})
_BUCKET_NAME = re.compile(r"(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_RESERVED_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_IP_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")


def is_bucket_name(name: str) -> bool:
    """Tell whether a general-purpose bucket may have a name."""
    return bool(
        _BUCKET_NAME.fullmatch(name)
        and ".." not in name
        and not name.endswith(_RESERVED_SUFFIXES)
        and not _IP_ADDRESS.fullmatch(name)
    )


def bucket_region(endpoint_region: str, constraint: str | None) -> str:
    """Give the region a new bucket belongs to.

    :param constraint: the location the request asks for.
    :raises InvalidLocationConstraint: when there is no such location.
    :raises IllegalLocationConstraintException: when the endpoint makes no buckets there.
    """
    region = "eu-west-1" if constraint == "EU" else constraint
    if endpoint_region == "us-east-1":
        if region is not None and region not in _location_constraints():
            raise errors.InvalidLocationConstraint(LocationConstraint=constraint)
        return region or endpoint_region
    if region != endpoint_region:
        raise errors.IllegalLocationConstraintException(
            f"The {constraint or 'unspecified'} location constraint is incompatible for the region specific "
            "endpoint this request was sent to."
        )
    return endpoint_region


@functools.cache
def _location_constraints() -> frozenset[str]:
    return frozenset(spec.load("s3").model.shape_for("BucketLocationConstraint").enum)


def require_key(key: str) -> None:
    """Check the length of a key.

    :raises KeyTooLongError: when it is too long.
    """
    if len(key) * 4 > MAX_KEY_SIZE and (size := len(key.encode("utf-8", "replace"))) > MAX_KEY_SIZE:
        raise errors.KeyTooLongError(Size=size, MaxSizeAllowed=MAX_KEY_SIZE)


def require_content_size(size: int) -> None:
    """Check the size of what one request uploads.

    :raises EntityTooLarge: when it is too large.
    """
    if size > MAX_CONTENT_SIZE:
        raise errors.EntityTooLarge(ProposedSize=size, MaxSizeAllowed=MAX_CONTENT_SIZE)


def require_writable_as_asked(request: Mapping[str, Any]) -> None:
    """Check the members of a write that say how an object is stored.

    :raises NotImplemented: when the request needs what is not emulated.
    :raises InvalidStorageClass: when objects cannot have the storage class.
    :raises InvalidRedirectLocation: when the object is to redirect to what is neither a URL nor a path.
    """
    if _CHECKED_MEMBERS.isdisjoint(request):
        return
    for member, header in UNSUPPORTED.items():
        if member in request:
            raise errors.NotImplemented(Header=header)
    require_storage_class(request.get("StorageClass"))
    if not request.get("WebsiteRedirectLocation", "/").startswith(("/", "http://", "https://")):
        raise errors.InvalidRedirectLocation


def require_accelerable(name: str) -> None:
    """Check that transfers to a bucket can be accelerated.

    :raises InvalidRequest: when its name has dots.
    """
    if "." in name:
        raise api.InvalidRequest(
            "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names"
        )


def require_storage_class(storage_class: str | None) -> None:
    """Check the storage class asked for.

    :raises InvalidStorageClass: when objects cannot have it.
    """
    if storage_class is not None and storage_class not in STORAGE_CLASSES:
        raise errors.InvalidStorageClass(StorageClassRequested=storage_class)


def require_bucket_owner(expected: str | None, owner: str) -> None:
    """Check the account that the request expects a bucket to belong to.

    :raises InvalidBucketOwnerAWSAccountID: when that is no account.
    :raises AccessDenied: when it belongs to another.
    """
    if expected is None or expected == owner:
        return
    if len(expected) != 12 or not expected.isdigit():
        raise errors.InvalidBucketOwnerAWSAccountID(
            f"The value of the expected bucket owner parameter must be an AWS Account ID... [{expected}]"
        )
    raise api.AccessDenied("Access Denied")
