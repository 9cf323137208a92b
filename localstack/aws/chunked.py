"""The aws-chunked content encoding: chunks with their signatures taken off, trailers kept.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
"""

from __future__ import annotations

from collections.abc import Iterator

from localstack.aws.body import Body
from localstack.aws.protocol.base import RequestParseError
from localstack.aws.wire import Request

MAX_LINE = 16 * 1024


class IncompleteBody(RequestParseError):
    """The body ended before its chunks did."""

    code = "IncompleteBody"
    shape_name = "IncompleteBody"


def decode_chunked(request: Request) -> None:
    """Replace an aws-chunked body by its content; other bodies stay as they are."""
    headers = request.headers
    if not headers.get("x-amz-content-sha256").startswith("STREAMING-"):
        return
    length = headers.get("x-amz-decoded-content-length")
    size = int(length) if length.isdigit() else None
    if request.body.is_stream:
        request.body = Body(_decode(_Reader(request.body.stream()), request.trailers, size), size)
    else:
        request.body = Body(b"".join(_decode(_Reader(iter((request.body.read(),))), request.trailers, size)))
    encodings = [part.strip() for part in headers.get("content-encoding").split(",")]
    if "aws-chunked" in encodings:
        encodings.remove("aws-chunked")
        if encodings:
            headers.set("Content-Encoding", ",".join(encodings))
        else:
            headers.remove("content-encoding")


def _decode(reader: _Reader, trailers: dict[str, str], size: int | None) -> Iterator[bytes]:
    total = 0
    while length := _chunk_length(reader.line()):
        chunk = reader.exactly(length)
        total += length
        if reader.line():
            raise IncompleteBody("A chunk is longer than it says")
        yield chunk
    if size is not None and total != size:
        raise IncompleteBody("The request body terminated unexpectedly")
    while line := reader.line(or_end=True):
        name, _, value = line.partition(b":")
        trailers[name.strip().lower().decode("latin-1")] = value.strip().decode("latin-1")


def _chunk_length(line: bytes) -> int:
    try:
        return int(line.partition(b";")[0], 16)
    except ValueError as error:
        raise IncompleteBody("A chunk does not begin with its length") from error


class _Reader:
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._buffer = b""

    def line(self, or_end: bool = False) -> bytes:
        while b"\r\n" not in self._buffer:
            if len(self._buffer) > MAX_LINE or not self._more():
                if or_end and len(self._buffer) <= MAX_LINE:
                    line, self._buffer = self._buffer, b""
                    return line
                raise IncompleteBody("The request body terminated unexpectedly")
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line

    def exactly(self, size: int) -> bytes:
        parts = [self._buffer]
        missing = size - len(self._buffer)
        while missing > 0:
            chunk = next(self._chunks, b"")
            if not chunk:
                raise IncompleteBody("The request body terminated unexpectedly")
            parts.append(chunk)
            missing -= len(chunk)
        data = b"".join(parts) if len(parts) > 1 else self._buffer
        self._buffer = data[size:]
        return data[:size] if len(data) > size else data

    def _more(self) -> bool:
        chunk = next(self._chunks, b"")
        self._buffer += chunk
        return bool(chunk)
