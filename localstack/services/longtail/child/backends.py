"""moto's backends: found by name, watched while a call runs, reset."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.model_instances import model_data

from localstack.services.longtail.child.natives import NativeBackends
from localstack.services.longtail.child.reach import Reach

# What some collections of backends keep beside them: organizations remembers who is whose member.
_EXTRA_STATE = ("master_accounts",)


class Backends:
    """The state of every service that moto has loaded.

    :param native: the services whose state is the emulator's; their backends become :class:`NativeBackends`.
    """

    def __init__(self, reach: Reach, native: Iterable[str]) -> None:
        self._reach = reach
        self._native = frozenset(native)
        self._by_name: dict[str, list[Any]] = {}
        self._names: dict[type, str] = {}
        self._held: dict[str, frozenset[str]] = {}
        self._used_accounts: defaultdict[str, set[str]] = defaultdict(set)

    def install(self) -> None:
        """Watch the backends that moto will make from now on, and the use of each."""
        BackendDict.__init__ = self._watch_init(BackendDict.__init__)  # type: ignore[method-assign]
        BackendDict.__getitem__ = self._watch_getitem(BackendDict.__getitem__)  # type: ignore[method-assign]
        self._ignore_visits()

    def include_held(self, touched: Iterable[str]) -> set[str]:
        """Add the backends that some others keep in an attribute: Auto Scaling has EC2's at hand."""
        found = set(touched)
        for name in touched:
            for held in self._held_by(name):
                found.add(held)
                self._used_accounts[held] |= self._used_accounts[name]
        return found

    def reset(self, names: Iterable[str]) -> None:
        """Empty the backends of these names in every account and region."""
        for name in set(names):
            accounts = self._used_accounts.pop(name, set())
            for backends in self._by_name.get(name, ()):
                for account_id in accounts:
                    self._reset_account(backends, account_id)
                for extra in _EXTRA_STATE:
                    getattr(backends, extra, {}).clear()
                self._forget_instances(backends)

    def reset_account(self, account_id: str, names: Iterable[str]) -> None:
        """Empty what one account has in the backends of these names, in every region."""
        for name in set(names):
            self._used_accounts[name].discard(account_id)
            for backends in self._by_name.get(name, ()):
                self._reset_account(backends, account_id)
                for extra in _EXTRA_STATE:
                    getattr(backends, extra, {}).pop(account_id, None)

    def _held_by(self, name: str) -> frozenset[str]:
        if name not in self._held:
            instances = [
                backend
                for backends in self._by_name.get(name, ())
                for account in list(dict.values(backends))
                for backend in list(account.values())
            ]
            if not instances:
                return frozenset()
            values = [value for value in vars(instances[0]).values() if isinstance(value, BaseBackend)]
            names = (self._names.get(type(value)) for value in values)
            self._held[name] = frozenset(held for held in names if held is not None)
        return self._held[name]

    def _reset_account(self, backends: Any, account_id: str) -> None:
        for backend in list(dict.get(backends, account_id, {}).values()):
            backend.reset()

    def _forget_instances(self, backends: Any) -> None:
        # moto remembers every instance ever made, for its dashboard.
        models: dict[str, Any] = model_data[backends.backend.__module__.split(".")[1]]
        for model in models.values():
            model.instances_tracked = []

    def _watch_init(self, init: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(init)
        def watched(backends: Any, backend: type, service_name: str, *args: Any, **kwargs: Any) -> None:
            init(backends, backend, service_name, *args, **kwargs)
            if service_name in self._native:
                backends.__class__ = NativeBackends
                backends.reach = self._reach
                # S3's storage metrics come once a day; those of the native service are not moto's to give.
                if hasattr(backend, "get_cloudwatch_metrics"):
                    backend.get_cloudwatch_metrics = staticmethod(lambda account_id, region: [])
            else:
                self._by_name.setdefault(service_name, []).append(backends)
                self._names[backend] = service_name

        return watched

    def _watch_getitem(self, getitem: Callable[..., Any]) -> Callable[..., Any]:
        reach = self._reach

        @functools.wraps(getitem)
        def watched(backends: Any, account_id: str) -> Any:
            call = reach.call
            if call is not None:
                call.touched.add(backends.service_name)
            self._used_accounts[backends.service_name].add(account_id)
            return getitem(backends, account_id)

        return watched

    def _ignore_visits(self) -> None:
        # Every call tells moto's IAM which key it was signed with; that touches nothing of the user's.
        from moto.iam import models

        visit = models.mark_account_as_visited

        @functools.wraps(visit)
        def unwatched(*args: Any, **kwargs: Any) -> None:
            if "iam" in self._native:
                return
            call = self._reach.call
            self._reach.enter(None)
            try:
                visit(*args, **kwargs)
            finally:
                self._reach.enter(call)

        models.mark_account_as_visited = unwatched
