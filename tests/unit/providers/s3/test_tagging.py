"""The rules for tags."""

from __future__ import annotations

import pytest
from localstack_providers.s3 import errors, tagging

from localstack.aws.errors import ServiceException


@pytest.mark.parametrize(
    ("header", "tags"),
    [
        ("", {}),
        ("key1=val1", {"key1": "val1"}),
        ("b=2&a=1", {"a": "1", "b": "2"}),
        ("empty=", {"empty": ""}),
        ("a%20b=c%2Fd", {"a b": "c/d"}),
    ],
)
def test_tags_are_read_from_a_header(header: str, tags: dict[str, str]) -> None:
    assert tagging.header_tags(header) == tags


@pytest.mark.parametrize("header", ["key1=val1&key1=val2", "key1=val1,key2=val2", "novalue"])
def test_a_header_that_is_no_set_of_tags_is_refused(header: str) -> None:
    with pytest.raises(errors.InvalidArgument) as raised:
        tagging.header_tags(header)

    assert raised.value.members == {"ArgumentName": "x-amz-tagging", "ArgumentValue": header}


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("", "v", "The TagKey you have provided is invalid"),
        ("k" * 129, "v", "The TagKey you have provided is invalid"),
        ("k,", "v", "The TagKey you have provided is invalid"),
        ("k", "v" * 257, "The TagValue you have provided is invalid"),
        ("aws:k", "v", "Your TagKey cannot be prefixed with aws:"),
    ],
)
def test_a_tag_that_breaks_a_rule_is_refused(key: str, value: str, message: str) -> None:
    with pytest.raises(errors.InvalidTag, match=message):
        tagging.object_tags([{"Key": key, "Value": value}])


def test_a_key_is_used_once() -> None:
    with pytest.raises(errors.InvalidTag, match="Cannot provide multiple Tags with the same key"):
        tagging.bucket_tags([{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}])


def test_tags_of_aws_are_not_for_users() -> None:
    with pytest.raises(errors.InvalidTag, match="System tags cannot be added/updated by requester"):
        tagging.bucket_tags([{"Key": "aws:cloudformation:stack-name", "Value": "s"}])


@pytest.mark.parametrize(("read", "limit"), [(tagging.object_tags, 10), (tagging.bucket_tags, 50)])
def test_tags_are_limited_in_number(read: object, limit: int) -> None:
    assert callable(read)
    tags = [{"Key": str(number), "Value": ""} for number in range(limit + 1)]

    assert len(read(tags[:limit])) == limit
    with pytest.raises(ServiceException, match=f"cannot be greater than {limit}"):
        read(tags)


def test_tags_are_given_by_key() -> None:
    assert tagging.tag_set({"b": "2", "a": "1"}) == [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]
