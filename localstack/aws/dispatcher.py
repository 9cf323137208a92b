"""The way of a call of an operation: through routing and a service, to a response.

::

    Request -> router -> parse -> validate -> faults -> provider -> serialise -> Response
                      \\-> validate -> faults -> long tail (whole request)
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from localstack.aws import routes, spec
from localstack.aws.accounts import DEFAULT_REGION, FORM, UNSIGNED, account_of, credential_of
from localstack.aws.chunked import decode_chunked
from localstack.aws.context import RequestContext
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.origin import origin_of
from localstack.aws.protocol import codec_for, is_supported
from localstack.aws.protocol.base import WrongType
from localstack.aws.recorder import Call
from localstack.aws.service_router import RPC_PROTOCOLS, Route, ServiceRouter, UnknownOperation, variant_of
from localstack.aws.unsigned import region_of
from localstack.aws.validation import in_words_of
from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from localstack.aws.accounts import Credential
    from localstack.aws.events import Event, EventSource
    from localstack.aws.spec import Operation
    from localstack.runtime import Emulator
    from localstack.services.service import Service

LOG = logging.getLogger(__name__)

# Of a service nobody knows a form is answered as the query services do, everything else in JSON.
UNKNOWN_SERVICE_PROTOCOLS = ("json", "query")


class Dispatcher:
    """Answers calls of operations for one emulator; the gateway's `faults` happen to them."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._router = ServiceRouter()

    def answer(self, request: Request) -> Response:
        """Answer a request that calls an operation, as it came from the wire."""
        emulator = self._emulator
        started = time.perf_counter()
        emulator.gate.enter()
        credential = UNSIGNED
        try:
            try:
                credential = credential_of(request)
                route = self._router.route(request, credential)
            except ServiceException as error:
                return self._routing_error(error, request, credential.service)
            context = self._context(route, request, credential)
            call = Call(context, started, route.labels)
            response = self._answer(route, context, request, call)
            call.answered(response)
            for tell in context.on_answer:
                tell(response, call.error_code)
            emulator.recorder.add(call)
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
        """Call an operation from inside the emulator, without a wire format in between when it is native.

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
        call = Call(context, time.perf_counter())
        given = dict(parameters)
        emulator.recorder.parsed(call, given)
        origin = "native"
        try:
            emulator.services.check_enabled(service)
            native = emulator.services.require(service)
            if native is not None and operation in native.operations:
                return self._perform(native, context, given)
            origin = "long tail"
            return self._call_long_tail(context, given)
        except ServiceException as error:
            call.failed(error)
            origin = "not implemented" if error.status_code == 501 else origin
            raise
        finally:
            call.ended(origin)
            emulator.recorder.add(call)

    def _call_long_tail(self, context: RequestContext, parameters: Mapping[str, Any]) -> dict[str, Any]:
        service, account_id, region = context.service.name, context.account_id, context.region
        long_tail = self._emulator.long_tail
        if not long_tail.has(service):
            raise not_implemented(service, context.operation.name)
        # botocore's serialisers and parsers are needed for this only.
        from localstack.services.longtail import calls

        def send(request: Request) -> Response:
            url = f"https://{service}.{region}.amazonaws.com{request.target}"
            return long_tail.handle(service, request, url, account_id, region)

        def perform(context: RequestContext, parameters: dict[str, Any]) -> dict[str, Any]:
            return calls.call(context.operation, parameters, send)

        faults = self._emulator.gateway.faults
        given = dict(parameters)
        return perform(context, given) if faults is None else faults.perform(context, given, perform)

    def _context(self, route: Route, request: Request, credential: Credential) -> RequestContext:
        emulator = self._emulator
        origin = origin_of(request.headers)
        return RequestContext(
            emulator,
            route.operation.service,
            route.operation,
            route.protocol,
            account_of(credential.access_key_id, emulator.realm.issued_keys),
            credential.region or region_of(request) or DEFAULT_REGION,
            request,
            credential.access_key_id,
            origin.source_arn,
            origin.service_principal,
        )

    def _answer(self, route: Route, context: RequestContext, request: Request, call: Call) -> Response:
        operation = route.operation
        try:
            self._emulator.services.check_enabled(operation.service.name)
            native = self._emulator.services.require(operation.service.name)
            if native is None or (operation.name not in native.operations):
                return self._from_long_tail(route, context, request)
            native.provider.authorize(context, request)
            decode_chunked(request)
            if operation.input_events:
                self._let_wait(request)
            compiled = operation.compiled(route.protocol)
            parameters = compiled.parse(request, route.labels)
            self._emulator.recorder.parsed(call, parameters)
            result = self._perform(native, context, parameters)
            if events := operation.output_events:
                result = {**result, events: self._events(context, result.get(events))}
            response = compiled.serialize(result, context.request_id)
            response.headers += context.answer_headers.items()
            return response
        except WrongType as error:
            refusal: ServiceException = in_words_of(error, operation)
        except ServiceException as error:
            refusal = error
        except Exception as error:
            LOG.exception("%s.%s failed", operation.service.name, operation.name)
            refusal = self._failure(operation, error)
        call.failed(refusal)
        return self._error(refusal, context)

    def _failure(self, operation: Operation, error: Exception) -> ServiceException:
        """Note a fault of the emulator, and give the error its caller is told."""
        name = f"{operation.service.name}.{operation.name}"
        self._emulator.recorder.add_failure(f"{name}: {error!r}")
        message = f"exception while calling {name}: {error!r}"
        return CommonServiceException("InternalError", message, status_code=500, sender_fault=False)

    def _let_wait(self, request: Request) -> None:
        from localstack.aws.events import outside

        request.body = outside(self._emulator, request.body)

    def _events(self, context: RequestContext, events: Iterable[Event] | None) -> EventSource:
        from localstack.aws.events import GatedEvents

        return GatedEvents(events, context, lambda error: self._failure(context.operation, error))

    def _perform(
        self, native: Service, context: RequestContext, parameters: dict[str, Any]
    ) -> dict[str, Any]:
        operation, provider = context.operation, native.provider
        if provider.validates_model:
            family = provider.family
            check = operation.validate if family is None else operation.validator(family)
            check(parameters)
        method = native.operations[operation.name]
        faults = self._emulator.gateway.faults
        result: dict[str, Any] | None = (
            method(context, parameters) if faults is None else faults.perform(context, parameters, method)
        )
        return result if result is not None else {}

    def _from_long_tail(self, route: Route, context: RequestContext, request: Request) -> Response:
        service = context.service.name
        if not self._emulator.long_tail.has(service):
            raise not_implemented(service, context.operation.name)
        check = route.operation.check_forwarded if self._emulator.settings.validate_long_tail else None
        if check is not None and is_supported(route.protocol):
            check(request, route.protocol, route.labels)
        host = request.host or f"{service}.{context.region}.amazonaws.com"
        url = f"https://{host}{request.target}"

        def send(request: Request) -> Response:
            return self._emulator.long_tail.handle(service, request, url, context.account_id, context.region)

        faults = self._emulator.gateway.faults
        return send(request) if faults is None else faults.forward(context, request, route.labels, send)

    def _error(self, error: ServiceException, context: RequestContext) -> Response:
        protocol = context.protocol if is_supported(context.protocol) else "json"
        codec = codec_for(protocol, context.service.name)
        response = codec.error(error, context.operation, context.request_id)
        if error.status_code == 501:
            response.origin = "not implemented"
        if error.is_injected:
            response.origin = "fault"
        return response

    def _routing_error(self, error: ServiceException, request: Request, signing_name: str) -> Response:
        service = getattr(error, "service", "") or signed_service(signing_name)
        protocols = spec.load(service).protocols if service else UNKNOWN_SERVICE_PROTOCOLS
        protocol = spoken_protocol(request, protocols)
        response = codec_for(protocol, service).error(error, None, self._emulator.ids.request_id())
        if isinstance(error, UnknownOperation):
            response.origin = "not implemented"
        return response


def signed_service(signing_name: str) -> str:
    """Give the service that is most likely meant by a signing name, or `""`."""
    rows = routes.by_signing_name().get(signing_name, ())
    return rows[0].name if rows else ""


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
        if protocols is UNKNOWN_SERVICE_PROTOCOLS:
            spoken = ("json",)
    found = next((name for name in (*spoken, *protocols) if name in protocols and is_supported(name)), "json")
    return variant_of(found, request)


def not_implemented(service: str, operation: str) -> ServiceException:
    """Make the answer for an operation that nothing emulates."""
    message = f"API action '{operation}' for service '{service}' is not emulated yet; see docs/services.md"
    return CommonServiceException("InternalFailure", message, status_code=501, sender_fault=False)
