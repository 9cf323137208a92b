"""The emulator: composes state, clock, services, gateway and server, and is what everything else holds on to."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType

from localstack.aws.context import RequestContext
from localstack.aws.gateway import Gateway
from localstack.aws.recorder import Recorder
from localstack.background import Background, Work
from localstack.clock import Clock, Setting, Waits
from localstack.config import Settings
from localstack.http.internal import DeveloperEndpoints, InternalRoutes
from localstack.http.listener import Listener
from localstack.ids import Ids
from localstack.services.longtail.tracking import TrackedLongTail
from localstack.services.plugins import ServiceManager
from localstack.state.blobs import BlobStore
from localstack.state.realm import Realm

DRAIN_SECONDS = 30.0
"""How long a checkpoint, restore or reset waits for what is going on, in real seconds."""


class DrainTimeout(AssertionError):
    """Requests were still being answered when the realm had to be closed for a checkpoint, restore or reset."""


class Gate:
    """Lets requests through, and closes to have the realm to itself."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._closed = False

    def enter(self) -> None:
        """Let a request in, once the gate is open."""
        with self._changed:
            while self._closed:
                self._changed.wait()
            self._inside += 1

    def leave(self) -> None:
        """Let a request out."""
        with self._changed:
            self._inside -= 1
            if self._closed:
                self._changed.notify_all()

    def close(self, timeout: float = DRAIN_SECONDS) -> None:
        """Keep requests out and wait until those inside have left.

        :raises DrainTimeout: when one has not left in time; the gate is open again then.
        """
        with self._changed:
            self._closed = True
            if not self._changed.wait_for(lambda: not self._inside, timeout):
                inside = self._inside
                self.open()
                raise DrainTimeout(f"{inside} requests were still being answered after {timeout:g} s")

    def open(self) -> None:
        """Let requests in again."""
        with self._changed:
            self._closed = False
            self._changed.notify_all()


@dataclass
class Checkpoint:
    """A state to come back to.

    :ivar touched: the long-tail services called since, which cannot be rolled back.
    """

    depth: int
    clock: Setting
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
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings.from_environment()
        self.pid = os.getpid()
        self.clock = Clock()
        self.ids = Ids(self.settings.seed)
        self.realm = Realm()
        self.blobs = BlobStore()
        self.waits = Waits(self.clock)
        self.waits.settle = self._settle_for_wait
        self.gate = Gate()
        self.recorder = Recorder()
        self.services = ServiceManager()
        self.background = Background(self.realm, self.clock, self._run)
        self.clock.on_change = self._clock_changed
        self.gateway = Gateway(self)
        self.long_tail = TrackedLongTail(self.services.native, self.gateway.call)
        self.gateway.internal_routes += [InternalRoutes(self), DeveloperEndpoints(self)]
        self._listener = Listener(self.gateway, self.settings.host, self.settings.port)
        self._checkpoints: list[Checkpoint] = []
        self._touched_before: set[str] = set()
        # One at a time moves time or takes the realm for itself.
        self._control = threading.RLock()

    def start(self) -> Emulator:
        """Bind the port; everything else starts at its first use.

        :raises OSError: when the port cannot be bound.
        """
        self._listener.bind()
        if not self.settings.localstack_host:
            self.settings.localstack_host = f"localhost.localstack.cloud:{self.port}"
        return self

    def stop(self) -> None:
        """Stop the server and the child process, and remove temporary files."""
        self.waits.close()
        self._listener.close()
        self.background.stop()
        self.long_tail.stop()
        self.blobs.close()

    def __enter__(self) -> Emulator:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """The port the server listens on."""
        return self._listener.port

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
            checkpoint = Checkpoint(self.realm.checkpoint(), self.clock.save())
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
            touched = set().union(*(inner.touched for inner in self._checkpoints[depth:]))
            del self._checkpoints[depth:]
            outer = self._touched()
            used_before = set().union(*outer)
            self.long_tail.touched = outer[-1]
            reset = frozenset(touched - used_before)
            if reset:
                self.long_tail.reset(reset)
            return Restored(undone, reset, frozenset(touched & used_before))

    def reset(self, service: str | None = None) -> None:
        """Empty one service, or all; a checkpoint brings native services back, the long tail it does not.

        :raises LookupError: when no service of that name is emulated.
        :raises DrainTimeout: when a request does not come to its end.
        :raises SettleTimeout: when pending work that runs does not.
        """
        if service is not None and service not in self.services.native() and not self.long_tail.has(service):
            raise LookupError(f"no service named {service!r} is emulated; `localstack services` lists them")
        with self._alone():
            self.realm.reset(service)
            if service is None or self.long_tail.has(service):
                emptied = [service] if service else self.long_tail.used()
                self.long_tail.reset(emptied)
                for touched in (*self._touched(), self.long_tail.touched):
                    touched.difference_update(emptied)

    def settle(self, timeout: float = 10.0) -> None:
        """Return when no pending work is due or running; see :meth:`Background.settle`."""
        with self._control:
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
