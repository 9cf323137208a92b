"""Which service and operation is this request for?

The signing name leaves one service or a few. Among these decide, in this order: the path of an RPC protocol,
the `X-Amz-Target` header, the form's `Action` and `Version`, method and path. A model is loaded only for a
service that can still be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from localstack.aws import routes, spec
from localstack.aws.accounts import Credential
from localstack.aws.errors import CommonServiceException
from localstack.aws.protocol.query import form_of
from localstack.aws.protocol.s3 import NOT_ALLOWED, bucket_of_form, operation_of, to_path_style
from localstack.aws.unsigned import candidates_of, is_form, named_by_url

if TYPE_CHECKING:
    from localstack.aws.spec import Operation, ServiceSpec
    from localstack.aws.wire import Request

# https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html: the path may have a prefix.
_RPC_PATH = re.compile(r"/service/(?P<service>[^/]+)/operation/(?P<operation>[^/]+)$")
# What Kinesis clients in Java send instead of JSON.
CBOR = "application/x-amz-cbor"
# Content types are the clients' to choose; no client of AWS's needs more than one for an operation.
MAX_KEPT_ROUTES = 10_000
RPC_PROTOCOLS = {"rpc-v2-cbor": "smithy-rpc-v2-cbor"}


@dataclass(frozen=True)
class Route:
    """Where a request goes.

    :ivar labels: the decoded labels of its path, for REST services.
    """

    operation: Operation
    protocol: str
    labels: dict[str, str] = field(default_factory=dict)


class UnknownOperation(CommonServiceException):
    """No operation of the service fits the request.

    :ivar service: the botocore name of the service whose protocol the answer is written in.
    """

    def __init__(
        self, message: str, service: str = "", code: str = "UnknownOperationException", status: int = 400
    ):
        super().__init__(code, message, status)
        self.service = service


class ServiceRouter:
    """Finds the route of a request."""

    def __init__(self) -> None:
        self._by_target: dict[tuple[str, str, str], Route] = {}
        self._by_action: dict[tuple[str, str, str, str], Route] = {}

    def route(self, request: Request, credential: Credential) -> Route:
        """Find where a request goes.

        :raises UnknownOperation: when no service or operation fits.
        """
        target = request.headers.get("x-amz-target")
        if target:
            key = (credential.service, target, request.headers.get("content-type"))
            if route := self._by_target.get(key):
                return route
        try:
            return self._route(request, credential.service, target, complete=False)
        except UnknownOperation as unknown:
            if routes.is_current():
                raise
            try:
                return self._route(request, credential.service, target, complete=True)
            except UnknownOperation:
                raise unknown from None

    def _route(self, request: Request, signing_name: str, target: str, complete: bool) -> Route:
        if "smithy-protocol" in request.headers and (rpc := _RPC_PATH.search(request.path)):
            candidates = _by_target_prefix(signing_name, rpc["service"], request, complete)
            return _named_route(candidates, rpc["operation"], request.headers.get("smithy-protocol"))
        if target:
            prefix, _, name = target.rpartition(".")
            candidates = _by_target_prefix(signing_name, prefix, request, complete)
            route = _named_route(candidates, name, "json")
            route = replace(route, protocol=variant_of("json", request))
            if len(candidates) == 1 and len(self._by_target) < MAX_KEPT_ROUTES:
                self._by_target[signing_name, target, request.headers.get("content-type")] = route
            return route
        candidates = _candidates(request, signing_name, complete)
        found = self._query_route(candidates, request) or _rest_route(candidates, request, signing_name)
        if found is not None:
            return found
        raise _unknown(candidates, request, signing_name)

    def _query_route(self, candidates: Sequence[routes.Row], request: Request) -> Route | None:
        candidates = [row for row in candidates if "query" in row.protocols or "ec2" in row.protocols]
        if not candidates or not (is_form(request) or "Action=" in request.query_string):
            return None
        form = form_of(request)
        action, version = form.get("Action", ""), form.get("Version", "")
        query = variant_of("query", request)
        if not action:
            raise UnknownOperation("Missing Action", candidates[0].name, "MissingAction")
        for row in candidates:
            route = self._by_action.get((row.name, action, version, query))
            if route is not None:
                return route
            service = _load(row) if version in ("", row.api_version) else None
            if service is not None and action in service.operation_names:
                protocol = "ec2" if "ec2" in row.protocols else query
                route = self._by_action[row.name, action, version, query] = Route(
                    service.operation(action), protocol
                )
                return route
        message = f"Could not find operation {action} for version {version or candidates[0].api_version}"
        raise UnknownOperation(message, candidates[0].name, "InvalidAction")


def variant_of(protocol: str, request: Request) -> str:
    """Give the variant of a protocol that a request asks for: json in CBOR, query with answers in JSON."""
    if protocol == "json" and request.headers.get("content-type").startswith(CBOR):
        return "json-cbor"
    if protocol == "query" and request.headers.get("accept") == "application/json":
        return "query-json"
    return protocol


def _candidates(request: Request, signing_name: str, complete: bool) -> tuple[routes.Row, ...]:
    """Give the services that a request without a target can be meant for, the likeliest first."""
    if signing_name:
        # Signatures are not checked, so a name that no service signs with is no worse than none.
        candidates = routes.by_signing_name(complete).get(signing_name) or named_by_url(request, complete)
    else:
        candidates = candidates_of(request, complete)
    if complete:
        candidates = tuple(_current(candidates))
    elif len(candidates) > 1:
        first_segment = request.path[1:].partition("/")[0]
        candidates = tuple(row for row in candidates if not row.segments or first_segment in row.segments)
    return _by_host(candidates, request)


def _by_target_prefix(
    signing_name: str, prefix: str, request: Request, complete: bool
) -> tuple[routes.Row, ...]:
    """Give the services of a target prefix; those that sign with the request's signing name, if there are."""
    rows = routes.by_target_prefix(complete).get(prefix, ())
    signed = tuple(row for row in rows if row.signing_name == signing_name)
    return _by_host(signed or rows, request)


