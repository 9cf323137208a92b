"""CORS configurations: which pages of other origins may do what with a bucket.

A configuration is a tuple of rules; the first that fits a request counts.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from localstack.aws.api import s3 as api

from . import errors

METHODS: Final = ("GET", "PUT", "HEAD", "POST", "DELETE")
ANY: Final = "*"
MAX_RULES: Final = 100
MAX_ID: Final = 255
VARY: Final = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"


class CorsRule(NamedTuple):
    """Origins, and what their pages may do.

    :ivar allowed_origins: each with at most one wildcard, as are the headers.
    :ivar max_age_seconds: how long a browser may keep the answer to a preflight; `None` when it is not said.
    """

    allowed_methods: tuple[str, ...]
    allowed_origins: tuple[str, ...]
    allowed_headers: tuple[str, ...] = ()
    expose_headers: tuple[str, ...] = ()
    max_age_seconds: int | None = None
    identifier: str = ""

    def allows(self, origin: str, method: str, headers: Iterable[str] = ()) -> bool:
        """Tell whether a page may make a request.

        :param headers: those that it wants to send, in lower case.
        """
        return (
            method in self.allowed_methods
            and self.origin_for(origin) is not None
            and all(any(_fits(one.lower(), header) for one in self.allowed_headers) for header in headers)
        )

    def origin_for(self, origin: str) -> str | None:
        """Give how answers name an origin: as everybody where the rule allows everybody; `None` if it does not."""
        pattern = next((one for one in self.allowed_origins if _fits(one, origin)), None)
        return pattern if pattern in (None, ANY) else origin

    def headers_for(self, origin: str, headers: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Give the headers of the answer to a request that the rule allows.

        :param headers: those that a preflight asks for.
        """
        named = self.origin_for(origin) or ""
        answer = [
            ("Access-Control-Allow-Origin", named),
            ("Access-Control-Allow-Methods", ", ".join(self.allowed_methods)),
        ]
        if asked := ", ".join(headers):
            answer.append(("Access-Control-Allow-Headers", asked))
        if self.expose_headers:
            answer.append(("Access-Control-Expose-Headers", ", ".join(self.expose_headers)))
        if self.max_age_seconds is not None:
            answer.append(("Access-Control-Max-Age", str(self.max_age_seconds)))
        if named != ANY:
            answer.append(("Access-Control-Allow-Credentials", "true"))
        answer.append(("Vary", VARY))
        return answer

    def shown(self) -> api.CORSRule:
        """Give it as answers do."""
        shown: api.CORSRule = {
            "AllowedMethods": list(self.allowed_methods),
            "AllowedOrigins": list(self.allowed_origins),
        }
        if self.identifier:
            shown["ID"] = self.identifier
        if self.allowed_headers:
            shown["AllowedHeaders"] = list(self.allowed_headers)
        if self.expose_headers:
            shown["ExposeHeaders"] = list(self.expose_headers)
        if self.max_age_seconds is not None:
            shown["MaxAgeSeconds"] = self.max_age_seconds
        return shown


def parse(configuration: Mapping[str, Any]) -> tuple[CorsRule, ...]:
    """Read a configuration from a request.

    That too many rules, or an id that is too long, break the schema is unverified.

    :raises MalformedXML: when something is missing, or there is too much of it.
    :raises InvalidRequest: when a method is none of S3's, or a wildcard stands where it may not.
    """
    rules = configuration.get("CORSRules") or ()
    if not 0 < len(rules) <= MAX_RULES:
        raise errors.MalformedXML
    return tuple(_rule(rule) for rule in rules)


def find(rules: Iterable[CorsRule], origin: str, method: str, headers: Iterable[str] = ()) -> CorsRule | None:
    """Give the first rule that allows a request; see :meth:`CorsRule.allows`."""
    names = tuple(headers)
    return next((rule for rule in rules if rule.allows(origin, method, names)), None)


def _rule(given: Mapping[str, Any]) -> CorsRule:
    methods, origins = given.get("AllowedMethods"), given.get("AllowedOrigins")
    headers, exposed = given.get("AllowedHeaders") or (), given.get("ExposeHeaders") or ()
    identifier = given.get("ID") or ""
    if not methods or not origins or len(identifier) > MAX_ID:
        raise errors.MalformedXML
    for method in methods:
        if method not in METHODS:
            raise api.InvalidRequest(
                f"Found unsupported HTTP method in CORS config. Unsupported method is {method}"
            )
    _require_one_wildcard("AllowedOrigin", origins)
    _require_one_wildcard("AllowedHeader", headers)
    for header in exposed:
        if ANY in header:
            raise api.InvalidRequest(
                f'ExposeHeader "{header}" contains wildcard. We currently do not support wildcard for ExposeHeader.'
            )
    max_age = given.get("MaxAgeSeconds")
    return CorsRule(tuple(methods), tuple(origins), tuple(headers), tuple(exposed), max_age, identifier)


def _require_one_wildcard(element: str, values: Iterable[str]) -> None:
    for value in values:
        if value.count(ANY) > 1:
            raise api.InvalidRequest(f'{element} "{value}" can not have more than one wildcard.')


def _fits(pattern: str, text: str) -> bool:
    start, wildcard, end = pattern.partition(ANY)
    if not wildcard:
        return text == pattern
    return len(text) >= len(start) + len(end) and text.startswith(start) and text.endswith(end)
