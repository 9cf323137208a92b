"""Pages of keys and entries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from localstack_providers.s3 import errors, listing
from localstack_providers.s3.listing import Page, list_entries, list_page

from localstack.state import SortedMap

KEYS = ("a", "b/1", "b/2", "b/c/3", "b0", "c/4", "d")


class Keys:
    """A sorted map of keys that counts the keys it hands out."""

    def __init__(self, *keys: str) -> None:
        self._map = SortedMap((key, None) for key in keys)
        self.walked = 0

    def __call__(self, start: str | None, inclusive: bool) -> Iterator[str]:
        for key in self._map.keys_from(start, inclusive=inclusive):
            self.walked += 1
            yield key


def list_keys(
    prefix: str = "", delimiter: str = "", marker: str = "", limit: int = 1000, keys: tuple[str, ...] = KEYS
) -> Page:
    return list_page(Keys(*keys), prefix, delimiter, marker, limit)


@pytest.mark.parametrize(
    ("prefix", "delimiter", "marker", "keys", "common_prefixes"),
    [
        ("", "", "", list(KEYS), []),
        ("b", "", "", ["b/1", "b/2", "b/c/3", "b0"], []),
        ("", "/", "", ["a", "b0", "d"], ["b/", "c/"]),
        ("b/", "/", "", ["b/1", "b/2"], ["b/c/"]),
        ("b", "/", "", ["b0"], ["b/"]),
        ("", "/", "a", ["b0", "d"], ["b/", "c/"]),
        ("", "/", "b/", ["b0", "d"], ["c/"]),
        ("", "/", "b/1", ["b0", "d"], ["c/"]),
        ("b/", "/", "b/1", ["b/2"], ["b/c/"]),
        ("b/", "", "a", ["b/1", "b/2", "b/c/3"], []),
        ("b/", "", "c", [], []),
        ("x", "/", "", [], []),
        ("", "/c", "", ["a", "b/1", "b/2", "b0", "c/4", "d"], ["b/c"]),
    ],
)
def test_a_page_holds_keys_and_common_prefixes_after_the_marker(
    prefix: str, delimiter: str, marker: str, keys: list[str], common_prefixes: list[str]
) -> None:
    page = list_keys(prefix, delimiter, marker)

    assert (page.keys, page.common_prefixes, page.is_truncated) == (keys, common_prefixes, False)


@pytest.mark.parametrize("delimiter", ["", "/"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_one_after_the_other_hold_what_one_page_holds(delimiter: str, limit: int) -> None:
    keys, common_prefixes, marker, more = [], [], "", True

    while more:
        page = list_keys(delimiter=delimiter, marker=marker, limit=limit)
        keys += page.keys
        common_prefixes += page.common_prefixes
        marker, more = page.last, page.is_truncated

    whole = list_keys(delimiter=delimiter)
    assert (keys, common_prefixes) == (whole.keys, whole.common_prefixes)


def test_a_page_that_ends_with_the_last_entry_is_not_truncated() -> None:
    assert not list_keys(delimiter="/", limit=5).is_truncated
    assert list_keys(delimiter="/", limit=4).is_truncated


def test_no_keys_are_asked_for_and_none_are_given() -> None:
    page = list_keys(limit=0)

    assert (page.keys, page.is_truncated) == ([], False)


def test_keys_below_a_common_prefix_are_not_walked() -> None:
    keys = Keys(*(f"a/{number}" for number in range(1000)), "b")

    page = list_page(keys, "", "/", "", 1000)

    assert (page.common_prefixes, page.keys) == (["a/"], ["b"])
    assert keys.walked < 5


def test_keys_are_in_the_order_of_their_utf_8_bytes() -> None:
    keys = ("\ue000", "\U00010000", "z", "Z", "é")

    assert list_keys(keys=keys).keys == sorted(keys, key=str.encode)


def test_the_highest_character_can_end_a_common_prefix() -> None:
    highest = "\U0010ffff"

    page = list_keys(delimiter=highest, keys=("a" + highest + "1", "a" + highest + "2", "b"))

    assert (page.common_prefixes, page.keys) == (["a" + highest], ["b"])


def test_entries_go_on_within_the_key_of_the_marker() -> None:
    entries = {"a": [1, 2, 3], "b": [4]}

    page = list_entries(Keys(*entries), entries.__getitem__, "", "", "a", [2, 3], 2)

    assert page.entries == [("a", 2), ("a", 3)]
    assert (page.is_truncated, page.last_key, page.last_entry) == (True, "a", 3)


def test_entries_below_a_common_prefix_are_rolled_up() -> None:
    entries = {"a/1": [1, 2], "b": [3]}

    page = list_entries(Keys(*entries), entries.__getitem__, "", "/", "", (), 1)

    assert (page.entries, page.common_prefixes) == ([], ["a/"])
    assert (page.is_truncated, page.last_key, page.last_entry) == (True, "a/", None)


@pytest.mark.parametrize(
    ("key", "encoded"),
    [
        ("plain/key-1_2.txt*", "plain/key-1_2.txt*"),
        ("date=2026-01-01/", "date%3D2026-01-01/"),
        ("test key//", "test+key//"),
        ("file%2Fname", "file%252Fname"),
        ("a/\U0001f600/", "a/%F0%9F%98%80/"),
        ("x~y+z", "x%7Ey%2Bz"),
    ],
)
def test_keys_are_encoded_as_s3_does(key: str, encoded: str) -> None:
    assert listing.text_encoder("url")(key) == encoded
    assert listing.text_encoder(None)(key) == key


@pytest.mark.parametrize("encoding_type", ["", "value", "URL"])
def test_there_is_no_other_encoding(encoding_type: str) -> None:
    with pytest.raises(errors.InvalidArgument, match="Invalid Encoding Method"):
        listing.text_encoder(encoding_type)


def test_a_token_gives_back_where_a_page_ended() -> None:
    assert listing.read_token(listing.make_token("a/é b")) == "a/é b"


@pytest.mark.parametrize("token", ["", "abc", "!!!!", "YWJj"])
def test_a_token_that_was_not_given_out_is_refused(token: str) -> None:
    with pytest.raises(errors.InvalidArgument, match="continuation token provided is incorrect"):
        listing.read_token(token)


@pytest.mark.parametrize(("requested", "size"), [(None, 1000), (0, 0), (7, 7), (5000, 1000)])
def test_a_page_has_at_most_a_thousand_entries(requested: int | None, size: int) -> None:
    assert listing.page_size(requested, "max-keys") == size


def test_a_negative_page_size_is_refused() -> None:
    with pytest.raises(errors.InvalidArgument) as raised:
        listing.page_size(-1, "max-keys")

    assert raised.value.members == {"ArgumentName": "max-keys", "ArgumentValue": -1}
