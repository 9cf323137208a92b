"""From the bytes of an object to the text of its records; what passes by is counted.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html#selecting-content-from-objects-requirements-and-limits
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from . import errors

MAX_CHARACTERS: Final = 1024 * 1024
_BLOCK: Final = 8192


@dataclass
class Meter:
    """What a query has got through.

    :ivar scanned: bytes of the object.
    :ivar processed: the same before they were compressed.
    :ivar returned: bytes of records.
    """

    scanned: int = 0
    processed: int = 0
    returned: int = 0

    def scanning(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Count the bytes of an object on their way."""
        for chunk in chunks:
            self.scanned += len(chunk)
            yield chunk

    def processing(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Count the bytes that are read on their way."""
        for chunk in chunks:
            self.processed += len(chunk)
            yield chunk

    def details(self) -> dict[str, int]:
        """Give the counts as events do."""
        return {
            "BytesScanned": self.scanned,
            "BytesProcessed": self.processed,
            "BytesReturned": self.returned,
        }


def decode(chunks: Iterable[bytes]) -> Iterator[str]:
    """Read bytes as UTF-8.

    :raises InvalidTextEncoding: when they are not; it names the end of the block where it has been noticed.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = 0
    for chunk in chunks:
        kept = len(decoder.getstate()[0])
        try:
            yield decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise _wrong_encoding(offset - kept + error.start, offset + len(chunk)) from None
        offset += len(chunk)
    if decoder.getstate()[0]:
        raise _wrong_encoding(offset, offset)


def _wrong_encoding(position: int, size: int) -> errors.InvalidTextEncoding:
    return errors.InvalidTextEncoding(min((position // _BLOCK + 1) * _BLOCK, size))


def split(texts: Iterable[str], delimiter: str) -> Iterator[str]:
    """Split text behind each delimiter; nothing follows the last one.

    :raises OverMaxRecordSize: when a piece is longer than records may be.
    """
    rest = ""
    for text in texts:
        *pieces, rest = (rest + text).split(delimiter)
        for piece in pieces:
            yield checked(piece)
        checked(rest)
    if rest:
        yield rest


def checked(text: str) -> str:
    """Give the text of a record.

    :raises OverMaxRecordSize: when it is longer than records may be.
    """
    if len(text) > MAX_CHARACTERS:
        raise errors.OverMaxRecordSize
    return text
