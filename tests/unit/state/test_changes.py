"""What has changed since a checkpoint, by container."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from localstack.state import BaseStore, CrossAccountAttribute, LocalAttribute, Map, Queue, Record, SortedMap
from localstack.state.changes import Change, changes_since
from localstack.state.realm import Realm

ACCOUNT, EAST = "111122223333", "us-east-1"


@dataclass(eq=False)
class Shelf(Record):
    label: str
    books: Map[str, str] = field(default_factory=Map)
    returned: Queue[str] = field(default_factory=Queue)


class LibraryStore(BaseStore):
    shelves: LocalAttribute[SortedMap[str, Shelf]] = LocalAttribute(SortedMap)
    motto = LocalAttribute("")
    members: CrossAccountAttribute[Map[tuple[str, int], str]] = CrossAccountAttribute(Map)


@pytest.fixture
def realm() -> Realm:
    return Realm()


@pytest.fixture
def store(realm: Realm) -> LibraryStore:
    store = realm.store("library", LibraryStore, ACCOUNT, EAST)
    store.shelves["history"] = Shelf("H", Map([("rome", "Gibbon")]))
    store.shelves["poetry"] = Shelf("P")
    return store


def told(realm: Realm, depth: int) -> list[str]:
    return [_line(change) for change in changes_since(realm, depth)]


def _line(change: Change) -> str:
    signs = (("+", change.added), ("~", change.changed), ("-", change.removed))
    keys = ", ".join(f"{sign} {key}" for sign, keys in signs for key in keys)
    return f"{' '.join(filter(None, (change.service, change.where, change.container)))}: {keys}"


def test_keys_are_told_by_container(realm: Realm, store: LibraryStore) -> None:
    depth = realm.checkpoint()

    store.shelves["law"] = Shelf("L")
    del store.shelves["poetry"]
    store.shelves["history"].label = "HI"
    store.shelves["history"].books["rome"] = "Mommsen"
    store.shelves["history"].returned.append("greece")
    store.members["ada", 1] = "secret"

    assert told(realm, depth) == [
        "library 111122223333 us-east-1 shelves: + law, - poetry",
        "library 111122223333 us-east-1 shelves[history]: ~ label",
        "library 111122223333 us-east-1 shelves[history].books: ~ rome",
        "library 111122223333 us-east-1 shelves[history].returned: ~ 1 entries",
        "library members: + ada 1",
    ]


def test_what_was_taken_back_is_no_change(realm: Realm, store: LibraryStore) -> None:
    depth = realm.checkpoint()

    store.shelves["law"] = Shelf("L")
    del store.shelves["law"]
    store.shelves["history"].label = "HI"
    store.shelves["history"].label = "H"

    assert told(realm, depth) == []


def test_what_is_inside_something_new_is_told_by_that_alone(realm: Realm, store: LibraryStore) -> None:
    depth = realm.checkpoint()

    store.shelves["law"] = Shelf("L")
    store.shelves["law"].label = "LA"
    store.shelves["law"].books["codex"] = "Justinian"

    assert told(realm, depth) == ["library 111122223333 us-east-1 shelves: + law"]


def test_the_first_look_at_a_store_is_no_change(realm: Realm) -> None:
    depth = realm.checkpoint()

    store = realm.store("library", LibraryStore, ACCOUNT, EAST)
    assert not store.shelves
    store.motto = "tace"

    assert told(realm, depth) == ["library 111122223333 us-east-1: + motto"]


def test_emptying_removes_every_key(realm: Realm, store: LibraryStore) -> None:
    depth = realm.checkpoint()

    store.shelves["law"] = Shelf("L")
    store.shelves.clear()
    store.shelves["poetry"] = Shelf("P")

    assert told(realm, depth) == ["library 111122223333 us-east-1 shelves: ~ poetry, - history"]


def test_an_inner_checkpoint_tells_its_own(realm: Realm, store: LibraryStore) -> None:
    realm.checkpoint()
    store.motto = "outer"
    depth = realm.checkpoint()

    store.shelves["history"].books["greece"] = "Grote"

    assert told(realm, depth) == ["library 111122223333 us-east-1 shelves[history].books: + greece"]


def test_a_checkpoint_that_is_not_open_is_refused(realm: Realm) -> None:
    with pytest.raises(ValueError, match="checkpoint 0 is not open"):
        changes_since(realm, 0)
