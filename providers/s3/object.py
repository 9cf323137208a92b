"""Object versions and delete markers: values that a bucket replaces, never changes.

A version is either one::

    Version
    ├── ObjectVersion    content, metadata, tags
    └── DeleteMarker     says that the key was deleted
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from localstack.state.blobs import Blob

from .acl import Acl
from .checksums import Checksum
from .encryption import OWN, Encryption
from .object_lock import UNLOCKED, Lock
from .restore import Restore

NULL: Final = "null"
"""The version id of what was written while versioning was not enabled."""

ARCHIVED: Final = frozenset({"GLACIER", "DEEP_ARCHIVE"})
"""The storage classes whose objects have to be restored before they are read."""


NOTHING: Final[Mapping[str, str]] = {}
"""What most objects have for metadata and tags; one for all of them takes no memory."""


@lru_cache(maxsize=128)
def only_type(content_type: str) -> Mapping[str, Any]:
    """Give the system metadata of an object that has a content type and nothing else, shared by all of that type."""
    return {"ContentType": content_type}


class ObjectPart(NamedTuple):
    """What remains of a part once its upload is complete."""

    number: int
    size: int
    checksum: Checksum | None


class ObjectVersion(NamedTuple):
    """One version of an object.

    :ivar etag: without quotes.
    :ivar last_modified: in whole seconds.
    :ivar metadata: user metadata as it is given back.
    :ivar headers: the system metadata that is set, by the names of the API's members.
    :ivar tags: by key.
    :ivar parts: of a multipart upload, in order.
    :ivar acl: `None` when nothing is granted to anybody but the bucket's owner.
    :ivar lock: what protects it from being removed.
    :ivar restore: of an archived object that is being restored, or has been.
    :ivar replication: how far its copies are, or that it is one; `""` when no rule is about it.
    """

    key: str
    version_id: str
    content: Blob
    etag: str
    last_modified: datetime
    metadata: Mapping[str, str]
    headers: Mapping[str, Any]
    storage_class: str
    checksum: Checksum
    tags: Mapping[str, str]
    parts: tuple[ObjectPart, ...] = ()
    acl: Acl | None = None
    encryption: Encryption = OWN
    lock: Lock = UNLOCKED
    restore: Restore | None = None
    replication: str = ""

    @property
    def size(self) -> int:
        """The size of the content in bytes."""
        return self.content.size

    @property
    def is_archived(self) -> bool:
        """Whether the content has to be restored before it is read."""
        return self.storage_class in ARCHIVED and (self.restore is None or self.restore.expires is None)

    def part_range(self, number: int) -> tuple[int, int]:
        """Give where a part starts and ends in the content; the end is exclusive.

        :raises LookupError: when there is no such part.
        """
        if not self.parts and number == 1:
            return 0, self.size
        start = 0
        for position, part in enumerate(self.parts, 1):
            if position == number:
                return start, start + part.size
            start += part.size
        raise LookupError(number)


class DeleteMarker(NamedTuple):
    """A version without content, on top of those a deletion hides."""

    key: str
    version_id: str
    last_modified: datetime


Version = ObjectVersion | DeleteMarker
