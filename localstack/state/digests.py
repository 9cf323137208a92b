"""Checksums of content that is on its way: while more of it arrives, a thread digests what is there.

A large body costs the longer of receiving and digesting it then, not the sum. The thread computes the first
checksum, MD5 as a rule, which costs most; whoever receives computes the others. Content of less than a batch
is digested where it is: a thread costs more than it saves.
"""

from __future__ import annotations

import hashlib
import queue
import threading
import zlib
from collections.abc import Generator, Iterable, Mapping
from typing import Protocol

BATCH_SIZE = 256 * 1024
MAX_WAITING = 16
"""How many batches wait to be digested before the content's reader waits too."""


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


def digest_of(name: str, content: bytes) -> bytes:
    """Give the named checksum of content that is at hand; see :func:`new_digest`."""
    digest = new_digest(name)
    digest.update(content)
    return digest.digest()


class Digests:
    """The named checksums of one content.

    :raises ValueError: when there is no such checksum.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._running: Mapping[str, Digest] = {name: new_digest(name) for name in names}

    def results(self) -> dict[str, bytes]:
        """Give the checksums of the content so far, by name."""
        return {name: digest.digest() for name, digest in self._running.items()}

    def passing(self, chunks: Iterable[bytes]) -> Generator[bytes]:
        """Give chunks on; when the last one has been taken, they are all in."""
        first, *others = self._running.values() or (None,)
        if first is None:
            yield from chunks
            return
        helper: _Helper | None = None
        batch: list[bytes] = []
        size = 0
        try:
            for chunk in chunks:
                yield chunk
                for digest in others:
                    digest.update(chunk)
                batch.append(chunk)
                size += len(chunk)
                if size >= BATCH_SIZE:
                    helper = helper or _Helper(first)
                    helper.take(batch)
                    batch, size = [], 0
        finally:
            if helper is not None:
                helper.end()
        for chunk in batch:
            first.update(chunk)


class _Helper:
    """A thread that digests batches in their order."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._batches: queue.Queue[list[bytes] | None] = queue.Queue(MAX_WAITING)
        self._thread = threading.Thread(target=self._run, name="localstack-digests", daemon=True)
        self._thread.start()

    def take(self, batch: list[bytes]) -> None:
        self._batches.put(batch)

    def end(self) -> None:
        """Wait until everything taken is digested."""
        self._batches.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (batch := self._batches.get()) is not None:
            for chunk in batch:
                self._digest.update(chunk)
