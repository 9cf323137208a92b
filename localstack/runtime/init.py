"""Init scripts: what a server runs at the stages of its life.

::

    <init>/boot.d       before the emulator is made
    <init>/start.d      when its port is bound, before `Ready.`
    <init>/ready.d      after `Ready.`
    <init>/shutdown.d   before it stops; it still answers

Scripts run in the order of their paths, folders inside included: `.sh` by a shell, `.py` in this process, others by
the plugin of the namespace `localstack.init.runner` that is named like their suffix. The environment has the
endpoint and credentials, and `AWS_` variables are put back after each. One that fails is logged, and the next runs.

    UNKNOWN -> RUNNING -> SUCCESSFUL | ERROR
"""

from __future__ import annotations

import logging
import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localstack.plugins import PluginNamespace

LOG = logging.getLogger(__name__)
STAGES = ("boot", "start", "ready", "shutdown")
UNKNOWN, RUNNING, SUCCESSFUL, ERROR = "UNKNOWN", "RUNNING", "SUCCESSFUL", "ERROR"


@dataclass
class Script:
    """One script, and what became of it."""

    stage: str
    path: Path
    state: str = UNKNOWN


class InitScripts:
    """The scripts of a folder.

    :param folder: holds `boot.d` and the others; those that are missing have no scripts.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runners = {**_RUNNERS, **_runners_of_plugins()} if folder.is_dir() else _RUNNERS
        self.completed = dict.fromkeys(STAGES, False)
        self.scripts = [
            Script(stage, path)
            for stage in STAGES
            for path in sorted((folder / f"{stage}.d").rglob("*"))
            if path.is_file() and path.suffix in self._runners
        ]
        self._thread: threading.Thread | None = None

    @classmethod
    def none(cls) -> InitScripts:
        """Give those of an emulator that runs none."""
        return cls(Path(os.devnull))

    def run(self, stage: str, url: str = "") -> None:
        """Run the scripts of a stage.

        :param url: where the emulator answers.
        """
        for script in self.scripts:
            if script.stage == stage:
                self._run(script, url)
        self.completed[stage] = True

    def run_in_background(self, stage: str, url: str) -> None:
        """Run the scripts of a stage while the emulator answers."""
        self._thread = threading.Thread(
            target=self.run, args=(stage, url), name=f"localstack-{stage}", daemon=True
        )
        self._thread.start()

    def document(self, stage: str | None = None) -> dict[str, Any]:
        """Tell what ran, of a stage or of all.

        :raises KeyError: when there is no such stage.
        """
        completed: Any = dict(self.completed) if stage is None else self.completed[stage]
        scripts = [
            {"stage": script.stage.upper(), "name": script.path.name, "state": script.state}
            for script in self.scripts
            if stage in (None, script.stage)
        ]
        if stage is None:
            return {"completed": {name.upper(): done for name, done in completed.items()}, "scripts": scripts}
        return {"completed": completed, "scripts": scripts}

    def _run(self, script: Script, url: str) -> None:
        LOG.info("running %s", script.path)
        script.state = RUNNING
        try:
            with _environment(url):
                self._runners[script.path.suffix](script.path)
        except (Exception, SystemExit) as error:
            if isinstance(error, SystemExit) and error.code in (None, 0):
                script.state = SUCCESSFUL
                return
            script.state = ERROR
            LOG.error("%s failed: %r", script.path, error, exc_info=not isinstance(error, OSError))
        else:
            script.state = SUCCESSFUL


def _run_shell(path: Path) -> None:
    command = [str(path)] if os.access(path, os.X_OK) else ["sh", str(path)]
    status = subprocess.run(command, check=False).returncode
    if status:
        raise OSError(f"exit status {status}")


def _run_python(path: Path) -> None:
    code = compile(path.read_bytes(), str(path), "exec")
    exec(code, {"__name__": "__main__", "__file__": str(path)})


_RUNNERS: Mapping[str, Callable[[Path], object]] = {".sh": _run_shell, ".py": _run_python}


def _runners_of_plugins() -> dict[str, Callable[[Path], object]]:
    plugins = PluginNamespace("localstack.init.runner")

    def runner_of(name: str) -> Callable[[Path], object]:
        def run(path: Path) -> None:
            plugin: Any = plugins.load_one(name)
            if plugin is None:
                raise OSError(f"its runner, the plugin {name!r}, does not want to be loaded")
            getattr(plugin, "run", plugin)(path)

        return run

    return {f".{name}": runner_of(name) for name in plugins.names()}


@contextmanager
def _environment(url: str) -> Iterator[None]:
    """Have clients of a script find the emulator."""
    before = {name: value for name, value in os.environ.items() if name.startswith("AWS_")}
    os.environ.update(
        {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": before.get("AWS_DEFAULT_REGION", "us-east-1"),
        }
    )
    if url:
        os.environ["AWS_ENDPOINT_URL"] = url
    try:
        yield
    finally:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ.update(before)
