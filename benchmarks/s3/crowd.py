"""Many clients at once, each going round put, get, head, list and delete with keys of its own."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Mapping
from typing import Any

from benchmarks.s3.clients import BUCKET, client
from benchmarks.s3.comparison import Figures, row, table
from benchmarks.s3.scale import Scale
from benchmarks.table import Table, progress
from benchmarks.workers import Worker

PROCESSES = 4
THREADS_PER_PROCESS = 8
ROUNDS = 3
BODY = bytes(range(250)) * 4


def measure(urls: Mapping[str, str], scale: Scale) -> Table:
    """Compare servers, which are given the same clients in turns."""
    count = PROCESSES * THREADS_PER_PROCESS
    title = f"S3 by HTTP, {count} boto3 threads in {PROCESSES} processes; the ratio is of the time per call"
    compared = table(title, "calls per second", urls)
    speeds: Figures = {name: [] for name in urls}
    errors: dict[str, list[str]] = {name: [] for name in urls}
    for number in range(ROUNDS):
        for name, url in urls.items():
            progress(f"{count} clients of {name} for {scale.crowd_seconds:g} s, {number + 1} of {ROUNDS}")
            calls, raised = _round(url, scale.crowd_seconds)
            speeds[name].append(calls / scale.crowd_seconds)
            errors[name] += raised
    compared.rows.append(row("put, get, head, list, delete", speeds, more_is_better=True, digits=0))
    for name, raised in errors.items():
        compared.notes.append(f"{name}: {len(raised)} errors{': ' + raised[0] if raised else ''}.")
    return compared


def _round(url: str, seconds: float) -> tuple[int, list[str]]:
    with contextlib.ExitStack() as stack:
        workers = [stack.enter_context(Worker(Crowd, url)) for _ in range(PROCESSES)]
        for worker in workers:
            worker.call("begin", seconds)
        results = [worker.call("result") for worker in workers]
    return sum(calls for calls, _ in results), [error for _, raised in results for error in raised]


class Crowd:
    """Threads that make calls for some time, each by a client of its own.

    :param url: the server's base URL.
    """

    def __init__(self, url: str) -> None:
        self._clients = [client(url) for _ in range(THREADS_PER_PROCESS)]
        self._threads: list[threading.Thread] = []
        self._counts = [0] * THREADS_PER_PROCESS
        self._errors: list[str] = []

    def begin(self, seconds: float) -> None:
        """Begin to make calls."""
        until = time.monotonic() + seconds
        for number in range(THREADS_PER_PROCESS):
            self._threads.append(threading.Thread(target=self._work, args=(number, until)))
        for thread in self._threads:
            thread.start()

    def result(self) -> tuple[int, list[str]]:
        """Wait for the end; give the number of calls, and the errors."""
        for thread in self._threads:
            thread.join()
        return sum(self._counts), self._errors

    def stop(self) -> None:
        """Let go of everything; connections close with the process."""

    def _work(self, number: int, until: float) -> None:
        key = f"{os.getpid()}-{number}"
        while time.monotonic() < until:
            try:
                self._cycle(self._clients[number], key)
            except Exception as error:  # noqa: BLE001 - it is counted
                self._errors.append(repr(error))
            else:
                self._counts[number] += 5

    def _cycle(self, s3: Any, key: str) -> None:
        s3.put_object(Bucket=BUCKET, Key=key, Body=BODY)
        got = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        length = s3.head_object(Bucket=BUCKET, Key=key)["ContentLength"]
        listed = [entry["Key"] for entry in s3.list_objects_v2(Bucket=BUCKET, Prefix=key)["Contents"]]
        s3.delete_object(Bucket=BUCKET, Key=key)
        if (got, length, listed) != (BODY, len(BODY), [key]):
            raise RuntimeError("another object was read or listed than was written")
