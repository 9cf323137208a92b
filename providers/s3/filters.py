"""Filters of metrics, analytics and intelligent tiering: one predicate, or a conjunction of several.

::

    Filter: Prefix | Tag | AccessPointArn | And
    And:    at least two of Prefix, Tags, AccessPointArn

https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsFilter.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from . import errors

_ACCESS_POINT = re.compile(r"arn:[a-z-]+:s3:[a-z0-9-]+:\d{12}:accesspoint/.+")


def check(given: Mapping[str, Any] | None) -> None:
    """Check a filter; there may be none.

    That the schema asks for two predicates in a conjunction is documented, that it is not followed without them and
    with an ARN of something else is unverified.

    :raises MalformedXML: when it does not follow the schema.
    """
    if given is None:
        return
    if len(given) != 1:
        raise errors.MalformedXML
    conjunction = given.get("And")
    if conjunction is None:
        _check_predicates(given, [given["Tag"]] if "Tag" in given else [])
        return
    tags = conjunction.get("Tags") or ()
    if len(conjunction.keys() - {"Tags"}) + len(tags) < 2:
        raise errors.MalformedXML
    _check_predicates(conjunction, tags)


def _check_predicates(given: Mapping[str, Any], tags: Any) -> None:
    for tag in tags:
        if not tag.get("Key") or tag.get("Value") is None:
            raise errors.MalformedXML
    arn = given.get("AccessPointArn")
    if arn is not None and not _ACCESS_POINT.fullmatch(arn):
        raise errors.MalformedXML