def _by_host(rows: tuple[routes.Row, ...], request: Request) -> tuple[routes.Row, ...]:
    """Put the services first whose endpoint prefix the host shows, the longest prefix before all."""
    if len(rows) < 2:
        return rows
    host = f".{request.host}"

    def rank(row: routes.Row) -> int:
        return -len(row.endpoint_prefix) if f".{row.endpoint_prefix}." in host else 0

    return tuple(sorted(rows, key=rank))


def _current(rows: Iterable[routes.Row]) -> Iterator[routes.Row]:
    """Make rows anew from the installed models, leaving out services that have none."""
    for row in rows:
        if _load(row) is not None:
            # Which paths are a service's own matters for speed only.
            yield replace(routes.row_of(row.name), segments=())


def _load(row: routes.Row) -> ServiceSpec | None:
    """Load the model of a service; `None` when the installed botocore does not have it."""
    try:
        return spec.load(row.name)
    except LookupError:
        return None


def _named_route(candidates: Sequence[routes.Row], name: str, protocol: str) -> Route:
    protocol = RPC_PROTOCOLS.get(protocol, protocol)
    for row in candidates:
        service = _load(row)
        if service is not None and name in service.operation_names and protocol in service.protocols:
            return Route(service.operation(name), protocol)
    raise UnknownOperation("", candidates[0].name if candidates else "")


def _rest_route(candidates: Sequence[routes.Row], request: Request, signing_name: str) -> Route | None:
    for row in candidates:
        protocol = next((name for name in row.protocols if name.startswith("rest")), None)
        service = _load(row) if protocol is not None else None
        if protocol is None or service is None:
            continue
        if row.name == "s3":
            to_path_style(request)
        found = service.rest_router.match(request)
        if found is not None:
            name = operation_of(found[0], signing_name) if row.name == "s3" else found[0]
            return Route(service.operation(name), protocol, found[1])
        if row.name == "s3" and (bucket := bucket_of_form(request)):
            # Only browsers need it.
            from localstack.aws.protocol.s3_form import take_apart

            labels = {"Bucket": bucket, "Key": take_apart(request)}
            return Route(service.operation("PutObject"), protocol, labels)
    return None


def _unknown(candidates: Sequence[routes.Row], request: Request, signing_name: str) -> UnknownOperation:
    if candidates and candidates[0].name == "s3":
        return UnknownOperation(NOT_ALLOWED, "s3", "MethodNotAllowed", 405)
    names = " or ".join(row.name for row in candidates) or signing_name or request.host
    first = candidates[0].name if candidates else ""
    return UnknownOperation(
        f"No operation of {names} fits {request.method} {request.path}", first, status=404
    )
