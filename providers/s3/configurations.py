"""Configurations that a bucket keeps several of, by id: metrics, analytics, intelligent tiering, inventories.

They are kept as they were given, once they have been checked. That more of them than S3 keeps are refused is
documented, in which words is not.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from localstack.state import SortedMap

from . import errors, listing

Configuration = Mapping[str, Any]
C = TypeVar("C")

MAX_CONFIGURATIONS: Final = 1000
MAX_PAGE: Final = 100
# The API reference does not say it; the schema does: https://github.com/aws/aws-cdk/issues/27793
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def require_id(configuration: Configuration) -> str:
    """Give the id of a configuration.

    :raises MalformedXML: when it has none, or one that breaks the rules for ids.
    """
    identifier = configuration.get("Id")
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier):
        raise errors.MalformedXML
    return identifier


def require_same_id(identifier: str, configuration: Configuration) -> None:
    """Check that a configuration has the id that the request names (https://github.com/aws/aws-cli/issues/4476).

    :raises MalformedXML: when it has another.
    """
    if require_id(configuration) != identifier:
        raise errors.MalformedXML


def require_choice(value: object, *choices: str) -> None:
    """Check an element that has one of a few values.

    :raises MalformedXML: when it has another, or is missing.
    """
    if value not in choices:
        raise errors.MalformedXML


def put(kept: SortedMap[str, C], identifier: str, configuration: C) -> None:
    """Keep a configuration, in the place of the one with the same id.

    :raises TooManyConfigurations: when it would be one too many.
    """
    if identifier not in kept and len(kept) >= MAX_CONFIGURATIONS:
        raise errors.TooManyConfigurations
    kept[identifier] = configuration


def find(kept: SortedMap[str, C], identifier: str) -> C:
    """Find a configuration.

    :raises NoSuchConfiguration: when it does not exist.
    """
    found = kept.get(identifier)
    if found is None:
        raise errors.NoSuchConfiguration
    return found


def remove(kept: SortedMap[str, C], identifier: str) -> None:
    """Remove a configuration.

    :raises NoSuchConfiguration: when it does not exist.
    """
    find(kept, identifier)
    del kept[identifier]


def page(
    kept: SortedMap[str, C], member: str, token: str | None, show: Callable[[C], object] = lambda kept: kept
) -> dict[str, Any]:
    """Give a page of configurations, by id, as the operations that list them do.

    :param member: that holds the configurations.
    :param token: of the page before, `None` for the first.
    :param show: gives a configuration as answers do.
    :raises InvalidArgument: when no page gave the token out.
    """
    last = listing.read_token(token) if token else None
    names = list(islice(kept.keys_from(last, inclusive=False), MAX_PAGE + 1))
    shown: dict[str, Any] = {"IsTruncated": len(names) > MAX_PAGE}
    if token:
        shown["ContinuationToken"] = token
    if len(names) > MAX_PAGE:
        shown["NextContinuationToken"] = listing.make_token(names[MAX_PAGE - 1])
    if names:
        shown[member] = [show(kept[name]) for name in names[:MAX_PAGE]]
    return shown
