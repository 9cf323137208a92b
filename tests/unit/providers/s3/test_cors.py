"""CORS configurations: what is refused, and which pages may do what."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import cors, errors
from localstack_providers.s3.cors import CorsRule

from localstack.aws.api import s3 as api

PAGE = "https://www.example.com"


def given(**change: Any) -> dict[str, Any]:
    return {"AllowedMethods": ["GET"], "AllowedOrigins": [PAGE], **change}


def parse(*rules: dict[str, Any]) -> tuple[CorsRule, ...]:
    return cors.parse({"CORSRules": list(rules)})


def test_a_rule_is_shown_as_it_was_given() -> None:
    full = given(ID="id", AllowedHeaders=["*"], ExposeHeaders=["etag"], MaxAgeSeconds=0)

    shown = [rule.shown() for rule in parse(given(), full)]

    assert shown == [given(), full]


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [given(AllowedMethods=None)],
        [given(AllowedOrigins=[])],
        [given(ID="i" * 256)],
        [given()] * 101,
    ],
    ids=["no rule", "no method", "no origin", "long id", "many rules"],
)
def test_what_does_not_follow_the_schema_is_refused(rules: list[dict[str, Any]]) -> None:
    with pytest.raises(errors.MalformedXML):
        parse(*rules)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"AllowedMethods": ["GET", "OPTIONS"]}, "Unsupported method is OPTIONS"),
        ({"AllowedMethods": ["get"]}, "Unsupported method is get"),
        (
            {"AllowedOrigins": ["*.example.*"]},
            'AllowedOrigin "*.example.*" can not have more than one wildcard.',
        ),
        ({"AllowedHeaders": ["x-*-*"]}, 'AllowedHeader "x-*-*" can not have more than one wildcard.'),
        ({"ExposeHeaders": ["x-*"]}, 'ExposeHeader "x-*" contains wildcard.'),
    ],
    ids=["method", "case of a method", "origin", "header", "exposed header"],
)
def test_methods_and_wildcards_have_rules(change: dict[str, Any], message: str) -> None:
    with pytest.raises(api.InvalidRequest) as refusal:
        parse(given(**change))

    assert message in refusal.value.message


@pytest.mark.parametrize(
    ("pattern", "origin", "named"),
    [
        (PAGE, PAGE, PAGE),
        (PAGE, PAGE.upper(), None),
        (PAGE, f"{PAGE}:443", None),
        ("*", PAGE, "*"),
        ("https://*.example.com", PAGE, PAGE),
        ("https://*.example.com", "https://example.com", None),
        ("https://*", PAGE, PAGE),
        ("abc*cde", "abcde", None),
        ("", PAGE, None),
    ],
    ids=[
        "same",
        "other case",
        "with a port",
        "everybody",
        "wildcard",
        "nothing before the dot",
        "start",
        "overlap",
        "empty",
    ],
)
def test_an_origin_is_named_when_a_pattern_fits(pattern: str, origin: str, named: str | None) -> None:
    assert CorsRule(("GET",), (pattern,)).origin_for(origin) == named


@pytest.mark.parametrize(
    ("allowed", "wanted", "is_allowed"),
    [
        ((), (), True),
        ((), ("etag",), False),
        (("*",), ("etag", "x-amz-date"), True),
        (("X-Amz-*",), ("x-amz-date",), True),
        (("X-Amz-*",), ("x-amz-date", "etag"), False),
    ],
    ids=["none", "not named", "any", "in another case", "one too many"],
)
def test_every_header_has_to_be_allowed(
    allowed: tuple[str, ...], wanted: tuple[str, ...], is_allowed: bool
) -> None:
    assert CorsRule(("GET",), ("*",), allowed).allows(PAGE, "GET", wanted) is is_allowed


def test_the_first_rule_that_fits_counts() -> None:
    rules = parse(given(AllowedMethods=["PUT"], ID="1"), given(ID="2"), given(AllowedOrigins=["*"], ID="3"))

    assert [rule.identifier for rule in rules if cors.find(rules, PAGE, "GET") == rule] == ["2"]
    assert cors.find(rules, PAGE, "DELETE") is None


def test_everybody_is_answered_without_credentials() -> None:
    named = dict(CorsRule(("GET", "PUT"), (PAGE,), max_age_seconds=5).headers_for(PAGE, ["etag", "x-a"]))
    anybody = dict(CorsRule(("GET",), ("*",), expose_headers=("etag", "date")).headers_for(PAGE))

    assert named == {
        "Access-Control-Allow-Origin": PAGE,
        "Access-Control-Allow-Methods": "GET, PUT",
        "Access-Control-Allow-Headers": "etag, x-a",
        "Access-Control-Max-Age": "5",
        "Access-Control-Allow-Credentials": "true",
        "Vary": cors.VARY,
    }
    assert anybody == {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": "GET",
        "Access-Control-Expose-Headers": "etag, date",
        "Vary": cors.VARY,
    }
