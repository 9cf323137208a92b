"""The codecs alone, against botocore's doing the opposite: no client, no signature, no gateway."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

from benchmarks.table import Row, Table, progress

ROUND_SECONDS = 0.1
WARM_UP_CALLS = 3
BAR = 1.0
REQUEST_ID = "00000000-0000-0000-0000-000000000000"
MOMENT = datetime(2026, 1, 31, 12, tzinfo=UTC)

Round = Callable[[int], Callable[[], None]]


@dataclass(frozen=True)
class Case:
    """One operation with the parameters of a call and its result."""

    title: str
    service: str
    operation: str
    parameters: dict[str, Any]
    result: dict[str, Any]


def _item() -> dict[str, Any]:
    texts = {f"text{number}": {"S": f"some value {number}"} for number in range(10)}
    numbers = {f"number{number}": {"N": str(number * 1000)} for number in range(6)}
    nested = {"list": {"L": [{"S": "a"}, {"N": "1"}]}, "map": {"M": {"a": {"S": "b"}, "c": {"BOOL": True}}}}
    return {**texts, **numbers, **nested, "set": {"SS": ["a", "b", "c"]}, "nothing": {"NULL": True}}


def _object(number: int) -> dict[str, Any]:
    return {
        "Key": f"folder/sub-folder/object-{number:04}.json",
        "LastModified": MOMENT,
        "ETag": '"d41d8cd98f00b204e9800998ecf8427e"',
        "Size": number * 1024,
        "StorageClass": "STANDARD",
    }


def _instance(number: int) -> dict[str, Any]:
    return {
        "InstanceId": f"i-{number:017x}",
        "ImageId": "ami-0123456789abcdef0",
        "State": {"Code": 16, "Name": "running"},
        "PrivateDnsName": f"ip-10-0-0-{number}.eu-west-1.compute.internal",
        "KeyName": "key",
        "InstanceType": "t3.micro",
        "LaunchTime": MOMENT,
        "Placement": {"AvailabilityZone": "eu-west-1a", "GroupName": "", "Tenancy": "default"},
        "Monitoring": {"State": "disabled"},
        "SubnetId": "subnet-0123456789abcdef0",
        "VpcId": "vpc-0123456789abcdef0",
        "PrivateIpAddress": f"10.0.0.{number}",
        "SecurityGroups": [{"GroupId": "sg-0123456789abcdef0", "GroupName": "default"}],
        "BlockDeviceMappings": [
            {"DeviceName": "/dev/xvda", "Ebs": {"VolumeId": f"vol-{number:017x}", "AttachTime": MOMENT}}
        ],
        "Tags": [{"Key": "Name", "Value": f"instance {number}"}, {"Key": "Stage", "Value": "test"}],
    }


def _cases() -> list[Case]:
    objects = [_object(number) for number in range(1000)]
    listing = {"Name": "bucket", "Prefix": "", "KeyCount": 1000, "MaxKeys": 1000, "IsTruncated": False}
    instances = [_instance(number) for number in range(100)]
    identifiers = [instance["InstanceId"] for instance in instances]
    return [
        Case(
            "DynamoDB PutItem, 20 attributes",
            "dynamodb",
            "PutItem",
            {"TableName": "table", "Item": _item(), "ReturnValues": "ALL_OLD"},
            {"Attributes": _item()},
        ),
        Case(
            "S3 ListObjectsV2, 1,000 keys",
            "s3",
            "ListObjectsV2",
            {"Bucket": "bucket", "Prefix": "folder/", "MaxKeys": 1000},
            {**listing, "Contents": objects},
        ),
        Case(
            "EC2 DescribeInstances, 100",
            "ec2",
            "DescribeInstances",
            {"InstanceIds": identifiers},
            {"Reservations": [{"ReservationId": "r-1", "OwnerId": "0", "Instances": instances}]},
        ),
    ]


def measure(rounds: int) -> Table:
    """Measure every case: the request parsed and the result serialised by ours, against botocore's opposite."""
    table = Table("Codecs alone, processor time, us", ("", "botocore", "ours", "ratio", "quartiles"))
    for case in _cases():
        for title, subjects in (("request", _request(case)), ("response", _response(case))):
            progress(f"{case.title}, {title}")
            table.rows.append(_row(f"{case.title}: {title}", subjects, rounds))
    table.notes += [
        "request: ours parses the request that botocore's serialiser writes; botocore's figure is the writing.",
        "response: ours writes the response that botocore's parser reads; botocore's figure is the reading.",
    ]
    return table


