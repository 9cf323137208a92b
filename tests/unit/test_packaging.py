"""What is in the repository is what is installed."""

from __future__ import annotations

import importlib
import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PROVIDER_ENTRY_POINTS: dict[str, str] = PROJECT["entry-points"]["localstack.aws.provider"]
IMPORT_NAMES = {
    "localstack": "localstack",
    "pytest_localstack": "pytest_localstack",
    "providers": "localstack_providers",
}

# Modules that may be longer than the rest, each with its reason; none today.
LONG_MODULES: dict[str, str] = {}


def _packages() -> list[str]:
    return [
        ".".join((name, *init.parent.relative_to(ROOT).parts[1:]))
        for folder, name in IMPORT_NAMES.items()
        for init in sorted((ROOT / folder).rglob("__init__.py"))
    ]


@pytest.mark.parametrize("package", _packages())
def test_every_package_is_installed(package: str) -> None:
    assert importlib.util.find_spec(package) is not None


def test_every_provider_folder_has_an_entry_point() -> None:
    folders = {path.parent.name for path in (ROOT / "providers").glob("*/plugins.py")}

    assert folders == {value.split(".")[1] for value in PROVIDER_ENTRY_POINTS.values()}


def test_installed_entry_points_are_the_declared_ones() -> None:
    installed = {
        point.name: point.value
        for point in entry_points(group="localstack.aws.provider")
        if point.dist is not None and point.dist.name == "pytest-localstack"
    }

    assert installed == PROVIDER_ENTRY_POINTS


@pytest.mark.parametrize("name", sorted(PROVIDER_ENTRY_POINTS))
def test_an_entry_point_loads_and_its_name_agrees(name: str) -> None:
    (point,) = entry_points(group="localstack.aws.provider", name=name)

    assert point.load().name == name


def test_no_module_outgrows_the_house_rule() -> None:
    long = {
        path.relative_to(ROOT).as_posix()
        for folder in IMPORT_NAMES
        for path in (ROOT / folder).rglob("*.py")
        if len(path.read_text().splitlines()) > 700
    }

    assert long == set(LONG_MODULES)


def test_the_emulator_never_imports_moto() -> None:
    importing = {
        path.relative_to(ROOT).as_posix()
        for folder in ("localstack", "pytest_localstack", "providers")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"^\s*(import|from) moto\b", path.read_text(), re.MULTILINE)
    }

    assert {path for path in importing if "longtail/child/" not in path} == set()
