"""Metrics configurations: for which objects CloudWatch would get request metrics. None are sent.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html
"""

from __future__ import annotations

from . import configurations, filters
from .configurations import Configuration


def parse(identifier: str, given: Configuration) -> Configuration:
    """Read a configuration from a request.

    :param identifier: the one that the request names.
    :raises MalformedXML: when it does not follow the schema, or has another id.
    """
    configurations.require_same_id(identifier, given)
    filters.check(given.get("Filter"))
    return given
