"""Tags: the rules for them, and the header form they are sent in.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import parse_qsl

from localstack.aws.api import s3 as api

from . import errors

MAX_OBJECT_TAGS: Final = 10
MAX_BUCKET_TAGS: Final = 50
_KEY = re.compile(r"[\w\s_.:/=+\-@]{1,128}")
_VALUE = re.compile(r"[\w\s_.:/=+\-@]{0,256}")


def object_tags(tag_set: Iterable[api.Tag]) -> dict[str, str]:
    """Read the tags of an object.

    :raises BadRequest: when there are too many.
    :raises InvalidTag: when one breaks a rule.
    """
    tags = list(tag_set)
    if len(tags) > MAX_OBJECT_TAGS:
        raise errors.BadRequest(f"Object tags cannot be greater than {MAX_OBJECT_TAGS}")
    return _checked(tags, "Your TagKey cannot be prefixed with aws:")


def bucket_tags(tag_set: Iterable[api.Tag]) -> dict[str, str]:
    """Read the tags of a bucket.

    :raises BadRequest: when there are too many.
    :raises InvalidTag: when one breaks a rule.
    """
    tags = list(tag_set)
    if len(tags) > MAX_BUCKET_TAGS:
        raise errors.BadRequest(f"Bucket tag count cannot be greater than {MAX_BUCKET_TAGS}")
    return _checked(tags, "System tags cannot be added/updated by requester")


def header_tags(header: str) -> dict[str, str]:
    """Read the tags of an object from an `x-amz-tagging` header.

    :raises InvalidArgument: when it is no query string, or names a tag twice.
    """
    try:
        pairs = parse_qsl(header, keep_blank_values=True, strict_parsing=True) if header else []
    except ValueError:
        pairs = []
    tags = dict(pairs)
    if len(tags) != len(pairs) or header.count("=") > len(pairs) or bool(header) != bool(pairs):
        raise errors.InvalidArgument(
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without "
            "tag name duplicates.",
            ArgumentName="x-amz-tagging",
            ArgumentValue=header,
        )
    return object_tags({"Key": key, "Value": value} for key, value in pairs)


def tag_set(tags: Mapping[str, str]) -> list[api.Tag]:
    """Give tags as answers list them, by key."""
    return [{"Key": key, "Value": tags[key]} for key in sorted(tags)]


def _checked(tags: Iterable[api.Tag], reserved: str) -> dict[str, str]:
    checked: dict[str, str] = {}
    for tag in tags:
        key, value = tag.get("Key"), tag.get("Value")
        if key is None or value is None:
            raise errors.MalformedXML
        if key in checked:
            raise errors.InvalidTag("Cannot provide multiple Tags with the same key", TagKey=key)
        if key.startswith("aws:"):
            raise errors.InvalidTag(reserved, TagKey=key)
        if not _KEY.fullmatch(key):
            raise errors.InvalidTag("The TagKey you have provided is invalid", TagKey=key)
        if not _VALUE.fullmatch(value):
            raise errors.InvalidTag("The TagValue you have provided is invalid", TagKey=key, TagValue=value)
        checked[key] = value
    return checked
