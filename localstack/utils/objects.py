"""Objects and trees of them."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class SingletonFactory(Generic[T]):
    """Gives what a function made at the first call, until :meth:`clear`."""

    def __init__(self, factory: Callable[[], T]) -> None:
        self._factory = factory
        self._lock = threading.RLock()
        self._made: list[T] = []
        functools.update_wrapper(self, factory)

    def __call__(self) -> T:
        """Give the object."""
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._factory())
        return self._made[0]

    def clear(self) -> None:
        """Have the next call make another."""
        with self._lock:
            self._made.clear()


def singleton_factory(factory: Callable[[], T]) -> SingletonFactory[T]:
    """Have a function make its object once; `clear()` forgets it."""
    return SingletonFactory(factory)


def recurse_object(obj: Any, func: Callable[..., Any], path: str = "") -> Any:
    """Replace every part of a tree of dicts and lists, from the leaves upwards.

    :param func: gives what takes a part's place; it is called with the part and, as `path=`, where it is: `a.b[0]`.
    """
    if isinstance(obj, dict):
        obj = {
            key: recurse_object(value, func, f"{path}.{key}" if path else str(key))
            for key, value in obj.items()
        }
    elif isinstance(obj, (list, tuple)):
        obj = type(obj)(recurse_object(value, func, f"{path}[{at}]") for at, value in enumerate(obj))
    return func(obj, path=path)


def get_all_subclasses(clazz: type[T]) -> set[type[T]]:
    """Give the classes that derive from a class, those that derive from them included."""
    direct = set(clazz.__subclasses__())
    return direct.union(*(get_all_subclasses(one) for one in direct))


def fully_qualified_class_name(klass: type) -> str:
    """Write a class with its module."""
    return f"{klass.__module__}.{klass.__qualname__}"
