"""How much a server's memory grows by small objects, and by a large one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benchmarks.s3.clients import BUCKET, SIZES, client
from benchmarks.s3.comparison import Figures, row, table
from benchmarks.s3.filling import Filler
from benchmarks.s3.scale import OURS, Scale
from benchmarks.servers import Server
from benchmarks.table import Table, progress
from benchmarks.workers import Worker

SMALL = 1000
# Ours gets all of them, however slow the machine; within reason.
OURS_SECONDS = 1800.0


def measure(starts: Mapping[str, Callable[[], Server]], scale: Scale) -> Table:
    """Compare fresh servers, one after the other."""
    compared = table("S3, resident memory of the server", "growth", starts)
    small: Figures = {name: [] for name in starts}
    large: Figures = {name: [] for name in starts}
    for name, start in starts.items():
        progress(f"memory of {name}")
        with start() as server:
            large[name].append(_large(server))
        with start() as server, Worker(Filler, server.url, SMALL) as filler:
            seconds = OURS_SECONDS if name == OURS else scale.objects_seconds
            count, growth = _small(name, server, filler, scale.objects, seconds)
            small[name].append(growth)
            compared.notes.append(f"{name}: {count:,} objects of 1 KB.")
    compared.rows.append(row("KB per object of 1 KB", small, digits=2))
    compared.rows.append(row("MB after a put of 100 MB", large))
    return compared


def _small(name: str, server: Server, filler: Worker, count: int, seconds: float) -> tuple[int, float]:
    # A few hundred: what the first calls import and compile is no part of the growth.
    put, _ = filler.call("fill", name, count, 0.0)
    before = server.resident()
    total, _ = filler.call("fill", name, count, seconds)
    return total, (server.resident() - before) * 1048.576 / (total - put)


def _large(server: Server) -> float:
    with Worker(Putter, server.url) as putter:
        putter.call("put", SMALL)
        before = server.resident()
        putter.call("put", SIZES["100 MB"])
        return (server.resident() - before) * 1.048576


class Putter:
    """A client that puts an object.

    :param url: the server's base URL.
    """

    def __init__(self, url: str) -> None:
        self._s3 = client(url)

    def put(self, size: int) -> None:
        """Put an object of this size."""
        self._s3.put_object(Bucket=BUCKET, Key="large", Body=bytes(size))

    def stop(self) -> None:
        """Let go of everything; connections close with the process."""
