"""Hooks of plugins into the life of an emulator."""

from __future__ import annotations

import logging
import sys
from typing import Any

import pytest

from localstack.config import Settings
from localstack.plugins import PluginError
from localstack.runtime import Emulator, hooks
from localstack.runtime.hooks import hook_spec
from tests.unit.installing import Install, install

__all__ = ["install"]

HOOKS = """
from localstack.runtime import hooks
from localstack.runtime.hooks import hook_spec

calls = []
opening = hook_spec("tests.opening")

@opening
def plain():
    calls.append("plain")

@opening(priority=10)
def early(door):
    calls.append(f"early {door}")

@opening(priority=-10)
def late(*everything):
    calls.append(f"late {everything}")

@opening(should_load=lambda: False)
def never():
    calls.append("never")

@opening
def broken():
    raise ValueError("stuck")

@hooks.on_runtime_create
def create(emulator):
    calls.append(("create", emulator.port))

@hooks.on_infra_start(priority=1)
def start(emulator):
    calls.append(("start", emulator.port))

@hooks.on_infra_ready
def ready(emulator):
    calls.append(("ready", emulator.port > 0))

@hooks.on_infra_start
def broken_on_infra_start():
    raise ValueError("stuck")

@hooks.on_infra_ready
def broken_on_infra_ready():
    raise ValueError("stuck")

@hooks.on_infra_shutdown
def shutdown():
    calls.append("shutdown")

@hooks.on_infra_shutdown(priority=1)
def broken_shutdown():
    raise ValueError("cannot stop")
"""


def points(*names: str) -> dict[str, str]:
    return {name: f"shop_hooks:{name}" for name in names}


def calls() -> list[Any]:
    found: list[Any] = sys.modules["shop_hooks"].calls
    return found


def test_functions_are_called_by_falling_priority_with_what_they_take(install: Install) -> None:
    install("shop", {"shop_hooks": HOOKS}, {"tests.opening": points("late", "never", "early", "plain")})

    hook_spec("tests.opening").run("door", "bell")

    assert calls() == ["early door", "plain", "late ('door', 'bell')"]


def test_a_marked_function_is_still_a_function() -> None:
    @hook_spec("tests.opening")(priority=3)
    def add(one: int, other: int) -> int:
        return one + other

    assert add(1, 2) == 3


def test_a_function_that_fails_is_named(install: Install) -> None:
    install("shop", {"shop_hooks": HOOKS}, {"tests.opening": points("broken", "early", "late")})

    with pytest.raises(PluginError, match=r"hook 'broken' of tests.opening \(shop_hooks\) failed.*stuck"):
        hook_spec("tests.opening").run("door")

    assert calls() == ["early door"]


def test_the_others_are_called_when_that_is_wanted(
    install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    install("shop", {"shop_hooks": HOOKS}, {"tests.opening": points("broken", "late")})

    with caplog.at_level(logging.ERROR, "localstack.runtime.hooks"):
        hook_spec("tests.opening").run("door", keep_going=True)

    assert calls() == ["late ('door',)"]
    assert "hook 'broken' of tests.opening" in caplog.text


def test_a_hook_that_nobody_has_marked_a_function_for_does_nothing() -> None:
    hook_spec("tests.nothing").run()

    assert hook_spec("tests.nothing").manager.names() == frozenset()


def test_an_emulator_calls_its_hooks_once_each(install: Install, caplog: pytest.LogCaptureFixture) -> None:
    install(
        "shop",
        {"shop_hooks": HOOKS},
        {
            "localstack.hooks.on_runtime_create": points("create"),
            "localstack.hooks.on_infra_start": points("start"),
            "localstack.hooks.on_infra_ready": points("ready"),
            "localstack.hooks.on_infra_shutdown": points("shutdown", "broken_shutdown"),
        },
    )

    with caplog.at_level(logging.ERROR, "localstack.runtime.hooks"):
        emulator = Emulator(Settings()).start()
        emulator.stop()
        emulator.stop()

    assert calls() == [("create", 0), ("start", 0), ("ready", True), "shutdown"]
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == [
        "hook 'broken_shutdown' of localstack.hooks.on_infra_shutdown"
    ]


@pytest.mark.parametrize("hook", ["on_infra_start", "on_infra_ready"])
def test_an_emulator_whose_hook_fails_does_not_start(install: Install, hook: str) -> None:
    install("shop", {"shop_hooks": HOOKS}, {f"localstack.hooks.{hook}": points(f"broken_{hook}")})
    emulator = Emulator(Settings())

    with pytest.raises(PluginError, match="stuck"):
        emulator.start()

    assert emulator._listener._sockets == []


def test_the_hooks_are_found_where_plugins_import_them_from() -> None:
    assert hooks.on_infra_start.namespace == "localstack.hooks.on_infra_start"
