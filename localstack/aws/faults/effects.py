"""What a fault does to a call.

::

    Effect              nothing
    ├── Failure         an error instead of the answer
    ├── Partial         some entries of a batch fail; see :mod:`localstack.aws.faults.batches`
    ├── Delay           the answer takes time
    ├── Reset           the connection is reset, before or after the operation took effect
    └── Truncation      the answer breaks off in its body
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from localstack.aws.body import Body
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.faults import batches
from localstack.aws.wire import BrokenConnection, Response

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.runtime import Emulator

Perform = Callable[[dict[str, Any]], dict[str, Any]]
Entries = Callable[[dict[str, Any]], bool]


class Effect:
    """The base of them all.

    :cvar answers: whether it answers instead of the operation, so that no later fault sees the call.
    :cvar rewrites: whether it needs the operation's parameters and result.
    """

    answers = False
    rewrites = False

    def refuse(self, context: RequestContext) -> None:
        """Raise what is answered instead of performing the operation, if anything is.

        :raises ServiceException: the answer.
        """

    def perform(
        self, context: RequestContext, parameters: dict[str, Any], perform: Perform
    ) -> dict[str, Any]:
        """Perform the operation, in another way than asked if need be."""
        return perform(parameters)

    def deliver(self, emulator: Emulator, response: Response) -> Response:
        """Change the response on its way to the caller.

        :raises BrokenConnection: when there shall be none.
        """
        return response


class Failure(Effect):
    """An error.

    :param make: makes it anew for each call.
    """

    answers = True

    def __init__(self, make: Callable[[RequestContext], ServiceException], description: str) -> None:
        self._make = make
        self._description = description

    def refuse(self, context: RequestContext) -> None:
        """Raise the error."""
        error = self._make(context)
        error.is_injected = True
        raise error

    def __str__(self) -> str:
        return self._description


class Partial(Effect):
    """The failure of some entries of a batch.

    :param fails: tells of an entry and its index whether it does.
    """

    rewrites = True

    def __init__(self, fails: batches.Fails, code: str, message: str) -> None:
        self._fails = fails
        self._code = code
        self._message = message

    def perform(
        self, context: RequestContext, parameters: dict[str, Any], perform: Perform
    ) -> dict[str, Any]:
        """Perform the operation on the other entries, and add those that fail to the result."""
        batch = batches.batch_of(context.service.name, context.operation.name)
        failure = batches.EntryFailure(self._code, self._message)
        return batch.perform(parameters, self._fails, failure, perform)

    def __str__(self) -> str:
        return "partial failure"


class Delay(Effect):
    """An answer that takes its time.

    :param real: whether real time passes, not virtual time.
    """

    def __init__(self, seconds: float, real: bool) -> None:
        self._seconds = seconds
        self._real = real

    def deliver(self, emulator: Emulator, response: Response) -> Response:
        """Let time pass."""
        if self._real:
            time.sleep(self._seconds)
        else:
            emulator.sleep(self._seconds)
        return response

    def __str__(self) -> str:
        return f"latency of {self._seconds:g} s"


class Reset(Effect):
    """A connection that is reset.

    :param after: whether the operation has taken effect by then.
    """

    def __init__(self, after: bool) -> None:
        self.answers = not after

    def refuse(self, context: RequestContext) -> None:
        """Keep the operation from taking effect."""
        if self.answers:
            error = CommonServiceException("ConnectionReset", "The connection was reset", 503, False)
            error.is_injected = True
            raise error

    def deliver(self, emulator: Emulator, response: Response) -> Response:
        """Break the connection."""
        response.body.close()
        raise BrokenConnection("the connection was reset, as a fault wants it", at_once=True)

    def __str__(self) -> str:
        return "connection reset"


class Truncation(Effect):
    """An answer that breaks off in the middle of its body; one without a body does not come at all."""

    def deliver(self, emulator: Emulator, response: Response) -> Response:
        """Cut the body, and keep what announces its size."""
        body = response.body
        if body.size == 0:
            raise BrokenConnection("the answer broke off, as a fault wants it")
        response.body = Body(_first_half(body), body.size, body.close)
        return response

    def __str__(self) -> str:
        return "truncated answer"


def _first_half(body: Body) -> Iterator[bytes]:
    left = None if body.size is None else body.size // 2
    for chunk in body.stream():
        # Of a body without a size, as one that streams events, the first piece counts.
        part = chunk[: len(chunk) // 2 if left is None else left]
        yield part
        left = 0 if left is None else left - len(part)
        if left <= 0:
            break
    raise BrokenConnection("the answer broke off, as a fault wants it")
