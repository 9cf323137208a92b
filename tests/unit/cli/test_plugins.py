"""`localstack plugins`."""

from __future__ import annotations

import ast
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from localstack.cli.plugins import plugins
from tests.unit.installing import Install, install

__all__ = ["install"]

NOISY = """
import logging, sys
from localstack.runtime import hooks

print("imported")
print("to stderr", file=sys.stderr)
logging.getLogger("noisy").info("details")
logging.getLogger("noisy").warning("beware")

@hooks.on_infra_start
def fine():
    pass

@hooks.on_infra_start(should_load=False)
def unwanted():
    pass
"""
BROKEN = """
print("so far so good")
raise SystemExit("no licence")
"""
START = "localstack.hooks.on_infra_start"


def call(*arguments: str) -> Result:
    return CliRunner().invoke(plugins, list(arguments))


@pytest.fixture
def noisy(install: Install) -> Path:
    points = {"fine": "noisy:fine", "unwanted": "noisy:unwanted"}
    return install("noisy", {"noisy": NOISY}, {START: points})


@pytest.fixture
def broken(install: Install) -> Path:
    return install("broken", {"broken": BROKEN}, {START: {"licensed": "broken:licensed"}})


def reports(*arguments: str) -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(call("-f", "json", *arguments).stdout)
    return {one["name"]: one for one in found}


def test_plugins_of_our_own_are_loaded() -> None:
    result = call("-f", "json", "-n", "localstack.aws.provider")

    states = {one["name"]: (one["state"], one["error"]) for one in json.loads(result.stdout)}
    assert states["sqs:default"] == ("loaded", "")
    assert result.exit_code == 0


def test_each_has_its_file_state_and_what_it_printed(noisy: Path) -> None:
    found = reports("-n", START)

    assert found["fine"]["state"] == "loaded"
    assert found["fine"]["file"] == str(noisy / "noisy.py")
    assert found["fine"]["value"] == "noisy:fine"
    assert (found["fine"]["distribution"], found["fine"]["version"]) == ("noisy", "1.0")
    assert found["fine"]["output"] == "imported\nto stderr\nWARNING noisy: beware\n"
    assert found["unwanted"]["state"] == "disabled"


@pytest.mark.usefixtures("noisy")
def test_the_level_of_captured_logs_can_be_set() -> None:
    assert "INFO noisy: details" in reports("-n", START, "--log-level", "info")["fine"]["output"]


@pytest.mark.usefixtures("noisy", "broken")
def test_one_that_fails_is_reported_with_its_error_and_the_exit_code_is_1() -> None:
    result = call("-f", "json")

    failed = [one for one in json.loads(result.stdout) if one["state"] == "failed"]
    assert result.exit_code == 1
    assert [one["name"] for one in failed] == ["licensed"]
    assert "SystemExit: no licence" in failed[0]["error"]
    assert failed[0]["output"] == "so far so good\n"
    assert failed[0]["file"].endswith("broken.py")


def test_plugins_that_are_not_meant_for_us_are_named_and_left_alone(install: Install) -> None:
    install("strangers", {}, {START: {"theirs": "no_such_module:x"}}, requires="localstack-core")

    result = call("-f", "json", "-n", START)

    (report,) = json.loads(result.stdout)
    assert (report["state"], report["error"]) == ("ignored", "it does not depend on pytest-localstack")
    assert result.exit_code == 0


@pytest.mark.usefixtures("noisy", "broken")
def test_the_table_has_a_row_for_each_and_what_does_not_fit_is_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")

    lines = call().stdout.splitlines()

    assert lines[0].split() == ["Namespace", "Plugin", "State", "Distribution", "Version", "File"]
    assert any(line.split()[:5] == [START, "fine", "loaded", "noisy", "1.0"] for line in lines)
    below = lines.index(f"{START} licensed")
    assert lines[below + 1].startswith("  error: Traceback")
    assert "  output: so far so good" in lines[below:]
    assert lines[-1].endswith(" plugins, 1 failed")


def test_plain_and_dict_hold_the_same() -> None:
    (plain,) = call("-f", "plain", "-n", "localstack.aws.provider").stdout.splitlines()[-1:]
    documents = ast.literal_eval(call("-f", "dict", "-n", "localstack.aws.provider").stdout)

    assert "name='sts:default'" in plain
    assert documents[-1]["name"] == "sts:default"


