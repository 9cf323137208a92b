"""Byte ranges: the `Range` header of reads and the copy source range of part copies.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

from __future__ import annotations

import re

from localstack.aws.api import s3 as api

from . import errors

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_COPY_RANGE = re.compile(r"bytes=(\d+)-(\d+)")


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """Find the bytes that a `Range` header asks for.

    :returns: start and exclusive end, or `None` when S3 ignores the header: it is malformed, or asks for
        several ranges.
    :raises InvalidRange: when none of the bytes exist.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.group(0) == "bytes=-":
        return None
    first, last = match.groups()
    if first and last and int(first) > int(last):
        return None
    if first:
        start, end = int(first), min(int(last) + 1, size) if last else size
    else:
        start, end = max(size - int(last), 0), size
    if start >= end:
        raise errors.InvalidRange(ActualObjectSize=size, RangeRequested=header)
    return start, end


def parse_copy_range(header: str, size: int) -> tuple[int, int]:
    """Find the bytes of its source that a part copy asks for.

    :returns: start and exclusive end.
    :raises InvalidArgument: when the range is malformed, or ends beyond the source.
    :raises InvalidRequest: when it starts beyond the source.
    """
    match = _COPY_RANGE.fullmatch(header)
    argument = {"ArgumentName": "x-amz-copy-source-range", "ArgumentValue": header}
    if match is None or int(match[1]) > int(match[2]):
        raise errors.InvalidArgument(
            "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the "
            "zero-based offsets of the first and last bytes to copy",
            **argument,
        )
    start, end = int(match[1]), int(match[2]) + 1
    if start >= size:
        raise api.InvalidRequest("The specified copy range is invalid for the source object size")
    if end > size:
        raise errors.InvalidArgument(
            f"Range specified is not valid for source object of size: {size}", **argument
        )
    return start, end


def content_range(start: int, end: int, size: int) -> str:
    """Write a `Content-Range` header."""
    return f"bytes {start}-{end - 1}/{size}"
