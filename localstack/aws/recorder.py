"""What was called: kept in memory for the plugin's report, in the order of the answers.

A call holds what was sent until somebody asks for its parameters, or :meth:`Recorder.forget` lets go of it. Only a
recorder that was told to be `detailed` keeps that; a server's holds names and figures.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.aws.errors import ServiceException
    from localstack.aws.wire import Request, Response

LOG = logging.getLogger(__name__)

KEPT_CALLS = 10_000
KEPT_REQUEST_BYTES = 1024 * 1024

_NO_ERROR = ("", "")
_NO_LABELS: Mapping[str, str] = {}


class Call:
    """One call of an operation.

    :ivar started: when it came in, by :func:`time.perf_counter`.
    :ivar milliseconds: how long the answer took.
    :ivar origin: who answered: native, long tail, not implemented.
    :ivar is_internal: whether it came from inside the emulator, as a delivery of a service does.
    """

    __slots__ = (
        "_content",
        "_error",
        "_labels",
        "_parameters",
        "_request",
        "_response",
        "account_id",
        "is_internal",
        "milliseconds",
        "operation",
        "origin",
        "protocol",
        "region",
        "request_id",
        "service",
        "started",
        "status",
    )

    def __init__(
        self, context: RequestContext, started: float, labels: Mapping[str, str] = _NO_LABELS
    ) -> None:
        operation = context.operation
        self.service = operation.service.name
        self.operation = operation.name
        self.protocol = context.protocol
        self.account_id = context.account_id
        self.region = context.region
        self.request_id = context.request_id
        self.is_internal = context.request is None
        self.started = started
        self.status = 200
        self._content = operation.content
        self._error = _NO_ERROR
        self._parameters: dict[str, Any] | None = None
        self._request: Request | None = context.request
        self._labels = labels
        self._response: Response | None = None

    def parsed(self, parameters: dict[str, Any]) -> None:
        """Take over the parameters as the codec read them, content by its size.

        :raises IncompleteBody: when short content is not as long as announced.
        """
        name = self._content
        if name and name in parameters:
            # Content may be long, or belong to whoever reads it first.
            from localstack.aws.recorded import Content

            parameters = {**parameters, name: Content.of(parameters[name])}
        self._parameters = parameters
        self._request = None

    def failed(self, error: ServiceException) -> None:
        """Note the error it is answered with."""
        self.status = error.status_code
        self._error = (error.code, error.message)

    def ended(self, origin: str) -> None:
        """Note who has answered, just now."""
        self.milliseconds = (time.perf_counter() - self.started) * 1000
        self.origin = origin

    def answered(self, response: Response) -> None:
        """Note the answer; an error that only its body tells is read when somebody asks for it."""
        self.ended(response.origin)
        self.status = response.status
        if response.origin != "native":
            # moto gives its own ids: the one the caller sees is the one to know.
            self.request_id = response.header("x-amzn-requestid") or self.request_id
        if response.status >= 400 and self._error is _NO_ERROR:
            self._response = response

    @property
    def parameters(self) -> dict[str, Any]:
        """What was sent, by the model's member names; content is a :class:`~localstack.aws.recorded.Content`.

        Empty when it could not be read, or is not kept any more.
        """
        if self._parameters is None:
            request, self._request = self._request, None
            self._parameters = {}
            if request is not None:
                from localstack.aws.recorded import parameters_of

                self._parameters = parameters_of(self, request, self._labels)
        return self._parameters

    @property
    def error_code(self) -> str:
        """The error it was answered with, or `""`."""
        return self._read_error()[0]

    @property
    def error_message(self) -> str:
        """The message of that error, or `""`."""
        return self._read_error()[1]

    def release(self) -> None:
        """Let go of everything but names and figures."""
        self._request = self._response = self._parameters = None
        self._labels = _NO_LABELS

    def settle(self) -> None:
        """Let go of a long request that was not read."""
        if self._request is not None and (self._request.body.size or 0) > KEPT_REQUEST_BYTES:
            self._request = None

    def _read_error(self) -> tuple[str, str]:
        response, self._response = self._response, None
        if response is not None:
            from localstack.aws.recorded import error_of

            self._error = error_of(self, response)
        return self._error

    def __str__(self) -> str:
        code = f" {self.error_code}" if self.error_code else ""
        notes = [] if self.origin == "native" else [self.origin]
        notes += ["from inside"] if self.is_internal else []
        origin = f"  [{', '.join(notes)}]" if notes else ""
        return f"{self.service}.{self.operation} -> {self.status}{code} ({self.milliseconds:.1f} ms){origin}"


Listener = Callable[[Call], None]


class Recorder:
    """Keeps the latest calls and counts all.

    :ivar detailed: whether calls keep their parameters and errors until they are forgotten.
    :ivar position: how many calls there have been; a test remembers it to find its own.
    :ivar by_origin: how many calls came from outside, by who answered them.
    :ivar failures: calls that failed by a fault of the emulator, not of the caller.
    :ivar undelivered: what native services tried to deliver and could not.
    :ivar listeners: told of each call that has ended, by the thread that made or answered it; `None` for nobody.
    """

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self.detailed = False
        self.position = 0
        self.by_origin: Counter[str] = Counter()
        self.failures: list[str] = []
        self.undelivered: list[str] = []
        self.listeners: tuple[Listener, ...] | None = None

    def listen(self, listener: Listener) -> None:
        """Have a function told of each call that has ended."""
        self.listeners = (*(self.listeners or ()), listener)

    def parsed(self, call: Call, parameters: dict[str, Any]) -> None:
        """Have a call take over its parameters, if anybody could ask for them."""
        if self.detailed:
            call.parsed(parameters)

    def add(self, call: Call) -> None:
        """Add a call that has ended."""
        if self.listeners is not None:
            for listener in self.listeners:
                listener(call)
        if self.detailed:
            call.settle()
        else:
            call.release()
        self._calls.append(call)
        self.position += 1
        if not call.is_internal:
            self.by_origin[call.origin] += 1

    def add_failure(self, description: str) -> None:
        """Add a fault of the emulator."""
        self.failures.append(description)

    def add_undelivered(self, description: str) -> None:
        """Add something that could not reach its destination."""
        LOG.warning("not delivered: %s", description)
        self.undelivered.append(description)

    def take_undelivered(self) -> list[str]:
        """Give what could not reach its destination, once."""
        undelivered, self.undelivered = self.undelivered, []
        return undelivered

    def since(self, position: int) -> list[Call]:
        """Give the calls made after a position, as far as they are kept."""
        count = min(self.position - position, len(self._calls))
        latest = list(itertools.islice(reversed(self._calls), max(count, 0)))
        latest.reverse()
        return latest

    def services(self) -> set[str]:
        """Name the services called, as far as calls are kept."""
        return {call.service for call in self._calls}
