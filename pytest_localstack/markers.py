"""The markers of :mod:`localstack.testing.pytest.markers`: registered, and `aws_only_localstack` acted upon.

Where the ini option `aws_markers_in` lists folders, each test in them has exactly one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pytest_localstack.target import is_aws

ONLY_LOCALSTACK = "aws_only_localstack"
MARKERS = (
    "aws_validated: the test passes on real AWS",
    "aws_manual_setup_required: the test passes on real AWS, once something has been set up there",
    "aws_needs_fixing: the test does not pass on real AWS, and should",
    f"{ONLY_LOCALSTACK}: the test is about the emulator; it is skipped on real AWS",
    "aws_unknown: nobody has run the test on real AWS yet",
)
INI = "aws_markers_in"
INI_HELP = (
    "Folders, from the rootdir, in which each test has exactly one of the markers aws_validated, "
    "aws_manual_setup_required, aws_needs_fixing, aws_only_localstack and aws_unknown; any other is an error."
)
NAMES = tuple(marker.partition(":")[0] for marker in MARKERS)
MOST_NAMED = 10


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the ini option."""
    parser.addini(INI, INI_HELP, type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse tests without a marker where each has one; skip on real AWS what is about the emulator."""
    check(items, [config.rootpath / folder for folder in config.getini(INI)])
    if not is_aws():
        return
    for item in items:
        if item.get_closest_marker(ONLY_LOCALSTACK):
            item.add_marker(pytest.mark.skip(reason="is about the emulator; this run targets real AWS"))


def check(items: Sequence[pytest.Item], folders: Sequence[Path]) -> None:
    """Refuse tests below some folders that have not exactly one of the markers.

    :raises pytest.UsageError: which names them.
    """
    wrong = []
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in folders):
            found = [name for name in NAMES if item.get_closest_marker(name)]
            if len(found) != 1:
                wrong.append(f"{item.nodeid} has {' and '.join(found) or 'none'}")
    if wrong:
        more = [f"and {len(wrong) - MOST_NAMED} more"] if len(wrong) > MOST_NAMED else []
        raise pytest.UsageError(
            f"{INI}: each test needs exactly one of {', '.join(NAMES)}\n  "
            + "\n  ".join([*wrong[:MOST_NAMED], *more])
        )
