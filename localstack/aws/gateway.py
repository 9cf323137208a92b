"""The way of a request: from either door, through routing and a service, to a response.

::

    Request -> internal routes -> service router -> parse -> validate -> provider method -> serialise -> Response
                                                 \\-> long tail (whole request)
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from localstack.aws import spec
from localstack.aws.accounts import DEFAULT_REGION, FORM, account_of, credential_of
from localstack.aws.chunked import decode_chunked
from localstack.aws.context import RequestContext
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.protocol import codec_for, is_supported
from localstack.aws.recorder import Call
from localstack.aws.service_router import RPC_PROTOCOLS, Route, ServiceRouter, UnknownOperation
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from localstack.aws.accounts import Credential
    from localstack.runtime import Emulator
    from localstack.services.plugins import Service

LOG = logging.getLogger(__name__)

InternalRoute = Callable[[Request], Response | None]


class Gateway:
    """Answers requests for one emulator.

    :ivar internal_routes: asked first; the first answer that is not `None` is the response.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._router = ServiceRouter()
        self.internal_routes: list[InternalRoute] = []

    def handle(self, request: Request) -> Response:
        """Answer a request as it came from the wire; never raises."""
        try:
            return self._handle(request)
        except Exception as error:
            LOG.exception("%s %s failed", request.method, request.path)
            self._emulator.recorder.add_failure(f"{request.method} {request.path}: {error!r}")
            return Response(500, [("Content-Type", "text/plain; charset=utf-8")], f"{error!r}\n".encode())

    def _handle(self, request: Request) -> Response:
        if request.path.startswith("/_"):
            for internal_route in self.internal_routes:
                response = internal_route(request)
                if response is not None:
                    return response
        emulator = self._emulator
        started = time.perf_counter()
        emulator.gate.enter()
        try:
            credential = credential_of(request)
            try:
                route = self._router.route(request, credential)
            except ServiceException as error:
                return self._routing_error(error, request)
            context = self._context(route, request, credential)
            response, code = self._answer(route, context, request)
            emulator.recorder.add(Call(context, response.status, code, response.origin, started))
            return response
        finally:
            emulator.gate.leave()

    def call(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, Any],
        account_id: str,
        region: str,
        principal: str = "",
        source_arn: str = "",
    ) -> dict[str, Any]:
        """Call an operation from inside the emulator, without a wire format in between.

        :param principal: the service that calls, as `s3.amazonaws.com`.
        :param source_arn: the resource on whose behalf it calls.
        :raises ServiceException: what the operation answers with.
        """
        emulator = self._emulator
        emulator.realm.locks.assert_none_held(f"call of {service}.{operation}")
        loaded = spec.load(service)
        context = RequestContext(
            emulator,
            loaded,
            loaded.operation(operation),
            loaded.protocols[0],
            account_id,
            region,
            source_arn=source_arn,
            service_principal=principal,
        )
        native = emulator.services.require(service)
        if native is None or operation not in native.operations:
            raise not_implemented(service, operation)
        return self._perform(native, context, dict(parameters))

    def _context(self, route: Route, request: Request, credential: Credential) -> RequestContext:
        emulator = self._emulator
        return RequestContext(
            emulator,
            route.operation.service,
            route.operation,
            route.protocol,
            account_of(credential.access_key_id, emulator.realm.issued_keys),
            credential.region or DEFAULT_REGION,
            request,
            credential.access_key_id,
        )

    def _answer(self, route: Route, context: RequestContext, request: Request) -> tuple[Response, str]:
        """Give the response and the error code it carries, or `""`."""
        operation = route.operation
        try:
            native = self._emulator.services.require(operation.service.name)
            if native is None or (operation.name not in native.operations):
                return self._from_long_tail(context, request), ""
            native.provider.authorize(context, request)
            decode_chunked(request)
            compiled = operation.compiled(route.protocol)
            parameters = compiled.parse(request, route.labels)
            result = self._perform(native, context, parameters)
            return compiled.serialize(result, context.request_id), ""
        except ServiceException as error:
            return self._error(error, context), error.code
        except Exception as error:
            LOG.exception("%s.%s failed", operation.service.name, operation.name)
            self._emulator.recorder.add_failure(f"{operation.service.name}.{operation.name}: {error!r}")
            message = f"exception while calling {operation.service.name}.{operation.name}: {error!r}"
            failure = CommonServiceException("InternalError", message, status_code=500, sender_fault=False)
            return self._error(failure, context), failure.code

    def _perform(
        self, native: Service, context: RequestContext, parameters: dict[str, Any]
    ) -> dict[str, Any]:
        operation = context.operation
        if native.provider.validates_model:
            operation.validate(parameters)
        result: dict[str, Any] | None = native.operations[operation.name](context, parameters)
        return result if result is not None else {}

    def _from_long_tail(self, context: RequestContext, request: Request) -> Response:
        service = context.service.name
        if not self._emulator.long_tail.has(service):
            raise not_implemented(service, context.operation.name)
        host = request.host or f"{service}.{context.region}.amazonaws.com"
        url = f"https://{host}{request.target}"
        return self._emulator.long_tail.handle(service, request, url, context.account_id, context.region)

    def _error(self, error: ServiceException, context: RequestContext) -> Response:
        protocol = context.protocol if is_supported(context.protocol) else "json"
        codec = codec_for(protocol, context.service.name)
        response = codec.error(error, context.operation, context.request_id)
        if error.status_code == 501:
            response.origin = "not implemented"
        return response

    def _routing_error(self, error: ServiceException, request: Request) -> Response:
        service = error.service if isinstance(error, UnknownOperation) else ""
        protocols = spec.load(service).protocols if service else ("json",)
        protocol = spoken_protocol(request, protocols)
        response = codec_for(protocol, service).error(error, None, self._emulator.ids.request_id())
        response.origin = "not implemented"
        return response


def spoken_protocol(request: Request, protocols: Sequence[str]) -> str:
    """Tell which of a service's protocols a request that no operation fits is written in."""
    if "x-amz-target" in request.headers:
        spoken: tuple[str, ...] = ("json",)
    elif "smithy-protocol" in request.headers:
        spoken = (RPC_PROTOCOLS.get(request.headers.get("smithy-protocol"), ""),)
    elif request.headers.get("content-type").startswith(FORM):
        spoken = ("query", "ec2")
    else:
        # Without a target it is not json: SQS answers a bare GET of a queue's URL in XML.
        spoken = (*(name for name in protocols if name.startswith("rest")), "query", "ec2")
    return next((name for name in (*spoken, *protocols) if name in protocols and is_supported(name)), "json")


def not_implemented(service: str, operation: str) -> ServiceException:
    """Make the answer for an operation that nothing emulates."""
    message = f"API action '{operation}' for service '{service}' is not emulated yet; see docs/services.md"
    return CommonServiceException("InternalFailure", message, status_code=501, sender_fault=False)
