"""Realms: independent of each other, emptied by service and account, restored with their pending work."""

from __future__ import annotations

from dataclasses import dataclass

from localstack.state import BaseStore, CrossAccountAttribute, LocalAttribute, Map
from localstack.state.realm import Realm

ACCOUNT, OTHER, EAST = "000000000000", "111111111111", "us-east-1"


class ShelfStore(BaseStore):
    books = LocalAttribute(Map[str, str])


@dataclass(frozen=True)
class Errand:
    """A piece of pending work as the realm knows it."""

    service: str
    account_id: str = ACCOUNT


def shelf(realm: Realm, service: str = "library") -> ShelfStore:
    return realm.store(service, ShelfStore, ACCOUNT, EAST)


def test_realms_know_nothing_of_each_other() -> None:
    one, other = Realm(), Realm()
    shelf(one).books["key"] = "one"
    depth = one.checkpoint()
    shelf(one).books["key"] = "changed"
    shelf(other).books["key"] = "other"

    one.restore(depth)

    assert shelf(one).books["key"] == "one"
    assert shelf(other).books["key"] == "other"


def test_a_reset_of_one_service_leaves_the_others() -> None:
    realm = Realm()
    for sequence, service in enumerate(["library", "archive"]):
        shelf(realm, service).books["key"] = "value"
        realm.pending[1.0, sequence] = Errand(service)
    realm.issued_keys["key"] = ACCOUNT

    realm.reset("library")

    assert "key" not in shelf(realm, "library").books
    assert "key" in shelf(realm, "archive").books
    assert list(realm.pending.values()) == [Errand("archive")]
    assert dict(realm.issued_keys) == {"key": ACCOUNT}


def test_a_reset_of_one_account_leaves_the_others() -> None:
    realm = Realm()
    for sequence, account in enumerate([ACCOUNT, OTHER]):
        realm.store("library", ShelfStore, account, EAST).books["key"] = "value"
        realm.pending[1.0, sequence] = Errand("library", account)
        realm.issued_keys[f"key of {account}"] = account

    realm.reset(account_id=ACCOUNT)

    assert "key" not in realm.store("library", ShelfStore, ACCOUNT, EAST).books
    assert "key" in realm.store("library", ShelfStore, OTHER, EAST).books
    assert list(realm.pending.values()) == [Errand("library", OTHER)]
    assert dict(realm.issued_keys) == {f"key of {OTHER}": OTHER}


def test_an_account_takes_what_it_shares_with_it() -> None:
    class CatalogueStore(BaseStore):
        titles = CrossAccountAttribute[Map[str, str]](Map)

        def drop_shared(self) -> None:
            for title, owner in self.titles.items():
                if owner == self.account_id:
                    del self.titles[title]

    realm = Realm()
    for account in (ACCOUNT, OTHER):
        realm.store("catalogue", CatalogueStore, account, EAST).titles[f"title of {account}"] = account

    realm.reset("catalogue", ACCOUNT)

    titles = realm.store("catalogue", CatalogueStore, OTHER, EAST).titles
    assert dict(titles) == {f"title of {OTHER}": OTHER}


def test_a_whole_reset_is_undone_by_restoring() -> None:
    realm = Realm()
    shelf(realm).books["key"] = "value"
    realm.pending[1.0, 1] = Errand("library")
    realm.issued_keys["key"] = ACCOUNT
    depth = realm.checkpoint()
    realm.reset()
    assert len(realm.pending) == len(realm.issued_keys) == len(shelf(realm).books) == 0

    realm.restore(depth)

    assert dict(shelf(realm).books) == {"key": "value"}
    assert dict(realm.pending) == {(1.0, 1): Errand("library")}
    assert dict(realm.issued_keys) == {"key": ACCOUNT}


def test_a_service_first_used_under_a_checkpoint_is_empty_after_it() -> None:
    realm = Realm()
    depth = realm.checkpoint()
    shelf(realm).books["key"] = "value"

    realm.restore(depth)

    assert dict(shelf(realm).books) == {}


def test_each_checkpoint_restore_and_reset_begins_a_generation() -> None:
    realm = Realm()
    generations = [realm.generation]

    depth = realm.checkpoint()
    generations.append(realm.generation)
    realm.reset()
    generations.append(realm.generation)
    realm.restore(depth)
    generations.append(realm.generation)

    assert generations == sorted(set(generations))
