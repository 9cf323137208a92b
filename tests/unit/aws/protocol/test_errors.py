"""Errors in every protocol: code, message, status, members and request id as clients read them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from localstack.aws import api, spec
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.wire import Response
from tests.unit.aws.botocore_client import parse

REQUEST_ID = "b25f48e8-84fd-11e6-80d9-574e0c4664cb"


def answer(service: str, operation: str, protocol: str, error: ServiceException) -> Response:
    model = spec.load(service).operation(operation)
    return model.codec(protocol).error(error, model, REQUEST_ID)


def read(response: Response, protocol: str) -> dict[str, Any]:
    return parse(response, None, protocol)


@pytest.mark.parametrize(
    ("service", "operation", "protocol"),
    [
        ("dynamodb", "GetItem", "json"),
        ("kms", "Encrypt", "json"),
        ("sqs", "SendMessage", "json"),
        ("sqs", "SendMessage", "query"),
        ("sts", "GetCallerIdentity", "query"),
        ("iam", "GetUser", "query"),
        ("sns", "Publish", "query"),
        ("s3", "GetObject", "rest-xml"),
        ("route53", "GetHostedZone", "rest-xml"),
        ("cloudfront", "GetDistribution", "rest-xml"),
    ],
)
def test_code_message_status_and_request_id_reach_the_client(
    service: str, operation: str, protocol: str
) -> None:
    message = "No <such> \"thing\" & 'more':\r\n\té€𐍈 \x00\ud800"
    error = CommonServiceException("Some.Code", message, 418)

    response = answer(service, operation, protocol, error)

    if protocol != "json":
        # No XML parser takes a NUL, not even as a reference.
        message = message.replace("\x00", "\ufffd")
    parsed = read(response, protocol)
    assert parsed["Error"]["Code"] == "Some.Code"
    assert parsed["Error"]["Message"] == message.replace("\ud800", "?")
    assert parsed["ResponseMetadata"]["HTTPStatusCode"] == 418
    assert parsed["ResponseMetadata"]["RequestId"] == REQUEST_ID
    assert int(response.header("content-length")) >= len(message)


@pytest.mark.parametrize(("sender_fault", "expected"), [(True, "Sender"), (False, "Receiver")])
@pytest.mark.parametrize(
    ("service", "operation", "protocol"),
    [("sts", "GetCallerIdentity", "query"), ("route53", "GetChange", "rest-xml")],
)
def test_xml_tells_whose_fault_it_is(
    service: str, operation: str, protocol: str, sender_fault: bool, expected: str
) -> None:
    error = CommonServiceException("Code", "text", 500, sender_fault)

    assert f"<Type>{expected}</Type>".encode() in answer(service, operation, protocol, error).body.read()


def test_json_names_the_error_by_its_shape_and_service() -> None:
    response = answer("dynamodb", "GetItem", "json", api.dynamodb.ResourceNotFoundException("gone"))

    document = json.loads(response.body.read())
    assert document == {"__type": "com.amazonaws.dynamodb#ResourceNotFoundException", "message": "gone"}
    assert response.header("content-type") == "application/x-amz-json-1.0"


def test_json_writes_members_by_their_shapes() -> None:
    reasons = [{"Code": "ConditionalCheckFailed", "Item": {"key": {"B": b"\x00\x01"}}}, {"Code": "None"}]
    error = api.dynamodb.TransactionCanceledException("cancelled", CancellationReasons=reasons)

    response = answer("dynamodb", "TransactWriteItems", "json", error)

    shape = spec.load("dynamodb").error_shape("TransactionCanceledException")
    assert parse(response, shape, "json")["CancellationReasons"] == reasons


def test_a_service_that_spoke_query_gives_the_code_of_then_in_a_header() -> None:
    error = CommonServiceException("AWS.SimpleQueueService.NonExistentQueue", "gone")
    error.shape_name = "QueueDoesNotExist"

    response = answer("sqs", "SendMessage", "json", error)

    assert response.header("x-amzn-query-error") == "AWS.SimpleQueueService.NonExistentQueue;Sender"
    assert read(response, "json")["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue"
    assert read(response, "json")["Error"]["QueryErrorCode"] == "QueueDoesNotExist"


def test_other_services_give_no_such_header() -> None:
    response = answer("kms", "Encrypt", "json", api.kms.NotFoundException("gone"))

    assert response.header("x-amzn-query-error") == ""


def test_the_error_document_of_s3_has_no_wrapper_and_two_ids() -> None:
    error = api.s3.NoSuchKey("The specified key does not exist.", Key="a&b")

    response = answer("s3", "GetObject", "rest-xml", error)

    body = response.body.read().decode()
    assert body.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code>')
    assert "<Key>a&amp;b</Key>" in body
    assert (
        f"<RequestId>{REQUEST_ID}</RequestId><HostId>{response.header('x-amz-id-2')}</HostId></Error>" in body
    )
    assert response.header("x-amz-request-id") == REQUEST_ID
    assert (response.status, response.header("content-type")) == (404, "application/xml")


@pytest.mark.parametrize(
    ("operation", "status"), [("HeadObject", 404), ("HeadBucket", 403), ("GetObject", 304)]
)
def test_s3_sends_no_document_where_http_allows_none(operation: str, status: int) -> None:
    response = answer("s3", operation, "rest-xml", CommonServiceException("NotModified", "text", status))

    assert response.body.read() == b""
    assert response.status == status
    assert response.header("content-type") == ""
    assert response.header("x-amz-request-id") == REQUEST_ID


def test_a_not_modified_answer_has_no_length() -> None:
    response = answer("s3", "GetObject", "rest-xml", CommonServiceException("NotModified", "", 304))

    assert response.header("content-length") == ""


@pytest.mark.parametrize(
    ("service", "name", "status", "sender_fault"),
    [
        ("s3", "NoSuchBucket", 404, True),
        ("sts", "ExpiredTokenException", 400, True),
        ("iam", "NoSuchEntityException", 404, True),
        ("iam", "ServiceFailureException", 500, False),
        ("dynamodb", "InternalServerError", 500, False),
        ("lambda_", "ResourceNotFoundException", 404, True),
    ],
)
def test_status_and_fault_come_from_the_model(
    service: str, name: str, status: int, sender_fault: bool
) -> None:
    error = getattr(getattr(api, service), name)("text")

    assert (error.status_code, error.sender_fault) == (status, sender_fault)


def test_the_code_of_an_error_may_differ_from_its_shape() -> None:
    error = api.iam.NoSuchEntityException("gone")

    assert (error.code, error.shape_name) == ("NoSuchEntity", "NoSuchEntityException")


def test_an_error_the_model_does_not_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no error shape 'Nonsense'"):
        _ = api.sqs.Nonsense


def test_an_answer_to_an_unknown_operation_can_be_read() -> None:
    codec = spec.load("sts").operation("GetCallerIdentity").codec("query")

    response = codec.error(CommonServiceException("InvalidAction", "text"), None, REQUEST_ID)

    assert read(response, "query")["Error"] == {"Type": "Sender", "Code": "InvalidAction", "Message": "text"}
