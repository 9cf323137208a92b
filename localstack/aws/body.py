"""The body of a request or response: bytes at hand, or a stream that is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, Self, cast

from localstack.aws.errors import CommonServiceException

CHUNK_SIZE = 64 * 1024


class IncompleteBody(CommonServiceException):
    """A stream did not give as many bytes as were announced: the client has gone, or a header was wrong.

    https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    """

    def __init__(self, length: int, size: int) -> None:
        super().__init__(
            "IncompleteBody",
            "You did not provide the number of bytes specified by the Content-Length HTTP header",
        )
        self.length = length
        self.size = size

    def __str__(self) -> str:
        return f"{self.message}: {self.size} announced, {self.length} received"


class Readable(Protocol):
    """A binary file, or what passes for one."""

    def read(self, size: int = -1, /) -> bytes: ...


class Body:
    """Content with a size, if it is known, readable as bytes or as a stream.

    :param content: the bytes, or an iterable of chunks that is consumed by the first reader.
    :param size: the number of bytes a stream will give, when known.
    :param close: called once when the body has been read to its end or is dropped by its reader.
    """

    __slots__ = ("_close", "_content", "size")

    def __init__(
        self,
        content: bytes | Iterable[bytes] = b"",
        size: int | None = None,
        close: Callable[[], None] | None = None,
    ) -> None:
        self._content = content
        self._close = close
        self.size = len(content) if isinstance(content, bytes) else size

    @classmethod
    def of(cls, raw: object, size: int | None = None) -> Self:
        """Make a body from whatever an HTTP client was given: nothing, text, bytes, a file, chunks."""
        if raw is None:
            return cls(b"")
        if isinstance(raw, bytes):
            return cls(raw)
        if isinstance(raw, str):
            return cls(raw.encode())
        if isinstance(raw, (bytearray, memoryview)):
            return cls(bytes(raw))
        if hasattr(raw, "read"):
            return cls(_chunks(cast("Readable", raw)), size)
        return cls(cast("Iterable[bytes]", raw), size)

    def read(self) -> bytes:
        """Give the whole content, and keep it for the next reader.

        :raises IncompleteBody: when it is not as long as announced.
        """
        if not isinstance(self._content, bytes):
            self._content = b"".join(self.stream())
            self.size = len(self._content)
        return self._content

    def stream(self) -> Iterator[bytes]:
        """Give the content in chunks; without :meth:`read` before, only the first reader gets it.

        :raises IncompleteBody: at its end, when it is not as long as announced.
        """
        if isinstance(self._content, bytes):
            return iter((self._content,) if self._content else ())
        content, self._content = self._content, ()
        return self._drain(content)

    def close(self) -> None:
        """Let go of what the stream reads from."""
        close, self._close = self._close, None
        if close is not None:
            close()

    @property
    def is_stream(self) -> bool:
        """Whether the content is not in memory."""
        return not isinstance(self._content, bytes)

    def _drain(self, content: Iterable[bytes]) -> Iterator[bytes]:
        length = 0
        try:
            for chunk in content:
                length += len(chunk)
                yield chunk
        finally:
            self.close()
        if self.size is not None and length != self.size:
            raise IncompleteBody(length, self.size)


def _chunks(file: Readable) -> Iterator[bytes]:
    while chunk := file.read(CHUNK_SIZE):
        yield chunk
