"""Website configurations: what is refused, which object a request is for, and where rules send it."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3 import errors, website
from localstack_providers.s3.website import Redirect, Rule, Website

from localstack.aws.api import s3 as api

INDEX = {"IndexDocument": {"Suffix": "index.html"}}
TO_HOST = {"HostName": "example.com"}
HOST = "photos.s3-website.localhost:4566"


def with_rule(redirect: Any, **condition: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"Redirect": redirect}
    if condition:
        rule["Condition"] = condition
    return {**INDEX, "RoutingRules": [rule]}


@pytest.mark.parametrize(
    "configuration",
    [
        INDEX,
        {**INDEX, "ErrorDocument": {"Key": "errors/404.html"}},
        {"RedirectAllRequestsTo": {"HostName": "example.com", "Protocol": "https"}},
        with_rule({"ReplaceKeyWith": ""}, KeyPrefixEquals=""),
        with_rule(
            {
                "HostName": "example.com",
                "HttpRedirectCode": "302",
                "Protocol": "https",
                "ReplaceKeyPrefixWith": "new/",
            },
            HttpErrorCodeReturnedEquals="404",
            KeyPrefixEquals="old/",
        ),
    ],
    ids=["index", "error", "redirect", "empty values", "rule"],
)
def test_a_configuration_is_shown_as_it_was_given(configuration: dict[str, Any]) -> None:
    assert website.parse(configuration).shown() == configuration


@pytest.mark.parametrize(
    ("configuration", "error", "text"),
    [
        ({}, errors.InvalidArgument, "must be provided"),
        ({"ErrorDocument": {"Key": "404.html"}}, errors.InvalidArgument, "must be provided"),
        ({"IndexDocument": {}}, errors.MalformedXML, "XML"),
        ({"IndexDocument": {"Suffix": ""}}, errors.InvalidArgument, "not well formed"),
        ({"IndexDocument": {"Suffix": "a/index.html"}}, errors.InvalidArgument, "not well formed"),
        ({**INDEX, "ErrorDocument": {}}, errors.MalformedXML, "XML"),
        ({**INDEX, "ErrorDocument": {"Key": ""}}, errors.MalformedXML, "XML"),
        ({**INDEX, "RedirectAllRequestsTo": TO_HOST}, errors.InvalidArgument, "in conjunction"),
        ({"RedirectAllRequestsTo": {}}, errors.MalformedXML, "XML"),
        ({"RedirectAllRequestsTo": {"HostName": ""}}, errors.MalformedXML, "XML"),
        ({"RedirectAllRequestsTo": {**TO_HOST, "Protocol": "ftp"}}, api.InvalidRequest, "http or https"),
        ({**INDEX, "RoutingRules": []}, errors.MalformedXML, "XML"),
        ({**INDEX, "RoutingRules": [{"Redirect": TO_HOST}] * 51}, api.InvalidRequest, "51 routing rules"),
        ({**INDEX, "RoutingRules": [{}]}, errors.MalformedXML, "XML"),
        (with_rule({}), errors.MalformedXML, "XML"),
        (with_rule({"Protocol": "ftp"}), api.InvalidRequest, "http or https"),
        (with_rule({"ReplaceKeyWith": "", "ReplaceKeyPrefixWith": ""}), api.InvalidRequest, "not both"),
        (with_rule({"HttpRedirectCode": "300"}), api.InvalidRequest, r"code \(300\)"),
        (with_rule({"HttpRedirectCode": "https"}), errors.MalformedXML, "XML"),
        (with_rule(TO_HOST, HttpErrorCodeReturnedEquals="302"), api.InvalidRequest, r"code \(302\)"),
        (with_rule(TO_HOST, HttpErrorCodeReturnedEquals="-"), errors.MalformedXML, "XML"),
        (
            {**INDEX, "RoutingRules": [{"Redirect": TO_HOST, "Condition": {}}]},
            api.InvalidRequest,
            "cannot be empty",
        ),
    ],
    ids=[
        "nothing",
        "no index",
        "no suffix",
        "empty suffix",
        "suffix with a slash",
        "no error key",
        "empty error key",
        "index and redirect",
        "no host",
        "empty host",
        "protocol of all",
        "no rules",
        "too many rules",
        "no redirect",
        "empty redirect",
        "protocol",
        "key and prefix",
        "redirect code",
        "redirect code in words",
        "error code",
        "error code in words",
        "empty condition",
    ],
)
def test_what_breaks_a_rule_is_refused(
    configuration: dict[str, Any], error: type[Exception], text: str
) -> None:
    with pytest.raises(error, match=text):
        website.parse(configuration)


@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("", "index.html"),
        ("docs/", "docs/index.html"),
        ("docs", "docs"),
        ("docs/a.html", "docs/a.html"),
    ],
)
def test_a_folder_stands_for_its_index_document(key: str, read: str) -> None:
    assert Website("index.html").key_of(key) == read


ANY, OLD = Rule(Redirect("any")), Rule(Redirect("old"), "old/")
GONE, OLD_GONE = Rule(Redirect("gone"), None, "404"), Rule(Redirect("old and gone"), "old/", "404")


@pytest.mark.parametrize(
    ("rules", "key", "status", "host"),
    [
        ((OLD, ANY), "old/a", None, "old"),
        ((ANY, OLD), "old/a", None, "any"),
        ((OLD,), "new/a", None, None),
        ((OLD, GONE), "new/a", 404, "gone"),
        ((OLD, GONE), "new/a", 403, None),
        ((OLD, GONE), "new/a", None, None),
        ((OLD_GONE, GONE), "old/a", 404, "old and gone"),
        ((OLD,), "old/a", 404, None),
    ],
    ids=[
        "prefix",
        "the first",
        "other prefix",
        "error",
        "other error",
        "before an error",
        "prefix and error",
        "not after an error",
    ],
)
def test_the_first_rule_about_a_request_holds(
    rules: tuple[Rule, ...], key: str, status: int | None, host: str | None
) -> None:
    rule = Website("index.html", rules=rules).rule_for(key, status)

    assert (rule.redirect.host if rule is not None else None) == host


@pytest.mark.parametrize(
    ("rule", "location"),
    [
        (Rule(Redirect(protocol="https"), "old/"), f"https://{HOST}/old/a%20b%3Fc"),
        (Rule(Redirect("example.com"), "old/"), "http://example.com/old/a%20b%3Fc"),
        (Rule(Redirect(key_prefix="new/"), "old/"), f"http://{HOST}/new/a%20b%3Fc"),
        (Rule(Redirect(key_prefix="resize?key=")), f"http://{HOST}/resize?key=old/a%20b%3Fc"),
        (Rule(Redirect(key="gone.html"), "old/"), f"http://{HOST}/gone.html"),
        (Rule(Redirect(key="a\r\nSet-Cookie: é")), f"http://{HOST}/a%0D%0ASet-Cookie:%20%C3%A9"),
    ],
    ids=["protocol", "host", "prefix", "prefix with a query", "key", "no line of its own"],
)
def test_a_rule_sends_a_request_elsewhere(rule: Rule, location: str) -> None:
    assert rule.location("old/a b?c", HOST) == location
    assert rule.redirect.status == 301


def test_a_rule_can_have_a_status_of_its_own() -> None:
    assert Redirect(code="307").status == 307
