"""Every operation of every service, as botocore serialises it, finds its way: signed, and by its host alone.

Signed requests are all tried always, unsigned ones and hosts in samples; all of them with
LOCALSTACK_TEST_ALL_OPERATIONS=1.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from botocore.model import OperationModel

from localstack.aws import routes, spec
from localstack.aws.accounts import credential_of
from localstack.aws.body import Body
from localstack.aws.routes_of_models import endpoint_hosts
from localstack.aws.service_router import ServiceRouter
from localstack.aws.spec import ServiceSpec
from localstack.aws.unsigned import candidates_of
from localstack.aws.wire import Headers, Request
from tests.unit.aws.routing import TWINS, is_same_request, request_for

pytestmark = pytest.mark.usefixtures("forget_models")

RUN_ALL = os.environ.get("LOCALSTACK_TEST_ALL_OPERATIONS") == "1"
SAMPLE = 5
GROUPS = 8
# How many models routing may load for one request.
MAX_MODELS = 2
# A newer botocore may have services that the table does not know; they have a test of their own.
SERVICES = sorted(set(routes.by_name()).intersection(spec.loader().list_available_services("service-2")))


def operations_of(service: str, sample: int = 0) -> Iterator[tuple[OperationModel, str]]:
    loaded = spec.load(service)
    names = sorted(loaded.operation_names)
    for name in names[:: max(len(names) // sample, 1)] if sample else names:
        for protocol in loaded.protocols:
            yield loaded.operation(name).model, protocol


@dataclass
class Loads:
    """Which models are loaded for one request after another."""

    names: set[str] = field(default_factory=set)
    most: int = 0

    def load(self, service: str) -> ServiceSpec:
        self.names.add(service)
        return LOAD(service)

    def next(self) -> None:
        self.most = max(self.most, len(self.names))
        self.names.clear()


LOAD = spec.load


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Loads:
    loads = Loads()
    monkeypatch.setattr("localstack.aws.service_router.spec.load", loads.load)
    return loads


def lost_of(group: int, loads: Loads, is_signed: bool, sample: int = 0) -> tuple[int, list[str]]:
    """Route the operations of a group of services; give their number, and those that went astray."""
    count, lost = 0, []
    for service in SERVICES[group::GROUPS]:
        for operation, protocol in operations_of(service, sample):
            count += 1
            request = request_for(operation, protocol, is_signed=is_signed)
            loads.names.clear()
            # A router of its own, so that nothing is remembered of another request.
            found = ServiceRouter().route(request, credential_of(request))
            loads.next()
            name = found.operation.service.name
            if (name, found.operation.name, found.protocol) == (service, operation.name, protocol):
                continue
            if name != TWINS.get(service) or not is_same_request(operation, found.operation.model, protocol):
                lost.append(f"{service}.{operation.name} ({protocol}) -> {name}.{found.operation.name}")
    return count, lost


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_signed_request_finds_its_operation(
    group: int, loads: Loads, record_testsuite_property: Callable[[str, object], None]
) -> None:
    count, lost = lost_of(group, loads, is_signed=True)

    record_testsuite_property(f"signed requests {group}", count)
    print(f"{count} signed requests, at most {loads.most} models for one")  # noqa: T201
    assert lost == []
    assert count > 1000
    assert loads.most <= MAX_MODELS


@pytest.mark.parametrize("group", range(GROUPS))
def test_an_unsigned_request_finds_its_operation_by_the_host_of_aws(
    group: int, loads: Loads, record_testsuite_property: Callable[[str, object], None]
) -> None:
    count, lost = lost_of(group, loads, is_signed=False, sample=0 if RUN_ALL else SAMPLE)

    record_testsuite_property(f"unsigned requests {group}", count)
    print(f"{count} unsigned requests, at most {loads.most} models for one")  # noqa: T201
    assert lost == []
    assert count > 200
    assert loads.most <= MAX_MODELS


@pytest.mark.parametrize("group", range(GROUPS))
def test_every_host_of_the_endpoint_rules_leads_to_its_service(group: int) -> None:
    services = SERVICES[group :: GROUPS * (1 if RUN_ALL else SAMPLE)]
    hosts = [(service, host) for service in services for host in endpoint_hosts(service)]

    lost = [(service, host) for service, host in hosts if service not in services_of(host)]

    print(f"{len(hosts)} hosts")  # noqa: T201
    assert lost == []
    assert len(hosts) > 60


def services_of(host: str) -> set[str]:
    request = Request("POST", "/", Headers([("Host", host)]), Body())
    return {row.name for row in candidates_of(request, complete=False)}
