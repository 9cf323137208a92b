"""docs/migrating.md: the files it shows the difference of, run before and after the move."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples.documents import blocks_of, difference

Run = Callable[..., pytest.RunResult]

FILES = Path(__file__).with_name("migrating")
WITHOUT_US = ("-p", "no:pytest_localstack.plugin", "-p", "no:pytest_localstack.snapshot")


def _place(pytester: pytest.Pytester, name: str, port: int = 4566) -> None:
    """Put a test file and the application beside it into the run's folder."""
    shutil.copy(FILES / "uploads.py", pytester.path)
    text = (FILES / name).read_text().replace("4566", str(port))
    (pytester.path / "test_uploads.py").write_text(text)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("tool", ["moto", "localstack"])
def test_the_document_shows_the_difference(tool: str) -> None:
    before, after = ((FILES / f"{tool}_{when}.py").read_text() for when in ("before", "after"))

    assert difference(before, after) in blocks_of("docs/migrating.md", "diff")


def test_motos_suite_passes_with_moto_alone(run: Run, pytester: pytest.Pytester) -> None:
    _place(pytester, "moto_before.py")

    run(*WITHOUT_US).assert_outcomes(passed=3)


def test_motos_suite_passes_unchanged_beside_the_emulator(run: Run, pytester: pytest.Pytester) -> None:
    _place(pytester, "moto_before.py")

    result = run("--localstack")

    result.assert_outcomes(passed=3)
    result.stdout.no_fnmatch_line("localstack: *AWS calls*")


def test_localstacks_suite_passes_unchanged_on_its_port(run: Run, pytester: pytest.Pytester) -> None:
    port = _free_port()
    _place(pytester, "localstack_before.py", port)

    run("--localstack", f"--localstack-port={port}").assert_outcomes(passed=2)


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "xdist"])
@pytest.mark.parametrize(("name", "tests"), [("moto_after.py", 3), ("localstack_after.py", 2)])
def test_the_suite_passes_after_the_move(
    run: Run, pytester: pytest.Pytester, name: str, tests: int, arguments: tuple[str, ...]
) -> None:
    _place(pytester, name)

    run("--localstack", *arguments).assert_outcomes(passed=tests)
