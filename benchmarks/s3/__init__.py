"""S3 beside its peers: ours, moto's `mock_aws`, moto's server and MiniStack, all in one run.

Both sides of a ratio are measured by the same clients, in processes of their own, in turns. A ratio is of ours to
theirs: below 1 ours is ahead.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping

from benchmarks import servers
from benchmarks.s3 import crowd, keys, memory, objects
from benchmarks.s3.scale import FULL, OURS, QUICK, Scale
from benchmarks.table import Table

Start = Callable[[], servers.Server]


def measure(rounds: int, interpreter: str, quick: bool) -> Iterator[Table]:
    """Measure both doors, giving each table as soon as it is complete.

    :param interpreter: Python of an environment with MiniStack and `moto[server]`; without it ours is alone by HTTP.
    :param quick: with fewer keys, objects and seconds.
    """
    scale = QUICK if quick else FULL
    yield objects.in_process(rounds, scale)
    version = servers.version_of(interpreter) if interpreter else ""
    note = f"MiniStack {version}." if version else "The others were left out: give --ministack their Python."
    for table in _by_http(_starts(interpreter if version else ""), rounds, scale):
        table.notes.append(note)
        yield table


def _by_http(starts: Mapping[str, Start], rounds: int, scale: Scale) -> Iterator[Table]:
    with contextlib.ExitStack() as stack:
        urls = {name: stack.enter_context(start()).url for name, start in starts.items()}
        yield objects.by_http(urls, rounds, scale)
        yield crowd.measure(urls, scale)
    yield memory.measure(starts, scale)
    yield keys.measure(starts, scale)


def _starts(interpreter: str) -> dict[str, Start]:
    starts: dict[str, Start] = {OURS: servers.ours}
    if interpreter:
        starts["moto server"] = lambda: servers.moto_server(interpreter)
        starts["MiniStack"] = lambda: servers.ministack(interpreter)
    return starts
