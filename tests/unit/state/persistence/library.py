"""A service's state with a value of every kind, as the tests of saving and loading use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from localstack.state import (
    BaseStore,
    CrossAccountAttribute,
    CrossRegionAttribute,
    LocalAttribute,
    Map,
    Queue,
    Record,
    SortedMap,
)
from localstack.state.blobs import Blob
from localstack.state.persistence.capture import Owner

PACKAGE = __name__.rpartition(".")[0]
MOMENT = datetime(2030, 1, 2, 3, 4, 5, 6, tzinfo=UTC)


class Binding(Enum):
    """How a book is bound."""

    CLOTH = "cloth"
    PAPER = "paper"


class Shelfmark(NamedTuple):
    """Where a book stands."""

    room: str
    number: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A value with a field that its constructor derives."""

    year: int
    shelfmark: Shelfmark
    binding: Binding = Binding.CLOTH
    title: str = field(default="", compare=False)


@dataclass(eq=False)
class Book(Record):
    """A resource."""

    title: str
    edition: Edition | None = None
    notes: Mapping[Any, Any] = field(default_factory=dict)
    readers: Queue[str] = field(default_factory=Queue)
    sequel: Book | None = None


class LibraryStore(BaseStore):
    """What an account holds in a region."""

    books: LocalAttribute[SortedMap[str, Book]] = LocalAttribute(SortedMap)
    lent: LocalAttribute[Map[tuple[str, int], Book]] = LocalAttribute(Map)
    values: LocalAttribute[Map[Any, Any]] = LocalAttribute(Map)
    scans: LocalAttribute[Map[str, Blob]] = LocalAttribute(Map)
    motto: LocalAttribute[str] = LocalAttribute("")
    members: CrossRegionAttribute[Map[str, str]] = CrossRegionAttribute(Map)
    catalogue: CrossAccountAttribute[Map[str, str]] = CrossAccountAttribute(Map)


VALUES: dict[str, Any] = {
    "text": "ß \ud83d \x00 \u2028",
    "integer": 10**30,
    "boolean": True,
    "nothing": None,
    "float": 0.1,
    "infinite": float("-inf"),
    "bytes": b"\x00\xff",
    "moment": MOMENT,
    "duration": timedelta(microseconds=1),
    "decimal": Decimal("1.10"),
    "list": [1, [2, ()]],
    "tuple": (1, ("2",), [b"3"]),
    "set": {1, 2},
    "frozen set": frozenset({("a", 1), ("b", 2)}),
    "object": {"$ref": 1, "$$": {"key": (1,)}},
    "dictionary": {1: "one", (2, 3): "more", "text": None},
    "one tag": {"$bytes": "no bytes"},
    "named tuple": Shelfmark("reading room", 7),
    "enumeration": Binding.PAPER,
    "value": Edition(1999, Shelfmark("hall", 1), Binding.PAPER, "derived"),
}


def owner(_: str, schema: int = 1) -> Owner:
    """Give what saving and loading need to know of the service."""
    return Owner(PACKAGE, LibraryStore, schema, lambda _schema, records: records)
