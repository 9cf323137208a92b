"""Rows of the routing table, made from botocore's service models and endpoint rules."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import DataNotFoundError, EndpointProviderError

from localstack.aws import spec
from localstack.aws.hosts import AWS_DOMAINS
from localstack.aws.routes import Row

if TYPE_CHECKING:
    from localstack.aws.spec import ServiceSpec

MAX_SEGMENTS = 12

# The regions whose endpoint rules differ from others' in the service's name: one of each larger partition.
REGIONS = ("us-east-1", "eu-west-1", "us-gov-west-1", "cn-north-1")
VARIANTS: tuple[dict[str, bool], ...] = (
    {},
    {"UseDualStack": True},
    {"UseFIPS": True},
    {"UseDualStack": True, "UseFIPS": True},
)
# Labels of a host that name no service.
_ELSEWHERE = re.compile(r"[a-z]+(?:-[a-z]+)+-\d|us-gov|global|dualstack")

# Queue URLs of the first years, which SQS still answers at: https://eu-west-1.queue.amazonaws.com/…
ALSO_AT = {"sqs": ("queue",)}


def row_of(service: str) -> Row:
    """Make a service's row."""
    loaded = spec.load(service)
    metadata = loaded.metadata
    signing_name = metadata.get("signingName") or metadata["endpointPrefix"]
    return Row(
        service,
        signing_name,
        metadata["endpointPrefix"],
        loaded.protocols,
        metadata.get("targetPrefix", ""),
        metadata["apiVersion"],
        _segments(loaded.model) if metadata["protocol"].startswith("rest") else (),
        tuple(sorted({*_host_names(loaded)} - {metadata["endpointPrefix"], signing_name})),
        tuple(sorted({*_public(loaded)})),
        metadata.get("signatureVersion") == "bearer"
        or "smithy.api#httpBearerAuth" in metadata.get("auth", ()),
    )


def endpoint_hosts(service: str) -> Iterator[str]:
    """Give the host names that a service's endpoint rules make for :data:`REGIONS`."""
    try:
        rules = spec.loader().load_service_model(service, "endpoint-rule-set-1")
    except DataNotFoundError:
        return
    provider = EndpointProvider(rules, spec.loader().load_data("partitions"))
    for region in REGIONS:
        for variant in VARIANTS:
            parameters = {"Region": region, "UseDualStack": False, "UseFIPS": False, **variant}
            known = {name: value for name, value in parameters.items() if name in rules["parameters"]}
            # Not every service has every kind of endpoint in every partition.
            with contextlib.suppress(EndpointProviderError):
                yield provider.resolve_endpoint(**known).url.partition("//")[2].partition("/")[0]


def _segments(model: Any) -> tuple[str, ...]:
    first = {
        model.operation_model(name).http["requestUri"].partition("?")[0].strip("/").split("/")[0]
        for name in model.operation_names
    }
    if len(first) > MAX_SEGMENTS or any(not segment or segment.startswith("{") for segment in first):
        return ()
    return tuple(sorted(first))


def _host_names(service: ServiceSpec) -> Iterator[str]:
    """Give what a service's host names begin with, before region and domain: `portal.sso`, `maps.geo`."""
    prefix = service.metadata["endpointPrefix"]
    for name in service.operation_names:
        before = (service.operation(name).model.endpoint or {}).get("hostPrefix", "")
        if before and "{" not in before:
            yield before + prefix
    for host in endpoint_hosts(service.name):
        yield from _name_of(host)
    yield from ALSO_AT.get(service.name, ())


def _name_of(host: str) -> Iterator[str]:
    for domain in AWS_DOMAINS:
        if host.endswith(domain):
            labels = host.removesuffix(domain).replace("-fips", "").split(".")
            name = ".".join(label for label in labels if not _ELSEWHERE.fullmatch(label))
            if name:
                yield name
            return


def _public(service: ServiceSpec) -> Iterator[str]:
    for name in service.operation_names:
        model = service.operation(name).model
        if model.auth_type != "none" or service.protocols[0] == "json":
            continue
        if service.protocols[0] == "query":
            yield name
            continue
        members = model.input_shape.members if model.input_shape else {}
        headers = (
            members[member].serialization["name"].lower()
            for member in (model.input_shape.required_members if members else ())
            if members[member].serialization.get("location") == "header"
        )
        yield " ".join([model.http["method"], model.http["requestUri"].partition("?")[0], *headers])
