"""Runs of pytest inside pytest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.plugin.evidence import write_recordings
from tests.plugin.stand_in import ACCOUNT_ID, StandIn

Run = Callable[..., pytest.RunResult]


@pytest.fixture(autouse=True)
def _environment_of_inner_runs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "pytester" not in request.fixturenames:
        return
    request.getfixturevalue("pytester")  # It discards what was set before.
    for name in ("AWS_ENDPOINT_URL", "AWS_BASELINES_DIR", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT"):
        monkeypatch.delenv(name, raising=False)
    # Importing other plugins is most of the time that an inner run takes; a test switches on what it needs.
    off = ("hypothesispytest", "asyncio", "rerunfailures", "syrupy", "anyio")
    monkeypatch.setenv("PYTEST_ADDOPTS", " ".join(f"-p no:{name}" for name in off))


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Run pytest in a process of its own, as a user does, on the files made with `pytester`."""

    def run(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)

    return run


@pytest.fixture
def run_here(pytester: pytest.Pytester) -> Run:
    """Run pytest inside this process: faster, for what no process of its own is needed."""

    def run_here(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)

    return run_here


@pytest.fixture
def left_running(pytester: pytest.Pytester) -> Callable[[], list[str]]:
    """Name the processes that inner runs have started, directly or not, and that still run."""

    def left_running() -> list[str]:
        # pytester makes its folder the home of what it runs.
        mark = f"HOME={pytester.path}\0".encode()
        return [command(process) for process in Path("/proc").glob("[0-9]*") if mark in environment(process)]

    def environment(process: Path) -> bytes:
        try:
            return (process / "environ").read_bytes()
        except OSError:
            return b""

    def command(process: Path) -> str:
        return (process / "cmdline").read_text(errors="replace").replace("\0", " ")

    return left_running


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester) -> Iterator[StandIn]:
    """A stand-in for real AWS, and the ambient credentials and region of its account."""
    del pytester  # It discards what was set before.
    with StandIn() as aws:
        monkeypatch.setenv("AWS_ENDPOINT_URL", aws.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT_ID)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "ambient")
        monkeypatch.setenv("AWS_REGION", "eu-central-1")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
        yield aws


@pytest.fixture
def baselines(monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester) -> Path:
    """A folder of recordings of real AWS, named by the environment."""
    folder = write_recordings(pytester.path / "baselines")
    monkeypatch.setenv("AWS_BASELINES_DIR", str(folder))
    return folder
