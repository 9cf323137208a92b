"""What a server costs before its first request: from its command to its first answer, and the memory it idles with.

Ours, MiniStack and moto's server, taking turns, each in a fresh process; compiled files are there from a first run
that is not timed. The first answer is that of the health endpoint, or of whatever a server has in its place.
"""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from statistics import median

from benchmarks.servers import Server, ministack, moto_server, ours, version_of
from benchmarks.table import Row, Table, progress

Start = Callable[[], Server]


def measure(rounds: int, interpreter: str) -> Table:
    """Measure each server.

    :param interpreter: Python of an environment with MiniStack and `moto[server]`; without it ours is alone.
    """
    rounds = min(rounds, 7)
    progress(f"start and idle memory: {rounds} fresh processes each")
    starts: dict[str, Start] = {"pytest-localstack": ours}
    if version_of(interpreter):
        starts["ministack"] = lambda: ministack(interpreter)
        starts["moto server"] = lambda: moto_server(interpreter)
    times: dict[str, list[float]] = {name: [] for name in starts}
    memory: dict[str, list[float]] = {name: [] for name in starts}
    for number in range(rounds + 1):
        for name, start in starts.items():
            elapsed, megabytes = _once(start)
            if number:
                times[name].append(elapsed)
                memory[name].append(megabytes)
    return _table(times, memory, f"ministack {version_of(interpreter) or 'not measured'}")


def _once(start: Start) -> tuple[float, float]:
    started = time.perf_counter()
    with start() as server:
        try:
            urllib.request.urlopen(f"{server.url}/_localstack/health", timeout=10).close()
        except urllib.error.HTTPError as error:
            error.close()  # an answer all the same
        elapsed = (time.perf_counter() - started) * 1000
        return elapsed, server.resident()


def _table(times: dict[str, list[float]], memory: dict[str, list[float]], note: str) -> Table:
    table = Table(
        "Start of a server to its first answer, and memory then",
        ("server", "ms, median", "fastest", "MiB, median"),
        notes=[note, f"Python {sys.version.split()[0]}"],
    )
    others = [name for name in times if name != "pytest-localstack"]
    for name, measured in times.items():
        cells = (name, f"{median(measured):.0f}", f"{min(measured):.0f}", f"{median(memory[name]):.0f}")
        if name in others:
            table.rows.append(Row(cells))
            continue
        ahead = all(
            median(measured) < median(times[other]) and median(memory[name]) < median(memory[other])
            for other in others
        )
        table.rows.append(Row(cells, "ahead of both", ahead if others else None))
    return table
