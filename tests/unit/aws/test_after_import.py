"""Acting on modules after their import."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from localstack.aws.after_import import AfterImport

NAME = "module_of_the_test"


@pytest.fixture(autouse=True)
def importable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make a module that can be imported."""
    (tmp_path / f"{NAME}.py").write_text("VALUE = 1\n")
    (tmp_path / "broken_module_of_the_test.py").write_text("raise LookupError('broken')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    finders = list(sys.meta_path)
    yield
    sys.modules.pop(NAME, None)
    sys.meta_path[:] = finders


def test_the_action_gets_the_whole_module_at_its_import() -> None:
    seen: list[int] = []
    AfterImport([NAME], lambda module: seen.append(module.VALUE)).install()

    assert seen == []
    __import__(NAME)
    __import__(NAME)

    assert seen == [1]


def test_a_module_that_is_there_already_is_acted_on_at_once() -> None:
    seen: list[ModuleType] = []
    module = __import__(NAME)

    AfterImport([NAME], seen.append).install()

    assert seen == [module]


def test_the_module_keeps_its_loader() -> None:
    AfterImport([NAME], lambda module: None).install()

    module = __import__(NAME)

    assert inspect.getsource(module) == "VALUE = 1\n"
    assert module.__spec__ is not None
    assert module.__spec__ is not None
    assert module.__spec__.loader is module.__loader__
    assert not type(module.__loader__).__module__.startswith("localstack")


def test_the_action_of_who_came_last_comes_last() -> None:
    order: list[str] = []
    AfterImport([NAME], lambda module: order.append("first")).install()
    AfterImport([NAME], lambda module: order.append("last")).install()

    __import__(NAME)

    assert order == ["first", "last"]


def test_nothing_is_done_after_uninstalling() -> None:
    seen: list[ModuleType] = []
    after_import = AfterImport([NAME], seen.append)
    after_import.install()

    after_import.uninstall()
    after_import.uninstall()
    __import__(NAME)

    assert seen == []
    assert after_import not in sys.meta_path


def test_a_module_that_fails_or_is_missing_fails_as_ever() -> None:
    seen: list[ModuleType] = []
    AfterImport(["broken_module_of_the_test", "missing_module_of_the_test"], seen.append).install()

    with pytest.raises(LookupError, match="broken"):
        __import__("broken_module_of_the_test")
    with pytest.raises(ModuleNotFoundError):
        __import__("missing_module_of_the_test")
    assert seen == []
