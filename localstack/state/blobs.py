"""Content that state refers to: immutable, in memory while small, in a file of its own beyond a threshold.

Content of medium size stays in memory too, in the chunks it came in, as long as all of it together is within a
budget: a file costs as much to write as the content to receive.

A blob lives as long as something refers to it, so a restored checkpoint finds the content it had: its file
goes when the last reference does.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from localstack.aws.body import CHUNK_SIZE, Body
from localstack.state.digests import Digests, digest_of

MEMORY_THRESHOLD = 512 * 1024
MEDIUM_THRESHOLD = 16 * 1024 * 1024
MEDIUM_BUDGET = 128 * 1024 * 1024


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
        return cls(content, len(content), {name: digest_of(name, content) for name in digests})

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
    :param budget: how many bytes of content of medium size stay in memory.
    """

    def __init__(self, folder: Path | None = None, budget: int = MEDIUM_BUDGET) -> None:
        self._folder = folder
        self._budget = budget
        self._temporary: weakref.finalize[[Path, int], BlobStore] | None = None
        # Reentrant: a blob may go, and give its share of the budget back, at any allocation.
        self._lock = threading.RLock()

    def write(self, body: Body, *digests: str) -> Blob:
        """Read a body to its end into a blob, computing the named checksums on the way.

        :raises ValueError: when there is no such checksum.
        """
        if not body.is_stream and (body.size or 0) <= MEMORY_THRESHOLD:
            return Blob.of(body.read(), *digests)
        running = Digests(digests)
        chunks = running.passing(body.stream())
        size = body.size or 0
        if MEMORY_THRESHOLD < size <= MEDIUM_THRESHOLD and self._take(size):
            return self._keep(chunks, size, running)
        beginning: list[bytes] = []
        size = 0
        for chunk in chunks:
            beginning.append(chunk)
            size += len(chunk)
            if size > MEMORY_THRESHOLD:
                path, size = self._spool(chain(beginning, chunks))
                blob = Blob(path, size, running.results())
                weakref.finalize(blob, _remove_file, path, os.getpid())
                return blob
        return Blob(b"".join(beginning), size, running.results())

    def adopt(self, path: Path, size: int) -> Blob:
        """Make a blob of a file that stays its owner's: small content is read, a larger file linked or copied.

        :raises OSError: when it cannot be read.
        """
        if size <= MEMORY_THRESHOLD:
            return Blob(path.read_bytes(), size, {})
        with tempfile.NamedTemporaryFile(dir=self._directory(), delete=False) as file:
            own = Path(file.name)
        try:
            own.unlink()
            os.link(path, own)
        except OSError:  # another file system
            shutil.copyfile(path, own)
        blob = Blob(own, size, {})
        weakref.finalize(blob, _remove_file, own, os.getpid())
        return blob

    def close(self) -> None:
        """Remove the temporary folder."""
        with self._lock:
            if self._temporary is not None:
                self._temporary()
                self._temporary = None
                self._folder = None

    def _keep(self, chunks: Iterable[bytes], size: int, running: Digests) -> Blob:
        """Keep content of medium size in memory."""
        try:
            blob = _Joined(Blob(chunk, len(chunk), {}) for chunk in chunks)
        except BaseException:
            self._give_back(size)
            raise
        blob.digests = running.results()
        weakref.finalize(blob, self._give_back, size)
        return blob

    def _take(self, size: int) -> bool:
        """Take some bytes out of the budget, if they are within it."""
        with self._lock:
            within = size <= self._budget
            self._budget -= size if within else 0
            return within

    def _give_back(self, size: int) -> None:
        with self._lock:
            self._budget += size

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
