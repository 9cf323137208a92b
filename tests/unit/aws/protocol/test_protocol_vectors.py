"""The protocol compliance tests of Smithy in botocore's form, read as a server: requests parsed, results serialised.

They run when AWS_PROTOCOL_VECTORS_DIR names the folder with the suites (`input/` and `output/`).
"""

from __future__ import annotations

import base64
import json
import math
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from botocore.model import ServiceModel, Shape

from localstack.aws.api import error_class
from localstack.aws.body import Body
from localstack.aws.protocol import is_supported
from localstack.aws.protocol.cbor import decoder
from localstack.aws.spec import Operation, ServiceSpec
from localstack.aws.wire import Headers, Request
from tests.unit.aws.botocore_client import parse

FOLDER = os.environ.get("AWS_PROTOCOL_VECTORS_DIR", "")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
REQUEST_ID = "00000000-0000-0000-0000-000000000000"

# Cases that say nothing about a server, by id.
COMPRESSED = "the suite leaves the compressed body out"
TOKEN = "the client makes up a token; the server reads it like any other"
QUERY_MAP = "a server gives a map of query parameters all there are, those with a member of their own too"
SAME = "what is empty and what is not there are the same on the wire"
PATH = "the path of the client's endpoint is no part of the service's"
JSON_VALUE = "as botocore does, a header of JSON is given as the value it stands for, not as its text"
MODEL = "botocore's model lacks the element name of a shape that a member gives another"
CLIENT_ONLY_REQUESTS = {
    "SDKAppliedContentEncoding_awsJson1_1": COMPRESSED,
    "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1": COMPRESSED,
    "SDKAppliedContentEncoding_awsJson1_0": COMPRESSED,
    "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0": COMPRESSED,
    "SDKAppliedContentEncoding_awsQuery": COMPRESSED,
    "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery": COMPRESSED,
    "SDKAppliedContentEncoding_restXml": COMPRESSED,
    "SDKAppendedGzipAfterProvidedEncoding_restXml": COMPRESSED,
    "QueryProtocolIdempotencyTokenAutoFill": TOKEN,
    "QueryIdempotencyTokenAutoFill": TOKEN,
    "AllQueryStringTypes": QUERY_MAP,
    "RestXmlQueryStringEscaping": QUERY_MAP,
    "RestXmlSupportsNaNFloatQueryValues": QUERY_MAP,
    "RestXmlSupportsInfinityFloatQueryValues": QUERY_MAP,
    "RestXmlSupportsNegativeInfinityFloatQueryValues": QUERY_MAP,
    "RestXmlZeroAndFalseQueryValues": QUERY_MAP,
    "RestXmlQueryParamsStringListMap": QUERY_MAP,
    "RestXmlQueryPrecedence": QUERY_MAP,
    "RestJsonAllQueryStringTypes": QUERY_MAP,
    "RestJsonQueryStringEscaping": QUERY_MAP,
    "RestJsonSupportsNaNFloatQueryValues": QUERY_MAP,
    "RestJsonSupportsInfinityFloatQueryValues": QUERY_MAP,
    "RestJsonSupportsNegativeInfinityFloatQueryValues": QUERY_MAP,
    "RestJsonZeroAndFalseQueryValues": QUERY_MAP,
    "RestJsonQueryParamsStringListMap": QUERY_MAP,
    "RestJsonQueryPrecedence": QUERY_MAP,
    "SDKAppliedContentEncoding_restJson1": COMPRESSED,
    "SDKAppendedGzipAfterProvidedEncoding_restJson1": COMPRESSED,
    "RestJsonQueryIdempotencyTokenAutoFill": TOKEN,
    "RestJsonHostWithPath": PATH,
    "MediaTypeHeaderInputBase64": JSON_VALUE,
    "RestJsonHttpPayloadTraitsWithNoBlobBody": SAME,
    "RestJsonHttpPrefixHeadersAreNotPresent": SAME,
    "RestJsonOmitsEmptyListQueryValues": SAME,
    "RestJsonHttpWithEmptyBlobPayload": SAME,
    "RestJsonHttpWithEmptyStructurePayload": SAME,
    "RestJsonHttpWithHeadersButNoPayload": SAME,
    "SDKAppliedContentEncoding_ec2Query": COMPRESSED,
    "SDKAppendsGzipAndIgnoresHttpProvidedEncoding_ec2Query": COMPRESSED,
    "Ec2ProtocolIdempotencyTokenAutoFill": TOKEN,
    "Ec2EmptyQueryLists": SAME,
    "QueryEmptyQueryMaps": SAME,
    "HttpPayloadTraitsWithNoBlobBody": SAME,
    "HttpPrefixHeadersAreNotPresent": SAME,
    "BodyWithXmlName": MODEL,
    "HttpPayloadWithXmlName": MODEL,
}
UNREADABLE = "botocore reads the canonical response otherwise: {}"
CLIENT_ONLY_RESPONSES = {
    "QueryXmlLists": UNREADABLE.format("a flattened list by the name of its items before its own"),
    "Ec2XmlLists": UNREADABLE.format("a flattened list by the name of its items before its own"),
    "XmlLists": UNREADABLE.format("a flattened list by the name of its items before its own"),
    "AwsJson11SupportsInfinityFloatInputs": UNREADABLE.format("infinity as a text"),
    "AwsJson11SupportsNegativeInfinityFloatInputs": UNREADABLE.format("infinity as a text"),
    "AwsJson10SupportsInfinityFloatInputs": UNREADABLE.format("infinity as a text"),
    "AwsJson10SupportsNegativeInfinityFloatInputs": UNREADABLE.format("infinity as a text"),
    "InputAndOutputWithTimestampHeaders": UNREADABLE.format("dates are cut at their commas"),
    "RestXmlHttpPayloadWithUnsetUnion": UNREADABLE.format("no body as a union of no members"),
    "HttpPayloadTraitsWithNoBlobBody": SAME,
    "RestJsonHttpPayloadTraitsWithNoBlobBody": SAME,
    "RestJsonHttpPayloadWithUnsetUnion": UNREADABLE.format("no body as a union of no members"),
    "RestJsonInputAndOutputWithQuotedStringHeaders": UNREADABLE.format("texts are cut at their commas"),
    "RestJsonInputAndOutputWithTimestampHeaders": UNREADABLE.format("dates are cut at their commas"),
    "HttpPrefixHeadersResponse": UNREADABLE.format("a map of all headers, those every response has too"),
}
# Responses a client must understand, that are not the one a server writes.
TOLERANCE = "one of several ways to write the same, which clients must read"
NOT_CANONICAL = {
    "AwsJson11DateTimeWithNegativeOffset": TOLERANCE,
    "AwsJson11DateTimeWithPositiveOffset": TOLERANCE,
    "AwsQueryDateTimeWithNegativeOffset": TOLERANCE,
    "AwsQueryDateTimeWithPositiveOffset": TOLERANCE,
    "RestXmlDateTimeWithNegativeOffset": TOLERANCE,
    "RestXmlDateTimeWithPositiveOffset": TOLERANCE,
    "handles_unexpected_json_output": "members the model does not know",
    "json_1_1_service_responds_with_no_payload": TOLERANCE,
    "AwsJson11DeserializeIgnoreType": "members the model does not know",
    "AwsJson11StructuresDontDeserializeNullValues": TOLERANCE,
    "AwsJson10DeserializeIgnoreType": "members the model does not know",
    "AwsJson10DeserializeAllowNulls": TOLERANCE,
    "AwsJson10HandlesUnexpectedJsonOutput": "members the model does not know",
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
    "RestJsonDeserializeIgnoreType": "members the model does not know",
    "empty_output_no_body": TOLERANCE,
    "NoOutputClientAllowsEmptyCbor": TOLERANCE,
    "RpcV2CborExtraFieldsInTheBodyShouldBeSkippedByClients": "members the model does not know",
    "RpcV2CborPayloadWithUnsetUnion": "members the model does not know",
    "BodyWithXmlName": MODEL,
    "RestXmlHttpPayloadWithUnion": MODEL,
    "HttpPayloadWithXmlName": MODEL,
    "HttpPayloadWithXmlNamespace": MODEL,
    "HttpPayloadWithXmlNamespaceAndPrefix": MODEL,
    "XmlAttributesOnPayload": MODEL,
}


