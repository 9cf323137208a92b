"""Traits of a model that clients act on, as their requests arrive: tokens, host prefixes, documents, checksums."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from botocore.compress import maybe_compress_request
from botocore.config import Config

from localstack.aws import spec
from localstack.aws.accounts import credential_of
from localstack.aws.body import Body
from localstack.aws.chunked import decode_chunked
from localstack.aws.errors import ServiceException
from localstack.aws.service_router import Route, ServiceRouter
from localstack.aws.wire import Headers, Request
from tests.unit.aws.botocore_client import parse, serializer
from tests.unit.aws.routing import request_for

REQUEST_ID = "b25f48e8-84fd-11e6-80d9-574e0c4664cb"
DOCUMENTS = [{"a": [1, 2.5, None, {"b": ""}]}, [], ["x", {}], "text", 7, False, {}]


def received(request: Request) -> tuple[Route, dict[str, Any]]:
    """Route and parse a request."""
    route = ServiceRouter().route(request, credential_of(request))
    return route, route.operation.compiled(route.protocol).parse(request, route.labels)


@pytest.mark.parametrize("given", [{}, {"ClientToken": "token"}])
def test_an_idempotency_token_is_the_client_s_to_make(given: dict[str, str]) -> None:
    model = spec.load("ec2").operation("RunInstances").model
    assert model.idempotent_members == ["ClientToken"]

    _, found = received(request_for(model, "ec2", parameters={"MinCount": 1, "MaxCount": 1, **given}))

    assert found == {"MinCount": 1, "MaxCount": 1, **given}


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "host"),
    [
        ("s3control", "GetBucket", {"AccountId": "111122223333", "Bucket": "b"}, "111122223333.s3-control."),
        (
            "servicediscovery",
            "DiscoverInstances",
            {"NamespaceName": "n", "ServiceName": "s"},
            "data-servicediscovery.",
        ),
        ("stepfunctions", "StartSyncExecution", {"stateMachineArn": "arn"}, "sync-states."),
    ],
)
def test_a_prefix_of_the_host_is_no_part_of_the_service_s_name(
    service: str, operation: str, parameters: dict[str, Any], host: str
) -> None:
    model = spec.load(service).operation(operation).model
    request = request_for(model, spec.load(service).protocols[0], parameters=parameters)
    assert request.host.startswith(host)

    route, found = received(request)

    assert (route.operation.service.name, route.operation.name, found) == (service, operation, parameters)


@pytest.mark.parametrize("document", DOCUMENTS, ids=repr)
def test_a_document_is_any_json_both_ways(document: object) -> None:
    loaded = spec.load("bedrock-runtime").operation("Converse")
    body = json.dumps({"additionalModelRequestFields": document}).encode()
    request = Request("POST", "/model/m/converse", Headers(), Body(body))

    found = loaded.compiled("rest-json").parse(request, {"modelId": "m"})
    response = loaded.compiled("rest-json").serialize({"additionalModelResponseFields": document}, REQUEST_ID)

    assert found == {"modelId": "m", "additionalModelRequestFields": document}
    assert json.loads(response.body.read()) == {"additionalModelResponseFields": document}


SESSION = {"name": "é", "numbers": [1, None]}


def test_a_header_of_json_is_a_value_both_ways() -> None:
    operation = spec.load("lex-runtime").operation("PostContent")
    parameters = {
        "botName": "b",
        "botAlias": "a",
        "userId": "u",
        "contentType": "text/plain",
        "sessionAttributes": SESSION,
        "inputStream": b"hello",
    }

    _, found = received(request_for(operation.model, "rest-json", parameters=parameters))
    response = operation.compiled("rest-json").serialize({"sessionAttributes": SESSION}, REQUEST_ID)

    assert found["sessionAttributes"] == SESSION
    assert parse(response, operation.model.output_shape, "rest-json")["sessionAttributes"] == SESSION


@pytest.mark.parametrize(
    "value", ["not base64!", base64.b64encode(b"{").decode(), base64.b64encode(b"\xff").decode()]
)
def test_a_header_that_holds_no_json_is_refused(value: str) -> None:
    headers = Headers([("x-amz-lex-session-attributes", value)])
    request = Request("POST", "/bot/b/alias/a/user/u/content", headers, Body())

    with pytest.raises(ServiceException) as raised:
        spec.load("lex-runtime").operation("PostContent").compiled("rest-json").parse(request, {})

    assert (raised.value.code, raised.value.status_code) == ("SerializationException", 400)


def test_a_checksum_comes_in_a_header_or_behind_the_body() -> None:
    operation = spec.load("s3").operation("PutObject")
    labels = {"Bucket": "b", "Key": "k"}
    plain = Request("PUT", "/b/k", Headers([("x-amz-checksum-crc32", "NhCmhg==")]), Body(b"hello"))
    trailer = [
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("Content-Encoding", "aws-chunked"),
        ("x-amz-decoded-content-length", "5"),
    ]
    chunks = b"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"
    chunked = Request("PUT", "/b/k", Headers(trailer), Body(chunks))
    decode_chunked(chunked)

    found = [operation.compiled("rest-xml").parse(request, labels) for request in (plain, chunked)]

    assert [parameters["Body"].read() for parameters in found] == [b"hello", b"hello"]
    assert found[0]["ChecksumCRC32"] == chunked.trailers["x-amz-checksum-crc32"] == "NhCmhg=="
    assert "ContentEncoding" not in found[1]


@pytest.mark.parametrize("protocol", ["smithy-rpc-v2-cbor", "json", "query"])
def test_a_request_that_its_client_compresses_is_read(protocol: str) -> None:
    operation = spec.load("cloudwatch").operation("PutMetricData")
    parameters = {"Namespace": "n", "MetricData": [{"MetricName": "m" * 20, "Value": 1.5}] * 200}
    parts = serializer(protocol, False).serialize_to_request(parameters, operation.model)
    maybe_compress_request(Config(request_min_compression_size_bytes=0), parts, operation.model)
    headers = Headers(parts["headers"].items())
    assert headers.get("content-encoding") == "gzip"

    request = Request("POST", parts["url_path"], headers, Body.of(parts["body"]))

    assert operation.compiled(protocol).parse(request, {}) == parameters
