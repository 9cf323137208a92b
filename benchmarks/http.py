"""The latency of calls over HTTP, ours and MiniStack's, from one client thread and from several.

Percentiles are of all calls; the ratio of the medians is taken within each round, and its median is judged.
"""

from __future__ import annotations

import contextlib
from statistics import median, quantiles

from benchmarks import servers
from benchmarks.callers import Callers
from benchmarks.table import Row, Table, progress
from benchmarks.workers import Worker, WorkerError

TITLES = ("STS GetCallerIdentity", "SQS SendMessage", "S3 PutObject 1 KiB")
THREADS = (1, 4)
CALLS_PER_ROUND = 240
TAIL_BAR = 5.0
COLUMNS = ("HTTP, microseconds", "p50", "p99", "p99/p50", "MiniStack p50", "p99", "p50 ratio", "quartiles")


def measure(rounds: int, interpreter: str) -> list[Table]:
    """Measure every operation with every client.

    :param interpreter: Python of an environment with MiniStack, or `""`.
    """
    version = servers.version_of(interpreter) if interpreter else ""
    with contextlib.ExitStack() as stack:
        callers = {"ours": _callers(stack, servers.ours())}
        if version:
            callers["ministack"] = _callers(stack, servers.ministack(interpreter))
        tables = [_table(callers, rounds, bare) for bare in (False, True)]
    for table in tables:
        if version:
            table.notes.append(f"MiniStack {version}.")
        else:
            table.notes.append("MiniStack was left out: give --ministack the Python it is installed for.")
    return tables


def _callers(stack: contextlib.ExitStack, server: servers.Server) -> Worker:
    stack.enter_context(server)
    return stack.enter_context(Worker(Callers, server.url))


def _table(callers: dict[str, Worker], rounds: int, bare: bool) -> Table:
    client = "bare socket" if bare else "boto3"
    table = Table(f"HTTP, client: {client}", COLUMNS)
    for title in TITLES:
        for threads in THREADS:
            name = f"{title}, {threads} thread{'s' if threads > 1 else ''}"
            progress(f"{name}, {client}: {', '.join(callers)}")
            table.rows.append(_row(name, callers, title, threads, rounds, bare))
    return table


def _row(name: str, callers: dict[str, Worker], title: str, threads: int, rounds: int, bare: bool) -> Row:
    bar = f"p99/p50 <= {TAIL_BAR:g}" + (", p50 ratio < 1" if "ministack" in callers else "")
    try:
        times = _rounds(callers, title, threads, rounds, bare)
    except WorkerError as error:
        progress(str(error))
        return Row((name, *[""] * 7), bar)
    p50, p99 = _percentiles(times["ours"])
    cells = [f"{p50:.0f}", f"{p99:.0f}", f"{p99 / p50:.1f}"]
    passed = p99 <= TAIL_BAR * p50
    if "ministack" not in times:
        return Row((name, *cells, *[""] * 4), bar, passed)
    their_p50, their_p99 = _percentiles(times["ministack"])
    pairs = zip(times["ours"], times["ministack"], strict=True)
    low, ratio, high = quantiles([median(mine) / median(theirs) for mine, theirs in pairs], n=4)
    cells += [f"{their_p50:.0f}", f"{their_p99:.0f}", f"{ratio:.2f}", f"{low:.2f}-{high:.2f}"]
    return Row((name, *cells), bar, passed and ratio < 1)


def _rounds(
    callers: dict[str, Worker], title: str, threads: int, rounds: int, bare: bool
) -> dict[str, list[list[float]]]:
    times: dict[str, list[list[float]]] = {name: [] for name in callers}
    for worker in callers.values():
        worker.call("round", title, threads, CALLS_PER_ROUND // threads, bare)
    for number in range(rounds):
        turns = list(callers.items())
        for name, worker in turns if number % 2 else reversed(turns):
            times[name].append(worker.call("round", title, threads, CALLS_PER_ROUND // threads, bare))
    return times


def _percentiles(rounds: list[list[float]]) -> tuple[float, float]:
    times = [each for one in rounds for each in one]
    return median(times), quantiles(times, n=100)[98]