def bytes_of(body: str, protocol: str) -> bytes:
    """Give a body of a suite; those in CBOR are written in base64."""
    return base64.b64decode(body) if protocol.endswith("cbor") else body.encode()


class Vector:
    """One case of a suite with the service it is about."""

    def __init__(self, protocol: str, suite: dict[str, Any], case: dict[str, Any]) -> None:
        self.case = case
        self.protocol = protocol
        given = case["given"]
        metadata = {"endpointPrefix": "vectors", "serviceId": "vectors", **suite["metadata"]}
        model = {"metadata": metadata, "operations": {given["name"]: given}, "shapes": suite["shapes"]}
        self.service = ServiceSpec("vectors", ServiceModel(model, "vectors"))
        self.operation: Operation = self.service.operation(given["name"])
        if protocol == "query" and self.operation.model.output_shape is not None:
            # The suites leave it out of their models, although every model of a service has it.
            wrapper = f"{given['name']}Result"
            self.operation.model.output_shape.serialization["resultWrapper"] = wrapper

    def request(self) -> Request:
        """Give the request as it is on the wire."""
        wire = self.case["serialized"]
        headers = Headers([("Host", wire.get("host", "example.com")), *wire.get("headers", {}).items()])
        body = Body(bytes_of(wire.get("body", ""), self.protocol))
        return Request(wire.get("method", "POST"), wire["uri"], headers, body)


