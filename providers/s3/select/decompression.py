"""The bytes of an object as they were before they were compressed, a bounded number at a time."""

from __future__ import annotations

import bz2
import zlib
from collections.abc import Iterator
from typing import Final, Protocol

from . import errors

PIECE: Final = 256 * 1024
_GZIP: Final = 31
_UNFINISHED: Final = "The GZIP deflator finished before all input data was read."


class _Member(Protocol):
    """One compressed stream of those that an object may consist of."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """Give what a chunk holds, in pieces."""


class _Gzip:
    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP)

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        piece = b"" if self._stream.eof else self._stream.decompress(chunk, PIECE)
        yield piece
        # A full piece may leave output behind although the input is used up.
        while not self._stream.eof and (self._stream.unconsumed_tail or len(piece) == PIECE):
            piece = self._stream.decompress(self._stream.unconsumed_tail, PIECE)
            yield piece


class _Bzip2:
    def __init__(self) -> None:
        self._stream = bz2.BZ2Decompressor()

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        yield self._stream.decompress(chunk, PIECE)
        while not self._stream.eof and not self._stream.needs_input:
            yield self._stream.decompress(b"", PIECE)


_MEMBERS: Final[dict[str, type[_Gzip] | type[_Bzip2]]] = {"GZIP": _Gzip, "BZIP2": _Bzip2}


def decompress(chunks: Iterator[bytes], compression: str) -> Iterator[bytes]:
    """Give the bytes that were compressed.

    :param compression: `NONE`, `GZIP` or `BZIP2`.
    :raises InvalidCompressionFormat: when they were compressed in another way, or not at all.
    :raises TruncatedInput: when they are not whole.
    """
    return chunks if compression == "NONE" else _decompress(chunks, compression)


def _decompress(chunks: Iterator[bytes], compression: str) -> Iterator[bytes]:
    member: _Member = _MEMBERS[compression]()
    has_begun = is_open = False
    for chunk in chunks:
        data = chunk
        while data:
            is_open = True
            try:
                for piece in member.pieces(data):
                    has_begun = has_begun or bool(piece)
                    yield piece
            except (zlib.error, OSError):
                raise _broken(compression, has_begun) from None
            if not member.eof:
                break
            data, member, has_begun, is_open = member.unused_data, _MEMBERS[compression](), True, False
    if not has_begun:
        raise _broken(compression, has_begun)
    if is_open:
        raise errors.TruncatedInput(_UNFINISHED if compression == "GZIP" else "")


def _broken(compression: str, has_begun: bool) -> errors.TruncatedInput | errors.InvalidCompressionFormat:
    return errors.TruncatedInput() if has_begun else errors.InvalidCompressionFormat.of_object(compression)
