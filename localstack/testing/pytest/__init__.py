"""Plugin modules of LocalStack's: those with a counterpart here can stay in `pytest_plugins`, the others say so."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Absent(MetaPathFinder):
    """Explains what the other finders did not find."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname.startswith(f"{__name__}."):
            raise ModuleNotFoundError(
                f"{fullname} has no counterpart in pytest-localstack, which needs no line in pytest_plugins: delete"
                " it, or see docs/migrating.md for what took its place",
                name=fullname,
            )
        return None


sys.meta_path.append(_Absent())
