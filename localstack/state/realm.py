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
    :ivar replacements: counts restores and resets only: what reads the state from before has lost it.
    :ivar pending: pending work by (due, sequence), see :mod:`localstack.background`.
    """

    def __init__(self) -> None:
        self.journal = Journal()
        self.generation = 0
        self.replacements = 0
        self.locks = LockRegistry()
        self.pending: SortedMap[tuple[float, int], Any] = SortedMap()
        self.pending.attach(self.journal)
        self.issued_keys: Map[str, str] = Map()
        """Account id by access key id, for the keys the emulator issued."""
        self.issued_keys.attach(self.journal)
        self.issued_secrets: Map[str, str] = Map()
        """Their secret keys by access key id."""
        self.issued_secrets.attach(self.journal)
        self.bundles: dict[str, AccountRegionBundle[Any]] = {}
        """What each service holds, by its name."""

    def store(self, service: str, store: type[S], account_id: str, region_name: str) -> S:
        """Give a service's store for an account in a region."""
        return self.bundle(service, store).store(account_id, region_name)

    def bundle(self, service: str, store: type[S]) -> AccountRegionBundle[S]:
        """Give all stores of a service."""
        bundle: AccountRegionBundle[S] | None = self.bundles.get(service)
        if bundle is None:
            bundle = self.bundles.setdefault(service, AccountRegionBundle(service, store, self.journal))
        return bundle

    @property
    def containers(self) -> tuple[SortedMap[tuple[float, int], Any], Map[str, str], Map[str, str]]:
        """What belongs to no service."""
        return self.pending, self.issued_keys, self.issued_secrets

    def checkpoint(self) -> int:
        """Open a checkpoint; see :meth:`Journal.checkpoint`."""
        self.generation += 1
        return self.journal.checkpoint()

    def restore(self, depth: int) -> int:
        """Go back to a checkpoint and close it; see :meth:`Journal.restore`."""
        self.generation += 1
        self.replacements += 1
        return self.journal.restore(depth)

    def reset(self, service: str | None = None, account_id: str | None = None) -> None:
        """Drop the state of one service or of all, with their pending work, in one account or in all."""
        self.generation += 1
        self.replacements += 1
        for name, bundle in list(self.bundles.items()):
            if service in (None, name):
                bundle.reset(account_id)
        for key, work in self.pending.items():
            if service in (None, work.service) and account_id in (None, work.account_id):
                self.pending.pop(key, None)
        if service is None:
            for key_id, owner in self.issued_keys.items():
                if account_id in (None, owner):
                    self.issued_keys.pop(key_id, None)
                    self.issued_secrets.pop(key_id, None)
