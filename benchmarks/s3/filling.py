"""Puts a great many objects into a bucket by bare sockets: boto3's bytes with another key and body for each object.

boto3 would take most of the time, and the same for every server. The keys come in scattered order, as generated names
do, so that no server is given them sorted.
"""

from __future__ import annotations

import itertools
import re
import threading
import time

from benchmarks.callers import Connection, bytes_of
from benchmarks.s3.clients import BUCKET, client
from benchmarks.table import progress

THREADS = 4
BATCH = 100
KEY = "{:012}"
# A prime, so coprime with every count that is filled in: each number below it comes once.
STRIDE = 618_041
PROGRESS_SECONDS = 15.0


class Filler:
    """Fills the bucket of a server.

    :param url: the server's base URL.
    :param size: of the objects; no two have the same content.
    """

    def __init__(self, url: str, size: int) -> None:
        self._url = url
        self._template = _template(url, size)
        self._batches = itertools.count()
        self._done: list[int] = []
        self._failures: list[Exception] = []

    def fill(self, name: str, count: int, seconds: float) -> tuple[int, float]:
        """Put `count` objects, or as many as can be put in time.

        :returns: how many there are, and the seconds it took.
        """
        started = time.monotonic()
        until = started + seconds
        threads = [threading.Thread(target=self._work, args=(count, until)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            threads[0].join(PROGRESS_SECONDS)
            progress(f"{name}: {len(self._done):,} of {count:,} objects, {time.monotonic() - started:.0f} s")
            for thread in threads:
                thread.join(PROGRESS_SECONDS / THREADS)
        if self._failures:
            raise self._failures[0]
        return len(self._done), time.monotonic() - started

    def keys(self) -> list[str]:
        """Give the keys that were put, sorted."""
        return [KEY.format(number) for number in sorted(self._done)]

    def stop(self) -> None:
        """Let go of everything; connections close with the process."""

    def _work(self, count: int, until: float) -> None:
        before, between, content = self._template
        connection = Connection(self._url)
        try:
            for batch in self._batches:
                for number in range(batch * BATCH, min((batch + 1) * BATCH, count)):
                    scattered = number * STRIDE % count
                    key = KEY.format(scattered).encode()
                    connection.exchange(b"".join((before, key, between, key, content)))
                    self._done.append(scattered)
                if (batch + 1) * BATCH >= count or time.monotonic() > until:
                    return
        except Exception as error:  # noqa: BLE001 - it is raised in the caller
            self._failures.append(error)


def _template(url: str, size: int) -> tuple[bytes, bytes, bytes]:
    """Give boto3's request, split around the key in its first line and the key that its body begins with."""
    s3 = client(url)
    key = KEY.format(0)
    body = key.encode() + bytes(size - len(key))
    request = bytes_of(s3, lambda: s3.put_object(Bucket=BUCKET, Key=key, Body=body))
    head, _, content = request.partition(b"\r\n\r\n")
    # Digests are of one body; without them each request is one that AWS's older SDKs send, signed by another key.
    head = re.sub(rb"(?i)\r\nx-amz-(checksum|sdk-checksum)[^\r]*", b"", head)
    head = re.sub(rb"(?i)(x-amz-content-sha256: )\w+", rb"\1UNSIGNED-PAYLOAD", head)
    before, found, rest = head.partition(key.encode())
    if not found or content != body:
        raise RuntimeError(f"not the request that was expected: {request[:1000]!r}")
    return before, rest + b"\r\n\r\n", content[len(key) :]
