"""The recordable form of a Python object: its public attributes and properties."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

PLAIN = (str, bytes, bytearray, int, float, bool, type(None), date, time, Decimal, set, frozenset)


def attributes(value: Any) -> Any:
    """Turn an object into a dict of its public attributes and properties, recursively.

    Enums become their value, iterators lists; methods are left out.
    """
    if isinstance(value, Enum):
        return attributes(value.value)
    if isinstance(value, PLAIN) or callable(getattr(value, "read", None)):
        return value
    if isinstance(value, Mapping):
        return {key: attributes(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, Iterator)):
        return [attributes(item) for item in value]
    return {name: attributes(item) for name, item in _public(value) if not inspect.isroutine(item)}


def _public(value: Any) -> Iterator[tuple[str, Any]]:
    names = set(getattr(value, "__dict__", ())) | _declared(type(value))
    for name in sorted(names):
        if not name.startswith("_"):
            yield name, getattr(value, name)


def _declared(kind: type) -> set[str]:
    slots = {name for base in kind.__mro__ for name in _slots(base)}
    return slots | {name for name, _ in inspect.getmembers(kind, lambda member: isinstance(member, property))}


def _slots(kind: type) -> tuple[str, ...]:
    slots = kind.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)
