"""Collecting values until there are enough of them, or they have waited long enough."""

from __future__ import annotations

import copy
import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Generic, TypeVar

T = TypeVar("T")


class Batcher(Generic[T]):
    """A list that hands over what is in it when it is full, or when its first value has waited for the window.

    Override :meth:`process_batch`. Both limits are optional: without a count only time hands over, without a window
    only the count; without both every value by itself.

    :param max_count: how many values are a batch.
    :param max_window: how long the first value of a batch waits.
    """

    def __init__(self, max_count: int | None = None, max_window: timedelta | None = None) -> None:
        if max_count is not None and max_count < 1:
            raise ValueError(f"max_count must be at least 1, not {max_count}")
        self.max_count = max_count
        self.max_window = max_window
        self._values: list[T] = []
        self._lock = threading.RLock()
        self._timer: threading.Timer | None = None

    def process_batch(self, batch: list[T]) -> None:
        """Take a batch, in the order in which it was added."""
        raise NotImplementedError

    def add(self, item: T, *, deep_copy: bool = False) -> bool:
        """Add a value; tell whether a batch was handed over."""
        return self.add_all([item], deep_copy=deep_copy)

    def add_all(self, items: Sequence[T], *, deep_copy: bool = False) -> bool:
        """Add values; tell whether a batch was handed over."""
        with self._lock:
            self._values += copy.deepcopy(list(items)) if deep_copy else items
            if self._is_full():
                self.flush()
                return True
            if self._values and self.max_window is not None and self._timer is None:
                self._timer = threading.Timer(self.max_window.total_seconds(), self.flush)
                self._timer.daemon = True
                self._timer.start()
            return False

    def flush(self) -> None:
        """Hand over what there is, in batches of at most the count."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            values, self._values = self._values, []
            size = self.max_count or len(values) or 1
            for start in range(0, len(values), size):
                self.process_batch(values[start : start + size])

    def close(self) -> None:
        """Hand over what there is; nothing waits any more."""
        self.flush()

    def get_current_size(self) -> int:
        """Tell how many values wait."""
        return len(self._values)

    def _is_full(self) -> bool:
        if self.max_count is not None:
            return len(self._values) >= self.max_count
        return self.max_window is None and bool(self._values)
