"""Calling functions."""

from __future__ import annotations

import functools
import inspect
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

LOG = logging.getLogger(__name__)


def run_safe(function: Callable[..., Any], *args: Any, _default: Any = None, **kwargs: Any) -> Any:
    """Call a function, and log what it raises.

    :param _default: given when it raised.
    """
    try:
        return function(*args, **kwargs)
    except Exception:
        LOG.warning("%r raised", function, exc_info=True)
        return _default


def call_safe(
    func: Callable[..., Any],
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    exception_message: str | None = None,
) -> Any:
    """Call a function, and log what it raises; then `None` is given.

    :param exception_message: what the log says.
    """
    try:
        return func(*args, **(kwargs or {}))
    except Exception:
        LOG.warning("%s", exception_message or f"{func!r} raised", exc_info=True)
        return None


@contextmanager
def empty_context_manager() -> Iterator[None]:
    """Do nothing, where a `with` is needed."""
    yield


def prevent_stack_overflow(match_parameters: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Have a function that calls itself, by whatever way, raise a RecursionError at once.

    :param match_parameters: whether only a call with equal arguments counts as the same.
    """

    def wrap(function: Callable[P, T]) -> Callable[P, T]:
        signature = inspect.signature(function)
        active: ContextVar[tuple[object, ...]] = ContextVar(function.__qualname__, default=())

        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            asked = signature.bind(*args, **kwargs).arguments if match_parameters else None
            if asked in active.get():
                raise RecursionError(f"{function.__qualname__} calls itself")
            token = active.set((*active.get(), asked))
            try:
                return function(*args, **kwargs)
            finally:
                active.reset(token)

        return call

    return wrap
