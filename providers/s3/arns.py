"""ARNs of buckets that configurations name as destinations."""

from __future__ import annotations

import re

from . import errors
from .validation import is_bucket_name

_BUCKET = re.compile(r"arn:[a-z-]+:s3:::(?P<name>[^/]+)")


def bucket_of(arn: str | None) -> str:
    """Give the name of a destination bucket.

    :raises MalformedXML: when there is no ARN.
    :raises InvalidS3DestinationBucket: when it is none of a bucket.
    """
    if arn is None:
        raise errors.MalformedXML
    found = _BUCKET.fullmatch(arn)
    if found is None or not is_bucket_name(found["name"]):
        raise errors.InvalidS3DestinationBucket
    return found["name"]
