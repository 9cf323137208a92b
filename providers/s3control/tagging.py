"""The rules for tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from localstack.aws.api import s3control as api

from . import errors

_KEY = re.compile(r"[\w\s+\-=._:/@]{1,128}")
_VALUE = re.compile(r"[\w\s+\-=._:/@]{0,256}")
INVALID: Final = (
    "This request contains a tag key or value that isn't valid. Valid characters include the following: "
    "[a-zA-Z+-=._:/]. Tag keys can contain up to 128 characters. Tag values can contain up to 256 characters."
)


def read(given: Iterable[api.Tag]) -> dict[str, str]:
    """Read the tags of a request.

    :raises MalformedXML: when one has no key or no value.
    :raises InvalidTag: when one breaks a rule.
    """
    tags: dict[str, str] = {}
    for tag in given:
        key, value = tag.get("Key"), tag.get("Value")
        if key is None or value is None:
            raise errors.MalformedXML
        if key.startswith("aws:"):
            raise errors.InvalidTag(
                'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. '
                'Remove "aws:" from your tag keys and try again.'
            )
        if key in tags:
            raise errors.InvalidTag(
                "There are duplicate tag keys in your request. Remove the duplicate tag keys and try again."
            )
        if not (_KEY.fullmatch(key) and _VALUE.fullmatch(value)):
            raise errors.InvalidTag(INVALID)
        tags[key] = value
    return tags
