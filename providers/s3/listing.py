"""Pages of keys: prefix, delimiter, markers, common prefixes, and the text forms they travel in.

A page costs what it holds: a common prefix is passed with one look-up, however many keys are below it.
"""

from __future__ import annotations

import base64
import binascii
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar
from urllib.parse import quote_plus

from . import errors

E = TypeVar("E")
MAX_PAGE: Final = 1000
KeysFrom = Callable[[str | None, bool], Iterator[str]]
"""Walks keys in order from a start, which is the first one or the one before the first."""

_UNCHANGED_BY_ENCODING = re.compile(r"[A-Za-z0-9_.*/-]*")
_TOKEN_MARK = b"1"


@dataclass
class Page:
    """One page of a listing.

    :ivar last: the last key or common prefix on it, `""` when it is empty.
    """

    keys: list[str] = field(default_factory=list)
    common_prefixes: list[str] = field(default_factory=list)
    is_truncated: bool = False
    last: str = ""

    def __len__(self) -> int:
        return len(self.keys) + len(self.common_prefixes)


def list_page(keys_from: KeysFrom, prefix: str, delimiter: str, marker: str, limit: int) -> Page:
    """List the keys and common prefixes after a marker, at most `limit` of them together.

    A common prefix that the marker is in, or is, counts as listed.
    """
    page = Page()
    if limit == 0:
        return page
    for key, common_prefix in _walk(keys_from, prefix, delimiter, marker):
        if len(page) == limit:
            page.is_truncated = True
            break
        page.last = common_prefix or key
        (page.common_prefixes if common_prefix else page.keys).append(page.last)
    return page


@dataclass
class EntryPage(Generic[E]):
    """One page of a listing with several entries a key.

    :ivar entries: with their keys.
    :ivar last_key: of the last entry, or the last common prefix.
    :ivar last_entry: `None` when a common prefix is last.
    """

    entries: list[tuple[str, E]] = field(default_factory=list)
    common_prefixes: list[str] = field(default_factory=list)
    is_truncated: bool = False
    last_key: str = ""
    last_entry: E | None = None


def list_entries(
    keys_from: KeysFrom,
    entries_of: Callable[[str], Iterable[E]],
    prefix: str,
    delimiter: str,
    marker: str,
    rest: Iterable[E],
    limit: int,
) -> EntryPage[E]:
    """List the entries and common prefixes after a marker, at most `limit` of them together.

    :param entries_of: gives the entries of a key in order.
    :param rest: those of the marker's own key that are still to be listed.
    """
    page: EntryPage[E] = EntryPage()
    if limit == 0:
        return page
    for key, common_prefix, entry in _walk_entries(keys_from, entries_of, prefix, delimiter, marker, rest):
        if len(page.entries) + len(page.common_prefixes) == limit:
            page.is_truncated = True
            break
        page.last_key, page.last_entry = common_prefix or key, entry
        if entry is None:
            page.common_prefixes.append(common_prefix)
        else:
            page.entries.append((key, entry))
    return page


def _walk_entries(
    keys_from: KeysFrom,
    entries_of: Callable[[str], Iterable[E]],
    prefix: str,
    delimiter: str,
    marker: str,
    rest: Iterable[E],
) -> Iterator[tuple[str, str, E | None]]:
    if marker.startswith(prefix) and not common_prefix_of(marker, prefix, delimiter):
        for entry in rest:
            yield marker, "", entry
    for key, common_prefix in _walk(keys_from, prefix, delimiter, marker):
        if common_prefix:
            yield key, common_prefix, None
        else:
            for entry in entries_of(key):
                yield key, "", entry


def common_prefix_of(key: str, prefix: str, delimiter: str) -> str:
    """Give what a key is rolled up into, or `""`."""
    end = key.find(delimiter, len(prefix)) if delimiter else -1
    return key[: end + len(delimiter)] if end >= 0 else ""


def after_prefix(prefix: str) -> str | None:
    """Give the first text that comes after every key with a prefix, or `None` when there is none."""
    stem = prefix.rstrip(chr(sys.maxunicode))
    return stem[:-1] + chr(ord(stem[-1]) + 1) if stem else None


def _walk(keys_from: KeysFrom, prefix: str, delimiter: str, marker: str) -> Iterator[tuple[str, str]]:
    start: str | None = prefix
    inclusive = True
    if marker >= prefix:
        listed = common_prefix_of(marker, prefix, delimiter) if marker.startswith(prefix) else ""
        start, inclusive = (after_prefix(listed), True) if listed else (marker, False)
    while start is not None:
        for key in keys_from(start, inclusive):
            if not key.startswith(prefix):
                return
            common_prefix = common_prefix_of(key, prefix, delimiter)
            yield key, common_prefix
            if common_prefix:
                start, inclusive = after_prefix(common_prefix), True
                break
        else:
            return


def page_size(requested: int | None, argument: str) -> int:
    """Give how many entries a page may have.

    :raises InvalidArgument: when the request asks for a negative number.
    """
    if requested is None:
        return MAX_PAGE
    if not 0 <= requested <= 2147483647:
        raise errors.InvalidArgument(
            f"Argument {argument} must be an integer between 0 and 2147483647",
            ArgumentName=argument,
            ArgumentValue=requested,
        )
    return min(requested, MAX_PAGE)


def text_encoder(encoding_type: str | None) -> Callable[[str], str]:
    """Give the function that writes keys and prefixes as an `encoding-type` asks.

    :raises InvalidArgument: when there is no such encoding type.
    """
    if encoding_type is None:
        return str
    if encoding_type != "url":
        raise errors.InvalidArgument(
            "Invalid Encoding Method specified in Request",
            ArgumentName="encoding-type",
            ArgumentValue=encoding_type,
        )
    return encode_url


def encode_url(text: str) -> str:
    """Write text as S3 does for `encoding-type=url`: slashes stay, spaces become plus signs."""
    if _UNCHANGED_BY_ENCODING.fullmatch(text):
        return text
    return quote_plus(text, safe="/*").replace("~", "%7E")


def make_token(last: str) -> str:
    """Make the continuation token after a page from its last entry."""
    return base64.urlsafe_b64encode(_TOKEN_MARK + last.encode("utf-8", "surrogatepass")).decode()


def read_token(token: str) -> str:
    """Give the last entry of the page that a continuation token follows.

    :raises InvalidArgument: when no listing gave this token out.
    """
    try:
        content = base64.b64decode(token, altchars=b"-_", validate=True)
        if content.startswith(_TOKEN_MARK):
            return content[len(_TOKEN_MARK) :].decode("utf-8", "surrogatepass")
    except (binascii.Error, ValueError):
        pass
    raise errors.InvalidArgument(
        "The continuation token provided is incorrect", ArgumentName="continuation-token"
    )
