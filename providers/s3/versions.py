"""The versions of a bucket's keys.

For every key the live version, if its latest version is one, is in one sorted map, and all its other versions
are in another, newest first. So reading and listing what is live costs the same with and without versioning,
and a bucket that never was versioned has no second map to keep.
"""

from __future__ import annotations

import string
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from typing import Final

from localstack.ids import Ids
from localstack.state import Record, SortedMap

from .object import NULL, DeleteMarker, ObjectVersion, Version

ALPHABET: Final = "".join(sorted("._" + string.digits + string.ascii_letters))
"""The letters of ids, in the order in which text sorts."""
SEQUENCE_SIZE: Final = 6
RANDOM_SIZE: Final = 22
CHECK_SIZE: Final = 4
NEWEST_FIRST: Final = 64**SEQUENCE_SIZE - 1


def make_version_id(sequence: int, ids: Ids) -> str:
    """Make a version id: where it stands among the bucket's, random characters, and a check of both.

    S3 tells its own version ids from others too, and goes on from one in a listing after it was deleted.
    """
    body = encode(NEWEST_FIRST - sequence, SEQUENCE_SIZE) + ids.alphanumeric(RANDOM_SIZE, ALPHABET)
    return body + _check(body)


def is_version_id(text: str) -> bool:
    """Tell whether text is a version id that a bucket may have given out."""
    return text == NULL or text[-CHECK_SIZE:] == _check(text[:-CHECK_SIZE])


def is_after(version_id: str, marker: str) -> bool:
    """Tell whether a version id comes after another in a listing: whether it is older."""
    return NULL not in (version_id, marker) and version_id[:SEQUENCE_SIZE] > marker[:SEQUENCE_SIZE]


def encode(number: int, size: int) -> str:
    """Write a number so that its text sorts like it."""
    return "".join(ALPHABET[number >> 6 * position & 63] for position in range(size - 1, -1, -1))


def _check(body: str) -> str:
    return encode(zlib.crc32(body.encode()) & 0xFFFFFF, CHECK_SIZE)


@dataclass(eq=False)
class Versions(Record):
    """All versions of all keys of one bucket.

    :ivar live: the latest version of each key that is not deleted.
    :ivar others: every other version by key, newest first; they start with the delete marker if the latest is one.
    :ivar sequence: counts the ids given out.
    """

    live: SortedMap[str, ObjectVersion] = field(default_factory=SortedMap)
    others: SortedMap[str, tuple[Version, ...]] = field(default_factory=SortedMap)
    sequence: int = 0

    def __bool__(self) -> bool:
        return bool(self.live) or bool(self.others)

    def next_version_id(self, ids: Ids) -> str:
        """Give out a version id."""
        self.sequence += 1
        return make_version_id(self.sequence, ids)

    def latest(self, key: str) -> Version | None:
        """Give the latest version of a key, live or a delete marker."""
        live = self.live.get(key)
        if live is not None:
            return live
        others = self.others.get(key)
        return others[0] if others else None

    def of_key(self, key: str) -> tuple[Version, ...]:
        """Give all versions of a key, newest first."""
        live, others = self.live.get(key), self.others.get(key, ())
        return others if live is None else (live, *others)

    def find(self, key: str, version_id: str) -> Version | None:
        """Give a version of a key."""
        live = self.live.get(key)
        if live is not None and live.version_id == version_id:
            return live
        return next((other for other in self.others.get(key, ()) if other.version_id == version_id), None)

    def put(self, version: ObjectVersion) -> None:
        """Make a version the latest of its key; a null version takes the place of the one before it."""
        key, old = version.key, self.live.get(version.key)
        if version.version_id == NULL and self.others:
            self._drop_null(key)
        if old is not None and not old.version_id == version.version_id == NULL:
            self._set_others(key, (old, *self.others.get(key, ())))
        self.live[key] = version

    def mark_deleted(self, marker: DeleteMarker) -> None:
        """Put a delete marker on top of a key's versions; a null one takes the place of the null version."""
        key = marker.key
        if marker.version_id == NULL:
            self._drop_null(key)
        old = self.live.pop(key, None)
        hidden = () if old is None or old.version_id == marker.version_id == NULL else (old,)
        self._set_others(key, (marker, *hidden, *self.others.get(key, ())))

    def remove(self, key: str, version_id: str = NULL) -> Version | None:
        """Remove one version for good; the next older one becomes the latest.

        :returns: what was removed, or `None` when there is no such version.
        """
        removed = self.find(key, version_id)
        if removed is not None:
            self._set_all(key, tuple(version for version in self.of_key(key) if version is not removed))
        return removed

    def replace(self, old: Version, new: ObjectVersion) -> None:
        """Put a changed version where it was."""
        if self.live.get(old.key) is old:
            self.live[old.key] = new
        else:
            others = self.others[old.key]
            self.others[old.key] = tuple(new if other is old else other for other in others)

    def keys_from(self, start: str | None, inclusive: bool) -> Iterator[str]:
        """Walk the keys that have any version, in order."""
        last = None
        for key in merge(
            self.live.keys_from(start, inclusive=inclusive), self.others.keys_from(start, inclusive=inclusive)
        ):
            if key != last:
                yield key
            last = key

    def _drop_null(self, key: str) -> None:
        others = self.others.get(key)
        if others is not None:
            self._set_others(key, tuple(other for other in others if other.version_id != NULL))

    def _set_others(self, key: str, others: tuple[Version, ...]) -> None:
        if others:
            self.others[key] = others
        else:
            self.others.pop(key, None)

    def _set_all(self, key: str, versions: tuple[Version, ...]) -> None:
        if versions and isinstance(versions[0], ObjectVersion):
            self.live[key] = versions[0]
            self._set_others(key, versions[1:])
        else:
            self.live.pop(key, None)
            self._set_others(key, versions)
