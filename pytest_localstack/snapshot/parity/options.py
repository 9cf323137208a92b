"""The options of the parity table."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest


def add_options(parser: pytest.Parser) -> None:
    """Declare the options."""
    group = parser.getgroup("snapshot", "snapshots (pytest-localstack)")
    group.addoption(
        "--parity",
        action="store_true",
        help="Show, per service, how many matches were compared with recordings of real AWS, and how many match.",
    )
    group.addoption(
        "--parity-fail-under",
        type=percentage,
        metavar="N",
        help="Fail when less than N percent of the matches compared with real AWS match, or none was compared.",
    )
    group.addoption(
        "--parity-json", metavar="FILE", help="Write the parity of every match to this file, as JSON."
    )
    group.addoption(
        "--parity-drift",
        action="store_true",
        help="Against real AWS: report what AWS answers differently from what is recorded, and write nothing.",
    )


def percentage(text: str) -> float:
    """Read a percentage.

    :raises argparse.ArgumentTypeError: when it is none.
    """
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage: give a number from 0 to 100")
    return number


def is_wanted(config: pytest.Config) -> bool:
    """Tell whether outcomes are to be gathered."""
    names = ("parity", "parity_fail_under", "parity_json", "parity_drift")
    # 0 percent is a wish too.
    return any(config.getoption(name) is not None and config.getoption(name) is not False for name in names)


def check(config: pytest.Config, aws: bool, update: bool) -> None:
    """Refuse what cannot be meant.

    :param aws: whether the run targets real AWS.
    :param update: whether it records.
    :raises pytest.UsageError: which says how to go on.
    """
    drift = config.getoption("parity_drift")
    if drift and not aws:
        raise pytest.UsageError("--parity-drift compares what AWS answers now: add --aws, or use --parity")
    if is_wanted(config) and update:
        option = "--parity-drift" if drift else "--parity"
        raise pytest.UsageError(
            f"{option} compares with what is recorded, and --snapshot-update replaces it: leave one of them out"
        )
    file = json_file(config)
    if file is not None and (file.is_dir() or not file.parent.is_dir()):
        given = config.getoption("parity_json")
        raise pytest.UsageError(f"--parity-json={given} names no file in a folder: write parity.json")


def json_file(config: pytest.Config) -> Path | None:
    """Give the file for the parity of every match, if one is wanted."""
    file = config.getoption("parity_json")
    return None if file is None else Path(config.invocation_params.dir, file)


def is_drift(config: pytest.Config) -> bool:
    """Tell whether differences from what is recorded are to be reported, and fail nothing."""
    return bool(config.getoption("parity_drift"))
