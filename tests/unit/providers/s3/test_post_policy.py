"""The policies of forms."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from localstack_providers.s3 import errors, post_policy

from localstack.aws.api import s3 as api

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
LATER = "2026-01-31T13:00:00Z"


def encoded(document: Any) -> str:
    return base64.b64encode(json.dumps(document).encode()).decode()


def policy(*conditions: Any, expiration: str = LATER) -> post_policy.Policy:
    return post_policy.read(encoded({"expiration": expiration, "conditions": list(conditions)}))


@pytest.mark.parametrize(
    ("conditions", "fields"),
    [
        ([{"key": "a"}], {"key": "a"}),
        ([{"KEY": "a"}], {"key": "a"}),
        ([["eq", "$key", "a"]], {"key": "a"}),
        ([["EQ", "$Key", "a"]], {"key": "a"}),
        ([["starts-with", "$key", "user/"]], {"key": "user/a"}),
        ([["starts-with", "$key", ""]], {"key": "anything"}),
        ([["starts-with", "$content-type", "image/"]], {"content-type": "image/png,image/gif"}),
        ([{"bucket": "b"}], {"bucket": "b"}),
        ([], {"x-ignore-me": "1", "policy": "p", "signature": "s", "AWSAccessKeyId".lower(): "k"}),
    ],
    ids=["simple", "case", "eq", "operator's case", "prefix", "any", "list", "bucket", "free fields"],
)
def test_a_form_that_fulfils_its_policy_is_allowed(conditions: list[Any], fields: dict[str, str]) -> None:
    policy(*conditions).require(fields, NOW)


@pytest.mark.parametrize(
    ("conditions", "fields", "reason"),
    [
        ([{"key": "a"}], {"key": "b"}, 'Policy Condition failed: ["eq", "$key", "a"]'),
        ([{"key": "a"}], {"key": "A"}, 'Policy Condition failed: ["eq", "$key", "a"]'),
        ([{"acl": "private"}], {}, 'Policy Condition failed: ["eq", "$acl", "private"]'),
        ([["eq", "key", "a"]], {"key": "a"}, 'Policy Condition failed: ["eq", "key", "a"]'),
        (
            [["starts-with", "$key", "user/"]],
            {"key": "other/user/"},
            'Policy Condition failed: ["starts-with", "$key", "user/"]',
        ),
        (
            [["starts-with", "$content-type", "image/"]],
            {"content-type": "image/png,text/html"},
            'Policy Condition failed: ["starts-with", "$content-type", "image/"]',
        ),
        ([], {"acl": "private", "key": "a"}, "Extra input fields: acl, key"),
    ],
    ids=["value", "case", "missing", "no dollar", "prefix", "one of a list", "extra"],
)
def test_one_that_does_not_is_denied(conditions: list[Any], fields: dict[str, str], reason: str) -> None:
    with pytest.raises(api.AccessDenied) as denied:
        policy(*conditions).require(fields, NOW)

    assert denied.value.message == f"Invalid according to Policy: {reason}"


def test_a_policy_ends() -> None:
    ends = policy(expiration="2026-01-31T12:00:00.000Z")

    ends.require({}, NOW)
    with pytest.raises(api.AccessDenied, match="Policy expired"):
        ends.require({}, NOW + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "Invalid JSON"),
        ({"expiration": LATER}, "missing conditions"),
        ({"conditions": []}, "missing expiration"),
        ({"expiration": "soon", "conditions": []}, "Invalid 'expiration' value: 'soon'"),
        ({"expiration": LATER, "conditions": [{"a": "1", "b": "2"}]}, "must have exactly one property"),
        ({"expiration": LATER, "conditions": [{}]}, "must have exactly one property"),
        ({"expiration": LATER, "conditions": [["eq", "$key"]]}, "needs an operation"),
        ({"expiration": LATER, "conditions": ["eq"]}, "needs an operation"),
        ({"expiration": LATER, "conditions": [["in", "$key", "a"]]}, "unknown operation 'in'"),
    ],
)
def test_what_is_no_policy_is_refused(document: Any, message: str) -> None:
    with pytest.raises(errors.InvalidPolicyDocument, match=f"Invalid Policy: .*{message}"):
        post_policy.read(encoded(document))


def test_neither_is_what_is_not_even_json() -> None:
    for text in (
        "not base64!",
        *(base64.b64encode(each).decode() for each in (b"{", b"\xff", b"[" * 100_000)),
    ):
        with pytest.raises(errors.InvalidPolicyDocument, match="Invalid JSON"):
            post_policy.read(text)


@pytest.mark.parametrize("size", [2, 3])
def test_a_file_of_an_allowed_size_passes(size: int) -> None:
    limited = policy(["content-length-range", 2, "3"])

    assert b"".join(limited.measured(iter([b"a"] * size))) == b"a" * size
    assert b"".join(policy().measured(iter([b"a"] * size))) == b"a" * size


def test_one_of_another_size_is_refused_with_the_limit() -> None:
    limited = policy(["content-length-range", 2, 3])

    with pytest.raises(errors.EntityTooSmall) as small:
        list(limited.measured(iter([b"a"])))
    with pytest.raises(errors.EntityTooLarge) as large:
        list(limited.measured(iter([b"aa", b"aa"])))

    assert small.value.members == {"ProposedSize": 1, "MinSizeAllowed": 2}
    assert large.value.members == {"ProposedSize": 4, "MaxSizeAllowed": 3}


@pytest.mark.parametrize(("size", "shown"), [("test", "test"), (float("inf"), "inf"), (None, "None")])
def test_a_size_that_is_no_number_fails_every_form(size: Any, shown: str) -> None:
    with pytest.raises(api.AccessDenied) as denied:
        policy(["content-length-range", size, 10])

    assert denied.value.message.endswith(f'failed: ["content-length-range", "{shown}", "10"]')
