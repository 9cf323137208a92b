"""Where the recordings of a test file lie, and under which keys its tests are found there.

Without the ini option `snapshot_root`, `tests/aws/sqs/test_x.py` records into `test_x.snapshot.json` beside
it.

With `snapshot_root = snapshots`, test paths are mirrored into that folder (relative to the rootdir). The part
of the test's path that is mirrored is what follows the longest matching folder of

1. the ini option `snapshot_mirror`, when set;
2. else the ini option `testpaths`;
3. else, or when none matches, the rootdir.

So with `snapshot_root = snapshots` and `snapshot_mirror = tests/aws`, `tests/aws/sqs/test_x.py` records into
`snapshots/sqs/test_x.snapshot.json`. A test file outside the rootdir keeps its recordings beside itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


@dataclass(frozen=True)
class SnapshotLayout:
    """The folders that decide where a test file's recordings lie."""

    rootdir: Path
    root: Path | None = None
    mirrored: tuple[Path, ...] = ()

    def base_path(self, test_file: Path) -> Path:
        """Give the path of a test file's recordings without the `.snapshot.json` ending."""
        beside = test_file.with_suffix("")
        if self.root is None or not test_file.is_relative_to(self.rootdir):
            return beside
        return self.root / beside.relative_to(self._mirrored_folder(test_file))

    def _mirrored_folder(self, test_file: Path) -> Path:
        candidates = [folder for folder in self.mirrored if test_file.parent.is_relative_to(folder)]
        return max(candidates, key=lambda folder: len(folder.parts), default=self.rootdir)


def layout_of(config: pytest.Config) -> SnapshotLayout:
    """Read the layout from the ini file."""
    root = str(config.getini("snapshot_root"))
    folders = config.getini("snapshot_mirror") or config.getini("testpaths")
    return SnapshotLayout(
        rootdir=config.rootpath,
        root=config.rootpath / root if root else None,
        mirrored=tuple(_absolute(config.rootpath, folders)),
    )


def _absolute(rootdir: Path, folders: Iterable[str]) -> Iterable[Path]:
    return (rootdir / folder for folder in folders)


def scope_keys(nodeid: str, test_file: Path) -> tuple[str, ...]:
    """List the keys under which a test's entry may be recorded, the one to record under first.

    localstack-snapshot 0.4 counts the path from the nearest pyproject.toml instead of pytest's rootdir.
    """
    project = next((folder for folder in test_file.parents if (folder / "pyproject.toml").is_file()), None)
    if project is None:
        return (nodeid,)
    _, separator, test = nodeid.partition("::")
    relative = test_file.relative_to(project).as_posix() + separator + test
    return (nodeid,) if relative == nodeid else (nodeid, relative)
