"""Websites: buckets as browsers see them.

::

    request -> redirect of all -> rule without an error -> object or index document -> its redirect, or its content
                                                           \\-> error -> a folder's slash -> rule for the error
                                                                     -> error document -> page

Whoever asks is nobody, whatever the request is signed with. A query string has no meaning for what is shown. It is
kept by redirects of the configuration, and lost by those of objects and folders, as users of AWS report.

Unverified: what is told first of a request that has several faults, and all but the headers of the answer to a folder
without its slash.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from localstack.aws import spec
from localstack.aws.accounts import DEFAULT_ACCOUNT_ID, DEFAULT_REGION
from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.aws.protocol.s3 import S3Codec, host_id
from localstack.aws.wire import HeaderItems, Headers, Request, Response

from . import access, errors, website_page
from .access import Subject
from .bucket import Bucket
from .store import S3Store
from .website import MOVED_PERMANENTLY, PROTOCOLS, Redirect, Rule, Website, in_header
from .website_host import WebsiteHost

if TYPE_CHECKING:
    from localstack.runtime import Emulator

Read = Callable[[RequestContext, Any], Any]

ABOUT_S3: Final = "https://aws.amazon.com/s3/"
METHODS: Final = ("GET", "HEAD")
_PROTOCOL: Final = "rest-xml"
_CODEC: Final = S3Codec()
# All that a request can say about how an object is read.
_HEADERS: Final = frozenset(
    {"if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "range"}
)
# What the REST endpoint tells of objects and websites do not.
_NOT_TOLD: Final = frozenset({"accept-ranges", "x-amz-website-redirect-location"})


def context_of(emulator: Emulator, request: Request, host: WebsiteHost) -> RequestContext:
    """Give the context in which nobody in particular reads an object."""
    service = spec.load("s3")
    operation = service.operation("HeadObject" if request.method == "HEAD" else "GetObject")
    region = host.region or DEFAULT_REGION
    return RequestContext(emulator, service, operation, _PROTOCOL, DEFAULT_ACCOUNT_ID, region, request)


class Visit:
    """One request to a website.

    :param read: the operation that its context names.
    """

    def __init__(
        self, context: RequestContext, request: Request, host: WebsiteHost, store: S3Store, read: Read
    ) -> None:
        self._context = context
        self._request = request
        self._host = host
        self._store = store
        self._read = read
        self._key = unquote(request.path.removeprefix("/"))

    def answer(self) -> Response:
        """Answer the request."""
        if not self._host.bucket:
            return self._redirect(MOVED_PERMANENTLY, ABOUT_S3)
        try:
            bucket, website = self._website()
        except ServiceException as error:
            return self._error(error)
        if website.redirect_all is not None:
            return self._redirect_all(website.redirect_all)
        rule = website.rule_for(self._key)
        if rule is not None:
            return self._follow(rule)
        try:
            return self._show(bucket, website.key_of(self._key))
        except ServiceException as error:
            return self._answer_error(bucket, website, error)

    def _website(self) -> tuple[Bucket, Website]:
        request, host = self._request, self._host
        if request.method not in METHODS:
            raise errors.MethodNotAllowed(Method=request.method, ResourceType="OBJECT")
        bucket = self._store.require_bucket(host.bucket)
        if host.region not in ("", bucket.region):
            raise errors.IncorrectEndpoint(Endpoint=host.in_region(bucket.region))
        if bucket.website is None:
            raise errors.NoSuchWebsiteConfiguration(BucketName=bucket.name)
        return bucket, bucket.website

    def _show(self, bucket: Bucket, key: str) -> Response:
        """Show an object, or go where it redirects to.

        :raises ServiceException: when it cannot be read.
        """
        self._require_readable(bucket, key)
        asked = Headers(item for item in self._request.headers if item[0].lower() in _HEADERS)
        result = self._read_object(bucket, key, asked)
        location = result.get("WebsiteRedirectLocation")
        return self._shown(result) if location is None else self._redirect(MOVED_PERMANENTLY, location)

    def _answer_error(self, bucket: Bucket, website: Website, error: ServiceException) -> Response:
        if self._is_folder(bucket, website):
            return self._error(errors.Found(ExtraHeaders={"Location": f"{self._request.path}/"}))
        rule = website.rule_for(self._key, error.status_code)
        if rule is not None:
            return self._follow(rule)
        if website.error_key is None or self._request.method == "HEAD":
            return self._error(error)
        try:
            return self._show_error_document(bucket, website.error_key, error)
        except ServiceException as of_document:
            return self._error(error, of_document)

    def _show_error_document(self, bucket: Bucket, key: str, error: ServiceException) -> Response:
        self._require_readable(bucket, key)
        result = self._read_object(bucket, key, Headers())
        response = self._shown(result)
        response.status = error.status_code
        response.headers += website_page.headers(error)
        if "WebsiteRedirectLocation" in result:
            # Unlike other objects that redirect, this one is sent along: https://github.com/scality/cloudserver/pull/5518
            response.status = MOVED_PERMANENTLY
            response.headers.append(("Location", result["WebsiteRedirectLocation"]))
        return response

    def _is_folder(self, bucket: Bucket, website: Website) -> bool:
        """Tell whether there is no object, but a folder with an index document that can be read."""
        index = website.key_of(f"{self._key}/")
        live = bucket.versions.live
        if self._key.endswith("/") or live.get(self._key) is not None or live.get(index) is None:
            return False
        try:
            self._require_readable(bucket, index)
        except ServiceException:
            return False
        return True

    def _require_readable(self, bucket: Bucket, key: str) -> None:
        access.require(self._context, Subject(bucket, key, bucket.versions.live.get(key)), "GetObject")

    def _read_object(self, bucket: Bucket, key: str, headers: Headers) -> dict[str, Any]:
        request = Request(self._request.method, "/", headers, Body())
        labels = {"Bucket": bucket.name, "Key": key}
        parameters = self._context.operation.compiled(_PROTOCOL).parse(request, labels)
        result: dict[str, Any] = self._read(self._context, parameters)
        return result

    def _shown(self, result: dict[str, Any]) -> Response:
        context = self._context
        response = context.operation.compiled(_PROTOCOL).serialize(result, context.request_id)
        response.headers = [item for item in response.headers if item[0].lower() not in _NOT_TOLD]
        return response

    def _redirect_all(self, redirect: Redirect) -> Response:
        host = in_header(redirect.host or "")
        location = f"{redirect.protocol or PROTOCOLS[0]}://{host}{self._request.target}"
        return self._redirect(redirect.status, location)

    def _follow(self, rule: Rule) -> Response:
        query = self._request.query_string
        location = rule.location(self._key, self._request.host)
        return self._redirect(rule.redirect.status, f"{location}?{query}" if query else location)

    def _redirect(self, status: int, location: str) -> Response:
        return self._respond(status, [("Location", location)], b"")

    def _error(self, error: ServiceException, of_document: ServiceException | None = None) -> Response:
        request_id = self._context.request_id
        if self._request.method == "HEAD":
            return self._respond(error.status_code, website_page.headers(error), b"")
        headers = [*website_page.extra_headers(error), ("Content-Type", "text/html; charset=utf-8")]
        page = website_page.page(error, request_id, host_id(request_id), of_document)
        return self._respond(error.status_code, headers, page)

    def _respond(self, status: int, headers: HeaderItems, payload: bytes) -> Response:
        return _CODEC.respond(status, headers, payload, self._context.request_id)
