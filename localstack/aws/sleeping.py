"""The sleeps of SDKs, between retries and between the looks of a waiter: virtual time passes instead.

botocore sleeps by `time.sleep`, aiobotocore by `asyncio.sleep` or `anyio.sleep`. While this is installed, those of
their modules that do have a stand-in for that module. Its `sleep` moves the emulator's clock when the emulator
answered the last request of the calling thread or task, and sleeps as ever otherwise. All other code sleeps as ever.

What is left real are the pauses of the adaptive retry mode, which measures its rate by the wall clock.
"""

from __future__ import annotations

from contextvars import ContextVar
from types import ModuleType
from typing import TYPE_CHECKING, Any

from localstack.aws.after_import import AfterImport

if TYPE_CHECKING:
    from localstack.runtime import Emulator

ANSWERED_HERE: ContextVar[bool] = ContextVar("answered_here", default=False)
"""Whether the emulator answered the last request of this thread or task."""

SLEEPING = (
    "botocore.waiter",
    "botocore.endpoint",
    "aiobotocore.waiter",
    "aiobotocore.endpoint",
    "localstack.utils.sync",
)
BLOCKING = frozenset({"time"})
ASYNCHRONOUS = frozenset({"asyncio", "anyio"})


class VirtualSleep:
    """Has the SDKs of this process sleep by the clock of an emulator while it is installed."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._after_import = AfterImport(SLEEPING, self._take_over)
        self._replaced: list[tuple[ModuleType, ModuleType]] = []

    def install(self) -> None:
        """Take over the sleeps."""
        self._after_import.install()

    def uninstall(self) -> None:
        """Give the sleeps back."""
        self._after_import.uninstall()
        while self._replaced:
            module, original = self._replaced.pop()
            setattr(module, original.__name__, original)

    def _take_over(self, module: ModuleType) -> None:
        for name, original in list(vars(module).items()):
            if not isinstance(original, ModuleType) or name != original.__name__:
                continue
            if name in BLOCKING or name in ASYNCHRONOUS:
                make = _Blocking if name in BLOCKING else _Asynchronous
                setattr(module, name, make(self._emulator, original))
                self._replaced.append((module, original))


class _StandIn(ModuleType):
    """What a module is to those who look at it, but for `sleep`."""

    def __init__(self, emulator: Emulator, original: ModuleType) -> None:
        super().__init__(original.__name__)
        self._emulator = emulator
        self._original = original

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)


class _Blocking(_StandIn):
    def sleep(self, seconds: float) -> None:
        if ANSWERED_HERE.get():
            self._emulator.sleep(seconds)
        else:
            self._original.sleep(seconds)


class _Asynchronous(_StandIn):
    async def sleep(self, seconds: float) -> None:
        if ANSWERED_HERE.get():
            self._emulator.sleep(seconds)
            seconds = 0  # others get their turn all the same
        await self._original.sleep(seconds)
