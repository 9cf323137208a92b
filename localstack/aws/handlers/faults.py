"""The handler of faults: between validation and the provider, and around the whole for what befalls a connection.

::

    around:  ... -> parse -> validate -> perform or forward -> serialise -> ...  then delay, cut or break off

Nothing here is asked while there is no fault: :attr:`Gateway.faults` is `None` then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from localstack.aws.wire import Request, Response

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.aws.faults.effects import Effect, Perform
    from localstack.aws.faults.fault import Fault, Parameters
    from localstack.runtime import Emulator

Answer = Callable[[Request], Response]
Provide = Callable[["RequestContext", dict[str, Any]], Any]


class Faults:
    """The faults that are in force, in the order they were declared.

    A fault that answers instead of the operation keeps the call from those declared after it.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        # Replaced as a whole, so that no thread sees half of a change.
        self._faults: tuple[Fault, ...] = ()
        self._lock = threading.Lock()
        self._call = threading.local()

    def add(self, fault: Fault) -> None:
        """Put a fault in force."""
        with self._lock:
            self._faults = (*self._faults, fault)
        fault.end = partial(self.remove, (fault,))
        self._emulator.gateway.faults = self

    def remove(self, faults: Iterable[Fault]) -> None:
        """Put faults out of force."""
        gone = {id(fault) for fault in faults}
        with self._lock:
            self._faults = tuple(fault for fault in self._faults if id(fault) not in gone)
        if not self._faults:
            self._emulator.gateway.faults = None

    def around(self, answer: Answer) -> Answer:
        """Wrap the answering of requests: what befalls a response happens after the request has left the gate."""

        def answer_with_faults(request: Request) -> Response:
            effects: list[Effect] = []
            self._call.effects = effects
            try:
                response = answer(request)
            finally:
                self._call.effects = None
            for effect in effects:
                response = effect.deliver(self._emulator, response)
            return response

        return answer_with_faults

    def perform(self, context: RequestContext, parameters: dict[str, Any], method: Provide) -> Any:
        """Have a provider answer, unless a fault does.

        :raises ServiceException: the answer of a fault.
        """
        effects = self._effects(context, lambda: parameters)

        def perform(parameters: dict[str, Any]) -> dict[str, Any]:
            return method(context, parameters) or {}

        return _chained(effects, context, perform)(parameters)

    def forward(
        self, context: RequestContext, request: Request, labels: Mapping[str, str], send: Answer
    ) -> Response:
        """Have the long tail answer, unless a fault does.

        :param labels: those found in the request's path.
        :raises ServiceException: the answer of a fault.
        """
        operation = context.operation
        compiled = operation.compiled(context.protocol)
        effects = self._effects(context, lambda: compiled.parse(request, labels))
        if not any(effect.rewrites for effect in effects):
            return send(request)
        from localstack.services.longtail import calls

        perform = _chained(effects, context, lambda parameters: calls.call(operation, parameters, send))
        response = compiled.serialize(perform(compiled.parse(request, labels)), context.request_id)
        response.origin = "long tail"
        return response

    def _effects(self, context: RequestContext, parameters: Parameters) -> list[Effect]:
        """Find what happens to a call, and let the first fault answer that does."""
        effects: list[Effect] = []
        delivered = getattr(self._call, "effects", None) if context.request is not None else None
        for fault in self._faults:
            with self._lock:
                takes = fault.takes(context, parameters)
            if takes:
                effects.append(fault.effect)
                if delivered is not None:
                    delivered.append(fault.effect)
                fault.effect.refuse(context)
        return effects


def _chained(effects: list[Effect], context: RequestContext, perform: Perform) -> Perform:
    for effect in reversed(effects):
        perform = partial(effect.perform, context, perform=perform)
    return perform
