"""The aws-chunked content encoding: chunks with their signatures taken off, trailers kept.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from localstack.aws.body import Body
from localstack.aws.protocol.base import RequestParseError
from localstack.aws.wire import ChunkCheck, Request

MAX_LINE = 16 * 1024
MAX_TRAILERS = 64
_LENGTH = re.compile(rb"[0-9a-fA-F]{1,16}")


class IncompleteBody(RequestParseError):
    """The body ended before its chunks did."""

    code = "IncompleteBody"
    shape_name = "IncompleteBody"


def decode_chunked(request: Request) -> None:
    """Replace an aws-chunked body by its content; other bodies stay as they are."""
    headers = request.headers
    signed = headers.get("x-amz-content-sha256")
    # Events are signed in envelopes of their own: there are no chunks around them.
    if not signed.startswith("STREAMING-") or signed.endswith("-EVENTS"):
        return
    length = headers.get("x-amz-decoded-content-length")
    size = int(length) if length.isdecimal() else None
    if request.body.is_stream:
        request.body = Body(_decode(_Reader(request.body.stream()), request, size), size)
    else:
        request.body = Body(b"".join(_decode(_Reader(iter((request.body.read(),))), request, size)))
    encodings = [part.strip() for part in headers.get("content-encoding").split(",")]
    if "aws-chunked" in encodings:
        encodings.remove("aws-chunked")
        if encodings:
            headers.set("Content-Encoding", ",".join(encodings))
        else:
            headers.remove("content-encoding")


def _decode(reader: _Reader, request: Request, size: int | None) -> Iterator[bytes]:
    total, check, trailers = 0, request.chunk_check, request.trailers
    while length := _chunk_length(line := reader.line()):
        total += length
        if size is not None and total > size:
            raise IncompleteBody("The request body is longer than it says")
        pieces = reader.pieces(length)
        yield from pieces if check is None else _checked(pieces, check, line)
        if reader.line():
            raise IncompleteBody("A chunk is longer than it says")
    if check is not None:
        deque(_checked(iter(()), check, line), 0)
    if size is not None and total != size:
        raise IncompleteBody("The request body terminated unexpectedly")
    while line := reader.line(or_end=True):
        name, _, value = line.partition(b":")
        trailers[name.strip().lower().decode("latin-1")] = value.strip().decode("latin-1")
        if len(trailers) > MAX_TRAILERS:
            raise IncompleteBody("The request body has too many trailers")
    if check is not None:
        check.trailers(trailers)


def _checked(pieces: Iterator[bytes], check: ChunkCheck, line: bytes) -> Iterator[bytes]:
    check.begin(line.partition(b";")[2].decode("latin-1"))
    for piece in pieces:
        check.update(piece)
        yield piece
    check.end()


def _chunk_length(line: bytes) -> int:
    digits = line.partition(b";")[0].strip()
    if not _LENGTH.fullmatch(digits):
        raise IncompleteBody("A chunk does not begin with its length")
    return int(digits, 16)


class _Reader:
    """Takes lines and pieces off a stream; what has been taken is not copied again."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._buffer = b""
        self._position = 0

    def line(self, or_end: bool = False) -> bytes:
        while (end := self._buffer.find(b"\r\n", self._position, self._position + MAX_LINE)) < 0:
            rest = self._buffer[self._position : self._position + MAX_LINE]
            if len(rest) == MAX_LINE or not self._more():
                if not or_end or len(rest) == MAX_LINE:
                    raise IncompleteBody("The request body terminated unexpectedly")
                self._buffer = b""
                return rest
        line = self._buffer[self._position : end]
        self._position = end + 2
        return line

    def pieces(self, size: int) -> Iterator[bytes]:
        """Give that many bytes as they come."""
        while size:
            if self._position == len(self._buffer) and not self._more():
                raise IncompleteBody("The request body terminated unexpectedly")
            piece = self._buffer[self._position : self._position + size]
            self._position += len(piece)
            size -= len(piece)
            yield piece

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._buffer = self._buffer[self._position :] + chunk
        self._position = 0
        return bool(chunk)
