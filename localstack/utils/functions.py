"""Calling functions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

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
