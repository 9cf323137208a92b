"""The realm: all accounts, regions and global names of one emulator, with its checkpoints."""

from __future__ import annotations

from typing import Any, TypeVar

from localstack.state.containers import Map, SortedMap
from localstack.state.journal import Journal
from localstack.state.locks import LockRegistry
from localstack.state.stores import AccountRegionBundle, BaseStore

S = TypeVar("S", bound=BaseStore)


class Realm:
    """The unit of isolation.

    :ivar generation: counts checkpoints, restores and resets: what began under an older one and ends outside
        the emulator has nothing to come back to.
    :ivar pending: pending work by (due, sequence), see :mod:`localstack.background`.
    """

    def __init__(self) -> None:
        self.journal = Journal()
        self.generation = 0
        self.locks = LockRegistry()
        self.pending: SortedMap[tuple[float, int], Any] = SortedMap()
        self.pending.attach(self.journal)
        self.issued_keys: Map[str, str] = Map()
        """Account id by access key id, for the keys the emulator issued."""
        self.issued_keys.attach(self.journal)
        self._bundles: dict[str, AccountRegionBundle[Any]] = {}

    def store(self, service: str, store: type[S], account_id: str, region_name: str) -> S:
        """Give a service's store for an account in a region."""
        bundle: AccountRegionBundle[S] | None = self._bundles.get(service)
        if bundle is None:
            bundle = self._bundles.setdefault(service, AccountRegionBundle(service, store, self.journal))
        return bundle.store(account_id, region_name)

    def checkpoint(self) -> int:
        """Open a checkpoint; see :meth:`Journal.checkpoint`."""
        self.generation += 1
        return self.journal.checkpoint()

    def restore(self, depth: int) -> int:
        """Go back to a checkpoint and close it; see :meth:`Journal.restore`."""
        self.generation += 1
        return self.journal.restore(depth)

    def reset(self, service: str | None = None) -> None:
        """Drop the state of one service, or of all with their pending work."""
        self.generation += 1
        for name, bundle in list(self._bundles.items()):
            if service in (None, name):
                bundle.reset()
        for key, work in self.pending.items():
            if service in (None, work.service):
                self.pending.pop(key, None)
        if service is None:
            self.issued_keys.clear()
