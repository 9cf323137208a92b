"""The emulator as a whole, and the hooks of plugins into its life.

The emulator is imported when it is asked for: the command line calls hooks without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localstack.runtime import hooks

if TYPE_CHECKING:
    from localstack.runtime.emulator import Checkpoint, Emulator, Restored

__all__ = ["Checkpoint", "Emulator", "Restored", "hooks"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from localstack.runtime import emulator

        return getattr(emulator, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
