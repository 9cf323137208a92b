"""Every test on its own state: checkpoints, or accounts, that nest as fixture scopes do.

::

    session [ package [ module [ class [ function | test | ] ] ] ]

The checkpoint of a scope is opened before the first fixture of that scope is set up, and restored after the
last one has been torn down. Where accounts keep tests apart, a test has its own, unless a fixture of a scope
around it made calls: then it sees what that made, in that scope's account.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from pytest_localstack.modes import NONE, ROLLBACK, mode_of

if TYPE_CHECKING:
    from localstack.clock import Setting
    from localstack.runtime import Checkpoint
    from pytest_localstack.session import EmulatorSession

ORDER = ("session", "package", "module", "class", "function")
SETTLE_SECONDS = 10.0


class BroadFixtureWarning(pytest.PytestWarning):
    """A broad-scoped fixture was first requested inside a narrower scope, whose end takes its state back."""


@dataclass(eq=False)
class _Open:
    """A scope that has begun.

    :ivar checkpoint: when what happens in it is undone.
    :ivar account: when it has an account of its own, or that of a scope around it.
    :ivar is_used: whether a fixture of this scope made calls.
    :ivar owner: the fixture, when this is for one of its parameters only.
    :ivar guests: then, the other broad fixtures that made calls since it began, and
        are not torn down.
    """

    scope: str
    node_id: str
    checkpoint: Checkpoint | None = None
    account: str | None = None
    clock: Setting | None = None
    is_used: bool = False
    owner: pytest.FixtureDef[Any] | None = None
    guests: set[object] = field(default_factory=set)


class Isolation:
    """Begins and ends scopes as pytest sets them up and tears them down, each in the mode of its node.

    :ivar shared: the long-tail services that kept what they hold at the end of a test.
    :ivar undelivered: what services tried to deliver and could not.
    """

    def __init__(self, session: EmulatorSession) -> None:
        self._emulator = session.emulator
        self._is_remote = session.is_remote
        self._accounts = session.accounts
        self._open: list[_Open] = []
        self.shared: set[str] = set()
        self.undelivered: list[str] = []

    @contextlib.contextmanager
    def around_fixture(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Iterator[None]:
        """Begin a fixture's scope, or warn that it is too late for that."""
        scope = str(fixturedef.scope)
        narrower = [entry for entry in self._open if ORDER.index(entry.scope) > ORDER.index(scope)]
        if not narrower:
            self._enter(scope, request.node)
            self._enter_parameter(fixturedef, request)
        before = self._calls()
        with self._ids_of(fixturedef, request):
            yield
        if self._calls() == before or _is_ours(fixturedef):
            return
        self._add_guest(fixturedef)
        for entry in self._open:
            if entry.scope == scope and entry.node_id == request.node.nodeid:
                entry.is_used = True
        if narrower:
            warnings.warn(
                BroadFixtureWarning(
                    f"the {scope}-scoped fixture {fixturedef.argname!r} was first requested inside "
                    f"{narrower[-1].node_id}: AWS resources it creates go when that ends. Request it by "
                    f"argument, or with @pytest.mark.usefixtures({fixturedef.argname!r})."
                ),
                stacklevel=1,
            )

    def before_call(self, item: pytest.Item) -> None:
        """Begin the test's own scope."""
        self._enter("function", item)

    @contextlib.contextmanager
    def around_example(self, item: pytest.Item) -> Iterator[None]:
        """Undo one example of a test, where tests are undone; else it shares the test's account."""
        if mode_of(item) != ROLLBACK:
            yield
            return
        entry = _Open("function", f"{item.nodeid} example", self._emulator.checkpoint())
        self._open.append(entry)
        try:
            yield
        finally:
            self._leave(entry)

    def _ids_of(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> contextlib.AbstractContextManager[None]:
        """Give a broad fixture ids of its own: which tests run before it asks for it depends on the selection."""
        if fixturedef.scope == "function" or mode_of(request.node) != ROLLBACK:
            return contextlib.nullcontext()
        parameter = getattr(request, "param_index", 0)
        return self._emulator.ids.seeded(f"{request.node.nodeid} {fixturedef.argname} {parameter}")

    def _calls(self) -> int:
        """Count the calls, or where others count them, what was signed."""
        return self._accounts.signed if self._is_remote else self._emulator.recorder.position

    @property
    def depth_of_test(self) -> int | None:
        """The depth of the running test's own checkpoint, while there is one."""
        entry = self._open[-1] if self._open else None
        if entry is None or entry.scope != "function" or entry.checkpoint is None:
            return None
        return entry.checkpoint.depth

    def _enter(self, scope: str, node: pytest.Item | pytest.Collector) -> None:
        if any(entry.scope == scope and entry.node_id == node.nodeid for entry in self._open):
            return
        mode = mode_of(node)
        if mode == NONE:
            return
        entry = _Open(scope, node.nodeid)
        if mode == ROLLBACK:
            entry.checkpoint = self._emulator.checkpoint()
            # After the checkpoint: restoring it lets the scope around this one go on with ids of its own.
            self._emulator.ids.seed(f"{scope} {node.nodeid}")
        else:
            used = [outer.account for outer in self._open if outer.account and outer.is_used]
            entry.account = used[0] if used else self._accounts.allot(f"{scope} {node.nodeid}")
            entry.clock = self._emulator.clock.save()
            self._accounts.select(entry.account)
        self._open.append(entry)
        node.addfinalizer(lambda: self._leave(entry))

    def _enter_parameter(self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> None:
        """Undo what a broad fixture did for one parameter before it is set up for the next."""
        if fixturedef.scope == "function" or not hasattr(request, "param"):
            return
        if mode_of(request.node) == ROLLBACK:
            checkpoint = self._emulator.checkpoint()
            entry = _Open(str(fixturedef.scope), request.node.nodeid, checkpoint, owner=fixturedef)
            self._open.append(entry)
            # Added before those of the fixture itself, so that it is called after them.
            fixturedef.addfinalizer(lambda: self._leave_parameter(entry))

    def _leave_parameter(self, entry: _Open) -> None:
        # What others made since goes with the scope around it, as it would go with theirs.
        if not entry.guests:
            self._leave(entry)

    def _add_guest(self, fixturedef: pytest.FixtureDef[Any]) -> None:
        for entry in self._open:
            if fixturedef.scope != "function" and entry.owner not in (None, fixturedef):
                entry.guests.add(fixturedef)
                fixturedef.addfinalizer(partial(entry.guests.discard, fixturedef))

    def _leave(self, entry: _Open) -> None:
        if entry not in self._open:
            return
        if entry.checkpoint is not None:
            self._undo(entry, entry.checkpoint)
            return
        self._close(entry)
        if entry.clock is not None:
            self._emulator.clock.load(entry.clock)

    def _undo(self, entry: _Open, checkpoint: Checkpoint) -> None:
        try:
            self._emulator.settle(SETTLE_SECONDS)
        finally:
            self._close(entry)
            self.undelivered += self._emulator.recorder.take_undelivered()
            if checkpoint.touched:
                self.undelivered += self._emulator.long_tail.take_undelivered()
            self.shared |= self._emulator.restore(checkpoint).shared

    def _close(self, entry: _Open) -> None:
        del self._open[self._open.index(entry) :]
        if self._accounts.current is not None:
            accounts = [outer.account for outer in self._open if outer.account]
            self._accounts.select(accounts[-1] if accounts else None)


def _is_ours(fixturedef: pytest.FixtureDef[Any]) -> bool:
    """Tell whether a fixture is one of this plugin; those of broad scope create no resources."""
    return fixturedef.func.__module__.startswith("pytest_localstack.")
