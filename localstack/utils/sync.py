"""Waiting and taking turns.

Under `pytest --localstack` the sleeps in here are virtual when the function that was just called asked the emulator
of the run: its clock moves, and nobody waits. See :mod:`localstack.aws.sleeping`.
"""

from __future__ import annotations

import functools
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Literal, ParamSpec, TypeVar

from localstack.aws.sleeping import ANSWERED_HERE

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
Strategy = Literal["exponential", "static", "linear"]


class ShortCircuitWaitException(Exception):
    """Raised by what is waited for: to wait on is in vain."""


def retry(
    function: Callable[..., T], retries: int = 3, sleep: float = 1.0, sleep_before: float = 0, **kwargs: Any
) -> T:
    """Call a function until it raises nothing.

    :param retries: how often it is called again.
    :param sleep: seconds between two calls.
    :param sleep_before: seconds before the first.
    :param kwargs: what the function is called with.
    :raises Exception: what the last call raised.
    """
    if sleep_before > 0:
        ANSWERED_HERE.set(False)
        time.sleep(sleep_before)
    for left in range(int(retries), -1, -1):
        try:
            return _look(function, **kwargs)
        except Exception:
            if left <= 0:
                raise
        time.sleep(sleep)
    raise ValueError(f"retries={retries}: a function cannot be called less than once")


def poll_condition(
    condition: Callable[[], bool], timeout: float | None = None, interval: float = 0.5
) -> bool:
    """Look until a condition holds.

    :param timeout: seconds, counted by the sleeps between looks; endless without it.
    :returns: whether it holds.
    """
    waited = 0.0
    while not _look(condition):
        if timeout is not None and waited >= timeout:
            return False
        time.sleep(interval)
        waited += interval
    return True


def wait_until(
    fn: Callable[[], bool],
    wait: float = 1.0,
    max_retries: int = 10,
    strategy: Strategy = "exponential",
    _max_wait: float = 240,
) -> bool:
    """Call a function until it gives something true.

    :param wait: seconds before the second call.
    :param strategy: whether later waits are the same (`static`), grow by `wait`, or double; never beyond a limit.
    :returns: whether it did; `False` too when it raised :class:`ShortCircuitWaitException`.
    """
    seconds = wait
    for attempt in range(max_retries):
        try:
            if _look(fn):
                return True
        except ShortCircuitWaitException:
            return False
        if attempt < max_retries - 1:
            time.sleep(min(seconds, _max_wait))
            seconds = {"static": wait, "linear": seconds + wait, "exponential": seconds * 2}[strategy]
    return False


def _look(function: Callable[..., T], **kwargs: Any) -> T:
    # What earlier calls of this thread asked says nothing about what is waited for now.
    ANSWERED_HERE.set(False)
    return function(**kwargs)


def synchronized(lock: Any = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Have a function hold a lock while it runs: this one, or one of its own."""
    held = lock if lock is not None else threading.RLock()

    def wrap(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            with held:
                return function(*args, **kwargs)

        return call

    return wrap


class SynchronizedDefaultDict(defaultdict[K, V]):
    """A `defaultdict` that several threads may use: a missing key's value is made once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lock = threading.RLock()

    def __missing__(self, key: K) -> V:
        with self._lock:
            return self[key] if key in self else super().__missing__(key)


class Once:
    """Has a function called once, whoever asks first; others wait until it is done."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done = False

    def do(self, function: Callable[[], object]) -> None:
        """Call the function unless that was done; one that raised counts as called."""
        if self._done:
            return
        with self._lock:
            if not self._done:
                self._done = True
                function()
