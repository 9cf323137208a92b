"""Files of variables."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from localstack.config import load_environment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "default.env").write_text("DEBUG=0\n")
    (tmp_path / "ci.env").write_text(
        '# of the pipeline\nDEBUG=1\nexport SQS_ENDPOINT_STRATEGY="path"\nEMPTY\n'
    )
    (tmp_path / "late.env").write_text("SQS_ENDPOINT_STRATEGY=domain\n")
    return tmp_path


def test_the_default_profile_is_loaded_when_none_is_named(folder: Path) -> None:
    env = {"CONFIG_DIR": str(folder)}

    assert load_environment(env=env) == ["default"]
    assert env["DEBUG"] == "0"


@pytest.mark.parametrize("by_variable", [True, False], ids=["CONFIG_PROFILE", "argument"])
def test_of_a_variable_in_several_profiles_the_last_has_it(folder: Path, by_variable: bool) -> None:
    env = {"CONFIG_DIR": str(folder)} | ({"CONFIG_PROFILE": "ci, late"} if by_variable else {})

    assert load_environment(None if by_variable else "ci,late", env) == ["ci", "late"]
    assert (env["DEBUG"], env["SQS_ENDPOINT_STRATEGY"]) == ("1", "domain")
    assert "EMPTY" not in env


def test_what_the_environment_sets_stays(folder: Path) -> None:
    env = {"CONFIG_DIR": str(folder), "DEBUG": "0"}

    load_environment("ci", env)

    assert (env["DEBUG"], env["SQS_ENDPOINT_STRATEGY"]) == ("0", "path")


def test_without_an_environment_it_is_that_of_the_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", {"CONFIG_DIR": str(folder)})

    load_environment("ci")

    assert os.environ["DEBUG"] == "1"


def test_no_default_profile_is_fine_and_another_that_is_missing_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "localstack.config"):
        assert load_environment(env={"CONFIG_DIR": str(tmp_path)}) == ["default"]
        quiet = caplog.text
        assert load_environment("cy", {"CONFIG_DIR": str(tmp_path)}) == ["cy"]

    assert quiet == ""
    assert str(tmp_path / "cy.env") in caplog.text


def test_a_misspelt_variable_of_a_profile_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "ci.env").write_text("DEBGU=1\n")

    with caplog.at_level(logging.WARNING, "localstack.config"):
        load_environment("ci", {"CONFIG_DIR": str(tmp_path)})

    assert "DEBGU is no variable of ours: did you mean DEBUG?" in caplog.text