def vectors(kind: str) -> Iterator[Any]:
    for path in sorted(Path(FOLDER, kind).glob("*.json")) if FOLDER else ():
        for suite in json.loads(path.read_text()):
            protocol = suite["metadata"]["protocol"]
            for case in suite["cases"] if is_supported(protocol) else ():
                yield pytest.param(Vector(protocol, suite, case), id=case["id"])


def typed(value: Any, shape: Shape) -> Any:
    """Give a value of a suite, which is JSON, as its shape's type."""
    kind = shape.type_name
    if value is None:
        return None
    if kind == "structure" and not getattr(shape, "is_document_type", False):
        return {name: typed(item, shape.members[name]) for name, item in value.items()}
    if kind == "list":
        return [typed(item, shape.member) for item in value]
    if kind == "map":
        return {key: typed(item, shape.value) for key, item in value.items()}
    if kind == "timestamp":
        return EPOCH + timedelta(seconds=value)
    if kind == "blob":
        return value.encode()
    if kind in ("float", "double") and isinstance(value, str):
        return math.nan if value == "NaN" else float(value)
    return value


def comparable(value: Any) -> Any:
    """Make NaN equal to itself, a body its content, and nothing of a member without a value."""
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, Body):
        return value.read()
    return "NaN" if isinstance(value, float) and math.isnan(value) else value


decode = decoder()
pytestmark = pytest.mark.skipif(not FOLDER, reason="AWS_PROTOCOL_VECTORS_DIR is not set")


def test_the_folder_holds_suites() -> None:
    assert {path.stem for path in Path(FOLDER, "input").glob("*.json")} >= {"json", "query", "rest-xml"}


@pytest.mark.parametrize("vector", [*vectors("input")])
def test_a_request_is_parsed_to_its_parameters(vector: Vector) -> None:
    if reason := CLIENT_ONLY_REQUESTS.get(vector.case["id"]):
        pytest.skip(reason)
    request, labels = vector.request(), {}
    if vector.protocol.startswith("rest"):
        found = vector.service.rest_router.match(request)
        assert found is not None
        labels = found[1]

    parameters = vector.operation.compiled(vector.protocol).parse(request, labels)

    shape = vector.operation.model.input_shape
    expected = typed(vector.case["params"], shape) if shape is not None else {}
    assert comparable(parameters) == comparable(expected)


