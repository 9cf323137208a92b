"""Stores per account and region, their attributes' reach, and undoing what makes them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from localstack.state import (
    AccountRegionBundle,
    BaseStore,
    CrossAccountAttribute,
    CrossRegionAttribute,
    Journal,
    LocalAttribute,
    Map,
)

ACCOUNT, OTHER_ACCOUNT = "111111111111", "222222222222"
EAST, WEST = "us-east-1", "us-west-2"


class LibraryStore(BaseStore):
    books = LocalAttribute(Map[str, str])
    readers = CrossRegionAttribute(Map[str, str])
    names = CrossAccountAttribute(Map[str, str])
    opening_hour = LocalAttribute(9)


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def bundle(journal: Journal) -> AccountRegionBundle[LibraryStore]:
    return AccountRegionBundle("library", LibraryStore, journal)


Bundle = AccountRegionBundle[LibraryStore]


@pytest.mark.parametrize(
    ("attribute", "account_id", "region_name", "is_seen"),
    [
        ("books", ACCOUNT, EAST, True),
        ("books", ACCOUNT, WEST, False),
        ("books", OTHER_ACCOUNT, EAST, False),
        ("readers", ACCOUNT, WEST, True),
        ("readers", OTHER_ACCOUNT, EAST, False),
        ("names", OTHER_ACCOUNT, WEST, True),
    ],
)
def test_an_attribute_reaches_as_far_as_it_says(
    bundle: Bundle, attribute: str, account_id: str, region_name: str, is_seen: bool
) -> None:
    getattr(bundle.store(ACCOUNT, EAST), attribute)["key"] = "value"

    seen = getattr(bundle.store(account_id, region_name), attribute)

    assert ("key" in seen) is is_seen


def test_a_store_that_a_look_has_made_is_undone(bundle: Bundle, journal: Journal) -> None:
    depth = journal.checkpoint()
    assert dict(bundle.store(ACCOUNT, EAST).books) == {}

    journal.restore(depth)

    assert list(bundle.iter_stores()) == []


def test_an_attribute_that_a_look_has_made_is_undone(bundle: Bundle, journal: Journal) -> None:
    store = bundle.store(ACCOUNT, EAST)
    depth = journal.checkpoint()
    made = store.books

    journal.restore(depth)

    assert store.books is not made


def test_what_is_in_an_attribute_is_undone(bundle: Bundle, journal: Journal) -> None:
    store = bundle.store(ACCOUNT, EAST)
    store.names["kept"] = "kept"
    depth = journal.checkpoint()
    store.names["dropped"] = "dropped"
    store.readers["dropped"] = "dropped"
    store.opening_hour = 10

    journal.restore(depth)

    again = bundle.store(ACCOUNT, EAST)
    assert dict(again.names) == {"kept": "kept"}
    assert dict(again.readers) == {}
    assert again.opening_hour == 9


def test_a_reset_under_a_checkpoint_is_undone(bundle: Bundle, journal: Journal) -> None:
    store = bundle.store(ACCOUNT, EAST)
    store.books["b"], store.books["a"] = "1", "2"
    depth = journal.checkpoint()
    bundle.reset()
    bundle.store(ACCOUNT, EAST).books["c"] = "3"

    journal.restore(depth)

    assert list(bundle.store(ACCOUNT, EAST).books.items()) == [("b", "1"), ("a", "2")]


def test_stores_are_walked_oldest_first(bundle: Bundle) -> None:
    for account_id, region_name in [(OTHER_ACCOUNT, WEST), (ACCOUNT, EAST)]:
        bundle.store(account_id, region_name)

    walked = [(store.account_id, store.region_name) for store in bundle.iter_stores()]

    assert walked == [(OTHER_ACCOUNT, WEST), (ACCOUNT, EAST)]


@pytest.mark.parametrize("account_id", ["", "11111111111", "1111111111111", "11111111111x", "\u0661" * 12])
def test_an_account_id_has_twelve_digits(bundle: Bundle, account_id: str) -> None:
    with pytest.raises(ValueError, match="an account id has twelve digits"):
        bundle.store(account_id, EAST)


def test_two_threads_that_look_first_get_the_same_attribute(journal: Journal) -> None:
    got: list[Map[str, str]] = []

    def look(store: BaseStore) -> None:
        assert isinstance(store, Store)
        got.append(store.books)

    class Store(BaseStore):
        books = LocalAttribute[Map[str, str]](lambda: meddle(Map()))

    store = AccountRegionBundle("library", Store, journal).store(ACCOUNT, EAST)
    other = threading.Thread(target=look, args=(store,))
    begin: list[Callable[[], None]] = [other.start]

    def meddle(made: Map[str, str]) -> Map[str, str]:
        if begin:
            begin.pop()()
            other.join(0.05)
        return made

    look(store)
    other.join(5)

    assert got[0] is got[1] is store.books