def _row(title: str, subjects: tuple[Round, Round], rounds: int) -> Row:
    theirs, ours = subjects
    slowest = max(_seconds(subject, WARM_UP_CALLS) / WARM_UP_CALLS for subject in subjects)
    calls = max(5, int(ROUND_SECONDS / slowest))
    pairs = []
    for number in range(rounds):
        if number % 2:
            first = _seconds(theirs, calls)
            pairs.append((first, _seconds(ours, calls)))
        else:
            second = _seconds(ours, calls)
            pairs.append((_seconds(theirs, calls), second))
    ratios = sorted(mine / other for other, mine in pairs)
    figures = [f"{median(side) / calls * 1e6:.1f}" for side in zip(*pairs, strict=True)]
    spread = f"{ratios[len(ratios) // 4]:.2f}-{ratios[len(ratios) * 3 // 4]:.2f}"
    return Row((title, *figures, f"{median(ratios):.2f}", spread), f"<= {BAR:g}", median(ratios) <= BAR)


def _seconds(subject: Round, calls: int) -> float:
    run = subject(calls)
    started = time.process_time()
    run()
    return time.process_time() - started


def _request(case: Case) -> tuple[Round, Round]:
    from botocore.compat import urlencode
    from botocore.serialize import create_serializer

    from localstack.aws import spec
    from localstack.aws.body import Body
    from localstack.aws.wire import Headers, Request

    operation = spec.load(case.service).operation(case.operation)
    protocol = operation.service.protocols[0]
    serializer = create_serializer(protocol, False)

    def serialize() -> tuple[dict[str, Any], str, bytes | str]:
        parts = serializer.serialize_to_request(case.parameters, operation.model)
        # botocore leaves these two to the request it makes of the parts.
        body = urlencode(parts["body"]) if isinstance(parts["body"], dict) else parts["body"]
        query = urlencode(parts["query_string"]) if parts["query_string"] else ""
        return parts, f"{parts['url_path']}{'?' if query else ''}{query}", body

    parts, target, body = serialize()
    labels = {"Bucket": case.parameters["Bucket"]} if "Bucket" in case.parameters else {}
    parse = operation.compiled(protocol).parse

    def theirs(calls: int) -> Callable[[], None]:
        return _repeat(serialize, calls)

    def ours(calls: int) -> Callable[[], None]:
        # A request keeps what has been read of it, so each call has one of its own.
        made = [
            Request(parts["method"], target, Headers(parts["headers"].items()), Body.of(body))
            for _ in range(calls)
        ]
        requests = iter(made)
        return _repeat(lambda: parse(next(requests), labels), calls)

    return theirs, ours


def _response(case: Case) -> tuple[Round, Round]:
    from botocore.awsrequest import HeadersDict
    from botocore.parsers import create_parser

    from localstack.aws import spec

    operation = spec.load(case.service).operation(case.operation)
    protocol = operation.service.protocols[0]
    serialize = operation.compiled(protocol).serialize
    response = serialize(case.result, REQUEST_ID)
    wire = {
        "status_code": response.status,
        "headers": HeadersDict(response.headers),
        "body": response.body.read(),
    }
    parse = create_parser(protocol).parse
    shape = operation.model.output_shape

    def theirs(calls: int) -> Callable[[], None]:
        return _repeat(lambda: parse(wire, shape), calls)

    def ours(calls: int) -> Callable[[], None]:
        return _repeat(lambda: serialize(case.result, REQUEST_ID), calls)

    return theirs, ours


def _repeat(action: Callable[[], object], times: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(times):
            action()

    return run
