"""What became of each plugin that is installed: its state, its file, its error and what it printed.

::

    discovered -> resolved -> init -> loaded
                     \\-> failed  \\-> disabled

Plugins of distributions that do not depend on ours are ignored, as are those that another of the same name replaces.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import logging
import sys
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib.metadata import EntryPoint
from typing import Any

from plux import Plugin, PluginDisabled, PluginLifecycleListener, PluginSpec

from localstack.plugins import NAMESPACES, Discovered, PluginNamespace, discovered


@dataclass
class PluginReport:
    """One plugin.

    :ivar file: the file of its module, or `""` when that cannot be found.
    :ivar state: `discovered`, `resolved`, `init` or `loaded`, as far as it came; `disabled`, `failed` or `ignored`.
    :ivar error: the traceback of a plugin that failed; the reason of one that is disabled or ignored.
    :ivar output: what was printed and logged meanwhile.
    """

    namespace: str
    name: str
    value: str
    distribution: str
    version: str
    file: str = ""
    state: str = "discovered"
    error: str = ""
    output: str = field(default="", repr=False)

    @property
    def failed(self) -> bool:
        """Whether it cannot be used."""
        return self.state == "failed"

    def as_dict(self) -> dict[str, Any]:
        """Give the report as values that JSON can hold."""
        return asdict(self)


class _Progress(PluginLifecycleListener):
    """Notes how far a plugin came."""

    def __init__(self, report: PluginReport) -> None:
        self._report = report

    def on_resolve_after(self, plugin_spec: PluginSpec) -> None:
        self._report.state = "resolved"

    def on_init_after(self, plugin_spec: PluginSpec, plugin: Plugin) -> None:
        self._report.state = "init"

    def on_load_after(self, plugin_spec: PluginSpec, plugin: Plugin, load_result: Any = None) -> None:
        self._report.state = "loaded"


def report(namespaces: Iterable[str] = NAMESPACES, level: int = logging.WARNING) -> Iterator[PluginReport]:
    """Load every plugin that is installed, and tell what became of it.

    :param level: of the log records that are captured.
    """
    for namespace in namespaces:
        for found in discovered(namespace):
            yield _report(found, level)


def _report(found: Discovered, level: int) -> PluginReport:
    report = PluginReport(
        found.namespace, found.name, found.entry_point.value, found.distribution, found.version
    )
    if not found.is_used:
        report.state = "ignored"
        report.error = (
            "another plugin of that name is used"
            if found.is_ours
            else "it does not depend on pytest-localstack"
        )
    else:
        with captured(level) as output:
            _load(found, report)
        report.output = output.getvalue()
    report.file = file_of(found.entry_point)
    return report


def _load(found: Discovered, report: PluginReport) -> None:
    plugins = PluginNamespace(found.namespace, _arguments(found.namespace), [_Progress(report)])
    try:
        plugins.load(found.name)
    except PluginDisabled as error:
        report.state, report.error = "disabled", error.reason or "it does not want to be loaded"
    except (Exception, SystemExit):  # noqa: BLE001 - a plugin may raise anything
        report.state, report.error = "failed", traceback.format_exc()


def _arguments(namespace: str) -> list[Any]:
    if namespace != "localstack.plugins.cli":
        return []
    from localstack.cli.plugin import LocalstackCli

    return [LocalstackCli()]


@contextlib.contextmanager
def captured(level: int) -> Iterator[io.StringIO]:
    """Keep what is printed and logged.

    :param level: the lowest level of log records.
    """
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    before, others = root.level, root.handlers[:]
    root.handlers[:] = [handler]
    root.setLevel(level)
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            yield output
    finally:
        root.handlers[:] = others
        root.setLevel(before)


def file_of(entry_point: EntryPoint) -> str:
    """Give the file of the module that an entry point names, or `""`."""
    module = sys.modules.get(entry_point.module)
    if module is not None:
        return getattr(module, "__file__", None) or ""
    try:
        spec = importlib.util.find_spec(entry_point.module)
    except Exception:  # noqa: BLE001 - finding a module imports its packages, which may be what fails
        return ""
    return (spec.origin or "") if spec is not None else ""
