"""Ids and randomness: seeded under the plugin, so a test gets the same ones in every run; random as a server."""

from __future__ import annotations

import base64
import random
import string
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ALPHANUMERIC = string.ascii_uppercase + string.digits
BASE32 = string.ascii_uppercase + "234567"

IdState = tuple[Any, ...]


class Ids:
    """The one source of ids of an emulator.

    :param seed: a text that determines every id that follows, or `None` for unpredictable ones.
    :ivar epoch: counts the times that what follows was determined anew.
    """

    def __init__(self, seed: str | None = None) -> None:
        # Not SystemRandom, which pays a system call for each id.
        self.random = random.Random(seed)
        self.is_seeded = seed is not None
        self.epoch = 0

    def seed(self, seed: str | None) -> None:
        """Start over from a seed, or go on unpredictably with `None`."""
        self.random.seed(seed)
        self.is_seeded = seed is not None
        self.epoch += 1

    def save(self) -> IdState:
        """Give what determines the ids to come, to hand to :meth:`load`."""
        return self.random.getstate(), self.is_seeded

    def load(self, state: IdState) -> None:
        """Go on as from a saved state."""
        self.random.setstate(state[0])
        self.is_seeded = state[1]
        self.epoch += 1

    @contextmanager
    def seeded(self, seed: str) -> Iterator[None]:
        """Give ids determined by a seed, and go on afterwards as if there had been none."""
        state = self.save()
        self.seed(seed)
        try:
            yield
        finally:
            self.load(state)

    def request_id(self) -> str:
        """Give a UUID quickly; request ids are taken from here."""
        text = f"{self.random.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"

    def uuid(self) -> str:
        """Give a random UUID, version 4."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def hexadecimal(self, length: int) -> str:
        """Give `length` lower-case hexadecimal digits."""
        return f"{self.random.getrandbits(length * 4):0{length}x}"

    def alphanumeric(self, length: int, alphabet: str = ALPHANUMERIC) -> str:
        """Give `length` characters of an alphabet, upper-case letters and digits by default."""
        return "".join(self.random.choices(alphabet, k=length))

    def data(self, size: int) -> bytes:
        """Give `size` random bytes."""
        return self.random.randbytes(size)

    def token(self, size: int) -> str:
        """Give the base64 form of `size` random bytes."""
        return base64.b64encode(self.data(size)).decode()
