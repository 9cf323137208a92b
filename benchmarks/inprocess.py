"""The cost of a call in the process of the test, as a ratio to a boto3 client that is given the answer.

Each subject has a process of its own, and the rounds take turns, so that whatever else the machine does
falls on all of them alike; the ratio is taken within a round.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

from benchmarks.operations import OPERATIONS, Operation
from benchmarks.subjects import Canned, Moto, Ours, Recording
from benchmarks.table import Row, Table, progress
from benchmarks.workers import Worker, WorkerError

BAR = 1.4
ROUND_SECONDS = 0.1
WARM_UP_CALLS = 30
COLUMNS = ("in process, microseconds of processor time", "floor", "ours", "ratio", "quartiles")


def measure(rounds: int) -> list[Table]:
    """Measure every operation by the plugin's endpoint and by AWS's own."""
    return [_by_endpoint(rounds), _by_aws(rounds)]


def _by_endpoint(rounds: int) -> Table:
    table = Table("In process, by the endpoint the plugin sets", COLUMNS)
    with (
        Worker(Ours, True) as ours,
        Worker(Canned, variables={"AWS_ENDPOINT_URL": ours.call("url")}) as floor,
    ):
        for operation in OPERATIONS:
            bar = None if operation.wall else BAR
            table.rows.append(_row(operation, {"floor": floor, "ours": ours}, rounds, bar))
    return table


def _by_aws(rounds: int) -> Table:
    table = Table("In process, by AWS's own endpoint (https), for information", (*COLUMNS, "moto", "ratio"))
    with Worker(Ours, False) as ours, Worker(Canned) as floor, Worker(Moto) as moto:
        for operation in OPERATIONS:
            subjects = {"floor": floor, "ours": ours, "moto": moto}
            table.rows.append(_row(operation, subjects, rounds, None))
    table.notes.append("The floor does not read the request's body, which goes in chunks over https.")
    return table


def _row(operation: Operation, subjects: Mapping[str, Worker], rounds: int, bar: float | None) -> Row:
    progress(f"{operation.title}: {', '.join(subjects)}")
    written_bar = f"<= {bar:g}" if bar else ""
    missing = [""] * (4 if len(subjects) == 2 else 6)
    try:
        recording: Recording = subjects["ours"].call("record", operation.title)
        if recording.origin != "native" and not operation.wall:
            # Another process did the work: processor time of this one would flatter.
            return Row((f"{operation.title} ({recording.origin})", *missing), written_bar)
        subjects["floor"].call("play", operation.title, recording)
        times = _rounds(operation, subjects, rounds)
    except WorkerError as error:
        progress(str(error))
        return Row((operation.title, *missing), written_bar)
    ratios = _ratios(times, "ours")
    cells = [f"{median(times['floor']):.0f}", f"{median(times['ours']):.0f}", f"{median(ratios):.2f}"]
    cells.append(f"{ratios[len(ratios) // 4]:.2f}-{ratios[len(ratios) * 3 // 4]:.2f}")
    if "moto" in times:
        cells += [f"{median(times['moto']):.0f}", f"{median(_ratios(times, 'moto')):.2f}"]
    return Row((operation.title, *cells), written_bar, median(ratios) <= bar if bar else None)


def _rounds(operation: Operation, subjects: Mapping[str, Worker], rounds: int) -> dict[str, list[float]]:
    slowest = max(subject.call("measure", operation.title, WARM_UP_CALLS) for subject in subjects.values())
    calls = max(20, int(ROUND_SECONDS / slowest * 1e6))
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds):
        turns = list(subjects.items())
        for name, subject in turns if number % 2 else reversed(turns):
            times[name].append(subject.call("measure", operation.title, calls))
    return times


def _ratios(times: Mapping[str, list[float]], name: str) -> list[float]:
    return sorted(mine / floor for mine, floor in zip(times[name], times["floor"], strict=True))
