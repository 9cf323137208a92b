"""Threads that grow with what there is to do at the same time, and wait for more in between."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

Task = Callable[[], None]


class Workers:
    """Runs tasks at once, each in a thread of its own for as long as it takes.

    The threads are daemons, as those of the connections are: a task that never ends keeps no process alive.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._tasks: SimpleQueue[Task | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._idle = 0
        self._threads: list[threading.Thread] = []

    def start(self, task: Task) -> None:
        """Run a task, which must not raise."""
        with self._lock:
            if self._idle:
                self._idle -= 1
            else:
                thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._threads.append(thread)
                thread.start()
        self._tasks.put(task)

    def close(self) -> None:
        """Have every thread end after its task, and wait for that; nothing may be started any more."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()
            with self._lock:
                self._idle += 1
