"""The emulator: composes state, clock, services, gateway and server, and is what everything else holds on to."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from localstack import running
from localstack.aws.context import RequestContext
from localstack.aws.gateway import Gateway
from localstack.aws.recorder import Recorder
from localstack.background import Background, Work
from localstack.clock import Clock, Setting, Waits
from localstack.config import Settings
from localstack.gate import DRAIN_SECONDS, Gate
from localstack.http.control import ControlRoutes
from localstack.http.developer import LongTailEndpoints
from localstack.http.internal import DeveloperEndpoints, InternalRoutes
from localstack.http.listener import Listener
from localstack.http.openapi import OpenApiRoutes
from localstack.http.server_routes import ServerRoutes
from localstack.http.state_routes import StateRoutes
from localstack.http.trust import Trust
from localstack.ids import Ids, IdState
from localstack.plugins import PluginError
from localstack.runtime import hooks
from localstack.services.lifecycle import ServiceManager
from localstack.services.longtail.surroundings import Surroundings
from localstack.services.longtail.tracking import TrackedLongTail
from localstack.state.blobs import BlobStore
from localstack.state.realm import Realm

if TYPE_CHECKING:
    from localstack.config import HostAndPort
    from localstack.runtime.init import InitScripts


@dataclass
class Checkpoint:
    """A state to come back to.

    :ivar touched: the long-tail services called since, which cannot be rolled back.
    """

    depth: int
    clock: Setting
    ids: IdState
    touched: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Restored:
    """What restoring a checkpoint did.

    :ivar undone: how many mutations were taken back.
    :ivar reset: the long-tail services that were emptied.
    :ivar shared: the long-tail services that kept what they hold, because a broader checkpoint has used them.
    """

    undone: int
    reset: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


class Emulator:
    """One emulator; several can live in a process.

    :param settings: see :class:`Settings`; read from the environment when not given.
    :ivar orders: takes `kill` and `restart`, where a process is there for the emulator only; `None` elsewhere.
    :ivar state_folder: where `/_localstack/state/save` saves to, or `None`.
    :ivar init_scripts: what a server runs at the stages of its life, or `None`.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings.from_environment()
        self.pid = os.getpid()
        self.orders: Callable[[str], None] | None = None
        self.state_folder: Path | None = None
        self.init_scripts: InitScripts | None = None
        self.clock = Clock()
        self.ids = Ids(self.settings.seed)
        self.realm = Realm()
        self.blobs = BlobStore()
        self.waits = Waits(self.clock)
        self.waits.settle = self._settle_for_wait
        self.gate = Gate()
        self.recorder = Recorder()
        enabled = self.settings.services if self.settings.strict_service_loading else ()
        self.services = ServiceManager(self.settings.provider_overrides, enabled)
        self.background = Background(self.realm, self.clock, self._run)
        self.clock.on_change = self._clock_changed
        self.trust = Trust(self.settings.custom_ssl_cert_path)
        self.gateway = Gateway(self)
        self.long_tail = TrackedLongTail(
            self.services.native, self.gateway.call, Surroundings(self.clock, self.ids)
        )
        self.gateway.internal_routes += [
            InternalRoutes(self),
            ControlRoutes(self),
            StateRoutes(self),
            ServerRoutes(self),
            DeveloperEndpoints(self),
            LongTailEndpoints(self),
            OpenApiRoutes(self),
        ]
        self._listener = Listener(
            self.gateway, self.settings.host, self.settings.port, self.settings.further_addresses
        )
        self._checkpoints: list[Checkpoint] = []
        self._touched_before: set[str] = set()
        # One at a time moves time or takes the realm for itself.
        self._control = threading.RLock()

    def start(self) -> Emulator:
        """Bind the ports; everything else starts at its first use.

        :raises OSError: when one cannot be bound.
        :raises ValueError: when a certificate is set that cannot be used.
        :raises PluginError: when the hook of a plugin fails.
        """
        hooks.on_runtime_create.run(self)
        self.trust.check()
        hooks.on_infra_start.run(self)
        if self.settings.eager_service_loading:
            for name in filter(self.services.is_enabled, self.services.native()):
                self.services.require(name)
        self._listener.bind()
        if not self.settings.localstack_host:
            self.settings.localstack_host = f"localhost.localstack.cloud:{self.port}"
        running.add(self)
        try:
            hooks.on_infra_ready.run(self)
        except PluginError:
            self.stop()
            raise
        return self

    def stop_serving(self) -> None:
        """Give the port back; what is being answered comes to its end, and the state stays."""
        self.waits.close()
        self._listener.close()

    def stop(self) -> None:
        """Stop the server and the child process, and remove temporary files."""
        if running.is_running(self):
            hooks.on_infra_shutdown.run(self, keep_going=True)
        running.remove(self)
        self.stop_serving()
        self.background.stop()
        self.services.stop()
        self.long_tail.stop()
        self.trust.close()
        self.blobs.close()

    def __enter__(self) -> Emulator:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """The port the server listens on; of several that of the first address."""
        return self._listener.port

    @property
    def addresses(self) -> list[HostAndPort]:
        """The addresses the server listens on."""
        return self._listener.addresses

    @property
    def url(self) -> str:
        """The server's base URL, as `http://127.0.0.1:4566`."""
        return f"http://{self.settings.host}:{self.port}"

    def serve_forever(self) -> None:
        """Start the server at once and answer requests until :meth:`stop`."""
        self._listener.serve_forever()

    def checkpoint(self) -> Checkpoint:
        """Open a checkpoint inside the ones that are open.

        :raises DrainTimeout: when a request does not come to its end.
        :raises SettleTimeout: when pending work that runs does not.
        """
        with self._alone():
            if not self._checkpoints:
                self._touched_before = self.long_tail.touched
            checkpoint = Checkpoint(self.realm.checkpoint(), self.clock.save(), self.ids.save())
            self._checkpoints.append(checkpoint)
            self.long_tail.touched = checkpoint.touched
            return checkpoint

    def restore(self, checkpoint: Checkpoint) -> Restored:
        """Go back to a checkpoint and close it, with those inside it.

        :raises ValueError: when the checkpoint is not open.
        :raises DrainTimeout: when a request does not come to its end; nothing has changed then.
        :raises SettleTimeout: when pending work that runs does not; nothing has changed then.
        """
        with self._alone():
            depth = checkpoint.depth
            if not any(checkpoint is one for one in self._checkpoints[depth : depth + 1]):
                raise ValueError("the checkpoint is not open: it, or one around it, has been restored")
            undone = self.realm.restore(depth)
            self.clock.load(checkpoint.clock)
            self.ids.load(checkpoint.ids)
            touched = set().union(*(inner.touched for inner in self._checkpoints[depth:]))
            del self._checkpoints[depth:]
            outer = self._touched()
            used_before = set().union(*outer)
            self.long_tail.touched = outer[-1]
            reset = frozenset(touched - used_before)
            if reset:
                self.long_tail.reset(reset)
            return Restored(undone, reset, frozenset(touched & used_before))

    def reset(self, service: str | None = None, account_id: str | None = None) -> None:
        """Empty one service or all, in one account or in all.

        A checkpoint brings native services back, the long tail it does not.

        :raises LookupError: when no service of that name is emulated.
        :raises DrainTimeout: when a request does not come to its end.
        :raises SettleTimeout: when pending work that runs does not.
        """
        if service is not None and service not in self.services.native() and not self.long_tail.has(service):
            raise LookupError(f"no service named {service!r} is emulated; `localstack services` lists them")
        with self._alone():
            self.realm.reset(service, account_id)
            if service is None or self.long_tail.has(service):
                self._reset_long_tail([service] if service else self.long_tail.used(), account_id)

    def save(self, folder: Path) -> None:
        """Save the state of the native services and the clock; requests that wait for something are not disturbed.

        :param folder: see :mod:`localstack.state.persistence`.
        :raises StateError: when the state holds something that cannot be saved, or the folder cannot be written;
            what was saved there before is left as it was.
        :raises DrainTimeout: when a request does not come to its end.
        :raises SettleTimeout: when pending work that runs does not.
        """
        from localstack.state.persistence import StateFolder
        from localstack.state.persistence.capture import capture

        with self._quiet():
            state = capture(self.realm, self.clock.save(), self.services.owner)
        StateFolder(folder).write(state)

    def load(self, folder: Path) -> None:
        """Replace the state of the native services and the clock by what was saved.

        A checkpoint that is open brings the state before back.

        :raises StateError: when nothing is saved there, or it is damaged, or written by a later release; nothing
            has changed then.
        :raises DrainTimeout: when a request does not come to its end; nothing has changed then.
        :raises SettleTimeout: when pending work that runs does not; nothing has changed then.
        """
        from localstack.state.persistence import StateFolder
        from localstack.state.persistence.capture import restore

        state = StateFolder(folder).read(self.blobs.adopt)
        with self._alone():
            restore(self.realm, state, self.services.owner)
            self.background.adopt()
            self.clock.load(state.clock)

    def is_used(self, service: str) -> bool:
        """Tell whether a service can hold anything: it has been started, or the long tail called for it."""
        return self.services.is_running(service) or service in self.long_tail.used()

    def settle(self, timeout: float = 10.0, *, hasten: bool = False) -> None:
        """Return when no pending work is due or running; see :meth:`Background.settle`.

        :param hasten: whether work that may come early does.
        """
        with self._control:
            if hasten:
                self.background.hasten(self._may_come_early)
            self.background.settle(timeout)

    def advance(self, seconds: float) -> None:
        """Move time forward, doing the work that comes due on the way in order.

        :raises ValueError: when `seconds` is negative.
        :raises SettleTimeout: when work does not come to its end; time stands where it was due then.
        """
        if not seconds >= 0:
            raise ValueError(f"time can only be advanced, not moved by {seconds}")
        with self._control:
            target = self.clock.time() + seconds
            while (due := self.background.next_due()) is not None and due <= target:
                self.clock.shift(max(due - self.clock.time(), 0))
                self.background.settle(DRAIN_SECONDS)
            self.clock.shift(max(target - self.clock.time(), 0))

    def sleep(self, seconds: float) -> None:
        """Let virtual time pass instead of real time; a frozen clock stands, and due work is done.

        :raises ValueError: when `seconds` is negative.
        :raises SettleTimeout: when work does not come to its end.
        """
        if self.clock.is_frozen:
            self.settle()
        else:
            self.advance(seconds)

    def freeze(self, at: datetime | None = None) -> None:
        """Let time stand, at a given moment or now."""
        self.clock.freeze(at)

    def unfreeze(self) -> None:
        """Let time run on."""
        self.clock.unfreeze()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Have the realm to itself: requests stay out, waits end, what is being answered or run ends first."""
        with self._control:
            self.waits.close()
            try:
                self.gate.close(DRAIN_SECONDS)
                self.background.pause(DRAIN_SECONDS)
                yield
            finally:
                self.background.resume()
                # Before the gate, so that no request that comes in finds its wait at an end already.
                self.waits.open()
                self.gate.open()

    @contextlib.contextmanager
    def _quiet(self) -> Iterator[None]:
        """Have the realm stand still: requests stay out, what is being answered or run ends first, waits go on."""
        with self._control:
            try:
                self.gate.close(DRAIN_SECONDS, past_parked=True)
                self.background.pause(DRAIN_SECONDS)
                yield
            finally:
                self.background.resume()
                self.gate.open()

    def _reset_long_tail(self, services: Collection[str], account_id: str | None) -> None:
        if account_id is not None:
            self.long_tail.reset_account(account_id, services)
            return
        self.long_tail.reset(services)
        for touched in (*self._touched(), self.long_tail.touched):
            touched.difference_update(services)

    def _touched(self) -> list[set[str]]:
        """Give the long-tail services called, before the first checkpoint and in each that is open."""
        return [self._touched_before, *(checkpoint.touched for checkpoint in self._checkpoints)]

    def _settle_for_wait(self) -> bool:
        completed = self.background.completed
        self.background.settle(DRAIN_SECONDS)
        return self.background.completed != completed

    def _clock_changed(self) -> None:
        self.waits.wake()
        self.background.wake()

    def _may_come_early(self, work: Work) -> bool:
        service = self.services.require(work.service)
        return service is not None and hasattr(
            getattr(service.provider, work.handler, None), "may_come_early"
        )

    def _run(self, work: Work) -> None:
        try:
            self._handle(work)
        except Exception as error:
            self.recorder.add_failure(f"pending work {work}: {error!r}")
            raise

    def _handle(self, work: Work) -> None:
        from localstack.aws import spec

        service = self.services.require(work.service)
        if service is None:
            raise LookupError(f"no provider of {work.service} to run {work.handler}")
        loaded = spec.load(work.service)
        # Pending work belongs to no operation; its context names the service's first one.
        operation = loaded.operation(min(loaded.operation_names))
        context = RequestContext(self, loaded, operation, loaded.protocols[0], work.account_id, work.region)
        getattr(service.provider, work.handler)(context, work.arguments)
