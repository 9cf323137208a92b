"""The entry points of a distribution that uses plux, found in its source: for its pyproject.toml.

plux writes them while a distribution is built, and only logs what cannot be imported. Written down, they need no plux
at build time, and whatever was not importable is known before.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from types import ModuleType
from typing import Any

from plux import PluginSpec, PluginSpecResolver

from localstack.plugin_report import captured

NOT_SCANNED = ("tests", "test", "docs", "build", "dist", "examples")


@dataclass(frozen=True)
class Failure:
    """A module that cannot be imported.

    :ivar error: the traceback.
    :ivar output: what was printed and logged meanwhile.
    """

    module: str
    file: str
    error: str
    output: str


@dataclass(frozen=True, order=True)
class Entry:
    """A plugin in the source.

    :ivar value: the reference, as `package.module:name`.
    """

    namespace: str
    name: str
    value: str
    file: str
    spec: PluginSpec = field(compare=False, repr=False)


@dataclass(frozen=True)
class Discovery:
    """What is in the source of a distribution."""

    entries: tuple[Entry, ...]
    failures: tuple[Failure, ...]


class DuplicatePlugin(ValueError):
    """Two plugins have one name in one namespace; the message names both."""


def discover(folder: Path, level: int) -> Discovery:
    """Import every module of a distribution and find its plugins.

    `path`, `include` and `exclude` of `[tool.plux]` in its pyproject.toml say which; without them it is `src` if
    there is such a folder, else the folder itself without its tests and documents.

    :param level: of the log records that are captured.
    :raises DuplicatePlugin: when two have one name.
    """
    root, names = _modules(folder)
    entries: dict[tuple[str, str], Entry] = {}
    failures = []
    sys.path.insert(0, str(root))
    try:
        for name, file in names:
            with captured(level) as output:
                try:
                    module = importlib.import_module(name)
                except (Exception, SystemExit):  # noqa: BLE001 - a module may raise anything
                    failures.append(Failure(name, str(file), traceback.format_exc(), output.getvalue()))
                    continue
            for entry in _entries(module, str(file)):
                _add(entries, entry)
    finally:
        sys.path.remove(str(root))
    return Discovery(tuple(sorted(entries.values())), tuple(failures))


def _add(entries: dict[tuple[str, str], Entry], entry: Entry) -> None:
    other = entries.setdefault((entry.namespace, entry.name), entry)
    # One plugin may have two names in its module.
    if other.spec is not entry.spec:
        raise DuplicatePlugin(
            f"{entry.namespace}: {other.value} and {entry.value} are both named {entry.name!r}; rename one"
        )


def _modules(folder: Path) -> tuple[Path, list[tuple[str, Path]]]:
    from plux.build.config import read_plux_config_from_workdir

    config = read_plux_config_from_workdir(str(folder))
    root = folder / config.path if config.path not in ("", ".") else folder
    if root == folder and (folder / "src").is_dir():
        root = folder / "src"
    found = []
    for package in sorted(root.iterdir()):
        if not (package / "__init__.py").is_file() or package.name in NOT_SCANNED:
            continue
        for file in sorted(package.rglob("*.py")):
            name = ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
            if _is_scanned(name, config):
                found.append((name, file))
    return root.resolve(), found


def _is_scanned(name: str, config: Any) -> bool:
    if name.endswith(".__main__"):
        return False
    include = [pattern.replace("/", ".") for pattern in config.include or ("*",)]
    exclude = [pattern.replace("/", ".") for pattern in config.exclude or ()]
    return any(fnmatchcase(name, one) for one in include) and not any(
        fnmatchcase(name, one) for one in exclude
    )


def _entries(module: ModuleType, file: str) -> Iterator[Entry]:
    imported = _imported_names(file)
    for name, member in inspect.getmembers(module):
        # A plugin that another module defines is found there.
        if name not in imported and (spec := _spec_of(member)) is not None:
            yield Entry(spec.namespace, spec.name, f"{module.__name__}:{name}", file, spec)


def _imported_names(file: str) -> set[str]:
    imports = (
        node for node in ast.walk(ast.parse(Path(file).read_bytes())) if isinstance(node, ast.ImportFrom)
    )
    return {alias.asname or alias.name for node in imports for alias in node.names}


def _spec_of(member: object) -> PluginSpec | None:
    if not (isinstance(member, PluginSpec) or inspect.isclass(member) or inspect.isfunction(member)):
        return None
    try:
        spec: PluginSpec = PluginSpecResolver().resolve(member)
    except (ValueError, AttributeError):  # no plugin, or a base class without a name
        return None
    return spec


def to_toml(entries: tuple[Entry, ...]) -> str:
    """Write the section of a pyproject.toml."""
    lines: list[str] = []
    for namespace in sorted({entry.namespace for entry in entries}):
        lines += ["", f'[project.entry-points."{namespace}"]']
        lines += [f'"{one.name}" = "{one.value}"' for one in entries if one.namespace == namespace]
    return "\n".join(lines).lstrip("\n") + "\n"


def to_ini(entries: tuple[Entry, ...]) -> str:
    """Write an entry_points.txt, which is also what plux.ini and setup.cfg hold."""
    lines: list[str] = []
    for namespace in sorted({entry.namespace for entry in entries}):
        lines += ["", f"[{namespace}]"]
        lines += [f"{one.name} = {one.value}" for one in entries if one.namespace == namespace]
    return "\n".join(lines).lstrip("\n") + "\n"


def to_dict(entries: tuple[Entry, ...]) -> dict[str, list[str]]:
    """Give what the argument `entry_points` of setuptools' `setup()` takes."""
    groups: dict[str, list[str]] = {}
    for one in entries:
        groups.setdefault(one.namespace, []).append(f"{one.name} = {one.value}")
    return groups
