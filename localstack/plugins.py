"""Plugins found by entry point: plux behind one small class that lists without importing and fails loudly."""

from __future__ import annotations

import functools
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

OUR_DISTRIBUTION = "pytest-localstack"


class PluginNamespace:
    """The plugins of one entry-point group that are meant for us.

    LocalStack's own distributions use the same groups; a plugin counts when its distribution is ours or
    depends on ours.
    """

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def names(self) -> frozenset[str]:
        """Name the plugins without importing any."""
        return frozenset(_entry_points(self.namespace))

    def load(self, name: str) -> Any:
        """Load a plugin and give what its `load()` returned; every call makes a new one.

        :raises KeyError: when there is no plugin of that name.
        :raises Exception: whatever importing, making or loading the plugin raised.
        """
        # plux imports every entry point it is shown and hides what fails, so it is shown one that imports.
        from plux import PluginManager
        from plux.runtime.resolve import MetadataPluginFinder

        entry_point = _entry_points(self.namespace)[name]
        entry_point.load()
        resolver: Any = _OneEntryPoint(entry_point)
        finder = MetadataPluginFinder(self.namespace, entry_points_resolver=resolver)
        manager: Any = PluginManager(self.namespace, finder=finder)
        manager.load(name)
        return manager.get_container(name).load_value


class _OneEntryPoint:
    """What plux calls an entry points resolver, for a single entry point."""

    def __init__(self, entry_point: EntryPoint) -> None:
        self._entry_point = entry_point

    def get_entry_points(self) -> dict[str, list[EntryPoint]]:
        return {self._entry_point.group: [self._entry_point]}


@functools.cache
def _entry_points(namespace: str) -> dict[str, EntryPoint]:
    return {
        entry_point.name: entry_point
        for distribution in distributions()
        for entry_point in distribution.entry_points
        if entry_point.group == namespace and _is_ours(distribution)
    }


def _is_ours(distribution: Distribution) -> bool:
    if canonicalize_name(distribution.name) == OUR_DISTRIBUTION:
        return True
    return any(_required_name(text) == OUR_DISTRIBUTION for text in distribution.requires or ())


def _required_name(requirement: str) -> str | None:
    try:
        return canonicalize_name(Requirement(requirement).name)
    except InvalidRequirement:
        return None
