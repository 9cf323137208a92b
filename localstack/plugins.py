"""Plugins found by entry point: plux behind a small class that lists without importing and fails loudly.

A plugin goes through plux's three states: resolved (its entry point is imported), init (its factory has made it),
loaded (its `load()` has returned). Listeners are told of each step and of what fails; then the error is raised.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plux import Plugin, PluginLifecycleListener

OUR_DISTRIBUTION = "pytest-localstack"

# What each namespace is for. LocalStack's own distributions use the same names.
NAMESPACES = {
    "localstack.aws.provider": "native services, as `s3:default`",
    "localstack.plugins.cli": "commands of `localstack`",
    "localstack.hooks.prepare_host": "called by `localstack start` before anything starts",
    "localstack.hooks.configure_localstack_container": "called with the container that is about to start",
    "localstack.hooks.on_runtime_create": "called with an emulator before anything of it starts",
    "localstack.hooks.on_infra_start": "called before an emulator binds its port",
    "localstack.hooks.on_infra_ready": "called when an emulator answers",
    "localstack.hooks.on_infra_shutdown": "called before an emulator stops",
    "localstack.init.runner": "runners of init scripts, named like the suffix",
    "localstack.lambda.runtime_executor": "executors of functions; nothing asks for them until Lambda is native",
    "localstack.cloudformation.resource_providers": (
        "resource types, as `AWS::S3::Bucket`; nothing asks for them until CloudFormation is native"
    ),
}


class PluginError(RuntimeError):
    """A plugin cannot be used; the message names it, its distribution and what went wrong."""


@dataclass(frozen=True)
class Discovered:
    """An entry point of a namespace.

    :ivar is_ours: whether its distribution is ours or depends on ours: others are not loaded.
    :ivar is_used: whether it is the one of several of the same name that counts.
    """

    entry_point: EntryPoint
    distribution: str
    version: str
    is_ours: bool
    is_used: bool

    @property
    def namespace(self) -> str:
        """The namespace: the group of its entry point."""
        return self.entry_point.group

    @property
    def name(self) -> str:
        """The name in the namespace."""
        return self.entry_point.name

    def __str__(self) -> str:
        return f"{self.namespace} {self.name!r} of {self.distribution} {self.version}"


class PluginNamespace:
    """The plugins of one entry-point group that are meant for us.

    A plugin counts when its distribution is ours or depends on ours; of two with one name, another's counts.

    :param load_arguments: what `load()` of each is called with.
    :param listeners: are told of each step of a plugin's life.
    """

    def __init__(
        self,
        namespace: str,
        load_arguments: Sequence[Any] = (),
        listeners: Sequence[PluginLifecycleListener] = (),
    ) -> None:
        self.namespace = namespace
        self._load_arguments = load_arguments
        self._listeners = listeners

    def names(self) -> frozenset[str]:
        """Name the plugins without importing any."""
        return frozenset(_used(self.namespace))

    def load(self, name: str) -> Any:
        """Load a plugin and give what its `load()` returned; every call makes a new one.

        :raises KeyError: when there is no plugin of that name.
        :raises Exception: whatever importing, making or loading the plugin raised.
        """
        return self._container(_used(self.namespace)[name]).load_value

    def load_all(self) -> list[Plugin]:
        """Load every plugin that wants to be, in the order of their names.

        :raises PluginError: when one fails.
        """
        loaded = (self.load_one(name) for name in sorted(self.names()))
        return [plugin for plugin in loaded if plugin is not None]

    def load_one(self, name: str) -> Plugin | None:
        """Load a plugin and give it, or `None` when it does not want to be.

        :raises PluginError: when it fails.
        """
        from plux import PluginDisabled

        found = _used(self.namespace)[name]
        try:
            plugin: Plugin = self._container(found).plugin
        except PluginDisabled:
            return None
        except Exception as error:
            raise PluginError(f"plugin {found} failed: {error!r}; `localstack plugins` tells more") from error
        return plugin

    def _container(self, found: Discovered) -> Any:
        # plux imports every entry point it is shown and hides what fails, so it is shown one that imports.
        from plux import PluginManager
        from plux.runtime.resolve import MetadataPluginFinder

        entry_point = found.entry_point
        try:
            _check(found, entry_point.load())
        except Exception as error:
            for listener in self._listeners:
                listener.on_resolve_exception(self.namespace, entry_point, error)
            raise
        resolver: Any = _OneEntryPoint(entry_point)
        finder = MetadataPluginFinder(self.namespace, entry_points_resolver=resolver)
        manager: Any = PluginManager(
            self.namespace, tuple(self._load_arguments), finder=finder, listener=list(self._listeners) or None
        )
        manager.load(found.name)
        return manager.get_container(found.name)


class _OneEntryPoint:
    """What plux calls an entry points resolver, for a single entry point."""

    def __init__(self, entry_point: EntryPoint) -> None:
        self._entry_point = entry_point

    def get_entry_points(self) -> dict[str, list[EntryPoint]]:
        return {self._entry_point.group: [self._entry_point]}


def _check(found: Discovered, target: object) -> None:
    from plux import PluginSpecResolver

    try:
        spec = PluginSpecResolver().resolve(target)
    except (ValueError, AttributeError) as error:
        raise ValueError(
            f"it is no plugin: {found.entry_point.value} has neither name nor namespace"
        ) from error
    if (spec.namespace, spec.name) != (found.namespace, found.name):
        raise ValueError(f"it is {spec.namespace} {spec.name!r}, and its entry point must say so")


@functools.cache
def discovered(namespace: str) -> tuple[Discovered, ...]:
    """Give what is installed in a namespace, without importing it; looked for once in a process."""
    by_name: dict[str, tuple[Distribution, list[EntryPoint]]] = {}
    for distribution, text in _distributions():
        # Most have nothing here: what a file holds is parsed, and the name read from another, only where it may have.
        if namespace not in text:
            continue
        if points := [point for point in distribution.entry_points if point.group == namespace]:
            by_name.setdefault(_canonical(distribution.name), (distribution, points))
    used: dict[str, str] = {}
    ours = {name for name, (distribution, _) in by_name.items() if _is_ours(distribution)}
    for name in sorted(ours):
        for point in by_name[name][1]:
            if used.get(point.name, OUR_DISTRIBUTION) == OUR_DISTRIBUTION:
                used[point.name] = name
    found = [
        Discovered(point, name, distribution.version, name in ours, used.get(point.name) == name)
        for name, (distribution, points) in by_name.items()
        for point in points
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.distribution)))


@functools.cache
def _used(namespace: str) -> dict[str, Discovered]:
    return {found.name: found for found in discovered(namespace) if found.is_used}


@functools.cache
def _distributions() -> tuple[tuple[Distribution, str], ...]:
    """Give each distribution that has entry points, with the text that declares them."""
    found = ((distribution, distribution.read_text("entry_points.txt")) for distribution in distributions())
    return tuple((distribution, text) for distribution, text in found if text)


def _is_ours(distribution: Distribution) -> bool:
    if _canonical(distribution.name) == OUR_DISTRIBUTION:
        return True
    return any(_required_name(text) == OUR_DISTRIBUTION for text in distribution.requires or ())


def _canonical(name: str) -> str:
    # As in PEP 503; packaging, which has it too, is ten times as long to import as this module.
    return re.sub(r"[-_.]+", "-", name).lower()


def _required_name(requirement: str) -> str | None:
    # Its parser takes as long to import as botocore's models; most requirements are plainly not ours.
    if "localstack" not in requirement.lower():
        return None
    from packaging.requirements import InvalidRequirement, Requirement

    try:
        return _canonical(Requirement(requirement).name)
    except InvalidRequirement:
        return None
