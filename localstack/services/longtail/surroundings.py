"""What the long tail takes over from its emulator with each call: the time, and what its ids are made from."""

from __future__ import annotations

import threading
from typing import Any

from localstack.clock import Clock
from localstack.ids import Ids


class Surroundings:
    """The time and ids of one emulator, as headers of calls tell them to the child."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._epoch: int | None = None
        self._lock = threading.Lock()

    def header(self) -> dict[str, Any]:
        """Give the header's fields; the seed is in the first call after the emulator's ids were determined anew."""
        fields: dict[str, Any] = {"time": self._clock.time(), "frozen": self._clock.is_frozen}
        ids = self._ids
        with self._lock:
            if ids.is_seeded and self._epoch != ids.epoch:
                self._epoch = ids.epoch
                fields["seed"] = ids.hexadecimal(16)
        return fields
