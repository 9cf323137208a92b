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
TRAILER_SIGNATURE = "x-amz-trailer-signature"
_SIZE = re.compile(r"[0-9]{1,18}")
_LENGTH = re.compile(rb"[0-9a-fA-F]{1,16}")


class IncompleteBody(RequestParseError):
    """The body ended before its chunks did, or holds what are no chunks."""

    code = "IncompleteBody"
    shape_name = "IncompleteBody"


class MalformedTrailerError(RequestParseError):
    """What follows the content is not what was announced."""

    code = "MalformedTrailerError"
    shape_name = "MalformedTrailerError"


class MissingContentLength(RequestParseError):
    """Nothing says how long the content is."""

    code = "MissingContentLength"
    shape_name = "MissingContentLength"
    status_code = 411


def decode_chunked(request: Request) -> None:
    """Replace an aws-chunked body by its content; other bodies stay as they are.

    Reading one that streams raises what is raised here for one in memory.

    :raises MissingContentLength: when nothing says how long its content is.
    :raises IncompleteBody: when it is not as long, or holds what are no chunks.
    :raises MalformedTrailerError: when other trailers follow than were announced.
    """
    headers = request.headers
    signed = headers.get("x-amz-content-sha256")
    # Events are signed in envelopes of their own: there are no chunks around them.
    if not signed.startswith("STREAMING-") or signed.endswith("-EVENTS"):
        return
    length = headers.get("x-amz-decoded-content-length")
    if not _SIZE.fullmatch(length):
        raise MissingContentLength("You must provide the Content-Length HTTP header.")
    size, is_stream = int(length), request.body.is_stream
    content = _decode(_Reader(request.body.stream()), request, size)
    request.body = Body(content, size) if is_stream else Body(b"".join(content))
    encodings = [part.strip() for part in headers.get("content-encoding").split(",")]
    if "aws-chunked" in encodings:
        encodings.remove("aws-chunked")
        if encodings:
            headers.set("Content-Encoding", ",".join(encodings))
        else:
            headers.remove("content-encoding")


def _decode(reader: _Reader, request: Request, size: int) -> Iterator[bytes]:
    total, check = 0, request.chunk_check
    while length := _chunk_length(line := reader.line()):
        total += length
        if total > size:
            raise _of_another_size(size, total)
        pieces = reader.pieces(length)
        yield from pieces if check is None else _checked(pieces, check, line)
        if reader.line():
            raise _unexpected_end()
    if check is not None:
        deque(_checked(iter(()), check, line), 0)
    if total != size:
        raise _of_another_size(size, total)
    _read_trailers(reader, request)
    if check is not None:
        check.trailers(request.trailers)


def _checked(pieces: Iterator[bytes], check: ChunkCheck, line: bytes) -> Iterator[bytes]:
    check.begin(line.partition(b";")[2].decode("latin-1"))
    for piece in pieces:
        check.update(piece)
        yield piece
    check.end()


def _read_trailers(reader: _Reader, request: Request) -> None:
    announced = {name.strip() for name in request.headers.get("x-amz-trailer").lower().split(",")} - {""}
    found: dict[str, str] = {}
    # S3 wants an empty line at the end. Bodies written by hand often lack it, and nothing is lost without.
    while line := reader.line(or_end=True):
        text, colon, value = line.decode("latin-1").partition(":")
        name = text.strip().lower()
        if not colon or name in found or name not in {*announced, TRAILER_SIGNATURE}:
            raise _malformed_trailers()
        found[name] = value.strip()
    if not announced <= found.keys():
        raise _malformed_trailers()
    request.trailers.update(found)


def _chunk_length(line: bytes) -> int:
    digits = line.partition(b";")[0].strip()
    if not _LENGTH.fullmatch(digits):
        raise _unexpected_end()
    return int(digits, 16)


def _unexpected_end() -> IncompleteBody:
    """Give what S3 says of all that are no chunks."""
    return IncompleteBody("The request body terminated unexpectedly")


def _of_another_size(expected: int, provided: int) -> IncompleteBody:
    return IncompleteBody(
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
        NumberBytesExpected=expected,
        NumberBytesProvided=provided,
    )


def _malformed_trailers() -> MalformedTrailerError:
    return MalformedTrailerError(
        "The request contained trailing data that was not well-formed or did not conform to our published schema."
    )


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
                    raise _unexpected_end()
                self._position = len(self._buffer)
                return rest
        line = self._buffer[self._position : end]
        self._position = end + 2
        return line

    def pieces(self, size: int) -> Iterator[bytes]:
        """Give that many bytes as they come."""
        while size:
            if self._position == len(self._buffer) and not self._more():
                raise _unexpected_end()
            piece = self._buffer[self._position : self._position + size]
            self._position += len(piece)
            size -= len(piece)
            yield piece

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._buffer = self._buffer[self._position :] + chunk
        self._position = 0
        return bool(chunk)
