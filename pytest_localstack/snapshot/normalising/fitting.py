"""Recorded wildcards: `{"$any": "str|None"}` stands for every value of those types.

A response that has such an object itself is written with one `$` more, so that it never becomes a wildcard.
"""

from __future__ import annotations

from typing import Any

from pytest_localstack.snapshot.alignment import pairs
from pytest_localstack.snapshot.anything import ANY, fits


def fitted(recorded: Any, observed: Any) -> Any:
    """Copy an observed value with the recorded wildcards in the place of what they stand for.

    A wildcard that a test matches gives way to a recorded value it stands for in the same way.

    :param recorded: the recording of the value, plain JSON values.
    :param observed: the value as it would be written.
    """
    if recorded == observed:
        return observed
    for one, other in ((recorded, observed), (observed, recorded)):
        types = wildcard(one)
        if types is not None and fits(other, types):
            return recorded
    if isinstance(recorded, dict) and isinstance(observed, dict):
        return {
            key: fitted(recorded[key], value) if key in recorded else value for key, value in observed.items()
        }
    if isinstance(recorded, list) and isinstance(observed, list):
        return _items(recorded, observed)
    return observed


def wildcard(value: Any) -> str | None:
    """Give the types of a wildcard, None for every other value."""
    types = value.get(ANY) if isinstance(value, dict) and len(value) == 1 else None
    return types if isinstance(types, str) else None


def _items(recorded: list[Any], observed: list[Any]) -> list[Any]:
    if len(recorded) == len(observed):
        return [fitted(*pair) for pair in zip(recorded, observed, strict=True)]
    result = list(observed)
    for i, j in pairs(recorded, observed) if _has_wildcard(recorded) or _has_wildcard(observed) else ():
        if i is not None and j is not None:
            result[j] = fitted(recorded[i], observed[j])
    return result


def _has_wildcard(value: Any) -> bool:
    if wildcard(value) is not None:
        return True
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_has_wildcard(item) for item in items)
