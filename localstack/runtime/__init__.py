"""The emulator as a whole, and the hooks of plugins into its life."""

from localstack.runtime import hooks
from localstack.runtime.emulator import Checkpoint, Emulator, Restored

__all__ = ["Checkpoint", "Emulator", "Restored", "hooks"]
