"""Requests of long-tail services are refused where their service is known to refuse them, else forwarded whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator


class FakeLongTail:
    """Answers everything, and keeps the bodies it was given."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def has(self, service: str) -> bool:
        return True

    def handle(self, service: str, request: Request, url: str, account_id: str, region: str) -> Response:
        self.bodies.append(request.body.read())
        return Response(200, [], b"answered")


class House:
    """An emulator that is not started, with a long tail to look into."""

    def __init__(self, validate: bool = True) -> None:
        self.emulator = Emulator(Settings(validate_long_tail=validate))
        self.long_tail = FakeLongTail()
        self.emulator.long_tail = self.long_tail  # type: ignore[assignment]

    def send(self, service: str, method: str, target: str, body: bytes, **headers: str) -> Response:
        scope = f"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request"
        lines = {"Host": f"{service}.us-east-1.amazonaws.com", "Authorization": scope, **headers}
        return self.emulator.gateway.handle(Request(method, target, Headers(lines.items()), Body(body)))

    def kms(self, operation: str, body: bytes) -> Response:
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": f"TrentService.{operation}"}
        return self.send("kms", "POST", "/", body, **headers)


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    house.emulator.blobs.close()


def error_in(response: Response) -> tuple[int, dict[str, Any]]:
    return response.status, json.loads(response.body.read())


def test_a_request_that_aws_refuses_does_not_reach_the_long_tail(house: House) -> None:
    response = house.kms("GenerateRandom", b'{"NumberOfBytes": 0}')

    assert error_in(response) == (
        400,
        {
            "__type": "ValidationException",
            "message": "1 validation error detected: Value '0' at 'numberOfBytes' failed to satisfy "
            "constraint: Member must have value greater than or equal to 1",
        },
    )
    assert house.long_tail.bodies == []


def test_a_good_request_is_forwarded_as_it_came(house: House) -> None:
    body = b'{ "NumberOfBytes" : 5 }'

    response = house.kms("GenerateRandom", body)

    assert response.body.read() == b"answered"
    assert house.long_tail.bodies == [body]


@pytest.mark.parametrize(
    ("service", "method", "target", "body"),
    [
        ("kms", "POST", "/", b'{"NumberOfBytes": "many"}'),
        ("kms", "POST", "/", b"{"),
        ("batch", "POST", "/v1/createjobqueue", b'{"state": "WRONG"}'),
    ],
    ids=["a wrong type", "no document", "a service nothing is known of"],
)
def test_what_aws_is_not_known_to_refuse_is_forwarded(
    house: House, service: str, method: str, target: str, body: bytes
) -> None:
    headers = {"X-Amz-Target": "TrentService.GenerateRandom"} if service == "kms" else {}

    response = house.send(service, method, target, body, **headers)

    assert response.body.read() == b"answered"
    assert house.long_tail.bodies == [body]


def test_a_pattern_counts_only_where_one_was_recorded(house: House) -> None:
    kms = house.kms("CreateAlias", b'{"AliasName": "alias/a b", "TargetKeyId": "k"}')
    function = house.send("lambda", "GET", "/2015-03-31/functions/a%20b", b"")

    assert kms.body.read() == b"answered"
    assert function.status == 400
    assert b"Member must satisfy regular expression pattern" in function.body.read()


def test_a_wrong_type_whose_words_were_recorded_is_refused(house: House) -> None:
    body = b'{"type": "MOCK", "requestParameters": {"integration.request.header.x": true}}'

    response = house.send("apigateway", "PUT", "/restapis/a/resources/r/methods/GET/integration", body)

    assert error_in(response) == (
        400,
        {"message": "class java.lang.Boolean can not be converted to an String"},
    )
    assert response.header("x-amzn-errortype") == "SerializationException"


def test_the_check_can_be_switched_off() -> None:
    house = House(validate=False)

    response = house.kms("GenerateRandom", b'{"NumberOfBytes": 0}')

    assert response.body.read() == b"answered"


@pytest.mark.parametrize(
    ("text", "is_on"), [("", True), ("1", True), ("true", True), ("0", False), ("false", False)]
)
def test_a_variable_switches_the_check(text: str, is_on: bool) -> None:
    settings = Settings.from_environment({"LOCALSTACK_VALIDATE_LONG_TAIL": text})

    assert settings.validate_long_tail is is_on
