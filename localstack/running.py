"""The emulators that run in this process; a child made by fork has none."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localstack.runtime import Emulator

_RUNNING: list[Emulator] = []


def add(emulator: Emulator) -> None:
    """Note that an emulator runs."""
    _RUNNING.append(emulator)


def is_running(emulator: Emulator) -> bool:
    """Tell whether an emulator runs."""
    return emulator in _RUNNING


def remove(emulator: Emulator) -> None:
    """Note that an emulator has stopped; one that never ran is fine."""
    if emulator in _RUNNING:
        _RUNNING.remove(emulator)


def latest() -> Emulator | None:
    """Give the emulator that was started last, or `None`."""
    return next((one for one in reversed(_RUNNING) if one.pid == os.getpid()), None)
