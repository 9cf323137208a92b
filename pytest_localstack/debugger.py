"""Time stands while a debugger is open: nothing expires or comes due because somebody thinks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from localstack.clock import Clock


class DebuggerHooks:
    """A plugin that pauses a clock from a debugger's start until its `continue`, or the end of the test."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def pytest_enter_pdb(self) -> None:
        """Let time stand: for `--pdb`, `--trace` and `breakpoint()`."""
        self._clock.pause()

    def pytest_leave_pdb(self) -> None:
        """Let time run on."""
        self._clock.resume()

    # Quitting the debugger ends the run by an exception, and stepping out of the test ends nothing.

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logfinish(self) -> None:
        """Let time run on."""
        self._clock.resume()

    @pytest.hookimpl(tryfirst=True)
    def pytest_keyboard_interrupt(self) -> None:
        """Let time run on."""
        self._clock.resume()
