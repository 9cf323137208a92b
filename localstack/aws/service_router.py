"""Which service and operation is this request for?

The signing name leaves one service or a few. Among these decide, in this order: the `X-Amz-Target` header,
the form's `Action` and `Version`, method and path. A model is loaded only for a service that can still be
meant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localstack.aws import routes, spec
from localstack.aws.accounts import Credential
from localstack.aws.errors import CommonServiceException
from localstack.aws.protocol.query import form_of
from localstack.aws.protocol.s3 import bucket_of_host, to_path_style

if TYPE_CHECKING:
    from localstack.aws.spec import Operation
    from localstack.aws.wire import Request

FORM = "application/x-www-form-urlencoded"

# Operations that clients call without a signature, by action: the query services of STS.
UNSIGNED_ACTIONS = {"AssumeRoleWithWebIdentity": "sts", "AssumeRoleWithSAML": "sts"}


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
        self._by_target: dict[tuple[str, str], Route] = {}
        self._by_action: dict[tuple[str, str, str], Route] = {}

    def route(self, request: Request, credential: Credential) -> Route:
        """Find where a request goes.

        :raises UnknownOperation: when no service or operation fits.
        """
        signing_name = credential.service
        target = request.headers.get("x-amz-target")
        if target and (route := self._by_target.get((signing_name, target))):
            return route
        candidates = self._candidates(request, signing_name, target)
        if target:
            route = self._target_route(candidates, target)
            self._by_target[signing_name, target] = route
            return route
        for row in candidates:
            found = self._query_route(row, request) or self._rest_route(row, request)
            if found is not None:
                return found
        names = " or ".join(row.name for row in candidates) or signing_name or request.host
        first = candidates[0].name if candidates else ""
        raise UnknownOperation(
            f"No operation of {names} fits {request.method} {request.path}", first, status=404
        )

    def _candidates(self, request: Request, signing_name: str, target: str) -> tuple[routes.Row, ...]:
        candidates = routes.by_signing_name().get(signing_name, ())
        if target:
            prefix = target.rpartition(".")[0]
            return tuple(
                row for row in candidates if row.target_prefix == prefix
            ) or routes.by_target_prefix().get(prefix, ())
        if not signing_name:
            candidates = self._unsigned(request)
        if len(candidates) > 1:
            first_segment = request.path[1:].partition("/")[0]
            candidates = tuple(row for row in candidates if not row.segments or first_segment in row.segments)
            prefix = request.host.partition(".")[0]
            candidates = tuple(sorted(candidates, key=lambda row: row.endpoint_prefix != prefix))
        return candidates

    def _unsigned(self, request: Request) -> tuple[routes.Row, ...]:
        host = request.host.partition(":")[0]
        if _is_form(request) and (name := UNSIGNED_ACTIONS.get(form_of(request).get("Action", ""))):
            return (routes.by_name()[name],)
        if bucket_of_host(host):
            return (routes.by_name()["s3"],)
        rows = routes.by_signing_name().get(host.partition(".")[0]) if "." in host else None
        # Without a signature or a telling host only S3 takes requests: public objects and websites.
        return rows or (routes.by_name()["s3"],)

    def _target_route(self, candidates: tuple[routes.Row, ...], target: str) -> Route:
        name = target.rpartition(".")[2]
        for row in candidates:
            service = spec.load(row.name)
            if name in service.operation_names:
                return Route(service.operation(name), "json")
        raise UnknownOperation("", candidates[0].name if candidates else "")

    def _query_route(self, row: routes.Row, request: Request) -> Route | None:
        protocol = "ec2" if "ec2" in row.protocols else "query"
        if protocol not in row.protocols or not (_is_form(request) or "Action=" in request.query_string):
            return None
        form = form_of(request)
        action, version = form.get("Action", ""), form.get("Version", "")
        key = (row.name, action, version)
        route = self._by_action.get(key)
        if route is None:
            if not action:
                raise UnknownOperation("Missing Action", row.name, "MissingAction")
            if version and version != row.api_version:
                return None
            service = spec.load(row.name)
            if action not in service.operation_names:
                message = f"Could not find operation {action} for version {version or row.api_version}"
                raise UnknownOperation(message, row.name, "InvalidAction")
            route = self._by_action[key] = Route(service.operation(action), protocol)
        return route

    def _rest_route(self, row: routes.Row, request: Request) -> Route | None:
        protocol = next((name for name in row.protocols if name.startswith("rest")), None)
        if protocol is None:
            return None
        if row.name == "s3":
            to_path_style(request)
        service = spec.load(row.name)
        found = service.rest_router.match(request)
        return Route(service.operation(found[0]), protocol, found[1]) if found else None


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type").startswith(FORM)
