"""Cross-origin requests of browser pages: which origins are allowed, preflights, the headers of answers.

::

    Origin, or the origin of the Referer
      -> a service that has rules of its own (S3's buckets) -> its answer, or its headers
      -> not allowed -> 403
      -> OPTIONS     -> 204
      -> the answer, with headers when there is an Origin

Allowed are the emulator's own addresses, app.localstack.cloud, pages of files, websites in buckets and
distributions, and what EXTRA_CORS_ALLOWED_ORIGINS names. Clients that are no browsers send neither header.
https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localstack.aws.wire import HeaderItems, Request, Response

if TYPE_CHECKING:
    from localstack.runtime import Emulator

OWN_HOSTS = ("localhost", "127.0.0.1", "localhost.localstack.cloud")
ALWAYS_ALLOWED = ("https://app.localstack.cloud", "http://app.localstack.cloud", "file://")
DEFAULT_PORTS = {"http": 80, "https": 443}
# Pages that the emulator itself serves: S3's websites and CloudFront's distributions.
_SITE = re.compile(
    r"https?://[a-z0-9.-]+\.(?:s3-website(?:[.-][a-z0-9-]+)?|cloudfront)\.localhost(?:\.localstack\.cloud)?(?::\d+)?"
)

METHODS = "HEAD,GET,PUT,POST,DELETE,OPTIONS,PATCH"
# What the AWS SDK for JavaScript sends, and pages around it; further `x-amz-` headers are allowed when asked for.
ALLOWED_HEADERS = (
    "authorization",
    "cache-control",
    "content-length",
    "content-md5",
    "content-type",
    "etag",
    "location",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-target",
    "x-amz-user-agent",
    "amz-sdk-invocation-id",
    "amz-sdk-request",
)
ALLOWED_PREFIXES = ("x-amz-", "x-amzn-", "amz-sdk-")
# What that SDK reads: the code of an error, the id of a request, the state of an object.
EXPOSED_HEADERS = (
    "etag",
    "date",
    "x-amz-id-2",
    "x-amz-request-id",
    "x-amz-version-id",
    "x-amzn-errortype",
    "x-amzn-requestid",
)


@dataclass(frozen=True)
class CrossOrigin:
    """What a service says of a page's request by rules of its own.

    :ivar answer: takes the place of the service's answer: that to a preflight, or a refusal.
    :ivar headers: are added to the service's answer.
    """

    answer: Response | None = None
    headers: HeaderItems = field(default_factory=list)


class Cors:
    """Lets the requests of allowed origins pass, and tells their browsers so."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._settings = emulator.settings

    def __call__(self, request: Request, handle: Callable[[Request], Response]) -> Response:
        """Answer a request that has an `Origin` or `Referer`, or asks for OPTIONS.

        :param handle: answers it, when it may pass.
        """
        own = self._rules_of_service(request)
        if own is not None:
            response = own.answer or handle(request)
            response.headers += own.headers
            return response
        if not self.is_allowed(request):
            return self._refusal(request)
        response = Response(204, []) if request.method == "OPTIONS" else handle(request)
        if "origin" in request.headers and not self._settings.disable_cors_headers:
            self._add_headers(request, response)
        return response

    def is_allowed(self, request: Request) -> bool:
        """Tell whether a request's origin may use the emulator; a request without one may."""
        origin = origin_of(request)
        return (
            not origin
            or self._settings.disable_cors_checks
            or origin in self._allowed
            or _SITE.fullmatch(origin) is not None
        )

    @functools.cached_property
    def _allowed(self) -> frozenset[str]:
        own = (
            f"{scheme}://{host}{'' if address.port == default else f':{address.port}'}"
            for address in self._emulator.addresses
            for scheme, default in DEFAULT_PORTS.items()
            for host in OWN_HOSTS
        )
        return frozenset((*own, *ALWAYS_ALLOWED, *self._settings.extra_cors_allowed_origins))

    def _rules_of_service(self, request: Request) -> CrossOrigin | None:
        # Only a running service can have rules: they are part of what was made in it.
        for service in self._emulator.services.running():
            if service.name == "s3" and self._settings.disable_custom_cors_s3:
                continue
            self._emulator.gate.enter()
            try:
                own = service.provider.cross_origin(self._emulator, request)
            finally:
                self._emulator.gate.leave()
            if own is not None:
                return own
        return None

    def _refusal(self, request: Request) -> Response:
        origin = origin_of(request)
        text = (
            f"The origin {origin} may not use this emulator. Start it with "
            f"EXTRA_CORS_ALLOWED_ORIGINS={origin} to allow it, or with DISABLE_CORS_CHECKS=1 to allow any.\n"
        ).encode()
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
        return Response(403, headers, text)

    def _add_headers(self, request: Request, response: Response) -> None:
        if response.header("access-control-allow-origin"):
            return
        requested = request.headers.get("access-control-request-headers").lower()
        allowed = (*ALLOWED_HEADERS, *self._settings.extra_cors_allowed_headers, *_known(requested))
        exposed = (*EXPOSED_HEADERS, *self._settings.extra_cors_expose_headers)
        response.headers += [
            ("Access-Control-Allow-Origin", request.headers.get("origin")),
            ("Access-Control-Allow-Credentials", "true"),
            ("Access-Control-Allow-Methods", METHODS),
            ("Access-Control-Allow-Headers", ",".join(dict.fromkeys(allowed))),
            ("Access-Control-Expose-Headers", ",".join(exposed)),
            ("Vary", "Origin"),
        ]
        # https://wicg.github.io/private-network-access/: a public page asks for a machine of a private network.
        if request.headers.get("access-control-request-private-network") == "true":
            response.headers.append(("Access-Control-Allow-Private-Network", "true"))


def origin_of(request: Request) -> str:
    """Give the origin of the page that makes a request, by its `Referer` when it names none, or `""`."""
    if origin := request.headers.get("origin"):
        return origin
    scheme, separator, rest = request.headers.get("referer").partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}" if separator else ""


def _known(requested: str) -> Iterator[str]:
    for name in requested.split(","):
        if name.strip().startswith(ALLOWED_PREFIXES):
            yield name.strip()
