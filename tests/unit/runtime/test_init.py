"""Init scripts: which run, in which order and environment, and what is told of them."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import Any

import pytest

from localstack.runtime.init import InitScripts
from tests.unit.installing import Install, install

__all__ = ["install"]

URL = "http://127.0.0.1:4566"


@pytest.fixture
def scripts(tmp_path: Path) -> Any:
    def scripts(**contents: str) -> InitScripts:
        folder = tmp_path / "init" / "ready.d"
        (folder / "more").mkdir(parents=True)
        for name, content in contents.items():
            place, _, suffix = name.rpartition("_")
            (folder / f"{place.replace('__', '/')}.{suffix}").write_text(content)
        return InitScripts(tmp_path / "init")

    return scripts


def _states(scripts: InitScripts) -> dict[str, str]:
    return {script["name"]: script["state"] for script in scripts.document()["scripts"]}


def test_they_run_in_the_order_of_their_paths(scripts: Any, tmp_path: Path) -> None:
    log = tmp_path / "log"
    made = scripts(
        b_sh=f"echo b >> {log}",
        more__c_sh=f"echo c >> {log}",
        a_py=f"from pathlib import Path; Path({str(log)!r}).write_text('a\\n')",
        readme_txt="no script",
    )

    assert _states(made) == {"a.py": "UNKNOWN", "b.sh": "UNKNOWN", "c.sh": "UNKNOWN"}
    made.run("ready", URL)

    assert log.read_text().split() == ["a", "b", "c"]
    assert _states(made) == {"a.py": "SUCCESSFUL", "b.sh": "SUCCESSFUL", "c.sh": "SUCCESSFUL"}
    assert made.document("ready")["completed"] is True
    assert made.document()["completed"] == {"BOOT": False, "START": False, "READY": True, "SHUTDOWN": False}


def test_one_that_fails_is_told_and_the_next_runs(scripts: Any, caplog: pytest.LogCaptureFixture) -> None:
    made = scripts(
        a_sh="exit 3", b_py="raise ValueError('no')", c_py="raise SystemExit(1)", d_py="raise SystemExit"
    )

    made.run("ready", URL)

    assert _states(made) == {"a.sh": "ERROR", "b.py": "ERROR", "c.py": "ERROR", "d.py": "SUCCESSFUL"}
    assert "exit status 3" in caplog.text


def test_they_find_the_emulator_and_leave_the_environment(
    scripts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    made = scripts(
        a_sh=f'echo "$AWS_ENDPOINT_URL $AWS_ACCESS_KEY_ID" > {log}',
        b_py="import os; os.environ['AWS_REGION'] = 'x'; os.environ['AWS_SESSION_TOKEN'] = 'y'",
    )

    made.run("ready", URL)

    assert log.read_text() == f"{URL} test\n"
    assert os.environ["AWS_REGION"] == "eu-west-1"
    assert not {"AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"} & os.environ.keys()


def test_a_folder_that_is_missing_has_none(tmp_path: Path) -> None:
    assert InitScripts(tmp_path / "nowhere").document()["scripts"] == []


RUNNERS = """
from plux import Plugin, plugin

calls = []

@plugin(namespace="localstack.init.runner")
def note(path):
    calls.append(path.read_text())

@plugin(namespace="localstack.init.runner", should_load=False)
def unwanted(path):
    calls.append("unwanted")

class Shout(Plugin):
    namespace = "localstack.init.runner"
    name = "shout"

    def run(self, path):
        calls.append(path.read_text().upper())
"""


def test_plugins_run_scripts_of_their_suffix(tmp_path: Path, install: Install) -> None:
    points = {"note": "runners:note", "unwanted": "runners:unwanted", "shout": "runners:Shout"}
    install("runners", {"runners": RUNNERS}, {"localstack.init.runner": points})
    folder = tmp_path / "init"
    (folder / "boot.d").mkdir(parents=True)
    for name in ("1.note", "2.shout", "3.unwanted", "4.other"):
        (folder / "boot.d" / name).write_text(f"of {name}")
    scripts = InitScripts(folder)

    scripts.run("boot")

    assert importlib.import_module("runners").calls == ["of 1.note", "OF 2.SHOUT"]
    assert [(script.path.name, script.state) for script in scripts.scripts] == [
        ("1.note", "SUCCESSFUL"),
        ("2.shout", "SUCCESSFUL"),
        ("3.unwanted", "ERROR"),
    ]
