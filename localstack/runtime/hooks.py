"""Hooks: functions of plugins that are called at points in an emulator's life.

::

    from localstack.runtime import hooks

    @hooks.on_infra_start(priority=10)
    def fill(emulator): ...

The function's distribution names it as an entry point of the hook's namespace. Hooks are called by falling priority,
and by name among equals. One that takes an argument gets the emulator, or the container that it will run in.
"""

from __future__ import annotations

import inspect
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from localstack.plugins import PluginError, PluginNamespace

if TYPE_CHECKING:
    from plux import FunctionPlugin

LOG = logging.getLogger(__name__)
F = TypeVar("F", bound=Callable[..., Any])
ShouldLoad = bool | Callable[[], bool]


class HookSpec:
    """One hook: a decorator for the functions of plugins, and :meth:`run` to call them.

    :param namespace: the entry-point group that names the functions.
    """

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace
        self._plugins = PluginNamespace(namespace)

    @overload
    def __call__(self, function: F) -> F: ...

    @overload
    def __call__(
        self, *, priority: int = 0, should_load: ShouldLoad | None = None, name: str | None = None
    ) -> Callable[[F], F]: ...

    def __call__(
        self,
        function: F | None = None,
        *,
        priority: int = 0,
        should_load: ShouldLoad | None = None,
        name: str | None = None,
    ) -> F | Callable[[F], F]:
        """Mark a function as one of this hook.

        :param priority: those with the highest are called first.
        :param should_load: whether the function is called at all, or a function that tells.
        :param name: of the plugin; the function's without it.
        """

        def mark(marked: F) -> F:
            from plux import plugin

            marked.__dict__["hook_priority"] = priority
            decorate: Callable[[F], F] = plugin(
                self.namespace, name, True if should_load is None else should_load
            )
            return decorate(marked)

        return mark if function is None else mark(function)

    @property
    def manager(self) -> PluginNamespace:
        """The plugins of the hook."""
        return self._plugins

    def functions(self) -> list[FunctionPlugin]:
        """Load the functions, in the order in which they are called.

        :raises PluginError: when one cannot be loaded.
        """
        if not self._plugins.names():
            return []
        loaded: list[Any] = self._plugins.load_all()
        return sorted(loaded, key=lambda plugin: (-getattr(plugin.fn, "hook_priority", 0), plugin.name))

    def run(self, *arguments: Any, keep_going: bool = False) -> None:
        """Call the functions with as many of the arguments as each takes.

        :param keep_going: whether one that fails is logged, and the others are called.
        :raises PluginError: when one fails, or cannot be loaded.
        """
        try:
            for function in self.functions():
                self._call(function, arguments, keep_going)
        except PluginError:
            if not keep_going:
                raise
            LOG.exception("hook %s failed", self.namespace)

    def _call(self, function: FunctionPlugin, arguments: tuple[Any, ...], keep_going: bool) -> None:
        try:
            function(*arguments[: _count_of_parameters(function.fn)])
        except Exception as error:
            name = f"hook {function.name!r} of {self.namespace} ({function.fn.__module__})"
            if not keep_going:
                raise PluginError(f"{name} failed: {error!r}") from error
            LOG.exception("%s failed", name)


def hook_spec(namespace: str) -> HookSpec:
    """Make a hook of a plugin's own."""
    return HookSpec(namespace)


def _count_of_parameters(function: Callable[..., Any]) -> int:
    parameters = inspect.signature(function).parameters.values()
    if any(one.kind is one.VAR_POSITIONAL for one in parameters):
        return sys.maxsize
    return sum(one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD) for one in parameters)


prepare_host = hook_spec("localstack.hooks.prepare_host")
configure_localstack_container = hook_spec("localstack.hooks.configure_localstack_container")
on_runtime_create = hook_spec("localstack.hooks.on_runtime_create")
on_infra_start = hook_spec("localstack.hooks.on_infra_start")
on_infra_ready = hook_spec("localstack.hooks.on_infra_ready")
on_infra_shutdown = hook_spec("localstack.hooks.on_infra_shutdown")
