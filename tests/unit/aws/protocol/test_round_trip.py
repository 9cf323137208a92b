"""Every codec against botocore: what its clients send is routed and parsed, what we answer is what they read.

All operations of a few services run always, those of every other service in samples; all of them with
LOCALSTACK_TEST_ALL_OPERATIONS=1.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import pytest

from localstack.aws import spec
from localstack.aws.protocol import is_supported
from tests.unit.aws.round_trips import RoundTrips

WHOLE = (
    "apigateway",
    "arc-region-switch",
    "cloudfront",
    "cloudwatch",
    "dynamodb",
    "ec2",
    "iam",
    "iot",
    "keyspaces",
    "kms",
    "lambda",
    "route53",
    "s3",
    "sns",
    "sqs",
    "sts",
)
RUN_ALL = os.environ.get("LOCALSTACK_TEST_ALL_OPERATIONS") == "1"
# SQS's model has the names of its json protocol only: botocore cannot speak query with it.
UNSPOKEN = {("sqs", "query")}
GROUPS = 8
SAMPLE = 4
SERVICES = sorted(name for name in spec.loader().list_available_services("service-2") if name not in WHOLE)


def check(services: Sequence[str], seeds: int, sample: int = 0) -> RoundTrips:
    """Check the operations of services.

    :param sample: about how many of each; 0 for all.
    """
    trips = RoundTrips()
    for service in services:
        loaded = spec.load(service)
        names = sorted(loaded.operation_names)[
            :: max(len(loaded.operation_names) // sample, 1) if sample else 1
        ]
        trips.counts["services"] += 1
        trips.counts["operations"] += len(names)
        for protocol in filter(is_supported, loaded.protocols):
            for name in names if (service, protocol) not in UNSPOKEN else ():
                trips.check(loaded.operation(name), protocol, seeds)
    return trips


@pytest.mark.parametrize("service", WHOLE)
def test_requests_responses_and_errors_survive_the_wire(
    service: str, record_property: Callable[[str, object], None]
) -> None:
    trips = check((service,), seeds=4 if RUN_ALL else 1)

    assert trips.differences == []
    for what, count in trips.counts.items():
        record_property(f"count: {what}", count)


@pytest.mark.usefixtures("forget_models")
@pytest.mark.parametrize("group", range(GROUPS))
def test_those_of_every_other_service_do(group: int, record_property: Callable[[str, object], None]) -> None:
    trips = check(SERVICES[group::GROUPS], seeds=4 if RUN_ALL else 1, sample=0 if RUN_ALL else SAMPLE)

    assert trips.differences == []
    for what, count in trips.counts.items():
        record_property(f"count: {what}", count)
