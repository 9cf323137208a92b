"""The wildcard of types: `snapshot.any(str, None)` is equal to every string and to None.

In a recording it is `{"$any": "str|None"}`. Types have Python's names; those whose values JSON lacks have the name
that their written form has (`datetime`, `decimal`, `bytes`), whole numbers and booleans are told apart.
"""

from __future__ import annotations

from typing import Any

ANY = "$any"
EVERYTHING = "object"
DATETIME, TIMESTAMP = "<datetime>", "<timestamp>"
"""What stands for times after normalising."""
WRITTEN = {
    f"${name}": name for name in ("decimal", "datetime", "date", "time", "set", "float", "uuid", "bytes")
}
WRITTEN["$base64"] = "bytes"


class AnyOf:
    """Equal to every value of some types.

    :param types: classes, or None; without any, every value.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, *types: type | None) -> None:
        wrong = next((kind for kind in types if kind is not None and not isinstance(kind, type)), None)
        if wrong is not None:
            raise TypeError(f"snapshot.any() takes classes and None, not {wrong!r}")
        self._types = tuple(type(None) if kind is None else kind for kind in types) or (object,)

    @property
    def types(self) -> str:
        """Name the types as a recording does."""
        return "|".join("None" if kind is type(None) else _name(kind) for kind in self._types)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, bool):
            return bool in self._types or object in self._types
        return isinstance(other, self._types)

    def __repr__(self) -> str:
        names = ("None" if kind is type(None) else kind.__name__ for kind in self._types)
        return f"snapshot.any({', '.join(names)})"


def fits(value: Any, types: str) -> bool:
    """Tell whether a value, as it is written, is of one of the types."""
    wanted = types.split("|")
    return EVERYTHING in wanted or not _names(value).isdisjoint(wanted)


def _name(kind: type) -> str:
    return "bytes" if kind is bytearray else "set" if kind is frozenset else kind.__name__.lower()


def _names(value: Any) -> set[str]:
    if value is None:
        return {"None"}
    if isinstance(value, str):
        return {"str", "datetime"} if value in (DATETIME, TIMESTAMP) else {"str"}
    if isinstance(value, dict) and len(value) == 1:
        key = next(iter(value))
        return {WRITTEN[key]} if key in WRITTEN else {"dict", key.removeprefix("$")}
    return {type(value).__name__}
