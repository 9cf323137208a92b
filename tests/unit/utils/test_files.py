"""Files and folders."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from localstack.utils import files


def test_what_is_saved_is_loaded_and_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"

    files.save_file(path, "größer\n")
    files.save_file(str(path), "more", append=True)

    assert files.load_file(path) == "größer\nmore"
    assert files.load_file(path, mode="rb") == "größer\nmore".encode()


def test_both_spellings_of_the_path_are_taken(tmp_path: Path) -> None:
    files.save_file(file=tmp_path / "one", content="1")
    files.save_file(file_path=tmp_path / "two", content=b"2")

    assert (files.load_file(tmp_path / "one"), files.load_file(tmp_path / "two")) == ("1", "2")
    with pytest.raises(TypeError, match="path"):
        files.save_file(content="nowhere")


def test_an_open_file_is_written_to() -> None:
    handle = io.StringIO()

    files.save_file(handle, "content")

    assert handle.getvalue() == "content"


def test_permissions_are_there_from_the_start(tmp_path: Path) -> None:
    files.save_file(tmp_path / "secret", "x", permissions=0o600)

    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_a_missing_file_is_the_default_unless_it_is_strict(tmp_path: Path) -> None:
    assert files.load_file(tmp_path / "no") is None
    assert files.load_file(tmp_path / "no", default="else") == "else"
    with pytest.raises(FileNotFoundError, match="no file"):
        files.load_file(tmp_path / "no", strict=True)


def test_a_file_is_made_once(tmp_path: Path) -> None:
    assert files.get_or_create_file(tmp_path / "a", "first") == "first"
    assert files.get_or_create_file(tmp_path / "a", "second") == "first"
    assert files.get_or_create_file(tmp_path / "b") is None


def test_a_text_is_replaced_everywhere(tmp_path: Path) -> None:
    files.save_file(tmp_path / "a", "x y x")

    files.replace_in_file("x", "z", tmp_path / "a")

    assert files.load_file(tmp_path / "a") == "z y z"


def test_anything_is_removed_but_not_what_a_link_names(tmp_path: Path) -> None:
    files.save_file(tmp_path / "folder" / "file", "x")
    (tmp_path / "link").symlink_to(tmp_path / "folder", target_is_directory=True)

    files.rm_rf(tmp_path / "link")
    files.rm_rf(tmp_path / "nothing")
    assert (tmp_path / "folder" / "file").exists()
    files.rm_rf(tmp_path / "folder")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("clear", "left"), [(False, {"new", "old"}), (True, {"new"})])
def test_folders_are_copied_into_or_over_others(tmp_path: Path, clear: bool, left: set[str]) -> None:
    files.save_file(tmp_path / "a" / "new", "x")
    files.save_file(tmp_path / "b" / "old", "x")

    files.cp_r(tmp_path / "a", tmp_path / "b", rm_dest_on_conflict=clear)
    files.cp_r(tmp_path / "a" / "new", tmp_path / "single")

    assert set(os.listdir(tmp_path / "b")) == left
    assert files.load_file(tmp_path / "single") == "x"


def test_permissions_are_set_all_the_way_down(tmp_path: Path) -> None:
    files.save_file(tmp_path / "a" / "b", "x")

    files.chmod_r(tmp_path / "a", 0o700)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a", tmp_path / "a" / "b")]
    assert modes == [0o700, 0o700]


def test_a_file_that_nobody_may_read_is_made_readable(tmp_path: Path) -> None:
    files.save_file(tmp_path / "a", "x", permissions=0o600)
    files.ensure_readable(tmp_path / "a", 0o640)

    assert os.access(tmp_path / "a", os.R_OK)


def test_sizes_add_up(tmp_path: Path) -> None:
    files.save_file(tmp_path / "a" / "b", "12345")
    files.save_file(tmp_path / "a" / "c", "123")

    assert files.disk_usage(tmp_path / "a") == 8
    assert files.disk_usage(tmp_path / "a" / "b") == 5


def test_a_file_with_nothing_in_it_does_not_count(tmp_path: Path) -> None:
    files.save_file(tmp_path / "full", "x")
    files.save_file(tmp_path / "empty", "")

    names = ("full", "empty", "missing")
    assert [files.file_exists_not_empty(tmp_path / name) for name in names] == [True, False, False]


def test_temporary_ones_go_with_the_process() -> None:
    program = "from localstack.utils.files import *; print(new_tmp_file('.txt')); print(new_tmp_dir())"

    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert len(made.stdout.split()) == 2
    assert [path for path in made.stdout.split() if Path(path).exists()] == []


def test_temporary_ones_can_be_removed_at_once(tmp_path: Path) -> None:
    file, folder = files.new_tmp_file(suffix=".txt", dir=tmp_path), files.new_tmp_dir(dir=tmp_path)
    assert Path(file).is_file()
    assert Path(folder).is_dir()

    files.cleanup_tmp_files()

    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))

    assert files.cache_dir().is_relative_to(tmp_path)
