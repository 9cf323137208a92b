"""Distributions made of a few files, for the tests of plugins."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from localstack import plugins

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Give a function that installs a distribution, which is gone after the test.

    It takes the distribution's name, modules by name, entry points by namespace and name, and what it requires.
    """
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(tmp_path))

    def install(
        name: str,
        modules: Mapping[str, str],
        entry_points: Mapping[str, Mapping[str, str]],
        requires: str = "pytest-localstack",
    ) -> Path:
        for module, source in modules.items():
            (tmp_path / f"{module}.py").write_text(textwrap.dedent(source))
        folder = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nRequires-Dist: {requires}\n"
        )
        lines: list[str] = []
        for group, points in entry_points.items():
            lines += [f"[{group}]", *(f"{point} = {value}" for point, value in points.items())]
        (folder / "entry_points.txt").write_text("\n".join(lines))
        forget()
        return tmp_path

    yield install
    for module in set(sys.modules) - before:
        if str(getattr(sys.modules[module], "__file__", "")).startswith(str(tmp_path)):
            del sys.modules[module]
    monkeypatch.undo()
    forget()


def forget() -> None:
    """Have what is installed looked for anew."""
    for function in (plugins.discovered, plugins._used, plugins._distributions):
        function.cache_clear()
