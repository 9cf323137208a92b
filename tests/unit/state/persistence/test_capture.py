"""A realm's state as records, and back: what was one object is one again, and nothing is half loaded."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from localstack.background import Work
from localstack.state.blobs import Blob
from localstack.state.persistence import StateError
from localstack.state.persistence.capture import Owner, capture, restore
from localstack.state.persistence.folder import SavedService, SavedState
from localstack.state.realm import Realm
from tests.unit.state.persistence.library import PACKAGE, VALUES, Book, LibraryStore, owner

ACCOUNT, OTHER, EAST, WEST = "000000000000", "111111111111", "us-east-1", "us-west-2"
CLOCK = (60.0, 1.5)


def library(realm: Realm, account: str = ACCOUNT, region: str = EAST) -> LibraryStore:
    return realm.store("library", LibraryStore, account, region)


def moved(realm: Realm) -> Realm:
    """Give another realm with the state of one, as files would hold it."""
    saved = capture(realm, CLOCK, owner)
    services = {
        name: dataclasses.replace(service, records=json.loads(json.dumps(service.records)))
        for name, service in saved.services.items()
    }
    other = Realm()
    restore(other, SavedState(CLOCK, services), owner)
    return other


def test_values_are_there_again() -> None:
    realm = Realm()
    library(realm).values.update(VALUES)

    assert dict(library(moved(realm)).values) == VALUES


def test_every_account_and_region_has_its_own() -> None:
    realm = Realm()
    for account, region in ((ACCOUNT, EAST), (ACCOUNT, WEST), (OTHER, EAST)):
        store = library(realm, account, region)
        store.motto = f"{account} {region}"
        store.members[account] = region
        store.catalogue[account] = "listed"

    other = moved(realm)

    assert library(other, ACCOUNT, WEST).motto == f"{ACCOUNT} {WEST}"
    assert library(other, OTHER, EAST).motto == f"{OTHER} {EAST}"
    assert dict(library(other, ACCOUNT, EAST).members) == {ACCOUNT: WEST}
    assert dict(library(other, OTHER, WEST).members) == {OTHER: EAST}
    assert dict(library(other, OTHER, WEST).catalogue) == {ACCOUNT: "listed", OTHER: "listed"}


def test_what_was_one_object_is_one_again() -> None:
    realm = Realm()
    first, second = Book("first"), Book("second")
    first.sequel, second.sequel = second, first
    library(realm).books["first"] = first
    library(realm).lent["hall", 1] = first

    store = library(moved(realm))

    assert store.books["first"] is store.lent["hall", 1]
    assert store.books["first"].sequel is not None
    assert store.books["first"].sequel.title == "second"
    assert store.books["first"].sequel.sequel is store.books["first"]


def test_containers_keep_their_order() -> None:
    realm = Realm()
    book = Book("book")
    for number in (3, 1, 2):
        library(realm).lent["hall", number] = book
        library(realm).books[str(number)] = book
        book.readers.append(str(number))

    store = library(moved(realm))

    assert [number for _, number in store.lent] == [3, 1, 2]
    assert list(store.books) == ["1", "2", "3"]
    assert list(store.books["1"].readers) == ["3", "1", "2"]


def test_what_is_loaded_is_undone_by_a_checkpoint() -> None:
    realm, other = Realm(), Realm()
    library(realm).books["saved"] = Book("saved")
    library(other).books["before"] = Book("before")
    depth = other.checkpoint()
    restore(other, capture(realm, CLOCK, owner), owner)
    library(other).books["saved"].title = "changed"

    other.restore(depth)

    assert list(library(other).books) == ["before"]


def test_what_is_loaded_is_journaled() -> None:
    realm = Realm()
    library(realm).books["saved"] = Book("saved")
    other = moved(realm)
    depth = other.checkpoint()
    library(other).books["saved"].title = "changed"
    library(other).books["saved"].readers.append("ann")

    other.restore(depth)

    book = library(other).books["saved"]
    assert (book.title, list(book.readers)) == ("saved", [])


def test_content_goes_along_once() -> None:
    realm = Realm()
    blob = Blob.of(b"content", "md5")
    library(realm).scans.update({"front": blob, "back": blob})

    store = library(moved(realm))

    assert store.scans["front"] is store.scans["back"]
    assert (store.scans["front"].read(), store.scans["front"].digests) == (b"content", blob.digests)


def test_pending_work_and_issued_keys_go_along() -> None:
    realm = Realm()
    work = Work(7.5, 3, "library", "remind", {"reader": "ann"}, ACCOUNT, EAST)
    realm.pending[7.5, 3] = work
    realm.issued_keys["AKIA"] = OTHER

    other = moved(realm)

    assert dict(other.pending) == {(7.5, 3): work}
    assert dict(other.issued_keys) == {"AKIA": OTHER}


def test_what_is_not_saved_is_gone_after_loading() -> None:
    realm = Realm()
    realm.issued_keys["old"] = ACCOUNT
    library(realm).motto = "old"

    restore(realm, capture(Realm(), CLOCK, owner), owner)

    assert (library(realm).motto, dict(realm.issued_keys)) == ("", {})


def test_what_cannot_be_saved_is_named_with_its_service() -> None:
    realm = Realm()
    library(realm).values["key"] = print

    with pytest.raises(StateError, match=r"the state of library cannot be saved: .*builtin_function"):
        capture(realm, CLOCK, owner)


def test_a_container_inside_a_value_is_refused() -> None:
    realm = Realm()
    library(realm).values["shelf"] = (Book("hidden"),)

    with pytest.raises(StateError, match=r"a value holds the container .*put it into a Map, Queue or Record"):
        capture(realm, CLOCK, owner)


class TestSchema:
    def test_an_older_one_is_migrated_step_by_step(self) -> None:
        realm = Realm()
        library(realm).motto = "1"

        def migrate(schema: int, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
            for record in records:
                record["items"] = [
                    [key, f"{value} {schema + 1}" if key == "motto" else value]
                    for key, value in record["items"]
                ]
            return records

        restore(realm, capture(realm, CLOCK, owner), lambda _: Owner(PACKAGE, LibraryStore, 3, migrate))

        assert library(realm).motto == "1 2 3"

    def test_a_newer_one_is_refused(self) -> None:
        realm = Realm()
        library(realm).motto = "new"
        saved = capture(realm, CLOCK, lambda name: owner(name, schema=2))
        library(realm).motto = "kept"

        with pytest.raises(StateError, match=r"library follows schema 2, of a later release.*another folder"):
            restore(realm, saved, owner)

        assert library(realm).motto == "kept"

    def test_one_without_a_way_to_the_present_is_refused(self) -> None:
        def stuck(schema: int, _: list[dict[str, Any]]) -> list[dict[str, Any]]:
            raise StateError(f"no migration from schema {schema}")

        realm = Realm()
        library(realm).motto = "old"

        with pytest.raises(StateError, match="library cannot be read: no migration from schema 1"):
            restore(realm, capture(realm, CLOCK, owner), lambda _: Owner(PACKAGE, LibraryStore, 2, stuck))


@pytest.mark.parametrize(
    "records",
    [
        [],
        [{"id": 0}],
        [{"id": number, "kind": "heap", "items": []} for number in range(3)],
        [{"id": number, "kind": "map", "items": [["books", {"$ref": 9}]]} for number in range(3)],
        [
            {"id": number, "kind": "record", "class": "library:Edition", "attributes": {}}
            for number in range(3)
        ],
        [{"id": number, "kind": "map", "items": [["scan", {"$blob": [7, 1, {}]}]]} for number in range(3)],
        [{"id": number, "kind": "map", "items": [[["list"], 1]]} for number in range(3)],
    ],
    ids=["none", "no kind", "kind", "reference", "no record", "blob", "key"],
)
def test_records_that_make_no_sense_change_nothing(records: list[dict[str, Any]]) -> None:
    realm = Realm()
    library(realm).motto = "kept"
    saved = capture(realm, CLOCK, owner)

    with pytest.raises(StateError, match="the state of library cannot be read"):
        restore(realm, SavedState(CLOCK, {**saved.services, "library": SavedService(1, records)}), owner)

    assert library(realm).motto == "kept"
