"""The containers that state is made of: Map, SortedMap, Queue and Record.

A container belongs to a realm's journal once it is put into another container that does; until then its
mutations are not recorded, because undoing the insertion drops it whole. What a container holds is either
another container or a value that is replaced, never changed in place: a list or dict in state is a value.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, MutableMapping
from typing import Any, Generic, TypeVar

from sortedcontainers import SortedDict

from localstack.state.journal import DETACHED, Journal

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
ABSENT: Any = object()


class Journaled:
    """What the containers share: the journal they write to and the way they join one."""

    __slots__ = ()
    _journal: Journal

    def attach(self, journal: Journal) -> None:
        """Write to `journal` from now on, together with every container inside this one."""
        if self._journal is not journal:
            object.__setattr__(self, "_journal", journal)
            for value in self._members():
                if isinstance(value, Journaled):
                    value.attach(journal)

    def _members(self) -> Iterable[object]:
        raise NotImplementedError


class Map(Journaled, MutableMapping[K, V], Generic[K, V]):
    """A dictionary in insertion order; restoring brings the order back too.

    The order costs nothing until the first deletion under a checkpoint: from then on every key has a rank,
    and putting a deleted key back marks the map for one sort at its next iteration.
    """

    __slots__ = ("_disordered", "_items", "_journal", "_next_rank", "_ranks")

    def __init__(self, items: Iterable[tuple[K, V]] = ()) -> None:
        self._journal = DETACHED
        self._items: dict[K, V] = dict(items)
        self._ranks: dict[K, int] | None = None
        self._next_rank = 0
        self._disordered = False

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[K]:
        if self._disordered:
            ranks = self._all_ranks()
            self._items = {key: self._items[key] for key in sorted(self._items, key=ranks.__getitem__)}
            self._disordered = False
        return iter(self._items)

    def __setitem__(self, key: K, value: V) -> None:
        old = self._items.get(key, ABSENT)
        log = self._journal.log
        if log is not None:
            log.append((self._remove, key) if old is ABSENT else (self._replace, key, old))
        self._items[key] = value
        if old is ABSENT and self._ranks is not None:
            self._ranks[key] = self._next_rank
            self._next_rank += 1
        if isinstance(value, Journaled):
            value.attach(self._journal)

    def __delitem__(self, key: K) -> None:
        old = self._items[key]
        log = self._journal.log
        if log is not None:
            log.append((self._put_back, key, old, self._all_ranks()[key]))
        self._remove(key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._items!r})"

    def _members(self) -> Iterable[object]:
        return self._items.values()

    def _all_ranks(self) -> dict[K, int]:
        if self._ranks is None:
            self._ranks = {key: rank for rank, key in enumerate(self._items)}
            self._next_rank = len(self._ranks)
        return self._ranks

    def _remove(self, key: K) -> None:
        del self._items[key]
        if self._ranks is not None:
            del self._ranks[key]

    def _replace(self, key: K, value: V) -> None:
        self._items[key] = value

    def _put_back(self, key: K, value: V, rank: int) -> None:
        self._items[key] = value
        self._all_ranks()[key] = rank
        self._disordered = True


class SortedMap(Journaled, MutableMapping[K, V], Generic[K, V]):
    """A dictionary in the order of its keys, with look-ups by position in that order in logarithmic time.

    Strings sort by code point, which is also the order of their UTF-8 bytes.
    """

    __slots__ = ("_items", "_journal")

    def __init__(self, items: Iterable[tuple[K, V]] = ()) -> None:
        self._journal = DETACHED
        new: Any = SortedDict
        self._items = new(items)

    def __getitem__(self, key: K) -> V:
        value: V = self._items[key]
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __setitem__(self, key: K, value: V) -> None:
        old = self._items.get(key, ABSENT)
        log = self._journal.log
        if log is not None:
            items = self._items
            log.append((items.__delitem__, key) if old is ABSENT else (items.__setitem__, key, old))
        self._items[key] = value
        if isinstance(value, Journaled):
            value.attach(self._journal)

    def __delitem__(self, key: K) -> None:
        old = self._items[key]
        log = self._journal.log
        if log is not None:
            log.append((self._items.__setitem__, key, old))
        del self._items[key]

    def __repr__(self) -> str:
        return f"SortedMap({dict(self._items)!r})"

    def first(self) -> tuple[K, V] | None:
        """Give the item with the smallest key, or `None` when the map is empty."""
        item: tuple[K, V] | None = self._items.peekitem(0) if self._items else None
        return item

    def keys_from(self, start: K | None = None, *, inclusive: bool = True) -> Iterator[K]:
        """Walk the keys from `start` on, in order."""
        keys: Iterator[K] = self._items.irange(minimum=start, inclusive=(inclusive, True))
        return keys

    def _members(self) -> Iterable[object]:
        members: Iterable[object] = self._items.values()
        return members


class Queue(Journaled, Generic[V]):
    """A double-ended queue."""

    __slots__ = ("_items", "_journal")

    def __init__(self, items: Iterable[V] = ()) -> None:
        self._journal = DETACHED
        self._items: deque[V] = deque(items)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[V]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"Queue({list(self._items)!r})"

    def append(self, value: V) -> None:
        """Add a value at the end."""
        self._log(self._items.pop)
        self._items.append(value)
        if isinstance(value, Journaled):
            value.attach(self._journal)

    def appendleft(self, value: V) -> None:
        """Add a value at the front."""
        self._log(self._items.popleft)
        self._items.appendleft(value)
        if isinstance(value, Journaled):
            value.attach(self._journal)

    def popleft(self) -> V:
        """Take the value at the front.

        :raises IndexError: when the queue is empty.
        """
        value = self._items.popleft()
        self._log(self._items.appendleft, value)
        return value

    def remove(self, value: V) -> None:
        """Take the first value equal to `value`.

        :raises ValueError: when there is none.
        """
        index = self._items.index(value)
        found = self._items[index]
        del self._items[index]
        self._log(self._items.insert, index, found)

    def clear(self) -> None:
        """Take every value."""
        self._log(self._items.extend, tuple(self._items))
        self._items.clear()

    def _log(self, *undo: Any) -> None:
        log = self._journal.log
        if log is not None:
            log.append(undo)

    def _members(self) -> Iterable[object]:
        return self._items


class Record(Journaled):
    """Base of mutable resources: a class, usually a dataclass, whose attributes are journaled.

    Compare records by identity: decorate with `@dataclass(eq=False)`.
    """

    _journal = DETACHED

    def __setattr__(self, name: str, value: object) -> None:
        journal = self._journal
        if journal.log is not None:
            old = self.__dict__.get(name, ABSENT)
            undo = (self.__dict__.pop, name) if old is ABSENT else (self.__dict__.__setitem__, name, old)
            journal.log.append(undo)
        object.__setattr__(self, name, value)
        if isinstance(value, Journaled):
            value.attach(journal)

    def __delattr__(self, name: str) -> None:
        if self._journal.log is not None and name in self.__dict__:
            self._journal.log.append((self.__dict__.__setitem__, name, self.__dict__[name]))
        object.__delattr__(self, name)

    def _members(self) -> Iterable[object]:
        return self.__dict__.values()
