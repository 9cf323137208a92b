"""The emulator's own endpoints."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


def _ask(emulator: Emulator, method: str, target: str) -> tuple[int, dict[str, object]]:
    response: Response = emulator.gateway.handle(Request(method, target, Headers(), Body()))
    return response.status, json.loads(response.body.read())


def test_health_names_every_service(emulator: Emulator) -> None:
    status, document = _ask(emulator, "GET", "/_localstack/health")

    services = document["services"]
    assert status == 200
    assert isinstance(services, dict)
    assert services["sqs"] == services["dynamodb"] == "available"


def test_the_certificate_to_trust_is_given(emulator: Emulator) -> None:
    response = emulator.gateway.handle(Request("GET", "/_localstack/cert", Headers(), Body()))

    assert response.status == 200
    assert response.body.read().decode() == emulator.trust.pem


def test_a_reset_empties_a_service(emulator: Emulator) -> None:
    emulator.gateway.call("sqs", "CreateQueue", {"QueueName": "q"}, "000000000000", "us-east-1")

    assert _ask(emulator, "POST", "/_localstack/state/reset?service=sqs") == (200, {"reset": "sqs"})

    assert (
        emulator.gateway.call("sqs", "ListQueues", {}, "000000000000", "us-east-1").get("QueueUrls", []) == []
    )


def test_a_reset_of_an_unknown_service_is_refused(emulator: Emulator) -> None:
    status, document = _ask(emulator, "POST", "/_localstack/state/reset?service=sqqs")

    assert status == 404
    assert "'sqqs'" in str(document["error"])


def test_a_fault_of_ours_is_an_answer_and_is_remembered(emulator: Emulator) -> None:
    def broken(request: Request) -> Response | None:
        raise KeyError(request.path)

    emulator.gateway.internal_routes.insert(0, broken)

    response = emulator.gateway.handle(Request("GET", "/_localstack/x", Headers(), Body()))

    assert response.status == 500
    assert emulator.recorder.failures == ["GET /_localstack/x: KeyError('/_localstack/x')"]
