"""Values made from a model's shapes: the fewest that make a request, or many kinds at random."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.model import Shape

MAX_DEPTH = 5
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# What codecs stumble over: markup, escapes, separators, white space, characters of two, three and four bytes.
TEXTS = "aZ09 -_.~/+%&=;:,?#<>\"'\\[]{}()|\n\r\té€𐍈\u2028"
# What XML 1.0 has no place for, and other formats must carry all the same.
CONTROLS = "\x00\x01\x08\x0b\x1b\x1f\x7f\x85\ufffe\uffff"
HEADER_TEXTS = "aZ09-_.~/+%&=;:?#<>'[]{}()|"
SCALARS = frozenset({"string", "integer", "long", "float", "double", "boolean", "blob", "timestamp"})
BOUNDS = {"integer": 2**31, "long": 2**63}
DOCUMENT = {"a": [1, "é\n", None, {"c": True, "": -0.5}, [], {}], "b c": 2**53}
NOT_FINITE = (math.nan, math.inf, -math.inf)


def minimal(shape: Shape | None, depth: int = 0) -> Any:
    """Make the smallest value of a shape: the required members only, one item a list."""
    if shape is None:
        return {}
    kind = shape.type_name
    if kind == "structure":
        members = shape.required_members
        if getattr(shape, "is_tagged_union", False):
            members = list(shape.members)[:1]
        return {name: minimal(shape.members[name], depth + 1) for name in members if depth < MAX_DEPTH}
    if kind == "list":
        return [minimal(shape.member, depth + 1)]
    if kind == "map":
        return {minimal(shape.key, depth + 1): minimal(shape.value, depth + 1)}
    if kind == "timestamp":
        return datetime(2026, 1, 31, 12, tzinfo=UTC)
    if kind in ("string", "character"):
        return (shape.metadata.get("enum") or ["x"])[0]
    return {"boolean": True, "blob": b"x"}.get(kind, 1)


class RandomValues:
    """Makes values of any shape, the same ones for the same seed: bounds and empty ones among them.

    :param alphabet: what texts are made of that travel in bodies.
    :param finite: whether to leave out infinity and NaN.
    :param seconds: whether timestamps have no fractions even where they are written as text of ISO 8601.
    """

    def __init__(self, seed: str, alphabet: str = TEXTS, finite: bool = False, seconds: bool = False) -> None:
        self._random = random.Random(seed)
        self._alphabet = alphabet
        self._special = () if finite else NOT_FINITE
        self._seconds = seconds

    def value(self, shape: Shape, depth: int = 0) -> Any:
        """Make a value of a shape; members that are not required are left out now and then."""
        location = shape.serialization.get("location")
        kind = shape.type_name
        if location == "statusCode":
            return 200
        if kind in ("string", "character"):
            return self._text(shape, location)
        if kind in ("structure", "list", "map"):
            make: Callable[[Shape, int], Any] = getattr(self, f"_{kind}")
            return make(shape, depth)
        if kind == "timestamp":
            return self._timestamp(shape)
        scalar: Callable[[], Any] = getattr(self, f"_{kind}", self._number(kind))
        return scalar()

    def _structure(self, shape: Shape, depth: int) -> dict[str, Any]:
        if getattr(shape, "is_document_type", False):
            return DOCUMENT
        if getattr(shape, "is_tagged_union", False):
            # Exactly one member is set; below the depth that is enough, one that ends there.
            flat = [name for name, member in shape.members.items() if member.type_name in SCALARS]
            name = self._random.choice(flat if flat and depth >= MAX_DEPTH else list(shape.members))
            return {name: self.value(shape.members[name], depth + 1)}
        if depth > MAX_DEPTH:
            return {}
        share = 0.6 / (depth + 1)
        names = [
            name for name in shape.members if name in shape.required_members or self._random.random() < share
        ]
        return {name: self.value(shape.members[name], depth + 1) for name in names}

    def _list(self, shape: Shape, depth: int) -> list[Any]:
        if shape.serialization.get("location") == "header":
            return [self._in_header(shape.member) for _ in range(self._random.randint(1, 3))]
        count = self._random.choice((0, 1, 1, 2, 3)) if depth < MAX_DEPTH else 0
        return [self.value(shape.member, depth + 1) for _ in range(count)]

    def _in_header(self, shape: Shape) -> Any:
        if shape.type_name == "timestamp":
            return self._timestamp(shape, whole=True)
        return self._text(shape, "header") if shape.type_name == "string" else self.value(shape)

    def _map(self, shape: Shape, depth: int) -> dict[str, Any]:
        if shape.serialization.get("location") == "headers":
            count = self._random.randint(1, 3)
            return {f"name-{index}": self._text(shape.value, "header") for index in range(count)}
        count = self._random.choice((0, 1, 1, 2, 3)) if depth < MAX_DEPTH else 0
        return {self._text(shape.key, None) or "x": self.value(shape.value, depth + 1) for _ in range(count)}

    def _text(self, shape: Shape, location: str | None) -> Any:
        if enum := shape.metadata.get("enum"):
            return str(self._random.choice(enum))
        if shape.serialization.get("jsonvalue"):
            # In a header it is given as the value, in a document as its text.
            return DOCUMENT if location == "header" else '{"a": 1}'
        if shape.serialization.get("hostLabel"):
            return "label-1"
        alphabet = HEADER_TEXTS if location in ("header", "headers") else self._alphabet
        least = 1 if location in ("uri", "header") or self._random.random() < 0.8 else 0
        return "".join(self._random.choices(alphabet, k=self._random.randint(least, 12)))

    def _number(self, kind: str) -> Callable[[], float]:
        if kind in BOUNDS:
            bound = BOUNDS[kind]
            return lambda: self._random.choice(
                (0, bound - 1, -bound, self._random.randint(-bound, bound - 1))
            )
        if kind == "float":
            return lambda: self._random.choice(
                (0.0, -1.5, 3.0, 0.015625, self._random.randint(-9999, 9999) / 8, *self._special)
            )
        return lambda: self._random.choice(
            (0.0, -1.5, 1e-7, 1e21, 1e300, math.pi, self._random.uniform(-1e6, 1e6), *self._special)
        )

    def _boolean(self) -> bool:
        return self._random.random() < 0.5

    def _blob(self) -> bytes:
        return self._random.randbytes(self._random.randint(0, 20))

    def _timestamp(self, shape: Shape, whole: bool = False) -> datetime:
        """Make a moment before or after the epoch, with milliseconds where its format has them."""
        written = shape.serialization.get("timestampFormat", "").lower()
        in_header = shape.serialization.get("location") == "header"
        whole = whole or in_header or written == "rfc822" or (self._seconds and written != "unixtimestamp")
        millis = 0 if whole else self._random.choice((0, 0, 1, 120, 999))
        return EPOCH + timedelta(seconds=self._random.randint(-(2**31), 2**32), milliseconds=millis)


def without_empty(value: Any) -> Any:
    """Take out what some protocols cannot tell from nothing: empty lists, maps and structures."""
    if isinstance(value, dict):
        items = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item not in ({}, [], None)}
    if isinstance(value, list):
        kept = [without_empty(item) for item in value]
        return [item for item in kept if item not in ({}, [], None)]
    return value
