"""Prints the size of a default install: a fresh environment, the project and what it asks for."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path

from benchmarks.table import Row, Table, progress

BAR = 130.0
MEGABYTE = 1_048_576
BLOCK = 512
LISTED = 12
PYTEST = frozenset({"pytest", "pygments", "pluggy", "iniconfig"})
# The build runs in a copy: in the checkout it would leave a `build` folder, and pick up what one holds.
_NOT_BUILT = shutil.ignore_patterns(
    ".*", "build", "dist", "*.egg-info", "__pycache__", "typings", "snapshots"
)


def main() -> None:
    """Install, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.size", description=__doc__)
    parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-size-") as folder:
        progress("installing into a fresh environment")
        print(_table(_install(Path(folder))))


def _install(folder: Path) -> Path:
    venv.create(folder, with_pip=False)
    project = shutil.copytree(Path(__file__).resolve().parent.parent, folder / "project", ignore=_NOT_BUILT)
    python = folder / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", str(project)], check=True
    )
    return next(folder.glob("lib/python*/site-packages"))


def _table(site_packages: Path) -> Table:
    sizes = {
        f"{found.name} {found.version}": _files(found) for found in distributions(path=[str(site_packages)])
    }
    largest = sorted(sizes.items(), key=lambda item: -_on_disk(item[1]))
    table = Table("Size of a default install", ("distribution", "MB on the disk", "MB of content"))
    table.rows += [_row(name, files) for name, files in largest[:LISTED]]
    others = [path for _, files in largest[LISTED:] for path in files]
    table.rows.append(_row(f"{len(largest) - LISTED} others", others))
    whole = list(site_packages.rglob("*"))
    cells = _row("total, folders included", whole).cells
    table.rows.append(Row(cells, f"<= {BAR:g} MB on the disk", _on_disk(whole) <= BAR * MEGABYTE))
    compiled = _on_disk(list(site_packages.rglob("*.pyc"))) / MEGABYTE
    of_pytest = [path for name, files in largest if name.split()[0].lower() in PYTEST for path in files]
    table.notes.append(
        f"Of the total, {_on_disk(of_pytest) / MEGABYTE:.1f} MB are pytest and what it needs, which whoever"
        " installs a plugin has."
    )
    table.notes.append(f"Of the total, {compiled:.1f} MB are compiled files that pip writes at installation.")
    return table


def _files(found: Distribution) -> list[Path]:
    return [Path(str(found.locate_file(file))) for file in found.files or ()]


def _row(title: str, paths: Sequence[Path]) -> Row:
    content = sum(path.stat().st_size for path in paths if path.is_file())
    return Row((title, f"{_on_disk(paths) / MEGABYTE:.1f}", f"{content / MEGABYTE:.1f}"))


def _on_disk(paths: Sequence[Path]) -> int:
    """Add up whole blocks, as `du` does: the bar was set by its figures."""
    return sum(path.stat().st_blocks * BLOCK for path in paths if path.exists())


if __name__ == "__main__":
    main()
