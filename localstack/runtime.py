"""The emulator: composes state, clock, services, gateway and server, and is what everything else holds on to."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType

from localstack.aws.context import RequestContext
from localstack.aws.gateway import Gateway
from localstack.aws.recorder import Recorder
from localstack.background import Background, Work
from localstack.clock import Clock, Waits
from localstack.config import Settings
from localstack.http.internal import InternalRoutes
from localstack.http.listener import Listener
from localstack.ids import Ids
from localstack.services.longtail.tracking import TrackedLongTail
from localstack.services.plugins import ServiceManager
from localstack.state.blobs import BlobStore
from localstack.state.realm import Realm

DRAIN_SECONDS = 30.0


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
        deadline = time.monotonic() + timeout
        with self._changed:
            self._closed = True
            while self._inside:
                if (
                    not self._changed.wait(max(deadline - time.monotonic(), 0))
                    and time.monotonic() >= deadline
                ):
                    self._closed = False
                    self._changed.notify_all()
                    raise DrainTimeout(
                        f"{self._inside} requests were still being answered after {timeout:g} s"
                    )

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
    clock: tuple[float, float | None]
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
        self.gate = Gate()
        self.recorder = Recorder()
        self.services = ServiceManager()
        self.background = Background(self.realm, self.clock, self._run)
        self.clock.on_change = self._clock_changed
        self.gateway = Gateway(self)
        self.long_tail = TrackedLongTail(self.services.native, self.gateway.call)
        self.gateway.internal_routes.append(InternalRoutes(self))
        self._listener = Listener(self.gateway, self.settings.host, self.settings.port)
        self._checkpoints: list[Checkpoint] = []

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
        self.waits.cancel()
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
        """Open a checkpoint inside the ones that are open."""
        self._close_gate()
        try:
            checkpoint = Checkpoint(self.realm.checkpoint(), self.clock.save())
            self._checkpoints.append(checkpoint)
            self.long_tail.touched = checkpoint.touched
            return checkpoint
        finally:
            self.gate.open()

    def restore(self, checkpoint: Checkpoint) -> Restored:
        """Go back to a checkpoint and close it, with those inside it."""
        self._close_gate()
        try:
            undone = self.realm.restore(checkpoint.depth)
            self.clock.load(checkpoint.clock)
            touched = set().union(*(inner.touched for inner in self._checkpoints[checkpoint.depth :]))
            del self._checkpoints[checkpoint.depth :]
            used_before = set().union(*(outer.touched for outer in self._checkpoints))
            self.long_tail.touched = self._checkpoints[-1].touched if self._checkpoints else set()
            reset = frozenset(touched - used_before)
            if reset:
                self.long_tail.reset(reset)
            return Restored(undone, reset, frozenset(touched & used_before))
        finally:
            self.gate.open()

    def reset(self, service: str | None = None) -> None:
        """Empty one service, or all."""
        self._close_gate()
        try:
            self.realm.reset(service)
            if service is None or self.long_tail.has(service):
                self.long_tail.reset([service] if service else self.long_tail.used())
        finally:
            self.gate.open()

    def settle(self, timeout: float = 10.0) -> None:
        """Return when no pending work is due or running; see :meth:`Background.settle`."""
        self.background.settle(timeout)

    def advance(self, seconds: float) -> None:
        """Move time forward, doing the work that comes due on the way in order.

        :raises ValueError: when `seconds` is negative.
        """
        if seconds < 0:
            raise ValueError(f"time can only be advanced, not moved by {seconds}")
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

    def _close_gate(self) -> None:
        self.waits.cancel()
        self.gate.close()

    def _clock_changed(self) -> None:
        self.waits.wake()
        self.background.wake()

    def _run(self, work: Work) -> None:
        from localstack.aws import spec

        service = self.services.require(work.service)
        if service is None:
            raise LookupError(f"no provider of {work.service} to run {work.handler}")
        loaded = spec.load(work.service)
        # Pending work belongs to no operation; its context names the service's first one.
        operation = loaded.operation(min(loaded.operation_names))
        context = RequestContext(self, loaded, operation, loaded.protocols[0], work.account_id, work.region)
        getattr(service.provider, work.handler)(context, work.arguments)
