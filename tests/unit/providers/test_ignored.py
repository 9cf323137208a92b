"""What providers say they ignore: members that nothing in their source reads, and that no call of them reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from localstack.aws import spec
from localstack.services.plugins import Service, ServiceManager
from tests.unit.providers.random_calls import House, Subject
from tests.unit.providers.reads import Source, Watched
from tests.unit.providers.subjects import SUBJECTS

PROVIDERS = Path(__file__).resolve().parents[3] / "providers"
# They steer how a request is sent, and are checked by the codec or not at all: the body's length, its digest, and
# which of S3's checksum headers an SDK adds.
OF_THE_WIRE = {"content-length", "content-md5", "x-amz-sdk-checksum-algorithm"}
NUMBERS = range(1500)


def service_of(name: str) -> Service:
    service = ServiceManager().require(name)
    assert service is not None
    return service


@pytest.mark.parametrize("name", [subject.service for subject in SUBJECTS])
def test_exactly_what_the_source_does_not_read_is_declared(name: str) -> None:
    service, source = service_of(name), Source(PROVIDERS / name.replace("-", "_"))
    found: dict[str, frozenset[str]] = {}
    declared: dict[str, frozenset[str]] = {}

    for operation_name in service.operations:
        operation = spec.load(name).operation(operation_name)
        shape = operation.model.input_shape
        unread = source.unread(operation.method, shape)
        ignored = {one for one in unread if not is_of_the_wire(shape.members[one])}
        if ignored:
            found[operation_name] = frozenset(ignored)
        # Another release of botocore may not have every member.
        if known := service.provider.ignored.get(operation_name, frozenset()) & set(
            shape.members if shape else ()
        ):
            declared[operation_name] = known

    assert declared == found


def is_of_the_wire(member: Any) -> bool:
    return str(member.serialization.get("name", "")).lower() in OF_THE_WIRE


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.service)
def test_no_call_reads_what_is_declared(subject: Subject) -> None:
    house = House(subject)
    native = house.emulator.services.require(subject.service)
    assert native is not None
    read: dict[str, set[str]] = defaultdict(set)
    native.operations.update(
        {name: watched(method, read[name]) for name, method in native.operations.items()}
    )

    house.make(NUMBERS)
    house.stop()

    ignored = native.provider.ignored
    assert {name: sorted(ignored[name] & read[name]) for name in ignored if ignored[name] & read[name]} == {}
    assert len([name for name in read if read[name]]) > len(native.operations) / 2


def watched(method: Callable[..., Any], read: set[str]) -> Callable[..., Any]:
    return lambda context, request: method(context, Watched(request, read))


def test_a_call_is_told_which_of_its_parameters_are_ignored() -> None:
    service = service_of("s3")

    assert service.ignored("DeleteObject", {"Bucket": "b", "MFA": "serial 123456"}) == {"MFA"}
    assert service.ignored("DeleteObject", {"Bucket": "b"}) == frozenset()
    assert service.ignored("ListBuckets", {"Prefix": "b"}) == frozenset()
