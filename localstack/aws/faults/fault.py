"""One fault: the calls it is for, whose turn it is among them, and how near those came that it was not for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.aws.faults.effects import Effect

Parameters = Callable[[], Mapping[str, Any]]
Predicate = Callable[[Mapping[str, Any]], object]

KEPT_NEAR_MISSES = 3


@dataclass(frozen=True)
class Target:
    """The calls a fault is for.

    :ivar operation: its name in the model, or `""` for all of the service.
    :ivar account_id: the caller's account, or `""` for any; likewise `region`.
    :ivar when: tells by the parameters, if given.
    :ivar internal: whether calls from inside the emulator count, as a service's deliveries to another.
    """

    service: str
    operation: str = ""
    account_id: str = ""
    region: str = ""
    when: Predicate | None = None
    internal: bool = False

    def mismatch(self, context: RequestContext, parameters: Parameters) -> tuple[int, str]:
        """Tell how far a call fits, and what does not; `""` when all does."""
        if context.service.name != self.service:
            return 0, "another service"
        if self.operation and context.operation.name != self.operation:
            return 1, "another operation"
        if context.request is None and not self.internal:
            return 2, "a call from inside the emulator"
        if self.account_id and context.account_id != self.account_id:
            return 3, f"in account {context.account_id}"
        if self.region and context.region != self.region:
            return 4, f"in {context.region}"
        if self.when is not None and not self.when(parameters()):
            return 5, "its parameters do not fit"
        return 6, ""

    def __str__(self) -> str:
        name = f"{self.service}.{self.operation or '*'}"
        limits = [text for text in (self.account_id, self.region) if text]
        limits += ["when its parameters fit"] if self.when is not None else []
        return " ".join([name, *limits])


@dataclass(frozen=True)
class Turn:
    """Which of the calls that fit it is: all, the nth, the first few, or each so-manyth.

    :raises ValueError: when more than one is asked for, or a number is not positive.
    """

    nth: int | None = None
    times: int | None = None
    every: int | None = None

    def __post_init__(self) -> None:
        given = {name: number for name, number in vars(self).items() if number is not None}
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)} exclude each other: give one")
        for name, number in given.items():
            if number < 1:
                raise ValueError(f"{name}={number}: calls are counted from 1")

    def has_come(self, count: int) -> bool:
        """Tell whether it is the turn of a call, counted from 1."""
        if self.nth is not None:
            return count == self.nth
        if self.times is not None:
            return count <= self.times
        return self.every is None or count % self.every == 0

    def __str__(self) -> str:
        names = {"nth": "call", "times": "first", "every": "every"}
        return "".join(
            f" ({names[name]} {number})" for name, number in vars(self).items() if number is not None
        )


class Fault:
    """What happens to some calls; a `with` statement ends it early.

    :ivar fired: how often it has happened.
    :ivar matched: how many calls it was for, whether it was their turn or not.
    :ivar problem: what its predicate raised, if it did.
    """

    def __init__(self, target: Target, turn: Turn, effect: Effect, optional: bool = False) -> None:
        self.target = target
        self.turn = turn
        self.effect = effect
        self.optional = optional
        self.fired = 0
        self.matched = 0
        self.problem: Exception | None = None
        self.end: Callable[[], None] = lambda: None
        self._nearest = 0
        self._near_misses: deque[str] = deque(maxlen=KEPT_NEAR_MISSES)

    def takes(self, context: RequestContext, parameters: Parameters) -> bool:
        """Count a call, and tell whether the fault happens to it."""
        try:
            nearness, reason = self.target.mismatch(context, parameters)
        except Exception as error:  # noqa: BLE001 - the test's own; `unmet` tells it
            self.problem = error
            return False
        if not reason:
            self.matched += 1
            if self.turn.has_come(self.matched):
                self.fired += 1
                return True
            reason = f"call {self.matched} of those it is for"
        self._miss(nearness, f"{context.service.name}.{context.operation.name}: {reason}")
        return False

    def unmet(self) -> str:
        """Tell why the fault is not as its maker meant it, or `""`."""
        if self.problem is not None:
            return f"{self}: its predicate raised {self.problem!r}"
        if self.fired or self.optional:
            return ""
        nearest = "; nearest: " + ", ".join(self._near_misses) if self._near_misses else "; no call came near"
        return f"{self} never happened{nearest}"

    def _miss(self, nearness: int, description: str) -> None:
        if nearness == 0 or nearness < self._nearest:
            return
        if nearness > self._nearest:
            self._near_misses.clear()
            self._nearest = nearness
        if description not in self._near_misses:
            self._near_misses.append(description)

    def __enter__(self) -> Fault:
        return self

    def __exit__(self, *exception: object) -> None:
        self.end()

    def __str__(self) -> str:
        return f"{self.effect} for {self.target}{self.turn}"
