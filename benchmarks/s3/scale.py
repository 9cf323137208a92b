"""How much is put, and for how long: in full, and for a quick look.

Ours gets all of it. The others get as much as they take within a time, and the table says how much that was.
"""

from __future__ import annotations

from dataclasses import dataclass

OURS = "ours"


@dataclass(frozen=True)
class Scale:
    """How much.

    :ivar keys: in the bucket that is listed.
    :ivar fill_seconds: after which the others are given no more keys.
    :ivar objects: of 1 KiB, whose memory is counted.
    :ivar objects_seconds: after which the others are given no more of these.
    :ivar crowd_seconds: that the clients work in a round.
    :ivar large_rounds: at most, of the largest objects, whose calls take seconds.
    """

    keys: int
    fill_seconds: float
    objects: int
    objects_seconds: float
    crowd_seconds: float
    large_rounds: int


FULL = Scale(1_000_000, 180.0, 100_000, 120.0, 10.0, 5)
QUICK = Scale(20_000, 8.0, 5_000, 5.0, 2.0, 1)
