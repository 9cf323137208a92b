"""The containers that state is made of: Map, SortedMap, Queue and Record.

A container belongs to a realm's journal once it is put into another container that does; until then its
mutations are not recorded, because undoing the insertion drops it whole. What a container holds is either
another container or a value that is replaced, never changed in place: a list or dict in state is a value.

Each mutation is one step together with its entry in the journal, whatever other threads do. What belongs
together in several steps is done, and iterated over, under the lock of the resource.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, ItemsView, Iterable, Iterator, MutableMapping, ValuesView
from typing import TYPE_CHECKING, Any, Generic, TypeVar

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
        # What a realm holds stays in its journal when it is put into something that is outside yet.
        if self._journal is not journal and journal is not DETACHED:
            object.__setattr__(self, "_journal", journal)
            for value in self._members():
                if isinstance(value, Journaled):
                    value.attach(journal)

    def _members(self) -> Iterable[object]:
        raise NotImplementedError


class _Mapping(Journaled, MutableMapping[K, V], Generic[K, V]):
    """What the two maps share: reading, and the methods that are one step here and several in MutableMapping."""

    __slots__ = ()
    _items: dict[K, V]

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self.items())!r})"

    def values(self) -> ValuesView[V]:
        """Give the values; an iteration sees those of its beginning."""
        return _Values(self)

    def items(self) -> ItemsView[K, V]:
        """Give keys with their values; an iteration sees those of its beginning."""
        return _Items(self)

    if not TYPE_CHECKING:  # MutableMapping has the types of these

        def get(self, key, default=None):
            """Give the value of a key, or a default."""
            return self._items.get(key, default)

        def setdefault(self, key, default=None):
            """Give the value of a key, which is `default` from now on if there is none."""
            with self._journal.lock:
                return super().setdefault(key, default)

        def pop(self, key, *default):
            """Take the value of a key, or give a default."""
            with self._journal.lock:
                return super().pop(key, *default)

        def popitem(self):
            """Take the first key and its value."""
            with self._journal.lock:
                return super().popitem()

    def _snapshot(self) -> list[tuple[K, V]]:
        with self._journal.lock:
            return [(key, self._items[key]) for key in self]

    def _members(self) -> Iterable[object]:
        return self._items.values()


class _Values(ValuesView[V]):
    __slots__ = ()
    _mapping: _Mapping[Any, V]

    def __iter__(self) -> Iterator[V]:
        return iter([value for _, value in self._mapping._snapshot()])


class _Items(ItemsView[K, V]):
    __slots__ = ()
    _mapping: _Mapping[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return iter(self._mapping._snapshot())


class Map(_Mapping[K, V]):
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

    def __iter__(self) -> Iterator[K]:
        if self._disordered:
            with self._journal.lock:
                ranks = self._all_ranks()
                self._items = {key: self._items[key] for key in sorted(self._items, key=ranks.__getitem__)}
                self._disordered = False
        return iter(self._items)

    def __setitem__(self, key: K, value: V) -> None:
        journal = self._journal
        with journal.lock:
            # First, so that a thread that finds the value finds it attached.
            if isinstance(value, Journaled):
                value.attach(journal)
            old = self._items.get(key, ABSENT)
            if journal.log is not None:
                journal.log.append((self._remove, key) if old is ABSENT else (self._replace, key, old))
            self._items[key] = value
            if old is ABSENT and self._ranks is not None:
                self._ranks[key] = self._next_rank
                self._next_rank += 1

    def __delitem__(self, key: K) -> None:
        journal = self._journal
        with journal.lock:
            old = self._items[key]
            if journal.log is not None:
                journal.log.append((self._put_back, key, old, self._all_ranks()[key]))
            self._remove(key)

    def clear(self) -> None:
        """Take everything out."""
        journal = self._journal
        with journal.lock:
            if journal.log is not None:
                journal.log.append(
                    (self._refill, self._items, self._ranks, self._next_rank, self._disordered)
                )
            self._refill({}, None, 0, False)

    def _all_ranks(self) -> dict[K, int]:
        if self._ranks is None:
            self._ranks = {key: rank for rank, key in enumerate(self._items)}
            self._next_rank = len(self._ranks)
        return self._ranks

    def _remove(self, key: K) -> None:
        self._items.pop(key, None)
        if self._ranks is not None:
            self._ranks.pop(key, None)

    def _replace(self, key: K, value: V) -> None:
        self._items[key] = value

    def _put_back(self, key: K, value: V, rank: int) -> None:
        self._items[key] = value
        self._all_ranks()[key] = rank
        self._disordered = True

    def _refill(
        self, items: dict[K, V], ranks: dict[K, int] | None, next_rank: int, disordered: bool
    ) -> None:
        self._items, self._ranks = items, ranks
        self._next_rank, self._disordered = next_rank, disordered


class SortedMap(_Mapping[K, V]):
    """A dictionary in the order of its keys, with look-ups by position in that order in logarithmic time.

    Strings sort by code point, which is also the order of their UTF-8 bytes.
    """

    __slots__ = ("_items", "_journal")

    def __init__(self, items: Iterable[tuple[K, V]] = ()) -> None:
        self._journal = DETACHED
        self._items: Any = _sorted(items)

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __setitem__(self, key: K, value: V) -> None:
        journal = self._journal
        with journal.lock:
            if isinstance(value, Journaled):
                value.attach(journal)
            old = self._items.get(key, ABSENT)
            if journal.log is not None:
                journal.log.append((self._remove, key) if old is ABSENT else (self._put_back, key, old))
            self._items[key] = value

    def __delitem__(self, key: K) -> None:
        journal = self._journal
        with journal.lock:
            old = self._items[key]
            if journal.log is not None:
                journal.log.append((self._put_back, key, old))
            del self._items[key]

    def clear(self) -> None:
        """Take everything out."""
        journal = self._journal
        with journal.lock:
            if journal.log is not None:
                journal.log.append((self._refill, self._items))
            self._refill(_sorted())

    def first(self) -> tuple[K, V] | None:
        """Give the item with the smallest key, or `None` when the map is empty."""
        with self._journal.lock:
            item: tuple[K, V] | None = self._items.peekitem(0) if self._items else None
        return item

    def keys_from(self, start: K | None = None, *, inclusive: bool = True) -> Iterator[K]:
        """Walk the keys from `start` on, in order."""
        keys: Iterator[K] = self._items.irange(minimum=start, inclusive=(inclusive, True))
        return keys

    def _remove(self, key: K) -> None:
        self._items.pop(key, None)

    def _put_back(self, key: K, value: V) -> None:
        self._items[key] = value

    def _refill(self, items: Any) -> None:
        self._items = items


def _sorted(items: Iterable[tuple[Any, Any]] = ()) -> Any:
    untyped: Any = SortedDict
    return untyped(items)


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
        with self._journal.lock:
            if isinstance(value, Journaled):
                value.attach(self._journal)
            self._log(self._items.pop)
            self._items.append(value)

    def appendleft(self, value: V) -> None:
        """Add a value at the front."""
        with self._journal.lock:
            if isinstance(value, Journaled):
                value.attach(self._journal)
            self._log(self._items.popleft)
            self._items.appendleft(value)

    def popleft(self) -> V:
        """Take the value at the front.

        :raises IndexError: when the queue is empty.
        """
        with self._journal.lock:
            value = self._items.popleft()
            self._log(self._items.appendleft, value)
        return value

    def remove(self, value: V) -> None:
        """Take the first value equal to `value`.

        :raises ValueError: when there is none.
        """
        with self._journal.lock:
            index = self._items.index(value)
            found = self._items[index]
            del self._items[index]
            self._log(self._items.insert, index, found)

    def clear(self) -> None:
        """Take every value."""
        with self._journal.lock:
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

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        if cls.__dict__.get("__slots__"):
            raise TypeError(
                f"{cls.__name__} is a record: it cannot have slots, the journal would not see them"
            )

    def __setattr__(self, name: str, value: object) -> None:
        journal = self._journal
        if journal is DETACHED:
            object.__setattr__(self, name, value)
            return
        with journal.lock:
            if isinstance(value, Journaled):
                value.attach(journal)
            if journal.log is not None:
                attributes = self.__dict__
                old = attributes.get(name, ABSENT)
                # A property is absent here and stays it: what its setter sets is journaled on its own.
                undo = (attributes.pop, name, None) if old is ABSENT else (attributes.__setitem__, name, old)
                journal.log.append(undo)
            object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        journal = self._journal
        with journal.lock:
            attributes = self.__dict__
            if journal.log is not None and name in attributes:
                journal.log.append((self._put_back, name, attributes[name], tuple(attributes)))
            object.__delattr__(self, name)

    def _put_back(self, name: str, value: object, names: tuple[str, ...]) -> None:
        attributes = self.__dict__
        attributes[name] = value
        for other in names[names.index(name) + 1 :]:
            if other in attributes:
                attributes[other] = attributes.pop(other)

    def _members(self) -> Iterable[object]:
        return self.__dict__.values()
