"""Where every request comes in, from either door: CORS, data planes, own routes, and calls of operations.

::

    Request -> CORS -> data planes -> internal routes -> dispatcher -> Response

The dispatcher, which needs the routing table and the codecs, is imported at the first call of an operation.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from localstack.aws.hosts import data_plane_at
from localstack.aws.wire import BrokenConnection, Request, Response
from localstack.http.door import DoorSide
from localstack.http.internal import no_endpoint

if TYPE_CHECKING:
    from localstack.aws.dispatcher import Dispatcher
    from localstack.aws.handlers.cors import Cors
    from localstack.aws.handlers.faults import Faults
    from localstack.runtime import Emulator

LOG = logging.getLogger(__name__)

InternalRoute = Callable[[Request], Response | None]


class Gateway(DoorSide):
    """Answers requests for one emulator.

    :ivar internal_routes: asked first; the first answer that is not `None` is the response.
    :ivar faults: what goes wrong on purpose, or `None`.
    """

    def __init__(self, emulator: Emulator) -> None:
        super().__init__(emulator)
        self.internal_routes: list[InternalRoute] = []
        self.faults: Faults | None = None

    def handle(self, request: Request) -> Response:
        """Answer a request as it came from the wire.

        :raises BrokenConnection: when a fault wants it; nothing else.
        """
        faults = self.faults
        answer = self._handle if faults is None else faults.around(self._handle)
        try:
            if "origin" in request.headers or "referer" in request.headers or request.method == "OPTIONS":
                return self._cors(request, answer)
            return answer(request)
        except BrokenConnection:
            raise
        except Exception as error:
            LOG.exception("%s %s failed", request.method, request.path)
            self._emulator.recorder.add_failure(f"{request.method} {request.path}: {error!r}")
            return Response(500, [("Content-Type", "text/plain; charset=utf-8")], f"{error!r}\n".encode())

    @functools.cached_property
    def _dispatcher(self) -> Dispatcher:
        from localstack.aws.dispatcher import Dispatcher

        return Dispatcher(self._emulator)

    @functools.cached_property
    def _cors(self) -> Cors:
        # Only browsers need it.
        from localstack.aws.handlers.cors import Cors

        return Cors(self._emulator)

    def _handle(self, request: Request) -> Response:
        if service := data_plane_at(request.headers.get("host")):
            served = self._from_data_plane(service, request)
            if served is not None:
                return served
        if request.path.startswith(("/_", "/openapi.yaml")):
            for internal_route in self.internal_routes:
                response = internal_route(request)
                if response is not None:
                    return response
            if request.path.startswith("/_localstack/"):
                # No bucket has such a name.
                return no_endpoint(request)
        return self._dispatcher.answer(request)

    def _from_data_plane(self, name: str, request: Request) -> Response | None:
        emulator = self._emulator
        service = emulator.services.require(name) if emulator.services.is_enabled(name) else None
        if service is None:
            return None
        emulator.gate.enter()
        try:
            return service.provider.data_plane(emulator, request)
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
        return self._dispatcher.call(
            service, operation, parameters, account_id, region, principal, source_arn
        )
