"""Website configurations: what a bucket shows people, and where it sends them.

A configuration redirects every request, or has an index document and perhaps an error document and routing rules.
A rule holds before an object is read, or once reading it has failed with the rule's status.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from localstack.aws.api import s3 as api

from . import errors

MAX_RULES: Final = 50
MOVED_PERMANENTLY: Final = 301
PROTOCOLS: Final = ("http", "https")
REDIRECT_CODES: Final = frozenset({301, 302, 303, 304, 305, 307, 308})


class Redirect(NamedTuple):
    """Where a request is sent; what is `None` stays as the request has it.

    :ivar code: the status, as it was given.
    :ivar key_prefix: takes the place of the prefix that the rule asks for.
    :ivar key: takes the place of the whole key.
    """

    host: str | None = None
    protocol: str | None = None
    code: str | None = None
    key_prefix: str | None = None
    key: str | None = None

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.code) if self.code is not None else MOVED_PERMANENTLY

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        return _present(
            HostName=self.host,
            HttpRedirectCode=self.code,
            Protocol=self.protocol,
            ReplaceKeyPrefixWith=self.key_prefix,
            ReplaceKeyWith=self.key,
        )


class Rule(NamedTuple):
    """A routing rule.

    :ivar key_prefix: of the keys it is about, `None` for all.
    :ivar error_code: the status of the errors it is about, as it was given; `None` when it asks for none.
    """

    redirect: Redirect
    key_prefix: str | None = None
    error_code: str | None = None

    def applies(self, key: str, status: int | None) -> bool:
        """Tell whether it is about a request.

        :param status: of the error that reading the object ended with, `None` before that.
        """
        wanted = int(self.error_code) if self.error_code is not None else None
        return wanted == status and key.startswith(self.key_prefix or "")

    def location(self, key: str, host: str) -> str:
        """Give the URL that a request is sent to.

        :param host: the request's.
        """
        redirect = self.redirect
        if redirect.key is not None:
            path = in_header(redirect.key)
        elif redirect.key_prefix is not None:
            path = in_header(redirect.key_prefix) + _in_path(key.removeprefix(self.key_prefix or ""))
        else:
            path = _in_path(key)
        return f"{redirect.protocol or PROTOCOLS[0]}://{in_header(redirect.host or host)}/{path}"

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        condition = _present(HttpErrorCodeReturnedEquals=self.error_code, KeyPrefixEquals=self.key_prefix)
        shown = {"Redirect": self.redirect.shown()}
        return {"Condition": condition, **shown} if condition else shown


class Website(NamedTuple):
    """A bucket's website configuration.

    :ivar suffix: of the keys of index documents, `""` when every request is redirected.
    :ivar error_key: of the error document.
    :ivar redirect_all: host and protocol that every request is sent to, if it is.
    """

    suffix: str = ""
    error_key: str | None = None
    redirect_all: Redirect | None = None
    rules: tuple[Rule, ...] = ()

    def key_of(self, key: str) -> str:
        """Give the key of the object that a request reads: an index document in place of a folder."""
        return f"{key}{self.suffix}" if not key or key.endswith("/") else key

    def rule_for(self, key: str, status: int | None = None) -> Rule | None:
        """Give the first routing rule that is about a request.

        :param status: of the error that reading the object ended with, `None` before that.
        """
        return next((rule for rule in self.rules if rule.applies(key, status)), None)

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        return _present(
            IndexDocument={"Suffix": self.suffix} if self.suffix else None,
            ErrorDocument={"Key": self.error_key} if self.error_key is not None else None,
            RedirectAllRequestsTo=self.redirect_all.shown() if self.redirect_all is not None else None,
            RoutingRules=[rule.shown() for rule in self.rules] or None,
        )


def in_header(text: str) -> str:
    """Write a text so that a header can hold it: all but printable ASCII is percent-encoded."""
    return quote(text, safe=string.punctuation)


def _in_path(key: str) -> str:
    return quote(key, safe="/~!$&'()*+,;=:@")


def _present(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def parse(configuration: Mapping[str, Any]) -> Website:
    """Read a configuration from a request.

    Unverified: that an error document or a redirect of all without a value is malformed.

    :raises MalformedXML: when something is missing, or a code is no number.
    :raises InvalidArgument: when it says neither what to show nor where to send, or both.
    :raises InvalidRequest: when a redirect or the condition of a rule breaks a rule.
    """
    if "RedirectAllRequestsTo" in configuration:
        return _redirecting(configuration)
    if "IndexDocument" not in configuration:
        raise errors.InvalidArgument(
            "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
            ArgumentName="IndexDocument",
            ArgumentValue="null",
        )
    suffix = _required(configuration["IndexDocument"], "Suffix")
    if not suffix or "/" in suffix:
        raise errors.InvalidArgument(
            "The IndexDocument Suffix is not well formed", ArgumentName="IndexDocument", ArgumentValue=suffix
        )
    error_key = None
    if "ErrorDocument" in configuration:
        error_key = _required(configuration["ErrorDocument"], "Key")
        if not error_key:
            raise errors.MalformedXML
    return Website(suffix, error_key, rules=_rules(configuration))


def _redirecting(configuration: Mapping[str, Any]) -> Website:
    if len(configuration) > 1:
        raise errors.InvalidArgument(
            "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
            ArgumentName="RedirectAllRequestsTo",
            ArgumentValue="not null",
        )
    target = configuration["RedirectAllRequestsTo"]
    host = _required(target, "HostName")
    if not host:
        raise errors.MalformedXML
    return Website(redirect_all=Redirect(host, _protocol(target)))


def _rules(configuration: Mapping[str, Any]) -> tuple[Rule, ...]:
    if "RoutingRules" not in configuration:
        return ()
    rules = configuration["RoutingRules"]
    if not rules:
        raise errors.MalformedXML
    if len(rules) > MAX_RULES:
        raise api.InvalidRequest(
            f"{len(rules)} routing rules provided, the number of routing rules in a website configuration is limited "
            f"to {MAX_RULES}."
        )
    return tuple(_rule(rule) for rule in rules)


def _rule(rule: Mapping[str, Any]) -> Rule:
    redirect = _redirect(rule.get("Redirect"))
    if "Condition" not in rule:
        return Rule(redirect)
    condition = rule["Condition"]
    prefix, code = condition.get("KeyPrefixEquals"), condition.get("HttpErrorCodeReturnedEquals")
    if prefix is None and code is None:
        raise api.InvalidRequest(
            "Condition cannot be empty. To redirect all requests without a condition, the condition element "
            "shouldn't be present."
        )
    if code is not None and not 400 <= _number(code) < 600:
        raise api.InvalidRequest(
            f"The provided HTTP error code ({code}) is not valid. Valid codes are 4XX or 5XX."
        )
    return Rule(redirect, prefix, code)


def _redirect(redirect: Mapping[str, Any] | None) -> Redirect:
    if not redirect:
        raise errors.MalformedXML
    protocol, code = _protocol(redirect), redirect.get("HttpRedirectCode")
    prefix, key = redirect.get("ReplaceKeyPrefixWith"), redirect.get("ReplaceKeyWith")
    if prefix is not None and key is not None:
        raise api.InvalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.")
    if code is not None and _number(code) not in REDIRECT_CODES:
        raise api.InvalidRequest(
            f"The provided HTTP redirect code ({code}) is not valid. Valid codes are 3XX except 300."
        )
    return Redirect(redirect.get("HostName"), protocol, code, prefix, key)


def _protocol(redirect: Mapping[str, Any]) -> str | None:
    protocol: str | None = redirect.get("Protocol")
    if protocol is not None and protocol not in PROTOCOLS:
        raise api.InvalidRequest(
            "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected "
            "automatically."
        )
    return protocol


def _number(code: str) -> int:
    if not (code.isascii() and code.isdigit()):
        raise errors.MalformedXML
    return int(code)


def _required(structure: Mapping[str, Any], member: str) -> str:
    value: str | None = structure.get(member)
    if value is None:
        raise errors.MalformedXML
    return value
