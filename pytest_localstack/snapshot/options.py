"""Command line, ini file and environment of the snapshot plugin, and the mode they amount to.

`--snapshot-update` and its siblings are names other plugins use too. They are registered after every plugin
has had its turn, those that conftests load included, and only those that are still free; a plain flag of another
plugin is shared. The names with `--localstack-` in front always exist.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

ALL, NEW, FAILED = "all", "new", "failed"
QUIET, OFF, WARN, ERROR, DELETE = "quiet", "off", "warn", "error", "delete"
FREE = object()


@dataclass(frozen=True)
class SnapshotOption:
    """An option that has two names: `--snapshot-<name>`, if free, and `--localstack-snapshot-<name>`.

    :param details: what `addoption` takes besides; without it the option is a flag.
    """

    name: str
    help: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def dest(self) -> str:
        """Name the attribute that both names fill."""
        return "localstack_snapshot_" + self.name.replace("-", "_")

    @property
    def prefixed(self) -> str:
        """Give the name that always exists."""
        return f"--localstack-snapshot-{self.name}"

    @property
    def plain(self) -> str:
        """Give the name that another plugin may have."""
        return f"--snapshot-{self.name}"

    def register(self, group: pytest.OptionGroup, name: str, text: str) -> None:
        """Register one of the names."""
        details = self.details or {"action": "store_true"}
        group.addoption(name, dest=self.dest, help=text, **details)

    def value(self, config: pytest.Config) -> Any:
        """Read the option; a flag is also on when another plugin's flag of that name is."""
        given = config.getoption(self.prefixed, default=None)
        if not self.details:
            return bool(given) or config.getoption(self.plain, default=False) is True
        return given


UPDATE = SnapshotOption(
    "update", "record what the tests match, in place of the recordings (also SNAPSHOT_UPDATE=1)"
)
UPDATE_MODE = SnapshotOption(
    "update-mode",
    "what --snapshot-update records: all that passing tests match; new: only matches without a recording, the "
    "others are compared; failed: only tests whose comparison fails (default: all)",
    {"choices": (ALL, NEW, FAILED), "default": ALL},
)
RAW = SnapshotOption(
    "raw", "write the values before any transformation to .raw.snapshot.json (also SNAPSHOT_RAW=1)"
)
VERIFY = SnapshotOption(
    "verify", "compare and write nothing, whatever the other snapshot options and variables say"
)
SKIP_ALL = SnapshotOption("skip-all", "compare no snapshots")
HTML = SnapshotOption(
    "html",
    "write a page that shows every match, recorded and observed values side by side",
    {"metavar": "FILE"},
)
UNUSED = SnapshotOption(
    "unused",
    "recorded entries of tests that are gone, and match keys that are matched no more: count them (quiet), say "
    "nothing (off), name them (warn), fail the run (error), delete them (delete); only where all tests of a file "
    "were run to their end (default: quiet)",
    {"choices": (QUIET, OFF, WARN, ERROR, DELETE), "default": QUIET},
)
UNUSED_REPORT = SnapshotOption(
    "unused-report",
    "write what the run has used of the recordings; `localstack snapshot unused FILE...` merges the files of shards",
    {"metavar": "FILE"},
)
REVIEW = SnapshotOption(
    "review", "after the run, walk through what differs in the terminal and decide what is recorded"
)
OPTIONS = (UPDATE, UPDATE_MODE, RAW, VERIFY, SKIP_ALL, UNUSED, UNUSED_REPORT, HTML, REVIEW)

INI_ROOT = "folder below the rootdir that holds all recordings; empty: beside the test files"
INI_MIRROR = "test folders whose trees snapshot_root mirrors (default: testpaths, else the rootdir)"
INI_NORMALISER = (
    "how matches of tests that have no entry yet are normalised: 1 (default), or none for the algorithm of"
    " localstack-snapshot, for files that it shares"
)
INI_AUTOMATIC = (
    "replace what AWS chooses anew in each run, by the shape of the response's operation: ids, times, addresses"
    " (default: true)"
)
MARKER = (
    "skip_snapshot_verify(paths=None, condition=None): leave these JSONPaths, or all, out of the comparison"
)


@dataclass(frozen=True)
class SnapshotMode:
    """What a run does with its snapshots.

    :param records: what an update writes: `all`, `new` or `failed`.
    :param aws: the run targets real AWS: skip markers, which excuse an emulator, have no effect.
    """

    update: bool = False
    raw: bool = False
    skip_all: bool = False
    aws: bool = False
    records: str = ALL


def add_options(parser: pytest.Parser) -> None:
    """Register what is ours alone: the prefixed options and the ini options."""
    group = parser.getgroup("snapshot", "snapshots (pytest-localstack)")
    for option in OPTIONS:
        option.register(group, option.prefixed, option.help)
    parser.addini("snapshot_root", INI_ROOT, default="")
    parser.addini("snapshot_mirror", INI_MIRROR, type="args", default=[])
    parser.addini("snapshot_normaliser", INI_NORMALISER, default="1")
    parser.addini("snapshot_automatic", INI_AUTOMATIC, type="bool", default=True)


def add_shared_options(parser: pytest.Parser, config: pytest.Config) -> None:
    """Register the plain names that no other plugin has registered."""
    group = parser.getgroup("snapshot")
    for option in OPTIONS:
        if config.getoption(option.plain, default=FREE) is FREE:
            option.register(group, option.plain, f"same as {option.prefixed}")


def unused(config: pytest.Config) -> str:
    """Say what becomes of unused recordings; a run that only verifies deletes nothing."""
    choice: str = UNUSED.value(config)
    return WARN if choice == DELETE and VERIFY.value(config) else choice


def html(config: pytest.Config) -> str | None:
    """Give the file for the page of a run's matches, if one is wanted."""
    file: str | None = HTML.value(config)
    return file


def mode_of(config: pytest.Config, variables: Mapping[str, str] = os.environ) -> SnapshotMode:
    """Read the mode of a run."""
    aws = variables.get("TEST_TARGET", "").upper() == "AWS_CLOUD"
    if VERIFY.value(config):
        return SnapshotMode(aws=aws)
    return SnapshotMode(
        update=UPDATE.value(config) or is_true(variables.get("SNAPSHOT_UPDATE")),
        raw=RAW.value(config) or is_true(variables.get("SNAPSHOT_RAW")),
        skip_all=SKIP_ALL.value(config),
        aws=aws,
        records=UPDATE_MODE.value(config) or ALL,
    )


def is_true(text: str | None) -> bool:
    """Tell whether a variable is set to what means yes."""
    return (text or "").lower() in ("1", "true", "yes", "on")


def record_command(config: pytest.Config) -> str:
    """Give the command that records a test in the way this run was called, without its node id."""
    target = next((f"--{name} " for name in ("localstack", "aws") if config.getoption(name, False)), "")
    return f"pytest {target}--snapshot-update"


def normaliser(config: pytest.Config) -> int | None:
    """Read the number of the normaliser of new entries.

    :raises pytest.UsageError: when it is none that there is.
    """
    given = str(config.getini("snapshot_normaliser"))
    if given not in ("1", "none"):
        raise pytest.UsageError(f"snapshot_normaliser = {given}: expected 1, or none")
    return None if given == "none" else 1
