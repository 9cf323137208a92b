"""Command line, ini file and environment of the snapshot plugin, and the mode they amount to.

`--snapshot-update` and its siblings are names other plugins use too. They are registered after every plugin
has had its turn, and only those that are still free; a plain flag of another plugin is shared. The names with
`--localstack-` in front always exist.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import pytest

FLAGS = {
    "update": "record what the tests match, in place of the recordings (also SNAPSHOT_UPDATE=1)",
    "raw": "write the values before any transformation to .raw.snapshot.json (also SNAPSHOT_RAW=1)",
    "verify": "compare and write nothing, whatever the other snapshot options and variables say",
    "skip-all": "compare no snapshots",
}
INI_ROOT = "folder below the rootdir that holds all recordings; empty: beside the test files"
INI_MIRROR = "test folders whose trees snapshot_root mirrors (default: testpaths, else the rootdir)"
MARKER = (
    "skip_snapshot_verify(paths=None, condition=None): leave these JSONPaths, or all, out of the comparison"
)


@dataclass(frozen=True)
class SnapshotMode:
    """What a run does with its snapshots.

    :param aws: the run targets real AWS: skip markers, which excuse an emulator, have no effect.
    """

    update: bool = False
    raw: bool = False
    skip_all: bool = False
    aws: bool = False


def add_options(parser: pytest.Parser) -> None:
    """Register what is ours alone: the prefixed flags and the ini options."""
    group = parser.getgroup("snapshot", "snapshots (pytest-localstack)")
    for flag, text in FLAGS.items():
        group.addoption(f"--localstack-snapshot-{flag}", dest=_dest(flag), action="store_true", help=text)
    parser.addini("snapshot_root", INI_ROOT, default="")
    parser.addini("snapshot_mirror", INI_MIRROR, type="args", default=[])


def add_shared_options(parser: pytest.Parser, config: pytest.Config) -> None:
    """Register the plain flags that no other plugin has registered."""
    group = parser.getgroup("snapshot")
    for flag in FLAGS:
        if config.getoption(f"--snapshot-{flag}", default=None) is None:
            alias = f"same as --localstack-snapshot-{flag}"
            group.addoption(f"--snapshot-{flag}", dest=_dest(flag), action="store_true", help=alias)


def mode_of(config: pytest.Config, variables: Mapping[str, str] = os.environ) -> SnapshotMode:
    """Read the mode of a run."""
    aws = variables.get("TEST_TARGET", "").upper() == "AWS_CLOUD"
    if _given(config, "verify"):
        return SnapshotMode(aws=aws)
    return SnapshotMode(
        update=_given(config, "update") or _true(variables.get("SNAPSHOT_UPDATE")),
        raw=_given(config, "raw") or _true(variables.get("SNAPSHOT_RAW")),
        skip_all=_given(config, "skip-all"),
        aws=aws,
    )


def _dest(flag: str) -> str:
    return "localstack_snapshot_" + flag.replace("-", "_")


def _given(config: pytest.Config, flag: str) -> bool:
    names = (f"--localstack-snapshot-{flag}", f"--snapshot-{flag}")
    return any(config.getoption(name, default=False) for name in names)


def _true(text: str | None) -> bool:
    return (text or "").lower() in ("1", "true", "yes", "on")


def record_command(config: pytest.Config) -> str:
    """Give the command that records a test in the way this run was called, without its node id."""
    emulator = "--localstack " if config.getoption("localstack", False) else ""
    return f"pytest {emulator}--snapshot-update"
