"""Where things lie."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from localstack.config import Directories

NAMES = [
    "static_libs",
    "var_libs",
    "cache",
    "tmp",
    "mounted_tmp",
    "functions",
    "data",
    "config",
    "init",
    "logs",
]


def test_there_are_ten_and_the_defaults_are_those_of_a_container() -> None:
    defaults = dataclasses.asdict(Directories.defaults())

    assert list(defaults) == NAMES
    assert defaults["data"] == "/var/lib/localstack/state"
    assert defaults["init"] == "/etc/localstack/init"
    assert all(Path(folder).is_absolute() for folder in defaults.values())


def test_state_of_a_container_is_kept_with_persistence_only() -> None:
    without = Directories.for_container()
    having = Directories.for_container(persistence=True)

    assert without.data == "/var/lib/localstack/tmp/state"
    assert having == Directories.defaults()


def test_those_of_a_host_lie_below_one_folder_and_are_made(tmp_path: Path) -> None:
    root = tmp_path / "root"

    directories = Directories.for_host({"FILESYSTEM_ROOT": str(root)})
    directories.mkdirs()
    directories.mkdirs()

    folders = [Path(folder) for folder in dataclasses.asdict(directories).values()]
    assert all(folder.is_dir() and folder.is_relative_to(root) for folder in folders)


def test_those_of_a_host_are_the_users_own_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))

    assert Path(str(Directories.for_host({}).data)).is_relative_to(tmp_path)


def test_the_command_line_has_two() -> None:
    used = [name for name, folder in dataclasses.asdict(Directories.for_cli()).items() if folder]

    assert used == ["cache", "tmp"]


def test_a_folder_that_cannot_be_made_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "var").touch()

    with pytest.raises(OSError, match="FILESYSTEM_ROOT names another") as raised:
        Directories.for_host({"FILESYSTEM_ROOT": str(tmp_path)}).mkdirs()

    assert str(tmp_path / "var") in str(raised.value)
