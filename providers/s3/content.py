"""Content as a request brings it: written to a blob, measured, and checked against its checksums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.ids import Ids
from localstack.state.blobs import Blob

from . import checksums
from .checksums import WRITTEN_WITH_BLOB, Checksum
from .encryption import Encryption
from .validation import require_content_size

ETAG_SIZE: Final = 32

SMALL: Final = 16 * 1024
"""Up to this size content is digested anew sooner than its digests are worth their memory."""
_NO_DIGESTS: Final[dict[str, bytes]] = {}


class Received(NamedTuple):
    """Content that arrived.

    :ivar md5: in hexadecimal digits.
    :ivar checksum: the one that was sent with it, else the one asked for, else `None`.
    """

    blob: Blob
    md5: str
    checksum: Checksum | None

    def etag(self, encryption: Encryption, ids: Ids) -> str:
        """Give the entity tag of an object or part with this content."""
        return self.md5 if encryption.is_own else ids.hexadecimal(ETAG_SIZE)


def etag_of(blob: Blob, encryption: Encryption, ids: Ids) -> str:
    """Give the entity tag of content: its MD5, unless a key of KMS or of the caller's hides it."""
    if not encryption.is_own:
        return ids.hexadecimal(ETAG_SIZE)
    return checksums.digest_of("MD5", blob).hex()


def announced_algorithm(context: RequestContext, values: Mapping[str, Any]) -> str:
    """Name the algorithm whose checksum a request sends, or `""`.

    :raises NotImplemented: when the emulator cannot compute it.
    """
    wire = context.request
    algorithm = checksums.announced(values, wire.headers.get("x-amz-trailer") if wire is not None else "")
    if algorithm:
        checksums.require_supported(algorithm)
    return algorithm


def receive(
    context: RequestContext, values: Mapping[str, Any], algorithm: str, *, is_part: bool = False
) -> Received:
    """Take in the content of a request and check it.

    :param values: the request's members.
    :param algorithm: of the checksum to compute if none is sent; `""` for none.
    :raises BadDigest: when the content is not what its checksums say.
    """
    announced = announced_algorithm(context, values) or algorithm
    md5 = values.get("ContentMD5")
    if md5 is not None:
        checksums.require_md5(md5)
    digest = WRITTEN_WITH_BLOB.get(announced)
    body: Body = values.get("Body") or Body()
    require_content_size(body.size or 0)
    blob = context.blobs.write(body, *(("md5", digest) if digest else ("md5",)))
    require_content_size(blob.size)
    if md5 is not None:
        checksums.verify_md5(md5, blob.digests["md5"], hexadecimal=not is_part)
    trailers = context.request.trailers if context.request is not None else {}
    sent = checksums.sent(values, trailers)
    if sent is not None:
        checksum: Checksum | None = checksums.verify(*sent, blob, is_trailer=bool(trailers))
    else:
        checksum = checksums.compute(announced, blob) if announced else None
    md5 = blob.digests["md5"].hex()
    if blob.size <= SMALL:
        blob.digests = _NO_DIGESTS
    return Received(blob, md5, checksum)


def verify_document(context: RequestContext, values: Mapping[str, Any]) -> None:
    """Check the document of a request against the checksums in its headers.

    :raises BadDigest: when it is not what they say.
    """
    if context.request is None:
        return
    headers = context.request.headers
    document: Blob | None = None
    md5 = headers.get("content-md5")
    if md5:
        checksums.require_md5(md5)
        document = Blob.of(context.request.body.read(), "md5")
        checksums.verify_md5(md5, document.digests["md5"])
    found = {
        member: headers.get(f"x-amz-checksum-{algorithm.lower()}")
        for algorithm, member in checksums.MEMBERS
        if f"x-amz-checksum-{algorithm.lower()}" in headers
    }
    sent = checksums.sent({**found, **values}, {})
    if sent is not None:
        checksums.require_supported(sent[0])
        checksums.verify(*sent, document or Blob.of(context.request.body.read()))
