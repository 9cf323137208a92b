"""rest-json: where parameters and results travel, errors, and bodies nobody should send."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.aws import api, spec
from localstack.aws.body import Body
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.wire import Headers, Request, Response
from tests.unit.aws.botocore_client import parse as read_as_client

REQUEST_ID = "b25f48e8-84fd-11e6-80d9-574e0c4664cb"
FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def parse(service: str, operation: str, request: Request) -> dict[str, Any]:
    loaded = spec.load(service)
    found = loaded.rest_router.match(request)
    assert found is not None
    assert found[0] == operation
    return loaded.operation(operation).compiled("rest-json").parse(request, found[1])


def serialize(service: str, operation: str, result: dict[str, Any]) -> Response:
    return spec.load(service).operation(operation).compiled("rest-json").serialize(result, REQUEST_ID)


def answer(service: str, operation: str, error: ServiceException) -> Response:
    model = spec.load(service).operation(operation)
    return model.codec("rest-json").error(error, model, REQUEST_ID)


def test_parameters_come_from_path_query_headers_and_a_raw_body() -> None:
    target = "/2015-03-31/functions/my%20function/invocations?Qualifier=live"
    headers = Headers([("X-Amz-Invocation-Type", "Event"), ("Content-Encoding", "gzip")])

    parameters = parse("lambda", "Invoke", Request("POST", target, headers, Body(b"not gzip, not JSON")))

    payload = parameters.pop("Payload")
    assert payload.read() == b"not gzip, not JSON"
    assert parameters == {"FunctionName": "my function", "Qualifier": "live", "InvocationType": "Event"}


def test_a_blob_that_is_not_streamed_is_missing_where_there_is_no_body() -> None:
    target = "/2015-03-31/functions/name/invocations"

    assert parse("lambda", "Invoke", Request("POST", target, Headers(), Body())) == {"FunctionName": "name"}


def test_an_error_is_named_in_one_header_though_its_model_has_a_member_for_it() -> None:
    error = api.oam.InvalidParameterException("text", amznErrorType="other")

    response = answer("oam", "CreateLink", error)

    names = [value for name, value in response.headers if name.lower() == "x-amzn-errortype"]
    assert names == ["InvalidParameterException"]


def test_members_of_the_path_are_not_read_from_the_document() -> None:
    body = b'{"FunctionName": "other", "Description": "text"}'

    parameters = parse(
        "lambda",
        "UpdateFunctionConfiguration",
        Request("PUT", "/2015-03-31/functions/mine/configuration", Headers(), Body(body)),
    )

    assert parameters == {"FunctionName": "mine", "Description": "text"}


def test_the_literals_of_a_path_are_no_parameters() -> None:
    request = Request("POST", "/restapis?mode=import&basepath=prepend", Headers(), Body(b"{}"))

    parameters = parse("apigateway", "ImportRestApi", request)

    assert parameters["parameters"] == {"basepath": "prepend"}


def test_a_result_decides_status_headers_and_raw_body() -> None:
    result = {"StatusCode": 202, "ExecutedVersion": "$LATEST", "Payload": Body(iter([b"a", b"b"]))}

    response = serialize("lambda", "Invoke", result)

    assert (response.status, response.body.read()) == (202, b"ab")
    assert response.header("x-amz-executed-version") == "$LATEST"
    assert response.header("content-type") == "application/octet-stream"
    assert response.header("x-amzn-requestid") == REQUEST_ID


def test_extra_headers_and_an_extra_status_are_honoured() -> None:
    result = {"name": "api", "StatusCode": 203, "ExtraHeaders": {"Content-Type": "application/hal+json"}}

    response = serialize("apigateway", "GetRestApi", result)

    assert (response.status, response.header("content-type")) == (203, "application/hal+json")
    assert json.loads(response.body.read()) == {"name": "api"}


@pytest.mark.parametrize(
    ("operation", "status", "body"),
    [("DeleteFunctionConcurrency", 204, b""), ("ListFunctions", 200, b"{}"), ("TagResource", 204, b"")],
)
def test_a_result_of_nothing_has_the_status_of_the_model(operation: str, status: int, body: bytes) -> None:
    response = serialize("lambda", operation, {})

    assert (response.status, response.body.read()) == (status, body)
    assert (response.header("content-length") == "") == (status == 204)


def test_a_document_is_sent_although_the_model_says_no_content() -> None:
    response = serialize("billingconductor", "ListTagsForResource", {"Tags": {"a": "b"}})

    assert (response.status, response.body.read()) == (200, b'{"Tags":{"a":"b"}}')


def test_an_error_has_its_name_in_a_header_and_its_members_in_the_document() -> None:
    error = api.lambda_.ResourceNotFoundException("Function not found", Type="User")

    response = answer("lambda", "GetFunction", error)

    assert response.header("x-amzn-errortype") == "ResourceNotFoundException"
    assert json.loads(response.body.read()) == {"Message": "Function not found", "Type": "User"}
    assert (response.status, response.header("content-type")) == (404, "application/json")


def test_members_of_an_error_may_travel_in_headers() -> None:
    error = api.apigateway.TooManyRequestsException("slow down", retryAfterSeconds="3")

    response = answer("apigateway", "GetRestApi", error)

    assert (response.status, response.header("retry-after")) == (429, "3")
    assert json.loads(response.body.read()) == {"message": "slow down"}


def test_a_client_reads_an_error_that_the_model_does_not_name() -> None:
    response = answer("iot", "DescribeThing", CommonServiceException("Some.Code", "text", 418, Extra=1))

    parsed = read_as_client(response, None, "rest-json")
    assert parsed["Error"] == {"Code": "Some.Code", "Message": "text"}
    assert parsed["ResponseMetadata"]["RequestId"] == REQUEST_ID
    assert json.loads(response.body.read())["Extra"] == 1


UPDATE = "/2015-03-31/functions/f/configuration"


@pytest.mark.parametrize(
    ("target", "body"),
    [
        (UPDATE, b"{"),
        (UPDATE, b"[]"),
        (UPDATE, b'{"Timeout": "x"}'),
        (UPDATE, b'{"Layers": {}}'),
        (UPDATE, b"\xff"),
        (UPDATE, b"[" * 1_000_000),
        ("/2015-03-31/functions/f/versions?MaxItems=x", b""),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_what_does_not_fit_is_refused(target: str, body: bytes) -> None:
    request = Request("GET" if "versions" in target else "PUT", target, Headers(), Body(body))
    operation = "ListVersionsByFunction" if "versions" in target else "UpdateFunctionConfiguration"

    with pytest.raises(ServiceException) as raised:
        parse("lambda", operation, request)

    assert (raised.value.code, raised.value.status_code) == ("SerializationException", 400)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("service", "operation"),
    [("lambda", "CreateFunction"), ("apigateway", "PutIntegration"), ("iot", "CreateTopicRule")],
)
@FUZZ
@given(data=st.data())
def test_any_body_is_parsed_or_refused(service: str, operation: str, data: st.DataObject) -> None:
    model = spec.load(service).operation(operation)
    assert model.model.input_shape is not None
    names = st.sampled_from(list(model.model.input_shape.members))
    documents = st.dictionaries(names, VALUES, max_size=4).map(json.dumps).map(str.encode)
    body = Body(data.draw(documents | st.binary(max_size=60)))

    with suppress(ServiceException):
        parameters = model.compiled("rest-json").parse(Request("POST", "/", Headers(), body), {})

        assert set(parameters) <= set(model.model.input_shape.members)
