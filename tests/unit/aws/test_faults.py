"""What nobody implements, and what fails by our own fault, as clients of every protocol see it through both doors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

from localstack.aws import spec
from localstack.aws.in_process import InProcessTransport
from localstack.config import Settings
from localstack.runtime import Emulator

# An operation of each protocol.
OPERATIONS = [
    pytest.param("iam", "ListUsers", id="query"),
    pytest.param("ec2", "DescribeVpcs", id="ec2"),
    pytest.param("dynamodb", "ListTables", id="json 1.0"),
    pytest.param("kms", "ListKeys", id="json 1.1"),
    pytest.param("sqs", "ListQueues", id="json, once query"),
    pytest.param("lambda", "ListFunctions", id="rest-json"),
    pytest.param("route53", "ListHostedZones", id="rest-xml"),
    pytest.param("s3", "ListBuckets", id="rest-xml of S3"),
    pytest.param("arc-region-switch", "ListPlans", id="rpc-v2-cbor"),
]
Door = Callable[[str], Any]


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """An emulator that has no service."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with Emulator(Settings()) as emulator:
        monkeypatch.setattr(emulator.services, "require", lambda _: None)
        monkeypatch.setattr(emulator.long_tail, "has", lambda _: False)
        yield emulator


@pytest.fixture(params=["in process", "HTTP"])
def door(request: pytest.FixtureRequest, emulator: Emulator) -> Iterator[Door]:
    """Make clients of the emulator behind one door or the other."""
    transport = InProcessTransport(emulator)
    if request.param == "in process":
        transport.install()
    endpoint_url = emulator.url if request.param == "HTTP" else None

    def client(service: str) -> Any:
        config = Config(retries={"total_max_attempts": 1})
        session = boto3.Session("111122223333", "secret", region_name="eu-west-1")
        return session.client(service, config=config, endpoint_url=endpoint_url)

    yield client

    transport.uninstall()


def error_of(client: Any, operation: str) -> dict[str, Any]:
    """Call an operation and give the answer of the error it fails with."""
    with pytest.raises(ClientError) as raised:
        getattr(client, xform_name(operation))()
    response: dict[str, Any] = raised.value.response
    return response


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_what_nobody_implements_is_a_501_that_names_it(
    emulator: Emulator, door: Door, service: str, operation: str
) -> None:
    response = error_of(door(service), operation)

    assert response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert response["Error"]["Code"] == "InternalFailure"
    assert f"'{operation}' for service '{service}'" in response["Error"]["Message"]
    assert emulator.recorder.by_origin == {"not implemented": 1}
    assert emulator.recorder.failures == []


class Broken:
    """A service whose every operation fails by a fault of its own."""

    class provider:  # noqa: N801 - as `Service` has it
        validates_model = False

        @staticmethod
        def authorize(*_: object) -> None:
            pass

    def __init__(self, name: str) -> None:
        self.operations = dict.fromkeys(spec.load(name).operation_names, self._fail)

    def _fail(self, *_: object) -> None:
        raise KeyError("never set")


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_a_fault_of_ours_is_a_500_with_a_logged_traceback(
    emulator: Emulator,
    door: Door,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    service: str,
    operation: str,
) -> None:
    monkeypatch.setattr(emulator.services, "require", Broken)

    response = error_of(door(service), operation)

    assert response["ResponseMetadata"]["HTTPStatusCode"] == 500
    assert response["Error"]["Code"] == "InternalError"
    assert emulator.recorder.failures == [f"{service}.{operation}: KeyError('never set')"]
    (record,) = (record for record in caplog.records if record.name == "localstack.aws.dispatcher")
    assert record.getMessage() == f"{service}.{operation} failed"
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], KeyError)
