"""What was called: kept in memory for the plugin's report, in the order of the answers."""

from __future__ import annotations

import time
from collections import Counter, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext

KEPT_CALLS = 10_000


class Call:
    """One answered call.

    :ivar error_code: the error it was answered with, or `""`; a long-tail error has none.
    :ivar origin: who answered: native, long tail, not implemented.
    :ivar milliseconds: how long the answer took.
    """

    __slots__ = (
        "account_id",
        "error_code",
        "milliseconds",
        "operation",
        "origin",
        "region",
        "service",
        "status",
    )

    def __init__(
        self, context: RequestContext, status: int, error_code: str, origin: str, started: float
    ) -> None:
        self.service = context.service.name
        self.operation = context.operation.name
        self.account_id = context.account_id
        self.region = context.region
        self.status = status
        self.error_code = error_code
        self.origin = origin
        self.milliseconds = (time.perf_counter() - started) * 1000

    def __str__(self) -> str:
        code = f" {self.error_code}" if self.error_code else ""
        origin = "" if self.origin == "native" else f"  [{self.origin}]"
        return f"{self.service}.{self.operation} -> {self.status}{code} ({self.milliseconds:.1f} ms){origin}"


class Recorder:
    """Keeps the latest calls and counts all.

    :ivar position: how many calls there have been; a test remembers it to find its own.
    :ivar failures: calls that failed by a fault of the emulator, not of the caller.
    """

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self.position = 0
        self.by_origin: Counter[str] = Counter()
        self.failures: list[str] = []

    def add(self, call: Call) -> None:
        """Add a call."""
        self._calls.append(call)
        self.position += 1
        self.by_origin[call.origin] += 1

    def add_failure(self, description: str) -> None:
        """Add a fault of the emulator."""
        self.failures.append(description)

    def since(self, position: int) -> list[Call]:
        """Give the calls made after a position, as far as they are kept."""
        count = min(self.position - position, len(self._calls))
        return list(self._calls)[len(self._calls) - count :] if count > 0 else []

    def services(self) -> set[str]:
        """Name the services called, as far as calls are kept."""
        return {call.service for call in self._calls}
