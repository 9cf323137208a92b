"""What was begun here and goes on outside: an HTTP delivery, a function's process.

It does not keep the realm busy, so a checkpoint, restore or reset may come before its end. Then the state it began
in is no more, and its completion is dropped and logged.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from localstack.runtime import Emulator

LOG = logging.getLogger(__name__)


class Outside:
    """One thing that goes on outside; :meth:`Emulator.settle` waits for it and names it.

    :param description: what it is, for people: `delivery to http://…`.
    """

    def __init__(self, emulator: Emulator, description: str) -> None:
        self._emulator = emulator
        self._description = description
        self._generation = emulator.realm.generation
        emulator.background.begin_outside(description)

    def complete(self, change: Callable[[], object]) -> bool:
        """End it, with what it changes; to be called once, whatever became of it.

        :param change: called with the realm as it was begun in, like a request; not at all when it is late.
        :returns: whether it was called.
        """
        emulator = self._emulator
        try:
            emulator.gate.enter()
            try:
                if emulator.realm.generation != self._generation:
                    LOG.warning("dropped, for the state it began in is gone: %s", self._description)
                    return False
                change()
                return True
            finally:
                emulator.gate.leave()
        finally:
            emulator.background.end_outside(self._description)
