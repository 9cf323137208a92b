"""Runs the measurements and prints a table for each; the exit code is 0 whatever they say."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.table import Table

SECTIONS = (
    "inprocess",
    "http",
    "load",
    "s3",
    "codecs",
    "boot",
    "start",
    "isolation",
    "state",
    "snapshots",
    "suite",
)


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    print(f"{date.today()}  {machine()}\n")
    for section in options.only or SECTIONS:
        for table in _measure(section, options):
            print(table, flush=True)


def machine() -> str:
    """Describe the machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}"


def _measure(section: str, options: argparse.Namespace) -> Iterable[Table]:
    # Imported when asked for: worker processes import this module too and must start empty.
    measure = importlib.import_module(f"benchmarks.{section}").measure
    arguments: list[object] = [options.rounds]
    if section in ("http", "s3", "start"):
        arguments.append(options.ministack)
    if section == "s3":
        arguments.append(options.quick)
    tables: Table | Iterable[Table] = measure(*arguments)
    return tables if isinstance(tables, Iterable) else [tables]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        choices=SECTIONS,
        help="measure this section; may be repeated (default: all)",
    )
    parser.add_argument(
        "--rounds", type=_rounds, default=21, help="rounds per subject (default: %(default)s)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="s3: fewer keys, objects and seconds (with few rounds, minutes)"
    )
    parser.add_argument(
        "--ministack",
        default=os.environ.get("MINISTACK_PYTHON", ""),
        metavar="PYTHON",
        help="interpreter of an environment with ministack installed (default: $MINISTACK_PYTHON)",
    )
    return parser.parse_args()


def _rounds(text: str) -> int:
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r}: give a number of at least 2")
    return int(text)


if __name__ == "__main__":
    main()
