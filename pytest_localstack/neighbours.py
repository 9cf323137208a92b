"""Distributions that own the same import names as we do, and what to do about them."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

# Both install an import package named `localstack`; whichever was installed last has overwritten the other.
SAME_NAMES = ("localstack-core", "localstack-ext")


def conflict(installed: Callable[[str], str] = version) -> str:
    """Describe the distributions that overlap with ours, with the command that removes them.

    :param installed: gives a distribution's version, or raises `PackageNotFoundError`.
    :returns: `""` when there is none.
    """
    found = []
    for name in SAME_NAMES:
        try:
            found.append(f"{name} {installed(name)}")
        except PackageNotFoundError:
            continue
    if not found:
        return ""
    names = " ".join(entry.split()[0] for entry in found)
    return (
        f"{' and '.join(found)} and pytest-localstack both install the import package 'localstack': run "
        f"`pip uninstall {names}`, then `pip install --force-reinstall --no-deps pytest-localstack`"
    )