RESULTS = [vector for vector in vectors("output") if "error" not in vector.values[0].case]
ERRORS = [vector for vector in vectors("output") if "error" in vector.values[0].case]


@pytest.mark.parametrize("vector", RESULTS)
def test_a_result_is_read_back_by_its_client(vector: Vector) -> None:
    if reason := CLIENT_ONLY_RESPONSES.get(vector.case["id"]):
        pytest.skip(reason)
    shape = vector.operation.model.output_shape
    result = typed(vector.case["result"], shape) if shape is not None else {}

    response = vector.operation.compiled(vector.protocol).serialize(result, REQUEST_ID)

    assert comparable(parse(response, shape, vector.protocol)) == comparable(result)
    assert response.status == vector.case["response"]["status_code"]


@pytest.mark.parametrize("vector", RESULTS)
def test_a_result_is_written_as_the_canonical_document(vector: Vector) -> None:
    if reason := NOT_CANONICAL.get(vector.case["id"]):
        pytest.skip(reason)
    if vector.case["id"] in ("Ec2XmlLists", "QueryXmlLists", "XmlLists"):
        pytest.skip("a flattened list without a name of its own has, at AWS, that of its items")
    shape = vector.operation.model.output_shape
    result = typed(vector.case["result"], shape) if shape is not None else {}

    response = vector.operation.compiled(vector.protocol).serialize(result, REQUEST_ID)

    expected = bytes_of(vector.case["response"].get("body", ""), vector.protocol)
    assert content(response.body.read(), vector.protocol) == content(expected, vector.protocol)


@pytest.mark.parametrize("vector", ERRORS)
def test_an_error_is_read_back_by_its_client(vector: Vector) -> None:
    case = vector.case
    name = case["given"]["errors"][0]["shape"]
    shape = vector.service.error_shape(name)
    assert shape is not None
    members = typed(case["error"], shape)
    message = str(members.pop("message", members.pop("Message", "")))
    error = error_class("vectors", shape, vector.service.is_fault(name))(message, **members)

    response = vector.operation.codec(vector.protocol).error(error, vector.operation, REQUEST_ID)

    read, modelled = parse(response, None, vector.protocol), parse(response, shape, vector.protocol)
    assert read["Error"]["Code"] == case["errorCode"]
    assert (read["Error"]["Message"] or "") == message
    assert {name: modelled[name] for name in members} == members
    if case["id"] not in (
        "QueryCompatibleAwsJson10CustomCodeError",
        "QueryCompatibleRpcV2CborCustomCodeError",
    ):
        # Recorded of SQS's json: the status is the error's own (403, 404), where this suite has 400 always.
        assert response.status == case["response"]["status_code"]
    assert read["ResponseMetadata"]["RequestId"] == REQUEST_ID


def content(body: bytes, protocol: str) -> Any:
    """Give a body without what a server may choose: white space, namespaces, the request id."""
    if not body:
        return None
    if protocol.endswith("cbor"):
        return comparable(decode(body))
    if protocol.endswith("json"):
        return document_of(body)
    return tree(ElementTree.fromstring(body.strip())) if b"<" in body else body


def document_of(body: bytes) -> Any:
    """Read JSON; a payload that is none is given as it is."""
    try:
        return json.loads(body)
    except ValueError:
        return body


IDS = ("ResponseMetadata", "requestId", "RequestID")


def tree(element: ElementTree.Element) -> Any:
    children = [tree(child) for child in element if child.tag.rpartition("}")[2] not in IDS]
    text = (element.text or "").strip() if not children else ""
    return element.tag.rpartition("}")[2], element.attrib, text, children
