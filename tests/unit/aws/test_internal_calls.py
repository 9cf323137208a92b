"""Calls from inside the emulator: native operations first, the long tail's behind, on whose behalf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from localstack.aws import spec
from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.services.plugins import Service
from localstack.services.provider import Provider

ACCOUNT, REGION = "111122223333", "eu-west-1"


class Sns(Provider[Any]):
    """A native service with one operation of many."""

    service = "sns"

    def __init__(self) -> None:
        self.contexts: list[RequestContext] = []

    def list_topics(self, context: RequestContext, request: dict[str, Any]) -> dict[str, Any]:
        self.contexts.append(context)
        return {"Topics": [{"TopicArn": request["NextToken"]}]}


class FakeLongTail:
    """Answers every request with the same document."""

    def __init__(self, status: int, content: bytes) -> None:
        self._answer = (status, content)
        self.asked: list[tuple[str, bytes, str, str]] = []

    def handle(self, service: str, request: Request, url: str, account_id: str, region: str) -> Response:
        self.asked.append((service, request.body.read(), account_id, region))
        status, content = self._answer
        return Response(status, [("Content-Type", "text/xml")], content)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


@pytest.fixture
def sns(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Sns:
    provider = Sns()
    service = Service.for_provider(provider)
    monkeypatch.setattr(emulator.services, "require", lambda name: service if name == "sns" else None)
    return provider


def test_a_native_operation_knows_who_calls_and_on_whose_behalf(emulator: Emulator, sns: Sns) -> None:
    bucket = "arn:aws:s3:::photos"

    result = emulator.gateway.call(
        "sns", "ListTopics", {"NextToken": "t"}, ACCOUNT, REGION, "s3.amazonaws.com", bucket
    )

    assert result == {"Topics": [{"TopicArn": "t"}]}
    context = sns.contexts[0]
    assert (context.account_id, context.region) == (ACCOUNT, REGION)
    assert (context.service_principal, context.source_arn) == ("s3.amazonaws.com", bucket)


def test_a_provider_calls_as_its_own_service(emulator: Emulator, sns: Sns) -> None:
    sqs = spec.load("sqs")
    context = RequestContext(emulator, sqs, sqs.operation("ListQueues"), "json", ACCOUNT, REGION)

    context.call("sns", "ListTopics", {"NextToken": "t"}, source_arn="arn:aws:sqs:::q")
    context.call("sns", "ListTopics", {"NextToken": "t"}, "444455556666", "us-west-2")

    first, second = sns.contexts
    assert (first.account_id, first.region) == (ACCOUNT, REGION)
    assert (first.service_principal, first.source_arn) == ("sqs.amazonaws.com", "arn:aws:sqs:::q")
    assert (second.account_id, second.region) == ("444455556666", "us-west-2")


def test_what_a_native_service_lacks_is_the_long_tail_s(
    emulator: Emulator, sns: Sns, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"<R><CreateTopicResult><TopicArn>arn:1</TopicArn></CreateTopicResult></R>"
    tail = FakeLongTail(200, content)
    monkeypatch.setattr(emulator.long_tail, "handle", tail.handle)

    result = emulator.gateway.call("sns", "CreateTopic", {"Name": "orders"}, ACCOUNT, REGION)

    assert result == {"TopicArn": "arn:1"}
    assert tail.asked == [("sns", b"Action=CreateTopic&Version=2010-03-31&Name=orders", ACCOUNT, REGION)]
    assert sns.contexts == []


@pytest.mark.usefixtures("sns")
def test_an_error_of_the_long_tail_is_raised(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    error_element = b"<Error><Type>Sender</Type><Code>NotFound</Code><Message>No topic</Message></Error>"
    content = b"<ErrorResponse>%b</ErrorResponse>" % error_element
    monkeypatch.setattr(emulator.long_tail, "handle", FakeLongTail(404, content).handle)

    with pytest.raises(ServiceException) as raised:
        emulator.gateway.call("sns", "GetTopicAttributes", {"TopicArn": "arn:1"}, ACCOUNT, REGION)

    error = raised.value
    assert (error.code, error.message, error.status_code) == ("NotFound", "No topic", 404)


def test_what_nobody_implements_is_refused_whatever_its_parameters(emulator: Emulator) -> None:
    with pytest.raises(ServiceException) as raised:
        emulator.gateway.call("codecatalyst", "GetProject", {}, ACCOUNT, REGION)

    assert (raised.value.code, raised.value.status_code) == ("InternalFailure", 501)


def test_a_service_is_used_once_it_can_hold_something(emulator: Emulator) -> None:
    before = emulator.is_used("sqs")
    emulator.gateway.call("sqs", "ListQueues", {}, ACCOUNT, REGION)

    assert (before, emulator.is_used("sqs"), emulator.is_used("iam")) == (False, True, False)
