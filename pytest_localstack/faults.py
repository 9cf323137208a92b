"""Faults in a test's hands: what the `aws_faults` fixture gives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from localstack.aws.faults import errors
from localstack.aws.faults.batches import CODES, batch_of
from localstack.aws.faults.effects import Delay, Effect, Failure, Partial, Reset, Truncation
from localstack.aws.faults.fault import Fault, Predicate, Target, Turn
from localstack.aws.faults.names import check_operation
from localstack.aws.handlers.faults import Faults

if TYPE_CHECKING:
    from localstack.runtime import Emulator

Failing = int | Collection[int] | Callable[[Any], object]


class Calls(TypedDict, total=False):
    """Which calls a fault happens to: all of them unless told otherwise.

    `nth`, `times` (the first few) and `every` count the calls that fit all the rest.
    """

    nth: int
    times: int
    every: int
    account_id: str
    region: str
    when: Predicate
    optional: bool


class InternalCalls(Calls, total=False):
    """The same for faults that can happen to calls from inside the emulator too."""

    internal: bool


class AwsFaults:
    """Makes AWS go wrong for a test.

    Every method takes a service by its botocore name and an operation by its name in the model, `None` for all of
    the service, and gives the fault: `fault.fired` counts how often it happened, and a `with` statement ends it
    early. At the test's end each has to have happened, unless `optional=True`.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._faults = Faults(emulator)
        self._declared: list[Fault] = []

    def error(
        self,
        service: str,
        operation: str | None,
        code: str,
        *,
        status: int | None = None,
        message: str | None = None,
        members: Mapping[str, Any] | None = None,
        **calls: Unpack[InternalCalls],
    ) -> Fault:
        """Answer with an error.

        :param code: of the operation's or service's model, or one that every service has; with a `status`, any.
        :param members: further members of the error's shape.
        :raises ValueError: when there is no such service, operation or code; the message names the nearest.
        """
        check_operation(service, operation or "")
        errors.check_error(service, operation or "", code, status)
        failure = Failure(
            lambda context: errors.make_error(context, code, status, message, dict(members or {})), code
        )
        return self._declare(failure, service, operation, calls)

    def throttle(self, service: str, operation: str | None = None, **calls: Unpack[InternalCalls]) -> Fault:
        """Answer as the service does when it is asked too often; see :mod:`localstack.aws.faults.errors`."""
        return self._declare(Failure(errors.throttling, "throttling"), service, operation, calls)

    def internal_error(
        self, service: str, operation: str | None = None, **calls: Unpack[InternalCalls]
    ) -> Fault:
        """Answer with the service's own failure: 500."""
        return self._declare(Failure(errors.internal_error, "internal error"), service, operation, calls)

    def unavailable(
        self, service: str, operation: str | None = None, **calls: Unpack[InternalCalls]
    ) -> Fault:
        """Answer that the service is not available: 503."""
        return self._declare(Failure(errors.unavailable, "unavailability"), service, operation, calls)

    def expire_credentials(
        self, service: str, operation: str | None = None, **calls: Unpack[InternalCalls]
    ) -> Fault:
        """Answer that the caller's credentials have expired."""
        return self._declare(Failure(errors.expired_credentials, "expiry"), service, operation, calls)

    def fail_entries(
        self,
        service: str,
        operation: str,
        entries: Failing = lambda entry: True,
        *,
        code: str | None = None,
        message: str = "",
        **calls: Unpack[InternalCalls],
    ) -> Fault:
        """Have some entries of a batch fail, and the operation take effect for the others.

        :param entries: an index, several, or a function of the entry; all when not given.
        :param code: the reason told of each, where the operation tells one.
        :raises ValueError: when the operation does not fail in part; the message names those that do.
        """
        check_operation(service, operation)
        batch_of(service, operation)
        partial = Partial(_fails(entries), code or CODES[service], message)
        return self._declare(partial, service, operation, calls)

    def latency(
        self,
        service: str,
        operation: str | None = None,
        *,
        seconds: float,
        real: bool = False,
        **calls: Unpack[Calls],
    ) -> Fault:
        """Have answers take time.

        :param real: whether real time passes, not virtual time.
        """
        if not seconds >= 0:
            raise ValueError(f"seconds={seconds}: an answer cannot come before its request")
        return self._declare(Delay(seconds, real), service, operation, calls)

    def reset_connection(
        self, service: str, operation: str | None = None, *, after: bool = False, **calls: Unpack[Calls]
    ) -> Fault:
        """Reset the connection instead of answering.

        :param after: whether the operation has taken effect by then, and only its answer is lost.
        """
        return self._declare(Reset(after), service, operation, calls)

    def truncate(self, service: str, operation: str | None = None, **calls: Unpack[Calls]) -> Fault:
        """Break the answer off in the middle of its body; the operation has taken effect."""
        return self._declare(Truncation(), service, operation, calls)

    def unmet(self) -> list[str]:
        """Describe the faults that have not happened, or whose predicate failed."""
        return [description for fault in self._declared if (description := fault.unmet())]

    def end(self) -> None:
        """Let everything go right again."""
        self._faults.remove(self._declared)

    def _declare(
        self, effect: Effect, service: str, operation: str | None, calls: InternalCalls | Calls
    ) -> Fault:
        check_operation(service, operation or "")
        turn = Turn(calls.get("nth"), calls.get("times"), calls.get("every"))
        target = Target(
            service,
            operation or "",
            calls.get("account_id", ""),
            calls.get("region", ""),
            calls.get("when"),
            bool(calls.get("internal", False)),
        )
        fault = Fault(target, turn, effect, calls.get("optional", False))
        self._faults.add(fault)
        self._declared.append(fault)
        return fault


def _fails(entries: Failing) -> Callable[[int, Any], bool]:
    if isinstance(entries, int):
        return lambda index, entry: index == entries
    if callable(entries):
        chosen = entries
        return lambda index, entry: bool(chosen(entry))
    indexes = frozenset(entries)
    return lambda index, entry: index in indexes
