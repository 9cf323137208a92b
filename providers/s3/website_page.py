"""The pages and headers by which websites tell people of errors.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/CustomErrorDocSupport.html
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from http import HTTPStatus
from typing import Final

from localstack.aws.errors import ServiceException
from localstack.aws.wire import HeaderItems

from .website import in_header

EXTRA_HEADERS: Final = "ExtraHeaders"
NO_DOCUMENT: Final = "An Error Occurred While Attempting to Retrieve a Custom Error Document"


def page(
    error: ServiceException, request_id: str, host_id: str, of_document: ServiceException | None = None
) -> bytes:
    """Write the page for an error.

    :param of_document: what kept the error document from being shown instead.
    """
    phrase = HTTPStatus(error.status_code).phrase
    title = f"{error.status_code} {phrase}"
    ids = [("RequestId", request_id), ("HostId", host_id)]
    lines = [
        "<html>",
        f"<head><title>{title}</title></head>",
        "<body>",
        f"<h1>{title}</h1>",
        *_items([*_details(error), *ids]),
    ]
    if of_document is not None:
        lines += [f"<h3>{NO_DOCUMENT}</h3>", *_items(_details(of_document))]
    return "\n".join([*lines, "<hr/>", "</body>", "</html>", ""]).encode()


def extra_headers(error: ServiceException) -> HeaderItems:
    """Give the headers that come with an error however it is told."""
    return list(error.members.get(EXTRA_HEADERS, {}).items())


def headers(error: ServiceException) -> HeaderItems:
    """Write an error as headers, for answers whose body is not its page: those to HEAD, and error documents."""
    (_, code), (_, message), *members = _details(error)
    return [
        ("x-amz-error-code", code),
        ("x-amz-error-message", message),
        *((f"x-amz-error-detail-{name}", in_header(value)) for name, value in members),
        *extra_headers(error),
    ]


def _details(error: ServiceException) -> list[tuple[str, str]]:
    members = ((name, str(value)) for name, value in error.members.items() if name != EXTRA_HEADERS)
    return [("Code", error.code), ("Message", error.message), *members]


def _items(values: Iterable[tuple[str, str]]) -> list[str]:
    return ["<ul>", *(f"<li>{name}: {escape(value)}</li>" for name, value in values), "</ul>"]
