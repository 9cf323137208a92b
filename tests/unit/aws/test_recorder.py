"""What the recorder keeps of a call, and reads from the wire only when somebody asks."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from localstack.aws.body import Body
from localstack.aws.recorded import Content
from localstack.aws.recorder import Call
from localstack.aws.wire import Headers, Request
from localstack.config import Settings
from localstack.runtime import Emulator


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings(port=0, seed="test")) as emulator:
        emulator.recorder.detailed = True
        yield emulator


def signed(service: str, headers: dict[str, str] | None = None) -> Headers:
    scope = f"Credential=111122223333/20260101/eu-west-1/{service}/aws4_request"
    authorization = f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"
    host = f"{service}.eu-west-1.amazonaws.com"
    return Headers({"Host": host, "Authorization": authorization, **(headers or {})}.items())


def put(content: bytes | Iterator[bytes], size: int) -> Request:
    headers = signed("s3", {"Content-Length": str(size)})
    return Request("PUT", "/bucket/key", headers, Body(content, size))


def sqs(operation: str, **parameters: object) -> Request:
    headers = {"X-Amz-Target": f"AmazonSQS.{operation}", "Content-Type": "application/x-amz-json-1.0"}
    return Request("POST", "/", signed("sqs", headers), Body(json.dumps(parameters).encode()))


def query(service: str, text: str) -> Request:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Request("POST", "/", signed(service, headers), Body(text.encode()))


def latest(emulator: Emulator) -> Call:
    (call,) = emulator.recorder.since(emulator.recorder.position - 1)
    return call


def test_a_native_call_has_its_parameters_and_its_place(emulator: Emulator) -> None:
    emulator.gateway.handle(sqs("CreateQueue", QueueName="orders"))

    call = latest(emulator)
    assert (call.service, call.operation, call.origin) == ("sqs", "CreateQueue", "native")
    assert (call.account_id, call.region, call.status) == ("111122223333", "eu-west-1", 200)
    assert call.parameters == {"QueueName": "orders"}
    assert (call.error_code, call.is_internal) == ("", False)


def test_a_native_error_has_code_and_message(emulator: Emulator) -> None:
    emulator.gateway.handle(sqs("GetQueueUrl", QueueName="missing"))

    call = latest(emulator)
    assert call.status == 400
    assert "does not exist" in call.error_message
    assert call.error_code
    assert call.parameters == {"QueueName": "missing"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"42.00", Content(5, b"42.00")), (b"x" * 10_000, Content(10_000))],
    ids=["short", "long"],
)
def test_content_is_told_by_its_size_and_kept_when_short(
    emulator: Emulator, content: bytes, expected: Content
) -> None:
    emulator.gateway.call("s3", "CreateBucket", {"Bucket": "bucket"}, "111122223333", "us-east-1")

    response = emulator.gateway.handle(put(content, len(content)))

    assert response.status == 200
    assert latest(emulator).parameters["Body"] == expected
    assert latest(emulator).parameters["Key"] == "key"


def test_a_streamed_body_is_left_to_the_service(emulator: Emulator) -> None:
    emulator.gateway.call("s3", "CreateBucket", {"Bucket": "bucket"}, "111122223333", "us-east-1")

    chunks = iter((b"a" * 100_000, b"b" * 100_000))
    response = emulator.gateway.handle(put(chunks, 200_000))

    assert response.status == 200
    assert latest(emulator).parameters["Body"] == Content(200_000)


def test_a_long_tail_call_is_read_when_asked(emulator: Emulator) -> None:
    emulator.gateway.handle(query("sns", "Action=CreateTopic&Version=2010-03-31&Name=news"))
    created = latest(emulator)
    emulator.gateway.handle(
        query("sns", "Action=GetTopicAttributes&TopicArn=arn:aws:sns:eu-west-1:111122223333:old")
    )
    missing = latest(emulator)

    assert (created.origin, created.parameters, created.error_code) == ("long tail", {"Name": "news"}, "")
    assert missing.parameters == {"TopicArn": "arn:aws:sns:eu-west-1:111122223333:old"}
    assert missing.error_code == "NotFound"
    assert missing.error_message


def test_a_call_from_inside_is_kept_and_not_counted(emulator: Emulator) -> None:
    result = emulator.gateway.call("sqs", "CreateQueue", {"QueueName": "orders"}, "111122223333", "eu-west-1")

    call = latest(emulator)
    assert result["QueueUrl"]
    assert (call.is_internal, call.parameters, call.status) == (True, {"QueueName": "orders"}, 200)
    assert str(call).endswith("[from inside]")
    assert emulator.recorder.by_origin == {}


def test_a_released_call_holds_names_and_figures_only(emulator: Emulator) -> None:
    emulator.gateway.handle(sqs("CreateQueue", QueueName="orders"))
    call = latest(emulator)

    call.release()

    assert call.parameters == {}
    assert (call.operation, call.status) == ("CreateQueue", 200)


def test_a_server_s_recorder_holds_no_parameters(emulator: Emulator) -> None:
    emulator.recorder.detailed = False

    emulator.gateway.handle(sqs("CreateQueue", QueueName="orders"))

    assert latest(emulator).parameters == {}


def test_a_request_that_cannot_be_read_has_none(emulator: Emulator) -> None:
    emulator.gateway.handle(sqs("CreateQueue", QueueName=["orders"]))

    assert latest(emulator).parameters == {}
    assert latest(emulator).error_code == "SerializationException"