def test_a_namespace_that_there_is_not_is_refused() -> None:
    result = call("-n", "localstack.plugin")

    assert result.exit_code == 2
    assert "localstack.plugins.cli" in result.stderr


class TestEntryPoints:
    """`localstack plugins entrypoints`."""

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        package = tmp_path / "project" / "src" / "shop_of_plugins"
        for name in [name for name in sys.modules if name.partition(".")[0] == "shop_of_plugins"]:
            del sys.modules[name]
        (package / "deep").mkdir(parents=True)
        (package / "__init__.py").touch()
        (package / "deep" / "__init__.py").write_text("from shop_of_plugins.plugins import sts, Greeting\n")
        (package / "plugins.py").write_text(
            "from plux import Plugin, plugin\n"
            "from localstack.cli.plugin import LocalstackCliPlugin\n"
            "from localstack.services.plugins import aws_provider\n"
            "@aws_provider()\n"
            "def sts(): ...\n"
            "class Greeting(LocalstackCliPlugin):\n"
            "    name = 'greeting'\n"
            "class Base(LocalstackCliPlugin):\n"
            "    pass\n"
            "@plugin(namespace='localstack.configurators')\n"
            "def configure(runtime): ...\n"
        )
        return tmp_path / "project"

    EXPECTED = {
        "localstack.aws.provider": {"sts:default": "shop_of_plugins.plugins:sts"},
        "localstack.configurators": {"configure": "shop_of_plugins.plugins:configure"},
        "localstack.plugins.cli": {"greeting": "shop_of_plugins.plugins:Greeting"},
    }

    def test_they_are_written_for_a_pyproject(self, project: Path) -> None:
        result = call("entrypoints", str(project))

        assert result.exit_code == 0
        assert tomllib.loads(result.stdout)["project"]["entry-points"] == self.EXPECTED
        assert "localstack.plugins.cli greeting" in result.stderr
        assert "plugins.py" in result.stderr

    def test_they_are_written_for_setuptools(self, project: Path) -> None:
        ini = call("entrypoints", str(project), "-f", "ini").stdout
        setup = call("entrypoints", str(project), "-f", "setup.py").stdout

        assert "[localstack.aws.provider]\nsts:default = shop_of_plugins.plugins:sts\n" in ini
        groups = ast.literal_eval(setup.removeprefix("entry_points=").rstrip(",\n"))
        assert groups["localstack.plugins.cli"] == ["greeting = shop_of_plugins.plugins:Greeting"]

    def test_they_are_written_to_a_file(self, project: Path, tmp_path: Path) -> None:
        result = call("entrypoints", str(project), "-f", "json", "-o", str(tmp_path / "points.json"))

        assert result.stdout == ""
        assert set(json.loads((tmp_path / "points.json").read_text())) == set(self.EXPECTED)

    def test_a_module_that_cannot_be_imported_is_reported_with_what_it_printed(self, project: Path) -> None:
        (project / "src" / "shop_of_plugins" / "zz_broken.py").write_text(
            "print('hm')\nimport no_such_thing\n"
        )

        result = call("entrypoints", str(project))

        assert result.exit_code == 1
        assert tomllib.loads(result.stdout)["project"]["entry-points"] == self.EXPECTED
        assert "shop_of_plugins.zz_broken" in result.stderr
        assert "No module named 'no_such_thing'" in result.stderr
        assert "output: hm" in result.stderr

    def test_what_tool_plux_excludes_is_not_imported(self, project: Path) -> None:
        (project / "src" / "shop_of_plugins" / "zz_broken.py").write_text("import no_such_thing\n")
        (project / "pyproject.toml").write_text("[tool.plux]\npath = 'src'\nexclude = ['*broken']\n")

        assert call("entrypoints", str(project)).exit_code == 0

    def test_two_of_one_name_are_refused(self, project: Path) -> None:
        (project / "src" / "shop_of_plugins" / "more.py").write_text(
            "from localstack.services.plugins import aws_provider\n@aws_provider('sts')\ndef other(): ...\n"
        )

        result = call("entrypoints", str(project))

        assert result.exit_code == 1
        assert "shop_of_plugins.more:other and shop_of_plugins.plugins:sts" in result.stderr

    def test_a_folder_without_plugins_says_so(self, tmp_path: Path) -> None:
        result = call("entrypoints", str(tmp_path))

        assert result.exit_code == 0
        assert "no plugins below" in result.stderr
