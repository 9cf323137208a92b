"""Every service of the long tail: create, read, list, delete, and a reset that leaves nothing."""

from __future__ import annotations

import pytest

from localstack.services.longtail.catalogue import SERVICES
from pytest_localstack.session import LocalStack

from .cycles import compute, data, messaging, network, operations, security
from .cycles.cycle import Aws, Cycle

CYCLES = [
    *compute.CYCLES,
    *data.CYCLES,
    *messaging.CYCLES,
    *network.CYCLES,
    *operations.CYCLES,
    *security.CYCLES,
]

every_cycle = pytest.mark.parametrize("cycle", CYCLES, ids=str)


def test_every_service_of_the_long_tail_has_a_cycle() -> None:
    assert sorted(cycle.service for cycle in CYCLES) == sorted(SERVICES)


@every_cycle
def test_a_resource_lives_from_create_to_delete(aws: Aws, cycle: Cycle) -> None:
    before = list(cycle.listed(aws))

    key = cycle.create(aws)

    assert cycle.read(aws, key) == cycle.expected
    assert sorted(cycle.listed(aws)) == sorted([*before, key])
    if cycle.delete is not None:
        cycle.delete(aws, key)
        assert sorted(cycle.listed(aws)) == sorted(before)


@every_cycle
def test_a_reset_leaves_nothing(aws: Aws, localstack: LocalStack, cycle: Cycle) -> None:
    before = list(cycle.listed(aws))
    key = cycle.create(aws)
    assert key in cycle.listed(aws)

    localstack.reset()

    assert sorted(cycle.listed(aws)) == sorted(before)
