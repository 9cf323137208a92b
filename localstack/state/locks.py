"""Locks by resource id, with the house's rules asserted: one at a time, several only in sorted order.

Provider code takes the lock of the resource it changes; nothing that leaves the provider (a call to
another service, a wait, I/O) may happen while one is held.
"""

from __future__ import annotations

import threading
from types import TracebackType
from weakref import WeakValueDictionary


class LockOrderError(AssertionError):
    """Code broke a rule for resource locks; the message names the locks held and the one asked for."""


class LockRegistry:
    """Hands out one lock per resource id; a lock that nobody uses is forgotten."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, threading.RLock] = WeakValueDictionary()
        self._registry_lock = threading.Lock()
        self._held = _Held()

    def __call__(self, resource_id: str) -> ResourceLock:
        """Give the lock of a resource, to be used in a `with` statement.

        :param resource_id: anything that names the resource in the realm, usually its ARN.
        """
        with self._registry_lock:
            lock = self._locks.get(resource_id)
            if lock is None:
                lock = self._locks[resource_id] = threading.RLock()
        return ResourceLock(resource_id, lock, self._held)

    def assert_none_held(self, action: str) -> None:
        """Check that this thread may do `action`, which must not happen under a lock.

        :raises LockOrderError: when the thread holds a resource lock.
        """
        if self._held.names:
            raise LockOrderError(f"{action} while holding {', '.join(self._held.names)}")


class _Held(threading.local):
    def __init__(self) -> None:
        self.names: list[str] = []


class ResourceLock:
    """The lock of one resource as a context manager."""

    __slots__ = ("_held", "_lock", "_name")

    def __init__(self, name: str, lock: threading.RLock, held: _Held) -> None:
        self._name = name
        self._lock = lock
        self._held = held

    def __enter__(self) -> None:
        names = self._held.names
        if names and self._name < max(names) and self._name not in names:
            raise LockOrderError(
                f"lock of {self._name} asked for while holding {', '.join(names)}: sort them"
            )
        self._lock.acquire()
        names.append(self._name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.names.pop()
        self._lock.release()
