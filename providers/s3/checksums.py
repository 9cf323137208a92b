"""Checksums of content: the algorithms, a checksum as a value, and what a request says about one.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol

from localstack.aws.api import s3 as api
from localstack.state.blobs import Blob
from localstack.utils.crc import Crc, crc32, crc32c, crc64nvme

from . import errors

FULL_OBJECT: Final = "FULL_OBJECT"
COMPOSITE: Final = "COMPOSITE"
DEFAULT_ALGORITHM: Final = "CRC64NVME"
"""What S3 computes when a request names no algorithm."""

SIZES: Final = {"CRC32": 4, "CRC32C": 4, "CRC64NVME": 8, "SHA1": 20, "SHA256": 32, "SHA512": 64, "MD5": 16}
"""The algorithms, with the size of their checksums in bytes."""
UNSUPPORTED: Final = ("XXHASH64", "XXHASH3", "XXHASH128")
MEMBERS: Final = tuple((name, f"Checksum{name}") for name in (*SIZES, *UNSUPPORTED))
HEADER_PREFIX: Final = "x-amz-checksum-"
_TRAILERS: Final = frozenset(f"{HEADER_PREFIX}{name.lower()}" for name, _ in MEMBERS)
LINEAR: Final = frozenset({"CRC32", "CRC32C", "CRC64NVME"})
"""The algorithms that can check a multipart upload as one object."""
WRITTEN_WITH_BLOB: Final = {
    "CRC32": "crc32",
    "SHA1": "sha1",
    "SHA256": "sha256",
    "MD5": "md5",
    "SHA512": "sha512",
}
"""The names of the digests that a blob store computes while it writes."""


class Checksum(NamedTuple):
    """A checksum of an object or part.

    :ivar value: in base64; of a composite one with the number of parts after a hyphen.
    """

    algorithm: str
    value: str
    type: str = FULL_OBJECT


NO_CHECKSUM: Final = Checksum("", "", "")
"""What an upload has that is encrypted with a key of the caller's and asked for no checksum."""


def default_type(algorithm: str) -> str:
    """Give how a multipart upload's checksum is computed when nothing says it."""
    return FULL_OBJECT if algorithm == DEFAULT_ALGORITHM else COMPOSITE


