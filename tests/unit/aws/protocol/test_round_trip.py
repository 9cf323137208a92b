"""Every codec against botocore: what its clients send is parsed, what we answer is what they read.

All operations of a few services run always, those of every other service in samples; all of them with
LOCALSTACK_TEST_ALL_OPERATIONS=1.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.model import OperationModel, Shape

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.protocol import is_supported
from localstack.aws.spec import Operation
from localstack.aws.wire import Request
from tests.unit.aws.botocore_client import parse, serialize
from tests.unit.aws.shape_values import TEXTS, RandomValues, without_empty

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
# botocore writes carriage returns into XML as they are, where every parser reads them as line feeds.
CLIENT_TEXTS = {"rest-xml": TEXTS.replace("\r", "")}
# SQS's model has the names of its json protocol only: botocore cannot speak query with it.
UNSPOKEN = {("sqs", "query")}
# S3's deprecated notifications hold one event and a list of events under the same element name; its location
# is read by a handler of the client, not by the parser. Data Exchange's map of all headers of a response holds
# those of the protocol too.
UNREADABLE = {"GetBucketLocation", "GetBucketNotification", "PutBucketNotification", "SendApiAsset"}
GROUPS = 8
SAMPLE = 4
SERVICES = sorted(name for name in spec.loader().list_available_services("service-2") if name not in WHOLE)


def operations(services: list[str] | tuple[str, ...], sample: int = 0) -> Iterator[tuple[Operation, str]]:
    for service in services:
        loaded = spec.load(service)
        names = sorted(loaded.operation_names)
        step = max(len(names) // sample, 1) if sample else 1
        for protocol in filter(is_supported, loaded.protocols):
            for name in names[::step] if (service, protocol) not in UNSPOKEN else ():
                yield loaded.operation(name), protocol


def labels_of(operation: OperationModel, request: Request) -> dict[str, str]:
    found = spec.load(operation.service_model.service_name).rest_router.match(request)
    assert found is not None
    return found[1]


def streams_events(shape: Shape | None) -> bool:
    return shape is not None and any(
        member.serialization.get("eventstream") for member in shape.members.values()
    )


def in_memory(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value.read() if isinstance(value, Body) else value for name, value in parameters.items()}


def normal(shape: Shape, value: dict[str, Any], original: dict[str, Any]) -> Any:
    """Take out what every message has, and an empty body, unless they were given."""
    payload = shape.serialization.get("payload")
    implied = {
        name
        for name, member in shape.members.items()
        if name not in original
        and (
            member.serialization.get("name") in ("Content-Length", "Content-Type")
            or member.serialization.get("location") == "statusCode"
            or (name == payload and value.get(name) in (b"", ""))
        )
    }
    return without_empty({name: item for name, item in value.items() if name not in implied})


def without_named(shape: Shape, received: dict[str, Any]) -> dict[str, Any]:
    """Take out of a map of all query parameters those with a member of their own."""
    query = {
        name: member
        for name, member in shape.members.items()
        if member.serialization.get("location") == "querystring"
    }
    named = {member.serialization.get("name", name) for name, member in query.items()}
    maps = [name for name, member in query.items() if member.type_name == "map" and name in received]
    return received | {
        name: {key: value for key, value in received[name].items() if key not in named} for name in maps
    }


def check_request(operation: Operation, protocol: str, seed: int) -> str:
    """Give what is wrong with the parsed request, or `""`."""
    shape = operation.model.input_shape
    if shape is None or streams_events(shape) or operation.name in UNREADABLE:
        return ""
    name = f"{operation.service.name}.{operation.name}"
    sent = RandomValues(f"{name}.{seed}", CLIENT_TEXTS.get(protocol, TEXTS)).value(shape)
    request = serialize(operation.model, sent, protocol)
    labels = labels_of(operation.model, request) if protocol.startswith("rest") else {}
    received = in_memory(operation.compiled(protocol).parse(request, labels))
    if normal(shape, without_named(shape, received), sent) == without_empty(sent):
        return ""
    return f"{name} ({protocol}): {sent} was read as {received}"


def check_response(operation: Operation, protocol: str, seed: int) -> str:
    """Give what is wrong with the response as botocore reads it, or `""`."""
    shape = operation.model.output_shape
    if shape is None or streams_events(shape) or operation.name in UNREADABLE:
        return ""
    name = f"{operation.service.name}.{operation.name}"
    result = RandomValues(f"{name}.output.{seed}").value(shape)
    response = operation.compiled(protocol).serialize(result, "00000000-0000-0000-0000-000000000000")
    read = parse(response, shape, protocol)
    if normal(shape, read, result) == without_empty(result):
        return ""
    return f"{name} ({protocol}): {result} was read as {read}"


def differences(pairs: Iterator[tuple[Operation, str]], seeds: int) -> tuple[int, list[str]]:
    count = 0
    found: list[str] = []
    for operation, protocol in pairs:
        for seed in range(seeds):
            count += 1
            found += filter(
                None, (check_request(operation, protocol, seed), check_response(operation, protocol, seed))
            )
    return count, found


@pytest.mark.parametrize("service", WHOLE)
def test_requests_and_responses_survive_the_wire(service: str, record_testsuite_property: Any) -> None:
    count, found = differences(operations((service,)), seeds=4)

    record_testsuite_property(f"round_trips {service}", count)
    assert found == []


@pytest.mark.usefixtures("forget_models")
@pytest.mark.parametrize("group", range(GROUPS))
def test_those_of_every_other_service_do(group: int, record_testsuite_property: Any) -> None:
    pairs = operations(SERVICES[group::GROUPS], sample=0 if RUN_ALL else SAMPLE)

    count, found = differences(pairs, seeds=2)

    record_testsuite_property(f"round_trips {group}", count)
    assert found == []
