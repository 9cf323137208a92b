"""Folders named by environment variables: unset is passed over, everything else must be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.folders import folder_of


def test_a_folder_with_files_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SOME_FOLDER", str(tmp_path))

    assert folder_of("SOME_FOLDER") == tmp_path


def test_a_variable_that_is_not_set_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOME_FOLDER", raising=False)

    assert folder_of("SOME_FOLDER") is None


@pytest.mark.parametrize("name", ["", "empty", "missing", "file"])
def test_a_variable_that_names_no_folder_with_files_is_an_error(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    monkeypatch.setenv("SOME_FOLDER", str(tmp_path / name) if name else "")

    with pytest.raises(pytest.UsageError, match=r"SOME_FOLDER names .*; unset it"):
        folder_of("SOME_FOLDER")
