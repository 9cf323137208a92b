"""The Resource Groups Tagging API shows the resources of all services: not without the native ones."""

from __future__ import annotations

import json
from collections.abc import Iterable

from moto.core.request import Request

from localstack.services.longtail.child.reach import Reach

SERVICE = "resourcegroupstaggingapi"

# Native services that have nothing to tag.
_WITHOUT_RESOURCES = frozenset(("sts",))


def refuse_hidden_resources(reach: Reach, native: Iterable[str], request: Request) -> None:
    """Refuse a request whose answer would have to know resources of native services.

    :raises OutOfReachError: when it names one of those services, or no service at all.
    """
    parameters = json.loads(request.data or b"{}")
    named = {kind.partition(":")[0] for kind in parameters.get("ResourceTypeFilters") or ()}
    named |= {arn.split(":")[2] for arn in parameters.get("ResourceARNList") or () if arn.count(":") > 2}
    hidden = set(native) - _WITHOUT_RESOURCES
    if named:
        hidden &= named
    if hidden:
        names = ", ".join(sorted(hidden))
        reach.refuse(
            f"show the tags of {names} as well, which run natively (name other services to leave them out)"
        )
