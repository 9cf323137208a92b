"""Plugins: which count, what they are called with, who is told, what is said when one fails."""

from __future__ import annotations

from typing import Any

import pytest
from plux import Plugin, PluginLifecycleListener, PluginSpec

from localstack.plugins import PluginError, PluginNamespace, discovered
from tests.unit.installing import Install, install

__all__ = ["install"]

NAMESPACE = "tests.shelves"
SHELF = """
from plux import Plugin

class Shelf(Plugin):
    namespace = "tests.shelves"
    name = "shelf"

    def load(self, *books):
        self.books = books
        return ["loaded", *books]

class Empty(Shelf):
    name = "empty"

    def should_load(self):
        return False

class Broken(Shelf):
    name = "broken"

    def load(self, *books):
        raise ValueError("no board")

class Unmade(Shelf):
    name = "unmade"

    def __init__(self):
        raise ValueError("no wood")
"""


class Listener(PluginLifecycleListener):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def on_resolve_after(self, plugin_spec: PluginSpec) -> None:
        self.told.append("resolved")

    def on_resolve_exception(self, namespace: str, entrypoint: Any, exception: Exception) -> None:
        self.told.append(f"not resolved: {exception}")

    def on_init_after(self, plugin_spec: PluginSpec, plugin: Plugin) -> None:
        self.told.append("init")

    def on_init_exception(self, plugin_spec: PluginSpec, exception: Exception) -> None:
        self.told.append(f"not init: {exception}")

    def on_load_after(self, plugin_spec: PluginSpec, plugin: Plugin, load_result: Any = None) -> None:
        self.told.append(f"loaded: {load_result}")

    def on_load_exception(self, plugin_spec: PluginSpec, plugin: Plugin, exception: Exception) -> None:
        self.told.append(f"not loaded: {exception}")


def test_names_are_listed_without_importing(install: Install) -> None:
    install("shelves", {}, {NAMESPACE: {"a": "no_such_module:a", "b": "no_such_module:b"}})

    assert PluginNamespace(NAMESPACE).names() == {"a", "b"}


def test_a_plugin_is_made_and_loaded_with_the_arguments(install: Install) -> None:
    install("shelves", {"shelves": SHELF}, {NAMESPACE: {"shelf": "shelves:Shelf"}})

    assert PluginNamespace(NAMESPACE, ["Emma", "Ulysses"]).load("shelf") == ["loaded", "Emma", "Ulysses"]


def test_only_plugins_of_distributions_that_depend_on_ours_count(install: Install) -> None:
    install("strangers", {}, {NAMESPACE: {"theirs": "x:y"}}, requires="localstack-core")
    install(
        "shelves", {}, {NAMESPACE: {"ours": "x:y"}}, requires="Pytest_LocalStack[all]>=1; python_version>'3'"
    )

    assert PluginNamespace(NAMESPACE).names() == {"ours"}
    assert [(found.name, found.is_ours) for found in discovered(NAMESPACE)] == [
        ("ours", True),
        ("theirs", False),
    ]


def test_a_plugin_of_another_distribution_replaces_ours_of_that_name(install: Install) -> None:
    install("another-sqs", {"another": "x = 1"}, {"localstack.aws.provider": {"sqs:default": "another:x"}})

    found = [found for found in discovered("localstack.aws.provider") if found.name == "sqs:default"]

    assert [(one.distribution, one.is_used) for one in found] == [
        ("another-sqs", True),
        ("pytest-localstack", False),
    ]


def test_all_are_loaded_by_name_but_those_that_do_not_want_to_be(install: Install) -> None:
    points = {"shelf": "shelves:Shelf", "empty": "shelves:Empty"}
    install("shelves", {"shelves": SHELF}, {NAMESPACE: points})

    assert [plugin.name for plugin in PluginNamespace(NAMESPACE).load_all()] == ["shelf"]


@pytest.mark.parametrize(
    ("value", "error", "told"),
    [
        ("shelves:Broken", "no board", ["resolved", "init", "not loaded: no board"]),
        ("shelves:Unmade", "no wood", ["resolved", "not init: no wood"]),
        ("no_such_module:x", "no_such_module", ["not resolved: No module named 'no_such_module'"]),
    ],
)
def test_one_that_fails_is_named_and_listeners_are_told_how_far_it_came(
    install: Install, value: str, error: str, told: list[str]
) -> None:
    install("shelves", {"shelves": SHELF}, {NAMESPACE: {value.partition(":")[2].lower(): value}})
    listener = Listener()
    plugins = PluginNamespace(NAMESPACE, listeners=[listener])

    with pytest.raises(PluginError, match=f"tests.shelves .* of shelves 1.0 failed: .*{error}"):
        plugins.load_all()

    assert listener.told == told


def test_listeners_are_told_of_each_step(install: Install) -> None:
    install("shelves", {"shelves": SHELF}, {NAMESPACE: {"shelf": "shelves:Shelf"}})
    listener = Listener()

    PluginNamespace(NAMESPACE, ["Emma"], [listener]).load("shelf")

    assert listener.told == ["resolved", "init", "loaded: ['loaded', 'Emma']"]


@pytest.mark.parametrize(
    ("namespace", "name", "value", "reason"),
    [
        (NAMESPACE, "sheaf", "shelves:Shelf", "it is tests.shelves 'shelf'"),
        ("tests.racks", "shelf", "shelves:Shelf", "it is tests.shelves 'shelf'"),
        (NAMESPACE, "shelf", "shelves:Plugin", "it is no plugin"),
        (NAMESPACE, "shelf", "sys:path", "it is no plugin"),
    ],
)
def test_an_entry_point_that_says_something_else_than_the_plugin_is_named(
    install: Install, namespace: str, name: str, value: str, reason: str
) -> None:
    install("shelves", {"shelves": SHELF}, {namespace: {name: value}})

    with pytest.raises(PluginError, match=reason):
        PluginNamespace(namespace).load_all()
