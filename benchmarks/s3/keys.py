"""Listing a page of a bucket with a million keys, the first and the last, and how long the bucket took to fill."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benchmarks.callers import Connection, bytes_of
from benchmarks.s3.clients import BUCKET, client, milliseconds
from benchmarks.s3.comparison import Figures, row, table
from benchmarks.s3.filling import Filler
from benchmarks.s3.memory import OURS_SECONDS
from benchmarks.s3.scale import OURS, Scale
from benchmarks.servers import Server
from benchmarks.table import Table, progress
from benchmarks.workers import Worker

PAGE = 1000
PAGES = ("first", "last")
ROUNDS = 7
# A server that needs longer for its pages gets fewer rounds.
SECONDS = 60.0


def measure(starts: Mapping[str, Callable[[], Server]], scale: Scale) -> Table:
    """Fill the servers one after the other, then list in turns."""
    compared = table("S3 by HTTP, a page of 1,000 keys", "milliseconds", starts)
    fills: Figures = {name: [] for name in starts}
    with contextlib.ExitStack() as stack:
        listers: dict[str, Worker] = {}
        for name, start in starts.items():
            server = stack.enter_context(start())
            with Worker(Filler, server.url, 20) as filler:
                seconds = OURS_SECONDS if name == OURS else scale.fill_seconds
                count, took = filler.call("fill", name, scale.keys, seconds)
                keys = filler.call("keys")
            fills[name].append(took / count * 1000)
            listers[name] = stack.enter_context(Worker(Lister, server.url, keys))
            compared.notes.append(f"{name}: {count:,} keys, filled in {took:.0f} s.")
        compared.rows.append(row("put while filling, 4 sockets, per object", fills, digits=3))
        for bare in (False, True):
            for page in PAGES:
                case = f"{page} page, {'bare socket' if bare else 'boto3'}"
                progress(f"{case}: {', '.join(listers)}")
                compared.rows.append(row(case, _rounds(listers, page, bare)))
    return compared


def _rounds(listers: Mapping[str, Worker], page: str, bare: bool) -> Figures:
    times: dict[str, list[float]] = {name: [] for name in listers}
    until = time.monotonic() + SECONDS
    for number in range(ROUNDS):
        turns = list(listers.items())
        for name, lister in turns if number % 2 else reversed(turns):
            times[name].append(lister.call("page", page, bare))
        if time.monotonic() > until:
            break
    return times


class Lister:
    """A client that lists pages, and checks what it was given.

    :param keys: all there are, sorted.
    """

    def __init__(self, url: str, keys: list[str]) -> None:
        self._url = url
        self._s3 = client(url)
        self._arguments: dict[str, dict[str, Any]] = {
            "first": {"Bucket": BUCKET},
            "last": {"Bucket": BUCKET, "StartAfter": keys[-PAGE - 1 :][0]},
        }
        self._expected = {
            "first": (keys[:PAGE], len(keys) > PAGE),
            "last": (keys[-PAGE - 1 :][1:], False),
        }
        self._requests = {page: bytes_of(self._s3, partial(self._list, page)) for page in PAGES}

    def page(self, page: str, bare: bool) -> float:
        """Time a page, in milliseconds.

        :param bare: by socket, not by boto3, which takes long to parse an answer.
        """
        if bare:
            # Anew each time: a server closes a connection that idles while others are filled.
            connection = Connection(self._url)
            return milliseconds(lambda: connection.exchange(self._requests[page]))
        answers: list[dict[str, Any]] = []
        elapsed = milliseconds(lambda: answers.append(self._list(page)))
        got = [entry["Key"] for entry in answers[0]["Contents"]], answers[0]["IsTruncated"]
        if got != self._expected[page]:
            raise RuntimeError(f"other keys were listed than were put: {got[1]}, {len(got[0])}, {got[0][:3]}")
        return elapsed

    def stop(self) -> None:
        """Let go of everything; connections close with the process."""

    def _list(self, page: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._s3.list_objects_v2(**self._arguments[page])
        return answer
