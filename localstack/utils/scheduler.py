"""Functions that are called later, and again."""

from __future__ import annotations

import heapq
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from itertools import count
from typing import Any

LOG = logging.getLogger(__name__)


class ScheduledTask:
    """A function and when it is due.

    :param period: seconds between two calls; without one it is called once.
    :param fixed_rate: whether the period counts from when a call was due, and not from its end.
    :param start: when it is due first, as `time.time()` counts; now without it.
    :param on_error: is told what a call raises; without it that is logged.
    :ivar deadline: when it is due next.
    """

    def __init__(
        self,
        task: Callable[..., Any],
        period: float | None = None,
        fixed_rate: bool = True,
        start: float | None = None,
        on_error: Callable[[Exception], Any] | None = None,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        self.task = task
        self.period = period
        self.fixed_rate = fixed_rate
        self.on_error = on_error
        self.args = args
        self.kwargs = dict(kwargs or {})
        self.deadline = time.time() if start is None else start
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether it is called no more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Call it no more; a call that runs is not stopped."""
        self._cancelled.set()

    def run(self) -> None:
        """Call the function; what it raises stops nobody."""
        try:
            self.task(*self.args, **self.kwargs)
        except Exception as error:
            if self.on_error is None:
                LOG.exception("a scheduled call of %r failed", self.task)
            else:
                self.on_error(error)

    def next_deadline(self) -> float | None:
        """Give when it is due after a call that has just ended, None when never."""
        if self.period is None or self.is_cancelled:
            return None
        return (self.deadline if self.fixed_rate else time.time()) + self.period


class Scheduler:
    """Calls functions when they are due.

    :param executor: runs the calls; without one the thread of :meth:`run` does, one after the other.
    """

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor
        self._tasks: list[tuple[float, int, ScheduledTask]] = []
        self._numbers = count()
        self._changed = threading.Condition()
        self._is_closed = False

    def schedule(
        self, func: Callable[..., Any], period: float | None = None, **options: Any
    ) -> ScheduledTask:
        """Have a function called; the options are those of :class:`ScheduledTask`."""
        task = ScheduledTask(func, period, **options)
        self.schedule_task(task)
        return task

    def schedule_task(self, task: ScheduledTask) -> None:
        """Have a task called at its deadline."""
        with self._changed:
            if self._is_closed:
                raise RuntimeError("the scheduler is closed")
            heapq.heappush(self._tasks, (task.deadline, next(self._numbers), task))
            self._changed.notify_all()

    def run(self) -> None:
        """Call what is due, until the scheduler is closed."""
        while (task := self._next()) is not None:
            if self._executor is None:
                self._call(task)
            else:
                self._executor.submit(self._call, task)

    def close(self) -> None:
        """Call nothing any more; calls that run are not stopped."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _next(self) -> ScheduledTask | None:
        with self._changed:
            while not self._is_closed:
                wait = self._tasks[0][0] - time.time() if self._tasks else None
                if wait is not None and wait <= 0:
                    task = heapq.heappop(self._tasks)[2]
                    if not task.is_cancelled:
                        return task
                else:
                    self._changed.wait(wait)
            return None

    def _call(self, task: ScheduledTask) -> None:
        task.run()
        deadline = task.next_deadline()
        with self._changed:
            if deadline is not None and not self._is_closed:
                task.deadline = deadline
                heapq.heappush(self._tasks, (deadline, next(self._numbers), task))
                self._changed.notify_all()