class Digest(Protocol):
    """A running checksum, in hashlib's manner."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


class RunningCrc:
    """A cyclic redundancy check in hashlib's manner."""

    def __init__(self, crc: Crc) -> None:
        self._crc = crc
        self._value = 0

    def update(self, data: bytes, /) -> None:
        """Take more content in."""
        self._value = self._crc.update(data, self._value)

    def digest(self) -> bytes:
        """Give the check of the content so far."""
        return self._value.to_bytes(self._crc.width // 8, "big")


def crc_of(algorithm: str) -> Crc:
    """Give the arithmetic of a linear algorithm."""
    return {"CRC32": crc32, "CRC32C": crc32c, "CRC64NVME": crc64nvme}[algorithm]()


def digest_of(algorithm: str, content: Blob) -> bytes:
    """Compute the checksum of a blob, unless it carries it already."""
    name = WRITTEN_WITH_BLOB.get(algorithm)
    if name is not None and name in content.digests:
        return content.digests[name]
    if algorithm == "CRC32":
        value = 0
        for chunk in content.stream():
            value = zlib.crc32(chunk, value)
        return value.to_bytes(4, "big")
    running: Digest = hashlib.new(name, usedforsecurity=False) if name else RunningCrc(crc_of(algorithm))
    for chunk in content.stream():
        running.update(chunk)
    return running.digest()


def compute(algorithm: str, content: Blob) -> Checksum:
    """Compute the checksum of a whole object or part."""
    return Checksum(algorithm, encode(digest_of(algorithm, content)))


def compose(algorithm: str, parts: Iterable[Checksum]) -> Checksum:
    """Compute the checksum of the parts' checksums."""
    digests = [base64.b64decode(part.value) for part in parts]
    value = encode(digest_of(algorithm, Blob.of(b"".join(digests))))
    return Checksum(algorithm, f"{value}-{len(digests)}", COMPOSITE)


def combine(algorithm: str, parts: Iterable[tuple[Checksum, int]]) -> Checksum:
    """Compute the checksum of the joined parts from those of each.

    :param algorithm: a linear one.
    :param parts: checksums with the sizes of what they are of.
    """
    crc, total = crc_of(algorithm), 0
    for checksum, size in parts:
        total = crc.combine(total, int.from_bytes(base64.b64decode(checksum.value), "big"), size)
    return Checksum(algorithm, encode(total.to_bytes(SIZES[algorithm], "big")))


def encode(digest: bytes) -> str:
    """Write a digest in base64."""
    return binascii.b2a_base64(digest, newline=False).decode("ascii")


def sent(values: Mapping[str, object], trailers: Mapping[str, str]) -> tuple[str, str] | None:
    """Find the checksum that a request sends with its content.

    :param values: the request's members.
    :param trailers: headers that came after the content, by lower-case name.
    :returns: the algorithm and the checksum, unchecked.
    :raises InvalidRequest: when there are several.
    """
    found = [(algorithm, str(values[member])) for algorithm, member in MEMBERS if member in values]
    for name, value in trailers.items():
        if name.startswith(HEADER_PREFIX):
            found.append((name.removeprefix(HEADER_PREFIX).upper(), value))
    if len(found) > 1:
        raise api.InvalidRequest(
            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
        )
    return found[0] if found else None


def announced(values: Mapping[str, object], trailer_header: str) -> str:
    """Name the algorithm whose checksum a request sends before or after its content, or `""`.

    :raises InvalidRequest: when it announces something else to come after its content, or two checksums.
    """
    sent = next((algorithm for algorithm, member in MEMBERS if member in values), "")
    name = trailer_header.strip().lower()
    if not name:
        return sent
    if name not in _TRAILERS:
        raise api.InvalidRequest("The value specified in the x-amz-trailer header is not supported")
    if sent:
        raise api.InvalidRequest("Expecting a single x-amz-checksum- header")
    return name.removeprefix(HEADER_PREFIX).upper()


def require_supported(algorithm: str) -> None:
    """Check that an algorithm can be computed.

    :raises NotImplemented: when S3 has it but the emulator does not.
    :raises InvalidRequest: when S3 does not have it.
    """
    if algorithm in UNSUPPORTED:
        raise errors.NotImplemented(Header=f"x-amz-checksum-{algorithm.lower()}")
    if algorithm not in SIZES:
        raise api.InvalidRequest(
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
            "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
        )


def verify(algorithm: str, claimed: str, content: Blob, *, is_trailer: bool = False) -> Checksum:
    """Check a checksum that was sent with content.

    :param is_trailer: whether it came after the content, for the error.
    :raises InvalidRequest: when it cannot be one.
    :raises BadDigest: when it is another content's.
    """
    if not _is_digest(claimed, SIZES[algorithm]):
        header = "trailing header" if is_trailer else "header"
        raise api.InvalidRequest(f"Value for x-amz-checksum-{algorithm.lower()} {header} is invalid.")
    checksum = compute(algorithm, content)
    if checksum.value != claimed:
        raise errors.BadDigest(f"The {algorithm} you specified did not match the calculated checksum.")
    return checksum


def require_md5(claimed: str) -> None:
    """Check that a Content-MD5 header can hold an MD5.

    :raises InvalidDigest: when it cannot.
    """
    if not _is_digest(claimed, 16):
        raise errors.InvalidDigest(**{"Content-MD5": claimed})


def verify_md5(claimed: str, digest: bytes, *, hexadecimal: bool = False) -> None:
    """Check a Content-MD5 header against the content's MD5.

    :param hexadecimal: how the error gives the expected digest: PutObject writes it so.
    :raises BadDigest: when it is another content's.
    """
    if claimed != encode(digest):
        expected = base64.b64decode(claimed).hex() if hexadecimal else claimed
        raise errors.BadDigest(ExpectedDigest=expected, CalculatedDigest=encode(digest))


def _is_digest(claimed: str, size: int) -> bool:
    try:
        return len(base64.b64decode(claimed, validate=True)) == size
    except (binascii.Error, ValueError):
        return False
