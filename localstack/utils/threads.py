"""Threads that give a result and can be asked to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class FuncThread(threading.Thread):
    """A daemon thread that calls a function with one argument.

    :ivar result_future: what the function gives or raises.
    :ivar running: whether nobody has asked it to stop.
    """

    def __init__(
        self,
        func: Callable[..., Any],
        params: Any = None,
        quiet: bool = True,
        on_stop: Callable[[FuncThread], Any] | None = None,
        name: str | None = None,
        daemon: bool = True,
    ) -> None:
        super().__init__(name=name or f"{getattr(func, '__name__', 'function')}-thread", daemon=daemon)
        self.func = func
        self.params = params
        self.quiet = quiet
        self.result_future: Future[Any] = Future()
        self._on_stop = on_stop
        self._stop_event = threading.Event()

    def run(self) -> None:
        """Call the function; what it raises is the future's, and if it is not quiet the thread's too."""
        try:
            self.result_future.set_result(self.func(self.params))
        except BaseException as error:
            self.result_future.set_exception(error)
            if not self.quiet:
                raise

    @property
    def running(self) -> bool:
        """Whether nobody has asked it to stop."""
        return not self._stop_event.is_set()

    def stop(self, quiet: bool = False) -> None:
        """Ask it to stop: `running` is false from now on, and `on_stop` is called once.

        :param quiet: whether what that raises does not matter.
        """
        if self._stop_event.is_set():
            return
        self._stop_event.set()
        if self._on_stop is not None:
            try:
                self._on_stop(self)
            except Exception:
                if not quiet:
                    raise


def start_thread(
    method: Callable[..., Any],
    params: Any = None,
    quiet: bool = True,
    on_stop: Callable[[FuncThread], Any] | None = None,
    name: str | None = None,
) -> FuncThread:
    """Start a :class:`FuncThread`."""
    thread = FuncThread(method, params, quiet, on_stop, name)
    thread.start()
    return thread


def start_worker_thread(
    method: Callable[..., Any], params: Any = None, name: str | None = None
) -> FuncThread:
    """Start a :class:`FuncThread` for work that ends by itself."""
    return start_thread(method, params, name=name)


def parallelize(func: Callable[[Any], Any], arr: Iterable[Any], size: int | None = None) -> list[Any]:
    """Call a function with each of some values at the same time, and give the results in their order.

    :param size: how many calls at most; all of them without it.
    :raises Exception: what the first of the calls that failed raised, once all have ended.
    """
    values = list(arr)
    if not values:
        return []
    with ThreadPoolExecutor(size or len(values)) as pool:
        return list(pool.map(func, values))
