"""Functions and attributes of others, replaced for a while."""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable
from typing import Any

_MISSING = object()


class Patch:
    """An attribute of an object, class or module and what takes its place.

    :ivar is_applied: whether it is in place.
    """

    def __init__(self, obj: Any, name: str, new: Any) -> None:
        self.obj = obj
        self.name = name
        self.new = new
        self.is_applied = False
        self._old: Any = _MISSING

    def apply(self) -> None:
        """Put it in place."""
        # As it stands there: a static method stays one when it comes back.
        self._old = vars(self.obj).get(self.name, _MISSING)
        setattr(self.obj, self.name, self.new)
        self.is_applied = True

    def undo(self) -> None:
        """Put what was there back."""
        if not self.is_applied:
            return
        if self._old is _MISSING:
            delattr(self.obj, self.name)
        else:
            setattr(self.obj, self.name, self._old)
        self.is_applied = False

    def __enter__(self) -> Patch:
        self.apply()
        return self

    def __exit__(self, *_: object) -> None:
        self.undo()

    @staticmethod
    def function(target: Callable[..., Any], fn: Callable[..., Any], pass_target: bool = True) -> Patch:
        """Make a patch of a function or method.

        :param pass_target: whether the new one gets the old as its first argument.
        """
        obj, name = _home(target)

        @functools.wraps(target)
        def new(*args: Any, **kwargs: Any) -> Any:
            if not pass_target:
                return fn(*args, **kwargs)
            if inspect.isclass(obj) and args:
                # A method: the old one is bound to the object it is called on.
                return fn(types.MethodType(target, args[0]), *args, **kwargs)
            return fn(target, *args, **kwargs)

        return Patch(obj, name, new)


class Patches:
    """Patches that are applied, and undone, together."""

    def __init__(self, patches: list[Patch] | None = None) -> None:
        self.patches = patches or []

    def add(self, patch: Patch) -> None:
        """Add one."""
        self.patches.append(patch)

    def apply(self) -> None:
        """Put all in place."""
        for one in self.patches:
            one.apply()

    def undo(self) -> None:
        """Put back what was there, the last first."""
        for one in reversed(self.patches):
            one.undo()

    def __enter__(self) -> Patches:
        self.apply()
        return self

    def __exit__(self, *_: object) -> None:
        self.undo()


def patch(
    target: Callable[..., Any], pass_target: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Put a function in another's place, at once and for good.

    :param pass_target: whether it gets the other as its first argument; for a method that is bound already.
    """

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        applied = Patch.function(target, function, pass_target)
        applied.apply()
        function.__dict__["patch"] = applied
        return function

    return wrap


def _home(target: Callable[..., Any]) -> tuple[Any, str]:
    """Find the class or module that a function is an attribute of.

    :raises ValueError: when it is local to another function.
    """
    if inspect.ismethod(target):
        return target.__self__, target.__name__
    path = target.__qualname__.split(".")
    home: Any = inspect.getmodule(target)
    for name in path[:-1]:
        if name == "<locals>":
            raise ValueError(f"{target.__qualname__} is local to a function, so nothing can take its place")
        home = getattr(home, name)
    return home, path[-1]
