"""The emulator's time and ids, put in place for the whole process: moto asks everywhere for its own.

Time is moved by time-machine, which moves it below every module at once; freezegun replaces names in each of moto's
modules. Ids come from moto's generator, from `random` and from `uuid.uuid4`, which is led to the second.
"""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Mapping
from typing import Any

import time_machine

# Below it the emulator's time is this process's: what is left is how long a frame takes.
TOLERANCE = 0.5


class Surroundings:
    """Puts in place what the emulator's calls tell."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._travel: time_machine.travel | None = None

    def apply(self, message: Mapping[str, Any]) -> None:
        """Take over the time of a call, and its seed if it has one."""
        with self._lock:
            self._set_time(message["time"], message["frozen"])
            if "seed" in message:
                _seed(message["seed"])

    def _set_time(self, seconds: float, is_frozen: bool) -> None:
        if self._travel is not None:
            self._travel.stop()
            self._travel = None
        if is_frozen or abs(seconds - time.time()) > TOLERANCE:
            self._travel = time_machine.travel(seconds, tick=not is_frozen)
            self._travel.start()


def _seed(seed: str) -> None:
    from moto.moto_api._internal import mock_random

    random.seed(f"random {seed}")
    mock_random.seed(seed)
    uuid.uuid4 = _uuid4


def _uuid4() -> uuid.UUID:
    return uuid.UUID(int=random.getrandbits(128), version=4)
