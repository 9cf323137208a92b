"""Query requests whose client accepts JSON only."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from localstack.aws import spec
from localstack.aws.accounts import Credential
from localstack.aws.body import Body
from localstack.aws.errors import CommonServiceException
from localstack.aws.service_router import ServiceRouter
from localstack.aws.wire import Headers, Request

FORM = "application/x-www-form-urlencoded"


def _request(accept: str) -> Request:
    headers = Headers([("Host", "h"), ("Content-Type", FORM), ("Accept", accept)])
    return Request(
        "POST", "/", headers, Body(b"Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900")
    )


@pytest.mark.parametrize(
    ("accept", "protocol"), [("application/json", "query-json"), ("*/*", "query"), ("text/xml", "query")]
)
def test_the_client_chooses_by_what_it_accepts(accept: str, protocol: str) -> None:
    router = ServiceRouter()

    routes = [router.route(_request(accept), Credential("AKIA", "us-east-1", "sts")) for _ in range(2)]

    assert [route.protocol for route in routes] == [protocol, protocol]


def test_an_answer_has_the_elements_of_the_xml_one() -> None:
    compiled = spec.load("sts").operation("GetSessionToken").compiled("query-json")
    expiration = datetime(2026, 1, 31, 12, tzinfo=UTC)
    result: dict[str, Any] = {"Credentials": {"AccessKeyId": "ASIA", "Expiration": expiration}}

    response = compiled.serialize(result, "id-1")

    assert response.header("content-type") == "application/json"
    assert json.loads(response.body.read()) == {
        "GetSessionTokenResponse": {
            "GetSessionTokenResult": {
                "Credentials": {"AccessKeyId": "ASIA", "Expiration": expiration.timestamp()}
            },
            "ResponseMetadata": {"RequestId": "id-1"},
        }
    }


def test_parameters_are_those_of_the_query_protocol() -> None:
    compiled = spec.load("sts").operation("GetSessionToken").compiled("query-json")

    assert compiled.parse(_request("application/json"), {}) == {"DurationSeconds": 900}


def test_an_error_is_json_too() -> None:
    operation = spec.load("sts").operation("GetSessionToken")

    response = operation.codec("query-json").error(CommonServiceException("Nope", "no"), operation, "id-1")

    assert response.status == 400
    assert json.loads(response.body.read()) == {
        "Error": {"Code": "Nope", "Message": "no", "Type": "Sender"},
        "RequestId": "id-1",
    }
