"""Filters of configurations: one predicate, or a conjunction of several."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import errors, filters

TAG = {"Key": "team", "Value": "blue"}
ACCESS_POINT = "arn:aws:s3:us-east-1:000000000000:accesspoint/mine"


@pytest.mark.parametrize(
    "given",
    [
        None,
        {"Prefix": "logs/"},
        {"Tag": TAG},
        {"Tag": {"Key": "team", "Value": ""}},
        {"AccessPointArn": ACCESS_POINT},
        {"And": {"Prefix": "logs/", "Tags": [TAG]}},
        {"And": {"Tags": [TAG, {"Key": "a", "Value": "b"}]}},
        {"And": {"Prefix": "logs/", "AccessPointArn": ACCESS_POINT}},
    ],
    ids=[
        "none",
        "prefix",
        "tag",
        "tag without text",
        "access point",
        "prefix and tag",
        "two tags",
        "no tag",
    ],
)
def test_a_filter_has_one_predicate_or_several_in_a_conjunction(given: Any) -> None:
    filters.check(given)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"Prefix": "logs/", "Tag": TAG},
        {"Tag": {"Key": "team"}},
        {"Tag": {"Value": "blue"}},
        {"AccessPointArn": "arn:aws:s3:::bucket"},
        {"And": {}},
        {"And": {"Prefix": "logs/"}},
        {"And": {"Tags": [TAG]}},
        {"And": {"Prefix": "logs/", "Tags": [{"Key": "team"}]}},
    ],
    ids=[
        "empty",
        "two without a conjunction",
        "tag without a value",
        "tag without a key",
        "ARN of a bucket",
        "conjunction of nothing",
        "of a prefix",
        "of a tag",
        "half a tag",
    ],
)
def test_any_other_filter_is_refused(given: Any) -> None:
    with pytest.raises(errors.MalformedXML):
        filters.check(given)
