"""Faults on their way through the gateway: native, long-tail and internal calls, what is recorded, what is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    IncompleteReadError,
    ResponseStreamingError,
)

from localstack.aws.errors import ServiceException
from localstack.aws.faults import errors
from localstack.aws.faults.effects import Delay, Effect, Failure, Partial, Reset, Truncation
from localstack.aws.faults.fault import Fault, Target, Turn
from localstack.aws.handlers.faults import Faults
from localstack.aws.in_process import InProcessTransport
from localstack.config import Settings
from localstack.runtime import Emulator

ACCOUNT, REGION = "111122223333", "eu-west-1"
Client = Callable[[str], Any]


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with Emulator(Settings()) as emulator:
        yield emulator


@pytest.fixture(params=["in process", "HTTP"])
def client(request: pytest.FixtureRequest, emulator: Emulator) -> Iterator[Client]:
    """Make clients that do not retry, behind one door or the other."""
    transport = InProcessTransport(emulator)
    if request.param == "in process":
        transport.install()
    endpoint_url = emulator.url if request.param == "HTTP" else None

    def make(service: str) -> Any:
        config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
        session = boto3.Session(ACCOUNT, "secret", region_name=REGION)
        return session.client(service, config=config, endpoint_url=endpoint_url)

    yield make

    transport.uninstall()


@pytest.fixture
def set_fault(emulator: Emulator) -> Callable[..., Fault]:
    faults = Faults(emulator)

    def set_fault(
        effect: Effect, service: str, operation: str = "", turn: Turn | None = None, **target: Any
    ) -> Fault:
        fault = Fault(Target(service, operation, **target), turn or Turn(), effect)
        faults.add(fault)
        return fault

    return set_fault


SetFault = Callable[..., Fault]
THROTTLE = Failure(errors.throttling, "throttling")


@pytest.mark.parametrize(
    ("service", "operation", "code"),
    [
        pytest.param("sqs", "list_queues", "RequestThrottled", id="native"),
        pytest.param("sns", "list_topics", "Throttling", id="long tail"),
    ],
)
def test_an_error_is_answered_in_the_services_protocol_and_recorded_as_a_fault(
    emulator: Emulator, client: Client, set_fault: SetFault, service: str, operation: str, code: str
) -> None:
    fault = set_fault(THROTTLE, service)

    with pytest.raises(ClientError) as raised:
        getattr(client(service), operation)()

    assert raised.value.response["Error"]["Code"] == code
    assert fault.fired == 1
    assert emulator.recorder.by_origin == {"fault": 1}
    assert emulator.recorder.failures == []


def test_a_connection_is_reset_before_the_operation_takes_effect(client: Client, set_fault: SetFault) -> None:
    fault = set_fault(Reset(after=False), "sqs", "CreateQueue")
    sqs = client("sqs")

    with pytest.raises(ConnectionClosedError):
        sqs.create_queue(QueueName="orders")

    assert fault.fired == 1
    assert "QueueUrls" not in sqs.list_queues()


def test_a_connection_is_reset_after_the_operation_took_effect(client: Client, set_fault: SetFault) -> None:
    set_fault(Reset(after=True), "sqs", "CreateQueue")
    sqs = client("sqs")

    with pytest.raises(ConnectionClosedError):
        sqs.create_queue(QueueName="orders")

    assert len(sqs.list_queues()["QueueUrls"]) == 1


def test_a_body_that_breaks_off_while_the_client_waits_for_all_of_it(
    client: Client, set_fault: SetFault
) -> None:
    set_fault(Truncation(), "sqs", "CreateQueue")

    # Half a document is none to botocore, and no error either.
    assert "QueueUrl" not in client("sqs").create_queue(QueueName="orders")


def test_a_body_that_breaks_off_while_it_is_read(client: Client, set_fault: SetFault) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="bucket", Key="key", Body=b"hello")
    set_fault(Truncation(), "s3", "GetObject")
    body = s3.get_object(Bucket="bucket", Key="key")["Body"]

    assert body.read(2) == b"he"
    with pytest.raises((IncompleteReadError, ResponseStreamingError)):
        body.read()


def test_an_answer_without_a_body_that_is_cut_does_not_come(client: Client, set_fault: SetFault) -> None:
    set_fault(Truncation(), "s3", "HeadBucket")
    s3 = client("s3")
    s3.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": REGION})

    with pytest.raises(ConnectionClosedError):
        s3.head_bucket(Bucket="bucket")


def test_latency_is_virtual(emulator: Emulator, client: Client, set_fault: SetFault) -> None:
    set_fault(Delay(3600, real=False), "sqs")
    before = emulator.clock.time()

    client("sqs").list_queues()

    assert 3600 <= emulator.clock.time() - before < 3660


def test_latency_can_be_real(client: Client, set_fault: SetFault, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("localstack.aws.faults.effects.time.sleep", slept.append)
    set_fault(Delay(0.5, real=True), "sqs")

    client("sqs").list_queues()

    assert slept == [0.5]


def test_a_batch_of_the_long_tail_fails_in_part(
    emulator: Emulator, client: Client, set_fault: SetFault
) -> None:
    sns = client("sns")
    topic = sns.create_topic(Name="topic")["TopicArn"]
    set_fault(Partial(lambda index, entry: index == 0, "InternalError", ""), "sns", "PublishBatch")
    entries = [{"Id": "a", "Message": "a"}, {"Id": "b", "Message": "b"}]

    result = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)

    assert [entry["Id"] for entry in result["Successful"]] == ["b"]
    assert [(entry["Id"], entry["Code"]) for entry in result["Failed"]] == [("a", "InternalError")]
    assert emulator.recorder.by_origin["long tail"] == 2


def test_a_predicate_sees_the_parameters_of_long_tail_calls(client: Client, set_fault: SetFault) -> None:
    set_fault(THROTTLE, "sns", "CreateTopic", when=lambda parameters: parameters["Name"] == "bad")
    sns = client("sns")

    sns.create_topic(Name="good")

    with pytest.raises(ClientError, match="Throttling"):
        sns.create_topic(Name="bad")


def test_the_first_fault_that_answers_keeps_the_call_from_later_ones(
    client: Client, set_fault: SetFault
) -> None:
    first = set_fault(THROTTLE, "sqs", turn=Turn(times=1))
    second = set_fault(Failure(errors.unavailable, "unavailability"), "sqs", turn=Turn(times=1))
    sqs = client("sqs")

    codes = []
    for _ in range(2):
        with pytest.raises(ClientError) as raised:
            sqs.list_queues()
        codes.append(raised.value.response["Error"]["Code"])

    assert codes == ["RequestThrottled", "ServiceUnavailable"]
    assert (first.fired, second.fired) == (1, 1)


@pytest.mark.parametrize("service", ["sqs", "sns"])
def test_internal_calls_fail_when_asked_for_only(
    emulator: Emulator, set_fault: SetFault, service: str
) -> None:
    operation = {"sqs": "ListQueues", "sns": "ListTopics"}[service]
    external = set_fault(THROTTLE, service)

    emulator.gateway.call(service, operation, {}, ACCOUNT, REGION)
    set_fault(THROTTLE, service, internal=True)

    with pytest.raises(ServiceException) as raised:
        emulator.gateway.call(service, operation, {}, ACCOUNT, REGION)
    assert raised.value.is_injected
    assert external.fired == 0


def test_a_fault_that_has_ended_costs_nothing(
    emulator: Emulator, client: Client, set_fault: SetFault
) -> None:
    with set_fault(THROTTLE, "sqs"):
        assert emulator.gateway.faults is not None

    assert emulator.gateway.faults is None
    client("sqs").list_queues()
