"""The example of a plugin, installed beside the emulator without the network, and used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plugin"
PHRASES = {"en-de": {"good morning": "guten Morgen"}}

TRANSLATE = """
from localstack.aws.connect import connect_to
from localstack.config import Settings
from localstack.runtime import Emulator

with Emulator(Settings()) as emulator:
    translate = connect_to().translate
    pair = {"SourceLanguageCode": "en", "TargetLanguageCode": "de"}
    print(translate.translate_text(Text="good morning", **pair)["TranslatedText"])
    print(emulator.services.get_states()["translate"].value)
    pair["TargetLanguageCode"] = "fr"
    try:
        translate.translate_text(Text="good morning", **pair)
    except translate.exceptions.UnsupportedLanguagePairException as error:
        print(error.response["TargetLanguageCode"])
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that the example is installed in."""
    folder = tmp_path_factory.mktemp("plugin")
    # Building leaves files in the source.
    shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("build", "*.egg-info"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps"]
    options = ["--no-build-isolation", "--no-index", "--target", str(folder / "site")]
    subprocess.run([*pip, *options, str(folder / "source")], check=True, cwd=folder)
    return folder / "site"


class Environment:
    """An environment that has the example."""

    def __init__(self, site: Path, folder: Path) -> None:
        self._folder = folder
        self.phrases = folder / "phrases.json"
        self.phrases.write_text(json.dumps(PHRASES))
        outer = {
            name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTEST_"))
        }
        self._variables = {**outer, "PYTHONPATH": str(site), "PHRASES": str(self.phrases)}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self._folder,
            env=self._variables,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def localstack(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command line."""
        return self.run("-m", "localstack.cli.main", *arguments)


@pytest.fixture
def environment(installed: Path, tmp_path: Path) -> Environment:
    return Environment(installed, tmp_path)


def test_it_adds_a_service(environment: Environment) -> None:
    result = environment.run("-c", TRANSLATE)

    assert result.stdout.split("\n") == ["guten Morgen", "running", "fr", ""], result.stderr


def test_it_adds_a_command(environment: Environment) -> None:
    result = environment.localstack("phrases")

    assert result.stdout == "en-de: good morning -> guten Morgen\n", result.stderr
    assert "phrases" in environment.localstack("--help").stdout


def test_its_start_hook_can_stop_the_start(environment: Environment) -> None:
    environment.phrases.write_text("[]")

    result = environment.localstack("start", "-e", "GATEWAY_LISTEN=127.0.0.1:0")

    assert result.returncode == 1
    assert "hook 'load_phrases' of localstack.hooks.on_infra_start" in result.stderr
    assert "phrases.json holds no phrases" in result.stderr
    assert "Traceback" not in result.stderr


def test_it_is_reported(environment: Environment, installed: Path) -> None:
    result = environment.localstack("plugins", "-f", "json")

    reports = [one for one in json.loads(result.stdout) if one["distribution"] == "localstack-translate"]
    assert result.returncode == 0, result.stderr
    assert {(one["name"], one["state"]) for one in reports} == {
        ("translate:default", "loaded"),
        ("load_phrases", "loaded"),
        ("phrases", "loaded"),
    }
    assert {one["file"] for one in reports} == {str(installed / "localstack_translate" / "plugins.py")}


def test_a_run_of_pytest_has_its_service(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import boto3\n"
        "def test_it():\n"
        "    answer = boto3.client('translate').translate_text(\n"
        "        Text='good morning', SourceLanguageCode='en', TargetLanguageCode='de')\n"
        "    assert answer['TranslatedText'] == 'guten Morgen'\n"
    )

    result = environment.run("-m", "pytest", "--localstack", "-q", "-p", "no:cacheprovider")

    assert "1 passed" in result.stdout, result.stdout + result.stderr


def test_its_entry_points_are_those_the_command_writes(environment: Environment) -> None:
    result = environment.localstack("plugins", "entrypoints", str(EXAMPLE))

    declared = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]["entry-points"]
    assert tomllib.loads(result.stdout)["project"]["entry-points"] == declared, result.stderr
