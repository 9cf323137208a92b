"""Containers as records, one per line of a service's file, and back.

::

    {"id": 0, "kind": "map", "items": [[key, value], …]}
    {"id": 1, "kind": "sorted", "items": [[key, value], …]}
    {"id": 2, "kind": "queue", "items": [value, …]}
    {"id": 3, "kind": "record", "class": "queue:StandardQueue", "attributes": {name: value, …}}

The first containers are the roots. A container is written once and referred to by its number, wherever it is: what
was one object is one object again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from localstack.state.blobs import Blob
from localstack.state.containers import Journaled, Map, Queue, Record, SortedMap
from localstack.state.persistence.values import Classes, Decoder, Encoder, MakeBlob, StateError

JsonObject = dict[str, Any]
KINDS: dict[str, type[Map[Any, Any] | SortedMap[Any, Any] | Queue[Any]]] = {
    "map": Map,
    "sorted": SortedMap,
    "queue": Queue,
}


class RecordWriter:
    """Writes containers, and all they hold.

    :ivar blobs: those met so far, by their numbers.
    """

    def __init__(self, classes: Classes) -> None:
        self.blobs: list[Blob] = []
        self._blob_numbers: dict[int, int] = {}
        self._classes = classes
        self._encoder = Encoder(classes, self)
        self._numbers: dict[int, int] = {}
        self._waiting: deque[Journaled] = deque()

    def write(self, roots: Iterable[Journaled]) -> Iterator[JsonObject]:
        """Give the records of the roots, and then of what they hold."""
        for root in roots:
            self.number(root)
        while self._waiting:
            container = self._waiting.popleft()
            yield {"id": self.number(container), **self._content(container)}

    def number(self, container: Journaled) -> int:
        """Give the number of a container, which is written in its turn."""
        number = self._numbers.get(id(container))
        if number is None:
            number = self._numbers[id(container)] = len(self._numbers)
            self._waiting.append(container)
        return number

    def blob_number(self, blob: Blob) -> int:
        """Give the number of a blob."""
        number = self._blob_numbers.get(id(blob))
        if number is None:
            number = self._blob_numbers[id(blob)] = len(self.blobs)
            self.blobs.append(blob)
        return number

    def _content(self, container: Journaled) -> JsonObject:
        encode = self._encoder.encode
        if isinstance(container, Record):
            attributes = {
                name: encode(value) for name, value in vars(container).items() if name != "_journal"
            }
            return {"kind": "record", "class": self._classes.name(type(container)), "attributes": attributes}
        if isinstance(container, Queue):
            return {"kind": "queue", "items": [encode(value) for value in container]}
        if isinstance(container, (Map, SortedMap)):
            kind = "map" if isinstance(container, Map) else "sorted"
            return {"kind": kind, "items": [[encode(key), encode(value)] for key, value in container.items()]}
        raise StateError(f"{type(container).__name__} is no container that can be written")


def read_records(records: Sequence[JsonObject], roots: int, classes: Classes, blob: MakeBlob) -> list[Any]:
    """Make the containers of records anew, outside any realm.

    :param roots: how many of the first are given back.
    :raises StateError: when they are not what :class:`RecordWriter` writes.
    """
    containers = {record["id"]: _empty(record, classes) for record in records}

    def container(number: int) -> Journaled:
        if number not in containers:
            raise StateError(f"there is no record {number}")
        return containers[number]

    decode = Decoder(classes, container, blob).decode
    for record in records:
        _fill(containers[record["id"]], record, decode)
    return [container(number) for number in range(roots)]


def _empty(record: JsonObject, classes: Classes) -> Journaled:
    kind = record["kind"]
    if kind in KINDS:
        return KINDS[kind]()
    if kind != "record":
        raise StateError(f"{kind!r} is no kind of container")
    found = classes.find(record["class"])
    if not issubclass(found, Record):
        raise StateError(f"{record['class']} is no record")
    made: Record = found.__new__(found)
    return made


def _fill(container: Any, record: JsonObject, decode: Callable[[Any], Any]) -> None:
    if isinstance(container, Record):
        for name, value in record["attributes"].items():
            object.__setattr__(container, name, decode(value))
    elif isinstance(container, Queue):
        for value in record["items"]:
            container.append(decode(value))
    else:
        container.update([(decode(key), decode(value)) for key, value in record["items"]])
