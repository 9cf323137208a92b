"""A suite of 300 small tests as whole runs of pytest: on the emulator, and each test under moto's `mock_aws`.

The tests lie in `benchmarks/suite_tests`; only the fixture that puts a mock in place differs. Every test makes its
clients, as suites written for moto do; one further row has them kept for the run, as the plugin's fixtures do. The
processor time is of all processes of a run: xdist's workers and the long tail's process, which answers DynamoDB.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.table import Row, Table, progress
from benchmarks.workers import ENVIRONMENT

SUITE = Path(__file__).with_name("suite_tests")
# A round takes minutes.
ROUNDS_PER_ROUND = 7
NATIVE_ONLY = ("test_documents.py", "test_jobs.py")
EMULATOR, KEPT, MOTO = "emulator", "emulator, kept clients", "moto"
CASES = (
    ("300 tests, serial", (), ()),
    ("300 tests, -n 2", (), ("-n", "2")),
    ("200 without DynamoDB, serial", NATIVE_ONLY, ()),
    ("200 without DynamoDB, -n 2", NATIVE_ONLY, ("-n", "2")),
)
_OPTIONS = {
    EMULATOR: ("-p", "pytest_localstack.plugin", "--localstack"),
    KEPT: ("-p", "pytest_localstack.plugin", "--localstack"),
    MOTO: (),
}


@dataclass(frozen=True)
class Cost:
    """What a run took, in seconds.

    :ivar processor: of the run and the processes it started.
    """

    wall: float
    processor: float


def measure(rounds: int) -> Table:
    """Run the suite in turns; a run of the first kind beforehand, which compiles the files, is not counted."""
    rounds = max(rounds // ROUNDS_PER_ROUND, 1)
    costs: dict[tuple[str, str], list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-suite-") as compiled:
        _run(EMULATOR, (), (), compiled)
        for number in range(rounds):
            for title, files, arguments in CASES:
                for backend in (EMULATOR, KEPT, MOTO):
                    cost = _run(backend, files, arguments, compiled)
                    progress(f"{number + 1} of {rounds}: {title}, {backend}: {_seconds([cost])}")
                    costs.setdefault((title, backend), []).append(cost)
    columns = ("seconds, wall / processor", "ours", "clients kept", "moto", "moto to ours", "kept")
    table = Table(f"A suite of small tests, whole runs, median of {rounds}", columns)
    for title, *_ in CASES:
        ours, kept, moto = (costs[title, backend] for backend in (EMULATOR, KEPT, MOTO))
        cells = (
            title,
            _seconds(ours),
            _seconds(kept),
            _seconds(moto),
            _ratio(moto, ours),
            _ratio(moto, kept),
        )
        table.rows.append(Row(cells))
    return table


def _run(backend: str, files: tuple[str, ...], arguments: tuple[str, ...], compiled: str) -> Cost:
    command = [
        sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(SUITE),
        "-p", "no:cacheprovider", "-p", "xdist", *_OPTIONS[backend], *arguments,
        *(str(SUITE / name) for name in files or ("",)),
    ]  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTEST_"))}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    environment = {
        **kept,
        **ENVIRONMENT,
        "SUITE_BACKEND": backend,
        # No plugin that happens to be installed takes part.
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONPYCACHEPREFIX": compiled,
    }
    before, started = _processor_time(), time.perf_counter()
    run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    wall, processor = time.perf_counter() - started, _processor_time() - before
    if run.returncode:
        raise RuntimeError(f"the suite failed on {backend}:\n{run.stdout[-4000:]}")
    return Cost(wall, processor)


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _seconds(costs: list[Cost]) -> str:
    return f"{median(cost.wall for cost in costs):.1f} / {median(cost.processor for cost in costs):.1f}"


def _ratio(theirs: list[Cost], ours: list[Cost]) -> str:
    """Give theirs to ours, taken within each round."""
    pairs = list(zip(theirs, ours, strict=True))
    wall = median(their.wall / our.wall for their, our in pairs)
    processor = median(their.processor / our.processor for their, our in pairs)
    return f"{wall:.1f} / {processor:.1f}"
