"""Copying: how a request names its source, and what the copy takes over from it.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
"""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import unquote

from localstack.aws.api import s3 as api

from . import errors
from .bucket import Bucket, require_version_id
from .object import DeleteMarker, ObjectVersion
from .validation import MAX_CONTENT_SIZE

COPY: Final = "COPY"
REPLACE: Final = "REPLACE"
_OBJECT: Final = "/object/"


class CopySource(NamedTuple):
    """What a request copies.

    :ivar version_id: `None` for the latest version.
    """

    bucket: str
    key: str
    version_id: str | None


def parse_copy_source(header: str) -> CopySource:
    """Read an `x-amz-copy-source` header: `bucket/key`, URL-encoded, with `?versionId=` if one is meant.

    An object of an access point is named by that one's ARN and `object/key`.

    :raises InvalidArgument: when it names no bucket and key.
    """
    path, separator, version_id = header.partition("?versionId=")
    bucket, key = _parts(unquote(path).removeprefix("/"))
    if not bucket or not key:
        raise errors.InvalidArgument(
            "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
            ArgumentName="x-amz-copy-source",
            ArgumentValue=header,
        )
    return CopySource(bucket, key, version_id if separator else None)


def _parts(path: str) -> tuple[str, str]:
    if path.startswith("arn:"):
        name, found, key = path.partition(_OBJECT)
        if found:
            return name, key
    name, _, key = path.partition("/")
    return name, key


def require_source(bucket: Bucket, source: CopySource) -> ObjectVersion:
    """Find the version of an object that is copied.

    :raises NoSuchKey: when the object does not exist or is deleted.
    :raises InvalidRequest: when the version is a delete marker, or too large for one copy.
    :raises InvalidObjectState: when it has to be restored first.
    """
    if source.version_id is None:
        version = bucket.require_object(source.key)
    else:
        require_version_id(source.version_id)
        found = bucket.require_version(source.key, source.version_id)
        if isinstance(found, DeleteMarker):
            raise api.InvalidRequest(
                "The source of a copy request may not specifically refer to a delete marker by version id."
            )
        version = found
    if version.is_archived:
        raise api.InvalidObjectState(
            "Operation is not valid for the source object's storage class", StorageClass=version.storage_class
        )
    if version.size > MAX_CONTENT_SIZE:
        raise api.InvalidRequest(
            "The specified copy source is larger than the maximum allowable size for a copy source: "
            f"{MAX_CONTENT_SIZE}"
        )
    return version


def require_directive(header: str, directive: str | None) -> str:
    """Give what a directive says, `COPY` by default.

    :param header: its name, as in `metadata`.
    :raises InvalidArgument: when it says neither `COPY` nor `REPLACE`.
    """
    if directive not in (None, COPY, REPLACE):
        raise errors.InvalidArgument(
            f"Unknown {header} directive.", ArgumentName=f"x-amz-{header}-directive", ArgumentValue=directive
        )
    return directive or COPY
