"""The protocol compliance tests of Smithy in botocore's form: requests parsed, results and errors serialised.

They run when AWS_PROTOCOL_VECTORS_DIR names the folder with the suites (`input/` and `output/`). Cases that say
nothing about a server are listed by id, each with its reason.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest

from localstack.aws.api import error_class
from localstack.aws.errors import ServiceException
from localstack.aws.protocol.cbor import decoder
from localstack.aws.wire import Response
from tests.unit.aws.botocore_client import parse
from tests.unit.aws.protocol.vectors import Vector, bytes_of, comparable, typed, vectors
from tests.unit.aws.shape_values import without_empty
from tests.unit.folders import PROTOCOL_VECTORS, needs

pytestmark = needs(PROTOCOL_VECTORS)
REQUEST_ID = "00000000-0000-0000-0000-000000000000"

MODEL = "botocore's model does not tell a shape's own element name or namespace from those of its members"
CLIENT_ONLY_REQUESTS = {
    "RestJsonHostWithPath": "the path of the client's endpoint is no part of the service's",
    "BodyWithXmlName": MODEL,
    "HttpPayloadWithXmlName": MODEL,
}
# What is empty and what is not there are the same on the wire.
EMPTY_OR_MISSING = frozenset(
    {
        "RestJsonHttpPrefixHeadersAreNotPresent",
        "RestJsonOmitsEmptyListQueryValues",
        "RestJsonHttpWithEmptyStructurePayload",
        "RestJsonHttpWithHeadersButNoPayload",
        "Ec2EmptyQueryLists",
        "QueryEmptyQueryMaps",
        "HttpPrefixHeadersAreNotPresent",
    }
)

# Their documents are compared all the same.
UNREADABLE = "botocore reads the canonical response otherwise: {}"
UNREADABLE_RESPONSES = {
    "QueryXmlLists": UNREADABLE.format("a flattened list by the name of its items before its own"),
    "Ec2XmlLists": UNREADABLE.format("a flattened list by the name of its items before its own"),
    "XmlLists": UNREADABLE.format("a flattened list by the name of its items before its own"),
    "AwsJson11SupportsInfinityFloatInputs": UNREADABLE.format("infinity as a text"),
    "AwsJson11SupportsNegativeInfinityFloatInputs": UNREADABLE.format("infinity as a text"),
    "AwsJson10SupportsInfinityFloatInputs": UNREADABLE.format("infinity as a text"),
    "AwsJson10SupportsNegativeInfinityFloatInputs": UNREADABLE.format("infinity as a text"),
    "InputAndOutputWithTimestampHeaders": UNREADABLE.format("dates are cut at their commas"),
    "RestXmlHttpPayloadWithUnsetUnion": UNREADABLE.format("no body as a union of no members"),
    "HttpPayloadTraitsWithNoBlobBody": UNREADABLE.format("no body as an empty blob"),
    "RestJsonHttpPayloadTraitsWithNoBlobBody": UNREADABLE.format("no body as an empty blob"),
    "RestJsonHttpPayloadWithUnsetUnion": UNREADABLE.format("no body as a union of no members"),
    "RestJsonInputAndOutputWithQuotedStringHeaders": UNREADABLE.format("texts are cut at their commas"),
    "RestJsonInputAndOutputWithTimestampHeaders": UNREADABLE.format("dates are cut at their commas"),
    "HttpPrefixHeadersResponse": UNREADABLE.format("a map of all headers, those every response has too"),
}
# Responses a client must understand, that are not the one a server writes.
TOLERANCE = "one of several ways to write the same, which clients must read"
UNKNOWN = "members the model does not know"
ITEMS = "a flattened list without a name of its own has, at AWS, that of its items"
NO_MESSAGE = "the error has no message; ours always has the element, be it empty (unverified)"
WAYS_TO_NAME_AN_ERROR = (
    "UsingXAmznErrorType",
    "UsingXAmznErrorTypeWithUri",
    "UsingXAmznErrorTypeWithUriAndNamespace",
    "UsingCode",
    "UsingCodeAndNamespace",
    "UsingCodeUriAndNamespace",
)
NOT_CANONICAL = {
    "AwsJson11DateTimeWithNegativeOffset": TOLERANCE,
    "AwsJson11DateTimeWithPositiveOffset": TOLERANCE,
    "AwsQueryDateTimeWithNegativeOffset": TOLERANCE,
    "AwsQueryDateTimeWithPositiveOffset": TOLERANCE,
    "RestXmlDateTimeWithNegativeOffset": TOLERANCE,
    "RestXmlDateTimeWithPositiveOffset": TOLERANCE,
    "handles_unexpected_json_output": UNKNOWN,
    "json_1_1_service_responds_with_no_payload": TOLERANCE,
    "AwsJson11DeserializeIgnoreType": UNKNOWN,
    "AwsJson11StructuresDontDeserializeNullValues": TOLERANCE,
    "AwsJson10DeserializeIgnoreType": UNKNOWN,
    "AwsJson10DeserializeAllowNulls": TOLERANCE,
    "AwsJson10HandlesUnexpectedJsonOutput": UNKNOWN,
    "AwsJson10ServiceRespondsWithNoPayload": TOLERANCE,
    "QueryEmptyInputAndEmptyOutput": TOLERANCE,
    "QueryNoInputAndNoOutput": TOLERANCE,
    "QueryNoInputAndOutput": TOLERANCE,
    "Ec2QueryDateTimeWithNegativeOffset": TOLERANCE,
    "Ec2QueryDateTimeWithPositiveOffset": TOLERANCE,
    "Ec2XmlTimestamps": "EC2 writes milliseconds, be there any or not",
    "RestJsonDateTimeWithNegativeOffset": TOLERANCE,
    "RestJsonDateTimeWithPositiveOffset": TOLERANCE,
    "RestJsonEmptyInputAndEmptyOutputJsonObjectOutput": TOLERANCE,
    "RestJsonGreetingWithErrors": TOLERANCE,
    "RestJsonHttpResponseCode": TOLERANCE,
    "RestJsonIgnoreQueryParamsInResponse": TOLERANCE,
    "RestJsonNoInputAndOutputNoPayload": TOLERANCE,
    "RestJsonDeserializesDenseSetMapAndSkipsNull": TOLERANCE,
    "RestJsonDoesntDeserializeNullStructureValues": TOLERANCE,
    "RestJsonDeserializeIgnoreType": UNKNOWN,
    "empty_output_no_body": TOLERANCE,
    "NoOutputClientAllowsEmptyCbor": TOLERANCE,
    "NoOutputClientAllowsEmptyBody": TOLERANCE,
    "RpcV2CborExtraFieldsInTheBodyShouldBeSkippedByClients": UNKNOWN,
    "RpcV2CborPayloadWithUnsetUnion": UNKNOWN,
    "BodyWithXmlName": MODEL,
    "RestXmlHttpPayloadWithUnion": MODEL,
    "HttpPayloadWithXmlName": MODEL,
    "HttpPayloadWithXmlNamespace": MODEL,
    "HttpPayloadWithXmlNamespaceAndPrefix": MODEL,
    "XmlAttributesOnPayload": MODEL,
    **{
        f"{protocol}FooError{way}": TOLERANCE
        for protocol in ("AwsJson10", "AwsJson11", "RestJson")
        for way in WAYS_TO_NAME_AN_ERROR
    },
    "RestJsonFooErrorWithDunderType": TOLERANCE,
    "RestJsonFooErrorWithDunderTypeAndNamespace": TOLERANCE,
    "RestJsonFooErrorWithDunderTypeUriAndNamespace": TOLERANCE,
    "RestXmlHttpResponseCode": TOLERANCE,
    "SimpleScalarPropertiesComplexEscapes": TOLERANCE,
    "SimpleScalarPropertiesWithXMLPreamble": "text and a comment beside the members",
    "QueryXmlLists": ITEMS,
    "Ec2XmlLists": ITEMS,
    "XmlLists": ITEMS,
    "QueryXmlNamespaces": MODEL,
    "Ec2XmlNamespaces": MODEL,
    "XmlNamespaces": MODEL,
    "InvalidGreetingError": UNKNOWN,
    "ComplexError": NO_MESSAGE,
    "Ec2ComplexError": NO_MESSAGE,
    "QueryComplexError": NO_MESSAGE,
}

REQUESTS = [vector for vector in vectors("input") if vector.id not in CLIENT_ONLY_REQUESTS]
RESULTS = [vector for vector in vectors("output") if "error" not in vector.case]
ERRORS = [vector for vector in vectors("output") if "error" in vector.case]


def by_id(found: Iterable[Vector], but: Mapping[str, str] | None = None) -> list[Any]:
    return [pytest.param(vector, id=vector.id) for vector in found if vector.id not in (but or {})]


@pytest.mark.parametrize("vector", by_id(REQUESTS))
def test_a_request_is_parsed_to_its_parameters(vector: Vector) -> None:
    request, labels = vector.request(), {}
    if vector.protocol.startswith("rest"):
        found = vector.service.rest_router.match(request)
        assert found is not None
        labels = found[1]

    parameters = comparable(vector.operation.compiled(vector.protocol).parse(request, labels))

    expected = comparable(vector.parameters())
    if vector.id in EMPTY_OR_MISSING:
        parameters, expected = without_empty(parameters), without_empty(expected)
    assert parameters == expected


@pytest.mark.parametrize("vector", by_id(RESULTS, UNREADABLE_RESPONSES))
def test_a_result_is_read_back_by_its_client(vector: Vector) -> None:
    result = vector.result()

    response = vector.operation.compiled(vector.protocol).serialize(result, REQUEST_ID)

    read = parse(response, vector.operation.model.output_shape, vector.protocol)
    assert comparable(read) == comparable(result)
    assert response.status == vector.case["response"]["status_code"]


@pytest.mark.parametrize("vector", by_id(RESULTS, NOT_CANONICAL))
def test_a_result_is_written_as_the_canonical_response(vector: Vector) -> None:
    response = vector.operation.compiled(vector.protocol).serialize(vector.result(), REQUEST_ID)

    assert_canonical(response, vector)


LISTED: dict[str, tuple[Sequence[Vector], dict[str, str]]] = {
    "requests parsed": (vectors("input"), CLIENT_ONLY_REQUESTS),
    "results read by botocore": (RESULTS, UNREADABLE_RESPONSES),
    "errors read by botocore": (ERRORS, {}),
    "responses as the suite writes them": ([*RESULTS, *ERRORS], NOT_CANONICAL),
}


@pytest.mark.parametrize("check", LISTED)
def test_every_case_left_out_is_one_of_the_suites_and_has_a_reason(
    check: str, record_property: Callable[[str, object], None]
) -> None:
    suites, reasons = LISTED[check]
    ids = {vector.id for vector in suites}

    for suite, count in sorted(Counter(vector.suite for vector in suites).items()):
        left_out = sum(vector.suite == suite and vector.id in reasons for vector in suites)
        record_property(f"count: {check}, {suite}", count - left_out)
        if left_out:
            record_property(f"count: {check}, {suite}, left out with a reason", left_out)
    assert ids != set()
    assert set(reasons) - ids == set()
    assert all(len(reason) > 10 for reason in reasons.values())


def error_of(vector: Vector) -> ServiceException:
    name = vector.case["given"]["errors"][0]["shape"]
    shape = vector.service.error_shape(name)
    assert shape is not None
    members = typed(vector.case["error"], shape)
    message = str(members.pop("message", members.pop("Message", "")))
    return error_class("vectors", shape, vector.service.is_fault(name))(message, **members)


@pytest.mark.parametrize("vector", by_id(ERRORS))
def test_an_error_is_read_back_by_its_client(vector: Vector) -> None:
    case, error = vector.case, error_of(vector)

    response = vector.operation.codec(vector.protocol).error(error, vector.operation, REQUEST_ID)

    shape = vector.service.error_shape(error.shape_name)
    read, modelled = parse(response, None, vector.protocol), parse(response, shape, vector.protocol)
    assert read["Error"]["Code"] == case["errorCode"]
    assert (read["Error"]["Message"] or "") == error.message
    assert {name: modelled[name] for name in error.members} == error.members
    if vector.id not in (
        "QueryCompatibleAwsJson10CustomCodeError",
        "QueryCompatibleRpcV2CborCustomCodeError",
    ):
        # Recorded of SQS's json: the status is the error's own (403, 404), where this suite has 400 always.
        assert response.status == case["response"]["status_code"]
    assert read["ResponseMetadata"]["RequestId"] == REQUEST_ID


@pytest.mark.parametrize("vector", by_id(ERRORS, NOT_CANONICAL))
def test_an_error_is_written_as_the_canonical_response(vector: Vector) -> None:
    response = vector.operation.codec(vector.protocol).error(error_of(vector), vector.operation, REQUEST_ID)

    assert_canonical(response, vector)


def assert_canonical(response: Response, vector: Vector) -> None:
    expected = vector.case["response"]
    body = bytes_of(expected.get("body", ""), vector.protocol)
    assert content(response.body.read(), vector.protocol) == content(body, vector.protocol)
    names = [name for name in expected.get("headers", {}) if name not in NO_HEADERS_OF_A_SERVER]
    assert [bare(response.header(name.lower())) for name in names] == [
        bare(expected["headers"][name]) for name in names
    ]


# The suite gives one response the request's header, and one a request id of its own.
NO_HEADERS_OF_A_SERVER = frozenset({"X-Amz-Target", "X-Amzn-Requestid"})


def bare(value: str) -> str:
    """Give a header without the character set of a content type."""
    return value.partition(";charset=")[0]


decode = decoder()


def content(body: bytes, protocol: str) -> Any:
    """Give a document as a value, or in XML as its bytes."""
    if not body:
        return b""
    if protocol.endswith("cbor"):
        return with_bare_type(comparable(decode(body)))
    return with_bare_type(document_of(body)) if protocol.endswith("json") else markup_of(body)


def document_of(body: bytes) -> Any:
    """Read JSON; a payload that is none is given as it is."""
    try:
        return json.loads(body)
    except ValueError:
        return body


def with_bare_type(document: Any) -> Any:
    """Give an error without the namespace of its type, which is the service's to choose."""
    if isinstance(document, dict) and isinstance(name := document.get("__type"), str):
        return {**document, "__type": name.rpartition("#")[2].partition(":")[0]}
    return document


_IDS = rb"<ResponseMetadata>.*?</ResponseMetadata>|<(requestId|RequestId|RequestID)>.*?</\1>"


def markup_of(body: bytes) -> bytes:
    """Give XML without what the suites leave out, make up, or write in two ways.

    That is the declaration and the namespace of errors, request ids, white space between elements, `<a/>`.
    """
    plain = re.sub(rb"<\?xml.*?\?>", b"", body)
    plain = re.sub(rb'<ErrorResponse xmlns="[^"]*">', b"<ErrorResponse>", plain)
    plain = re.sub(rb">\s+<", b"><", re.sub(_IDS, b"", plain, flags=re.DOTALL)).strip()
    return re.sub(rb"<([^<>/ ]+)([^<>/]*)/>", rb"<\1\2></\1>", plain)
