"""Content that state refers to: immutable, in memory while small, in a file of its own beyond a threshold.

A blob lives as long as something refers to it, so a restored checkpoint finds the content it had: its file
goes when the last reference does.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
import weakref
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Protocol

from localstack.aws.body import CHUNK_SIZE, Body

MEMORY_THRESHOLD = 512 * 1024


class Digest(Protocol):
    """A running checksum, in hashlib's manner."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


class Crc32:
    """CRC-32 (ISO-HDLC) as a running checksum of four big-endian bytes."""

    def __init__(self) -> None:
        self._value = 0

    def update(self, data: bytes, /) -> None:
        """Take more content in."""
        self._value = zlib.crc32(data, self._value)

    def digest(self) -> bytes:
        """Give the checksum of the content so far."""
        return self._value.to_bytes(4, "big")


def new_digest(name: str) -> Digest:
    """Make a running checksum: `md5`, `sha1`, `sha256` or `crc32`.

    :raises ValueError: for any other name.
    """
    return Crc32() if name == "crc32" else hashlib.new(name, usedforsecurity=False)


class Blob:
    """Immutable content.

    :ivar size: in bytes.
    :ivar digests: the checksums computed while the content was written, by name.
    """

    __slots__ = ("__weakref__", "_content", "digests", "size")

    def __init__(self, content: bytes | Path, size: int, digests: dict[str, bytes]) -> None:
        self._content = content
        self.size = size
        self.digests = digests

    @classmethod
    def of(cls, content: bytes, *digests: str) -> Blob:
        """Make a blob in memory, with the named checksums computed."""
        computed = {}
        for name in digests:
            digest = new_digest(name)
            digest.update(content)
            computed[name] = digest.digest()
        return cls(content, len(content), computed)

    @classmethod
    def join(cls, blobs: Iterable[Blob]) -> Blob:
        """Make one blob of several without copying their content; it carries no checksums."""
        return _Joined(blobs)

    def stream(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Give the bytes from `start` up to, not including, `end` in chunks."""
        end = self.size if end is None else min(end, self.size)
        content = self._content
        if start >= end:
            return
        if isinstance(content, bytes):
            yield content[start:end]
        else:
            yield from _read_file(content, start, end)

    def read(self, start: int = 0, end: int | None = None) -> bytes:
        """Give the bytes from `start` up to, not including, `end`."""
        return b"".join(self.stream(start, end))

    def body(self, start: int = 0, end: int | None = None) -> Body:
        """Give a range as a response body: bytes when in memory, else a stream that keeps the blob alive."""
        end = self.size if end is None else min(end, self.size)
        if end - start <= MEMORY_THRESHOLD:
            return Body(self.read(start, end))
        return Body(self.stream(start, end), end - start)


class _Joined(Blob):
    """Several blobs read one after the other."""

    __slots__ = ("_blobs",)

    def __init__(self, blobs: Iterable[Blob]) -> None:
        self._blobs = tuple(blobs)
        super().__init__(b"", sum(blob.size for blob in self._blobs), {})

    def stream(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        end = self.size if end is None else min(end, self.size)
        offset = 0
        for blob in self._blobs:
            low, high = max(start - offset, 0), min(end - offset, blob.size)
            if low < high:
                yield from blob.stream(low, high)
            offset += blob.size


class BlobStore:
    """Makes blobs from bodies.

    :param folder: where files go; a temporary folder is made at first need when it is `None`.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._temporary: weakref.finalize[[Path, int], BlobStore] | None = None
        self._lock = threading.Lock()

    def write(self, body: Body, *digests: str) -> Blob:
        """Read a body to its end into a blob, computing the named checksums on the way.

        :raises ValueError: when there is no such checksum.
        """
        if not body.is_stream and (body.size or 0) <= MEMORY_THRESHOLD:
            return Blob.of(body.read(), *digests)
        running = {name: new_digest(name) for name in digests}
        chunks = _digested(body.stream(), running)
        beginning: list[bytes] = []
        size = 0
        for chunk in chunks:
            beginning.append(chunk)
            size += len(chunk)
            if size > MEMORY_THRESHOLD:
                path, size = self._spool(chain(beginning, chunks))
                blob = Blob(path, size, _results(running))
                weakref.finalize(blob, _remove_file, path, os.getpid())
                return blob
        return Blob(b"".join(beginning), size, _results(running))

    def close(self) -> None:
        """Remove the temporary folder."""
        with self._lock:
            if self._temporary is not None:
                self._temporary()
                self._temporary = None
                self._folder = None

    def _directory(self) -> Path:
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="localstack-blobs-"))
                self._temporary = weakref.finalize(self, _remove_folder, self._folder, os.getpid())
            return self._folder

    def _spool(self, chunks: Iterable[bytes]) -> tuple[Path, int]:
        """Write content to a file of its own, which is gone again when it does not come to its end."""
        with tempfile.NamedTemporaryFile(dir=self._directory(), delete=False) as file:
            path = Path(file.name)
            try:
                file.writelines(chunks)
                return path, file.tell()
            except BaseException:
                path.unlink()
                raise


def _digested(chunks: Iterable[bytes], running: dict[str, Digest]) -> Iterator[bytes]:
    for chunk in chunks:
        for digest in running.values():
            digest.update(chunk)
        yield chunk


def _results(running: dict[str, Digest]) -> dict[str, bytes]:
    return {name: digest.digest() for name, digest in running.items()}


def _remove_file(path: Path, owner: int) -> None:
    # A forked child has the parent's blobs too, and must leave their files.
    if os.getpid() == owner:
        path.unlink(missing_ok=True)


def _remove_folder(path: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(path, ignore_errors=True)


def _read_file(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (chunk := file.read(min(CHUNK_SIZE, end - start))):
            start += len(chunk)
            yield chunk
