"""Compute the package list: `providers/` installs as `localstack_providers`, everything else as it lies."""

from pathlib import Path

from setuptools import setup

ROOT = Path(__file__).parent


def packages(folder: str, name: str) -> dict[str, str]:
    """Map every package below `folder` to its directory, under the import name `name`."""
    found = {}
    for init in sorted((ROOT / folder).rglob("__init__.py")):
        directory = init.parent.relative_to(ROOT)
        found[".".join((name, *directory.parts[1:]))] = directory.as_posix()
    return found


all_packages = {
    **packages("localstack", "localstack"),
    **packages("pytest_localstack", "pytest_localstack"),
    **packages("providers", "localstack_providers"),
}

setup(packages=list(all_packages), package_dir=all_packages)
