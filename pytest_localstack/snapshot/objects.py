"""The recordable form of a Python object: its public attributes and properties."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from .tree import PLACE_IN_MEMORY


def attributes(value: Any) -> Any:
    """Turn an object into a dict of its public attributes, properties and class attributes, recursively.

    Enums become their value, iterators lists; methods are left out. What has no attributes of its own, such as a
    number, a datetime or a tuple, stays as it is.
    """
    if isinstance(value, Enum):
        return attributes(value.value)
    if isinstance(value, type) or callable(getattr(value, "read", None)):
        return value
    if isinstance(value, Mapping):
        return {key: attributes(item) for key, item in value.items() if not str(key).startswith("_")}
    if isinstance(value, (list, Iterator)):
        return [attributes(item) for item in value]
    if hasattr(value, "__dict__"):
        return _of(value, dir(value))
    return _with_text(value)


def _of(value: Any, names: list[str]) -> dict[str, Any]:
    public = ((name, getattr(value, name)) for name in names if not name.startswith("_"))
    return {name: attributes(item) for name, item in public if not inspect.ismethod(item)}


def _with_text(value: Any) -> Any:
    if not PLACE_IN_MEMORY.search(str(value)):
        return value
    if isinstance(value, tuple):
        return tuple(attributes(item) for item in value)
    return _of(value, [name for base in type(value).__mro__ for name in _slots(base)])


def _slots(kind: type) -> tuple[str, ...]:
    slots = kind.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)
