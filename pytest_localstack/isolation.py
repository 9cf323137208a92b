"""Every test on its own state: checkpoints that nest as fixture scopes do.

::

    session [ package [ module [ class [ function | test | ] ] ] ]

The checkpoint of a scope is opened before the first fixture of that scope is set up, and restored after the
last one has been torn down.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from localstack.runtime import Checkpoint, Emulator

ORDER = ("session", "package", "module", "class", "function")
SETTLE_SECONDS = 10.0


class BroadFixtureWarning(pytest.PytestWarning):
    """A broad-scoped fixture was first requested inside a narrower scope, whose end takes its state back."""


@dataclass
class _Open:
    scope: str
    node_id: str
    checkpoint: Checkpoint


class Isolation:
    """Opens and restores checkpoints as pytest sets up and tears down scopes.

    :ivar shared: the long-tail services that kept what they hold at the end of a test.
    :ivar undelivered: what long-tail services tried to deliver and could not.
    """

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._open: list[_Open] = []
        self.shared: set[str] = set()
        self.undelivered: list[str] = []

    @contextlib.contextmanager
    def around_fixture(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Iterator[None]:
        """Open the checkpoint of a fixture's scope, or warn that it is too late for that."""
        scope = str(fixturedef.scope)
        narrower = [entry for entry in self._open if ORDER.index(entry.scope) > ORDER.index(scope)]
        if not narrower:
            self._enter(scope, request.node)
        before = self._emulator.recorder.position
        yield
        if narrower and self._emulator.recorder.position > before and not _is_ours(fixturedef):
            warnings.warn(
                BroadFixtureWarning(
                    f"the {scope}-scoped fixture {fixturedef.argname!r} was first requested inside "
                    f"{narrower[-1].node_id}: AWS resources it creates go when that ends. Request it by "
                    f"argument, or with @pytest.mark.usefixtures({fixturedef.argname!r})."
                ),
                stacklevel=1,
            )

    def before_call(self, item: pytest.Item) -> None:
        """Open the test's own checkpoint."""
        self._enter("function", item)

    def _enter(self, scope: str, node: pytest.Item | pytest.Collector) -> None:
        if any(entry.scope == scope and entry.node_id == node.nodeid for entry in self._open):
            return
        self._emulator.ids.seed(f"{scope} {node.nodeid}")
        entry = _Open(scope, node.nodeid, self._emulator.checkpoint())
        self._open.append(entry)
        node.addfinalizer(lambda: self._leave(entry))

    def _leave(self, entry: _Open) -> None:
        if entry not in self._open:
            return
        try:
            self._emulator.settle(SETTLE_SECONDS)
        finally:
            del self._open[self._open.index(entry) :]
            if entry.checkpoint.touched:
                self.undelivered += self._emulator.long_tail.take_undelivered()
            self.shared |= self._emulator.restore(entry.checkpoint).shared


def _is_ours(fixturedef: pytest.FixtureDef[Any]) -> bool:
    """Tell whether a fixture is one of this plugin; those of broad scope create no resources."""
    return fixturedef.func.__module__.startswith("pytest_localstack.")
