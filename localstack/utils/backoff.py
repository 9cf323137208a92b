"""Waiting longer after each failure."""

from __future__ import annotations

import random
from dataclasses import dataclass, field


@dataclass
class ExponentialBackoff:
    """The waits between attempts, each longer than the last.

    :param initial_interval: seconds before the second attempt.
    :param randomization_factor: by which part of a wait it is longer or shorter at random; 0 for none.
    :param multiplier: by which a wait is longer than the one before it.
    :param max_interval: the longest wait.
    :param max_retries: how many waits there are; -1 for any number.
    :param max_time_elapsed: the seconds all waits may take together; -1 for any.
    """

    initial_interval: float = 0.5
    randomization_factor: float = 0.5
    multiplier: float = 1.5
    max_interval: float = 60.0
    max_retries: int = -1
    max_time_elapsed: float = -1
    retries: int = field(default=0, init=False)
    time_elapsed: float = field(default=0.0, init=False)
    _interval: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        if not 0 <= self.randomization_factor <= 1:
            raise ValueError(f"randomization_factor must be from 0 to 1, not {self.randomization_factor}")
        self.reset()

    def reset(self) -> None:
        """Begin anew."""
        self.retries, self.time_elapsed, self._interval = 0, 0.0, self.initial_interval

    def next_backoff(self) -> float:
        """Give the seconds of the next wait; 0 when none is left."""
        if 0 <= self.max_retries <= self.retries:
            return 0.0
        spread = self._interval * self.randomization_factor
        wait = min(random.uniform(self._interval - spread, self._interval + spread), self.max_interval)
        if 0 <= self.max_time_elapsed < self.time_elapsed + wait:
            return 0.0
        self.retries += 1
        self.time_elapsed += wait
        self._interval = min(self._interval * self.multiplier, self.max_interval)
        return wait
