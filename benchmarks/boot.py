"""What the plugin costs a run before its first test: its import, and the emulator's boot.

Compiled files are there from a first run that is not timed, as they are in every run of a user but the first.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from statistics import median

from benchmarks.table import Row, Table, progress
from benchmarks.workers import ENVIRONMENT

IMPORT_BAR = 10.0
BOOT_BAR = 50.0
HEAVY = ("botocore", "boto3", "werkzeug", "moto", "deepdiff", "httptools")

# Each is run in a fresh process: `before` is not timed, `after` is, and the heavy modules loaded are named.
_PROGRAM = """
import sys, time
{before}
started = time.perf_counter()
{after}
elapsed = (time.perf_counter() - started) * 1000
print(elapsed, *[name for name in {heavy!r} if name in sys.modules])
"""
_BOOT = """
import os
from pytest_localstack.environment import Environment
from pytest_localstack.session import EmulatorSession
environment = Environment(os.environ)
environment.apply()
session = EmulatorSession(environment)
"""
_LOADED_BY_PYTEST = """
import importlib.metadata, importlib, pytest_localstack.plugin
for point in importlib.metadata.distribution("pytest-localstack").entry_points:
    if point.group == "pytest11":
        point.load()
for name in pytest_localstack.plugin.pytest_plugins:
    importlib.import_module(name)
"""
_BOTOCORE = "import botocore.session, botocore.httpsession, botocore.awsrequest"
_CASES = (
    ("import of pytest_localstack.plugin", "import pytest", "import pytest_localstack.plugin", IMPORT_BAR),
    ("import of all that pytest loads of ours", "import pytest, importlib.metadata", _LOADED_BY_PYTEST, None),
    ("boot, imports included, after botocore's", f"{_BOTOCORE}\nimport pytest", _BOOT, BOOT_BAR),
    ("boot, imports included, after boto3's", f"{_BOTOCORE}\nimport pytest, boto3", _BOOT, None),
    ("boot alone", f"{_BOTOCORE}\nimport pytest\nimport pytest_localstack.session", _BOOT, None),
)


def measure(rounds: int) -> Table:
    """Measure each in fresh processes, taking turns."""
    progress(f"import and boot: {rounds} fresh processes each")
    times: dict[str, list[float]] = {case[0]: [] for case in _CASES}
    loaded: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-boot-") as folder:
        environment = _environment(folder)
        for number in range(rounds + 1):
            for title, before, after, _bar in _CASES:
                elapsed, *loaded[title] = _run(before, after, environment)
                if number:
                    times[title].append(float(elapsed))
    table = Table("Import and boot, fresh processes", ("milliseconds", "median", "fastest", "loaded after"))
    for title, _before, _after, bar in _CASES:
        middle = median(times[title])
        cells = (title, f"{middle:.1f}", f"{min(times[title]):.1f}", " ".join(loaded[title]))
        table.rows.append(Row(cells, f"<= {bar:g} ms" if bar else "", middle <= bar if bar else None))
    return table


def _environment(compiled: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**kept, **ENVIRONMENT, "PYTHONPYCACHEPREFIX": compiled}


def _run(before: str, after: str, environment: Mapping[str, str]) -> list[str]:
    program = _PROGRAM.format(before=before, after=after, heavy=HEAVY)
    run = subprocess.run(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return run.stdout.split()
