"""What has changed in a realm since a checkpoint, read from the journal when somebody asks.

::

    sqs 000000000000 us-east-1   queues                 + orders   - invoices
                                 queues[audit]          ~ attributes
                                 queues[audit].messages + 5fe0…

Only keys and attribute names are told, never values: state holds secrets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from localstack.state.containers import ABSENT, Journaled, Map, Queue, Record, SortedMap
from localstack.state.journal import Undo
from localstack.state.realm import Realm


@dataclass
class Change:
    """What has changed in one container.

    :ivar where: account and region, account, or `""` for what all accounts share.
    :ivar container: the way to it: attributes of the store and of records, keys in brackets.
    """

    service: str
    where: str
    container: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def changes_since(realm: Realm, depth: int) -> list[Change]:
    """Tell what has changed in each container since a checkpoint, in the order of the first mutations.

    What is inside something new is told by that alone. Nothing is told of pending work.

    :param depth: the checkpoint's, see :meth:`Journal.checkpoint`.
    :raises ValueError: when the checkpoint is not open.
    """
    with realm.journal.lock:
        touched = _touched(realm.journal.entries(depth))
        places = _Places(realm)
        found = []
        new: set[int] = set()
        for owner, before in touched.values():
            place = places.by_id.get(id(owner))
            if place is not None:
                found.append((_compare(place, before), place.ancestors))
                new |= place.new_below(before)
        return [change for change, ancestors in found if change and not new & ancestors]


def _touched(entries: Iterable[Undo]) -> dict[int, tuple[object, dict[Any, Any]]]:
    """Give what each container or attribute dictionary held before under the keys that were touched."""
    touched: dict[int, tuple[object, dict[Any, Any]]] = {}
    for undo, *arguments in entries:
        owner = getattr(undo, "__self__", None)
        before = touched.setdefault(id(owner), (owner, {}))[1]
        for key, value in _held_before(getattr(undo, "__name__", ""), arguments):
            before.setdefault(key, value)
    return touched


def _held_before(undo: str, arguments: list[Any]) -> Iterator[tuple[Any, Any]]:
    if undo == "_refill":
        yield from arguments[0].items()
    elif undo in ("_remove", "pop") and arguments:
        yield arguments[0], ABSENT
    elif undo in ("_replace", "_put_back", "__setitem__"):
        yield arguments[0], arguments[1]


@dataclass(frozen=True)
class _Place:
    service: str
    where: str
    path: str
    value: Any
    ancestors: frozenset[int]

    @property
    def now(self) -> Mapping[Any, Any]:
        """What is there by key; a queue has none."""
        if isinstance(self.value, Queue):
            return {}
        return self.value.__dict__ if isinstance(self.value, Record) else self.value

    def new_below(self, before: Mapping[Any, Any]) -> set[int]:
        """Name the containers that have come here since; the attributes of a store come when first looked at."""
        if not self.path:
            return set()
        return {id(self.now[key]) for key, old in before.items() if self.now.get(key, old) is not old}


class _Places:
    """Where every container of a realm is; a record is known by its attribute dictionary too, as queues by theirs."""

    def __init__(self, realm: Realm) -> None:
        self.by_id: dict[int, _Place] = {}
        for service, bundle in list(realm.bundles.items()):
            by_region, by_account, shared = bundle.containers
            for (account_id, region), values in by_region.items():
                self._add(_Place(service, f"{account_id} {region}", "", values, frozenset()))
            for account_id, values in by_account.items():
                self._add(_Place(service, account_id, "", values, frozenset()))
            self._add(_Place(service, "", "", shared, frozenset()))

    def _add(self, place: _Place) -> None:
        value = place.value
        if id(value) in self.by_id:
            return
        self.by_id[id(value)] = place
        if isinstance(value, Record):
            self.by_id[id(value.__dict__)] = place
        if isinstance(value, Queue):
            self.by_id[id(value._items)] = place
        for key, inner in _inside(value):
            if isinstance(inner, Journaled):
                path = (
                    f"{place.path}.{key}".lstrip(".") if _has_names(place) else f"{place.path}[{_text(key)}]"
                )
                ancestors = place.ancestors | {id(value)}
                self._add(_Place(place.service, place.where, path, inner, ancestors | {id(inner)}))


def _has_names(place: _Place) -> bool:
    return not place.path or isinstance(place.value, Record)


def _inside(value: object) -> Iterable[tuple[Any, Any]]:
    if isinstance(value, Record):
        return list(value.__dict__.items())
    if isinstance(value, (Map, SortedMap)):
        return value.items()
    return enumerate(value) if isinstance(value, Queue) else ()


def _compare(place: _Place, before: Mapping[Any, Any]) -> Change:
    change = Change(place.service, place.where, place.path)
    if isinstance(place.value, Queue):
        change.changed.append(f"{len(place.value)} entries")
    for key, old in before.items():
        value = place.now.get(key, ABSENT)
        # What a store holds is there from the first look at it.
        if value is old or value == old or (not place.path and isinstance(value, Journaled)):
            continue
        kind = change.added if old is ABSENT else change.removed if value is ABSENT else change.changed
        kind.append(_text(key))
    return change


def _text(key: object) -> str:
    return " ".join(map(_text, key)) if isinstance(key, tuple) else str(key)
