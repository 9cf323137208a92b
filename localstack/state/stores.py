"""What one service holds: a store per account and region, with attributes of three reaches.

- :class:`LocalAttribute`: one value per account and region
- :class:`CrossRegionAttribute`: one value per account
- :class:`CrossAccountAttribute`: one value per realm
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar, cast, overload

from localstack.state.containers import ABSENT, Map
from localstack.state.journal import Journal

T = TypeVar("T")
S = TypeVar("S", bound="BaseStore")


class _Attribute(Generic[T]):
    """A journaled attribute of a store, made from its default at first use.

    :param default: a callable that makes the value (a container class, say), or the value itself.
    """

    reach: str

    @overload
    def __init__(self, default: type[T]) -> None: ...
    @overload
    def __init__(self, default: Callable[[], T]) -> None: ...
    @overload
    def __init__(self, default: T) -> None: ...
    def __init__(self, default: Callable[[], T] | T) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, store: None, owner: type) -> _Attribute[T]: ...
    @overload
    def __get__(self, store: BaseStore, owner: type) -> T: ...
    def __get__(self, store: BaseStore | None, owner: type) -> _Attribute[T] | T:
        if store is None:
            return self
        values: Map[str, Any] = getattr(store, self.reach)
        value = values.get(self._name, ABSENT)
        if value is ABSENT:
            default = self._default
            # Of two threads that come first, the second takes what the first has made.
            value = values.setdefault(self._name, default() if callable(default) else default)
        return cast("T", value)

    def __set__(self, store: BaseStore, value: T) -> None:
        getattr(store, self.reach)[self._name] = value


class LocalAttribute(_Attribute[T]):
    """One value per account and region."""

    reach = "_local"


class CrossRegionAttribute(_Attribute[T]):
    """One value per account, shared by its regions."""

    reach = "_account"


class CrossAccountAttribute(_Attribute[T]):
    """One value per realm, shared by all accounts: global names live here."""

    reach = "_global"


class BaseStore:
    """What a service holds for one account in one region; subclasses declare the attributes."""

    def __init__(
        self,
        account_id: str,
        region_name: str,
        local: Map[str, Any],
        account: Map[str, Any],
        everyone: Map[str, Any],
    ) -> None:
        self.account_id = account_id
        self.region_name = region_name
        self._local = local
        self._account = account
        self._global = everyone

    def drop_shared(self) -> None:
        """Drop what this account has in attributes that all accounts share; called before the account is reset.

        A store with a :class:`CrossAccountAttribute` of resources that accounts own overrides it.
        """


class AccountRegionBundle(Generic[S]):
    """All stores of one service in one realm.

    :param journal: the realm's journal; creating a store is undone like any other mutation.
    """

    def __init__(self, service_name: str, store: type[S], journal: Journal) -> None:
        self.service_name = service_name
        self._store = store
        self._locals: Map[tuple[str, str], Map[str, Any]] = Map()
        self._accounts: Map[str, Map[str, Any]] = Map()
        self._global: Map[str, Any] = Map()
        for values in (self._locals, self._accounts, self._global):
            values.attach(journal)

    def store(self, account_id: str, region_name: str) -> S:
        """Give the store of an account in a region, making it at first use.

        :raises ValueError: when `account_id` is not twelve digits.
        """
        local = self._locals.get((account_id, region_name))
        account = self._accounts.get(account_id)
        if local is None or account is None:
            if not (len(account_id) == 12 and account_id.isascii() and account_id.isdigit()):
                raise ValueError(f"an account id has twelve digits, not {account_id!r}")
            local = self._locals.setdefault((account_id, region_name), Map())
            account = self._accounts.setdefault(account_id, Map())
        return self._store(account_id, region_name, local, account, self._global)

    def iter_stores(self) -> Iterator[S]:
        """Walk the stores that exist, oldest first."""
        for account_id, region_name in list(self._locals):
            yield self.store(account_id, region_name)

    @property
    def containers(
        self,
    ) -> tuple[Map[tuple[str, str], Map[str, Any]], Map[str, Map[str, Any]], Map[str, Any]]:
        """All that the service holds: by account and region, by account, of everybody."""
        return self._locals, self._accounts, self._global

    def reset(self, account_id: str | None = None) -> None:
        """Drop what the service holds in one account, or everything."""
        if account_id is None:
            for values in self.containers:
                values.clear()
            return
        for account, region in list(self._locals):
            if account == account_id:
                self.store(account, region).drop_shared()
                del self._locals[account, region]
        self._accounts.pop(account_id, None)
