"""Acting on a module right after its import, without importing it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

Action = Callable[[ModuleType], None]


class AfterImport(MetaPathFinder):
    """Calls an action for each of some modules: once it is imported, or at once when it is already.

    :param names: of the modules, with their packages.
    """

    def __init__(self, names: Sequence[str], action: Action) -> None:
        self._names = frozenset(names)
        self._action = action

    def install(self) -> None:
        """Begin to look for the modules."""
        sys.meta_path.insert(0, self)
        for name in sorted(self._names & sys.modules.keys()):
            # Another thread may be in the middle of importing it: this waits.
            self._action(importlib.import_module(name))

    def uninstall(self) -> None:
        """Look no longer."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give what the other finders find, with a loader that calls the action."""
        if fullname not in self._names:
            return None
        for finder in sys.meta_path[sys.meta_path.index(self) + 1 :]:
            spec = finder.find_spec(fullname, path, target)
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _ActingLoader(spec.loader, self._action)
                return spec
        return None


class _ActingLoader(Loader):
    """Loads a module as another loader does, then acts."""

    def __init__(self, loader: Loader, action: Action) -> None:
        self._loader = loader
        self._action = action

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # The module keeps the loader it would have had: resources and sources are read through it.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._action(module)
