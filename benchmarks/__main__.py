"""Runs the measurements and prints a table for each; the exit code is 0 whatever they say."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import date

SECTIONS = ("inprocess", "http", "boot", "isolation")


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


def _measure(section: str, options: argparse.Namespace) -> list[object]:
    # Imported when asked for: worker processes import this module too and must start empty.
    if section == "inprocess":
        from benchmarks import inprocess

        return [*inprocess.measure(options.rounds)]
    if section == "http":
        from benchmarks import latency

        return [*latency.measure(options.rounds, options.ministack)]
    if section == "boot":
        from benchmarks import boot

        return [boot.measure(options.rounds)]
    from benchmarks import isolation

    return [isolation.measure(options.rounds)]


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
