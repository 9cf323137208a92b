"""Requests without a signature that names their service: which services they can be meant for, which region.

In this order decide: the bucket in a virtual-hosted name of S3, the name of a service in the host, a bearer token
with the path, an operation that is public by its model, the URL of an SQS queue. All else is S3's: public objects
and websites.
"""

from __future__ import annotations

import re

from localstack.aws import hosts, routes
from localstack.aws.accounts import FORM
from localstack.aws.protocol.query import form_of
from localstack.aws.protocol.s3 import bucket_of_host
from localstack.aws.wire import Request

MAX_HOST_LABELS = 5

# SQS_ENDPOINT_STRATEGY=path: http://localhost.localstack.cloud:4566/queue/<region>/<account>/<name>
_REGIONAL_QUEUE = re.compile(r"/queue/(?P<region>[a-z0-9-]+)/\d{12}/[^/]+/?")
_QUEUE = re.compile(r"/\d{12}/[^/]+/?")


def candidates_of(request: Request, complete: bool) -> tuple[routes.Row, ...]:
    """Give the services that a request can be meant for.

    :param complete: with those that only the installed botocore has.
    """
    return named_by_url(request, complete) or (routes.by_name()["s3"],)


def named_by_url(request: Request, complete: bool) -> tuple[routes.Row, ...]:
    """Give the services that a request's URL tells, by more than that S3 takes what is left."""
    host = request.host.partition(":")[0]
    if bucket_of_host(host):
        return (routes.by_name()["s3"],)
    rows = _of_host(host, complete) or _of_token(request, complete) or _public(request, complete)
    return rows or ((routes.by_name()["sqs"],) if _is_queue_url(request) else ())


def region_of(request: Request) -> str:
    """Give the region that a request's URL names, or `""`."""
    if found := _REGIONAL_QUEUE.fullmatch(request.path):
        return found["region"]
    return hosts.region_of(request.host.removeprefix(bucket_of_host(request.host)))


def is_form(request: Request) -> bool:
    """Tell whether a request may be one of the query protocol by its body."""
    # Some clients call any upload a form; only a POST can be an operation's.
    return request.method == "POST" and request.headers.get("content-type").startswith(FORM)


def _of_host(host: str, complete: bool) -> tuple[routes.Row, ...]:
    """Give the services whose name a host begins with, also below a host prefix."""
    labels = host.replace("-fips", "").split(".")[:MAX_HOST_LABELS]
    by_host, by_signing_name = routes.by_host(complete), routes.by_signing_name(complete)
    for start in range(len(labels) - 1):
        for end in range(len(labels) - 1, start, -1):
            name = ".".join(labels[start:end])
            if rows := by_host.get(name) or by_signing_name.get(name):
                return rows
    return ()


def _of_token(request: Request, complete: bool) -> tuple[routes.Row, ...]:
    """Give the services that take a bearer token and may know the path of a request that has one."""
    if not request.headers.get("authorization").startswith("Bearer "):
        return ()
    segment = request.path[1:].partition("/")[0]
    return tuple(row for row in routes.with_bearer(complete) if not row.segments or segment in row.segments)


def _public(request: Request, complete: bool) -> tuple[routes.Row, ...]:
    """Give the services that have a public operation which the request may be for."""
    key = _action(request) or f"{request.method} {request.path}"
    rows = routes.by_public(complete).get(key, ())
    return tuple(row for row in rows if _has_headers(row, key, request))


def _has_headers(row: routes.Row, key: str, request: Request) -> bool:
    # Without its token `GET /assignment/accounts` is an object in a bucket of that name.
    entries = (entry.split(" ") for entry in row.public)
    return any(
        " ".join(entry[:2]) == key and all(name in request.headers for name in entry[2:]) for entry in entries
    )


def _is_queue_url(request: Request) -> bool:
    if _QUEUE.fullmatch(request.path):
        return bool(_action(request))  # else it may be an object in a bucket named by twelve digits
    return bool(_REGIONAL_QUEUE.fullmatch(request.path))


def _action(request: Request) -> str:
    """Give the action of a query protocol that a request has in its form or its query string, or `""`."""
    if is_form(request) or "Action=" in request.query_string:
        return form_of(request).get("Action", "")
    return ""
