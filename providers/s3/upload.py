"""Multipart uploads: their parts, and what has to be right before they become an object.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Final, NamedTuple

from localstack.aws.api import s3 as api
from localstack.ids import Ids
from localstack.state import Record, SortedMap
from localstack.state.blobs import Blob

from . import checksums, errors
from .acl import Acl
from .checksums import COMPOSITE, DEFAULT_ALGORITHM, FULL_OBJECT, LINEAR, NO_CHECKSUM, Checksum, default_type
from .encryption import OWN, Encryption
from .object import ObjectPart
from .object_lock import UNLOCKED, Lock
from .versions import ALPHABET, encode

MIN_PART_SIZE: Final = 5 * 1024**2
MAX_PART_NUMBER: Final = 10000
UPLOAD_ID_SIZE: Final = 120


class Part(NamedTuple):
    """An uploaded part.

    :ivar checksum: of the upload's algorithm, or `None` when the upload has none.
    :ivar of_whole: what it adds to the checksum that S3 computes of the object when the upload has no algorithm.
    """

    number: int
    content: Blob
    etag: str
    last_modified: datetime
    checksum: Checksum | None
    of_whole: Checksum | None = None


class ClaimedPart(NamedTuple):
    """A part as the request to complete describes it.

    :ivar checksums: by algorithm.
    """

    number: int
    etag: str
    checksums: Mapping[str, str]


def make_upload_id(sequence: int, ids: Ids) -> str:
    """Make an upload id; they sort in the order in which they are made."""
    return encode(sequence, 6) + ids.alphanumeric(UPLOAD_ID_SIZE, ALPHABET)


@dataclass(eq=False)
class Upload(Record):
    """A multipart upload under way.

    :ivar initiator: an account id.
    :ivar metadata: of the object to be, as are headers, storage class, tags, ACL, encryption and lock.
    :ivar checksum_algorithm: `""` when none was asked for.
    :ivar replaces: what the key held at the beginning.
    """

    key: str
    upload_id: str
    initiated: datetime
    initiator: str
    metadata: Mapping[str, str]
    headers: Mapping[str, Any]
    storage_class: str
    tags: Mapping[str, str]
    checksum_algorithm: str = ""
    checksum_type: str = ""
    replaces: Blob | None = None
    acl: Acl | None = None
    encryption: Encryption = OWN
    lock: Lock = UNLOCKED
    parts: SortedMap[int, Part] = field(default_factory=SortedMap)

    def require_algorithm(self, algorithm: str) -> None:
        """Check the algorithm of a checksum that comes with a part; `""` is none.

        :raises InvalidRequest: when the upload asks for another.
        """
        expected = self.checksum_algorithm
        if expected and algorithm != expected and (algorithm or self.checksum_type == COMPOSITE):
            raise api.InvalidRequest(
                f"Checksum Type mismatch occurred, expected checksum Type: {expected.lower()}, "
                f"actual checksum Type: {algorithm.lower() or 'null'}"
            )

    def choose(self, claimed: Sequence[ClaimedPart]) -> list[Part]:
        """Find the parts that the object is made of.

        :raises InvalidRequest: when there are none, or a checksum is missing.
        :raises InvalidArgument: when one has a number below 1.
        :raises InvalidPartOrder: when they are not in ascending order.
        :raises InvalidPart: when one was not uploaded so.
        :raises EntityTooSmall: when one but the last is too small.
        """
        if not claimed:
            raise api.InvalidRequest("You must specify at least one part")
        numbers = [part.number for part in claimed]
        if min(numbers) < 1:
            raise errors.InvalidArgument("PartNumber must be >= 1")
        if any(later <= earlier for earlier, later in pairwise(numbers)):
            raise errors.InvalidPartOrder(UploadId=self.upload_id)
        chosen = [self._require_part(part) for part in claimed]
        for part in chosen[:-1]:
            if part.content.size < MIN_PART_SIZE:
                raise errors.EntityTooSmall(
                    ETag=part.etag,
                    MinSizeAllowed=MIN_PART_SIZE,
                    PartNumber=part.number,
                    ProposedSize=part.content.size,
                )
        return chosen

    def checksum_of_whole(self, content: Blob, sent: Checksum | None) -> Checksum | None:
        """Compute what a part adds to the object's checksum, when it arrives: for all parts at once it takes long.

        :param sent: the checksum that came with the part.
        """
        if self.checksum_algorithm or self.encryption.customer_key_md5:
            return None
        if sent is not None and sent.algorithm == DEFAULT_ALGORITHM:
            return sent
        return checksums.compute(DEFAULT_ALGORITHM, content)

    def checksum_of(self, parts: Sequence[Part]) -> Checksum:
        """Compute the checksum of the object that the parts make."""
        if self.encryption.customer_key_md5 and not self.checksum_algorithm:
            return NO_CHECKSUM
        algorithm = self.checksum_algorithm or DEFAULT_ALGORITHM
        found = [
            part.checksum or part.of_whole or checksums.compute(algorithm, part.content) for part in parts
        ]
        if self.checksum_type == COMPOSITE:
            return checksums.compose(algorithm, found)
        return checksums.combine(algorithm, zip(found, (part.content.size for part in parts), strict=True))

    def _require_part(self, claimed: ClaimedPart) -> Part:
        part, expected = self.parts.get(claimed.number), claimed.checksums.get(self.checksum_algorithm)
        is_found = part is not None and claimed.etag.strip('"') == part.etag
        if part is None or not is_found or not self._agrees(part, claimed.checksums):
            raise errors.InvalidPart(
                ETag=claimed.etag.strip('"'), PartNumber=claimed.number, UploadId=self.upload_id
            )
        if self.checksum_type == COMPOSITE and expected is None:
            raise api.InvalidRequest(
                f"The upload was created using a {self.checksum_algorithm.lower()} checksum. The complete "
                "request must include the checksum for each part. It was missing for part "
                f"{claimed.number} in the request."
            )
        return part

    def _agrees(self, part: Part, claimed: Mapping[str, str]) -> bool:
        if part.checksum is None:
            return True
        return all(
            algorithm == part.checksum.algorithm and value == part.checksum.value
            for algorithm, value in claimed.items()
        )


def checksum_type_for(algorithm: str | None, requested: str | None) -> str:
    """Give how the checksum of an upload will be computed, `""` when no algorithm was asked for.

    :raises InvalidRequest: when the algorithm cannot be used so.
    """
    if algorithm is None:
        if requested is not None:
            raise api.InvalidRequest(
                "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."
            )
        return ""
    chosen = requested or default_type(algorithm)
    is_possible = algorithm in LINEAR if chosen == FULL_OBJECT else algorithm != DEFAULT_ALGORITHM
    if not is_possible:
        raise api.InvalidRequest(
            f"The {chosen} checksum type cannot be used with the {algorithm.lower()} checksum algorithm."
        )
    return chosen


def etag_of(parts: Sequence[Part]) -> str:
    """Give the entity tag of the object that the parts make."""
    digests = b"".join(bytes.fromhex(part.etag) for part in parts)
    return f"{hashlib.md5(digests, usedforsecurity=False).hexdigest()}-{len(parts)}"


def summaries(parts: Sequence[Part]) -> tuple[ObjectPart, ...]:
    """Give what remains of parts in the object they made."""
    return tuple(ObjectPart(part.number, part.content.size, part.checksum) for part in parts)
