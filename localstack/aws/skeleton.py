"""From operation names to provider methods."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botocore import xform_name

from localstack.aws import spec

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext
    from localstack.services.provider import Provider

Handler = Callable[["RequestContext", dict[str, Any]], Any]


def dispatch_table(provider: Provider[Any]) -> dict[str, Handler]:
    """Find the method of every operation that a provider emulates.

    :returns: bound methods by operation name.
    :raises TypeError: when a public method is neither an operation nor marked as pending work.
    """
    from localstack.services.provider import Provider

    by_method = {xform_name(name): name for name in spec.load(provider.service).operation_names}
    shared = set(dir(Provider))
    table: dict[str, Handler] = {}
    for name, method in inspect.getmembers(provider, inspect.ismethod):
        if name.startswith("_") or name in shared or hasattr(method, "is_pending_work"):
            continue
        if name not in by_method:
            raise TypeError(f"{type(provider).__name__}.{name} matches no operation of {provider.service}")
        table[by_method[name]] = method
    return table
