"""Tags of S3 Control: what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3control import errors, tagging


def test_tags_are_read_by_key() -> None:
    assert tagging.read([{"Key": "a b", "Value": ""}, {"Key": "c", "Value": "@"}]) == {"a b": "", "c": "@"}


@pytest.mark.parametrize(
    ("tags", "error", "message"),
    [
        ([{"Value": "v"}], errors.MalformedXML, "not well-formed"),
        ([{"Key": "k"}], errors.MalformedXML, "not well-formed"),
        ([{"Key": "aws:k", "Value": "v"}], errors.InvalidTag, "can't start with"),
        ([{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}], errors.InvalidTag, "duplicate"),
        ([{"Key": "k", "Value": "v" * 257}], errors.InvalidTag, "isn't valid"),
        ([{"Key": "", "Value": "v"}], errors.InvalidTag, "isn't valid"),
        ([{"Key": "k!", "Value": "v"}], errors.InvalidTag, "isn't valid"),
    ],
)
def test_a_broken_rule_is_told(tags: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        tagging.read(tags)
