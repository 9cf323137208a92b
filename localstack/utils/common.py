"""The names of the modules beside this one, in one: where older test suites import them from."""

from __future__ import annotations

import importlib
from typing import Any

MODULES = (
    *(
        "files",
        "net",
        "sync",
        "strings",
        "functions",
        "collections",
        "json",
        "objects",
        "time",
        "run",
        "threads",
    ),
    *(
        "patch",
        "archives",
        "asyncio",
        "urls",
        "http",
        "backoff",
        "batching",
        "scheduler",
        "serving",
        "tagging",
    ),
)


def __getattr__(name: str) -> Any:
    if not name.startswith("_"):
        for module_name in MODULES:
            module = importlib.import_module(f"localstack.utils.{module_name}")
            value = vars(module).get(name)
            if getattr(value, "__module__", None) == module.__name__:
                return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; docs/api.md lists them")
