"""CBOR, as smithy-rpc-v2-cbor and as another form of json: documents, errors, and what nobody should send."""

from __future__ import annotations

import time
import tracemalloc
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import cbor2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.aws import api, spec
from localstack.aws.body import Body
from localstack.aws.errors import CommonServiceException, ServiceException
from localstack.aws.protocol.cbor import decoder
from localstack.aws.wire import Headers, Request, Response
from tests.unit.aws.botocore_client import parse as read_as_client

REQUEST_ID = "b25f48e8-84fd-11e6-80d9-574e0c4664cb"
RPC = "smithy-rpc-v2-cbor"
FUZZ = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SECONDS = 1.0
MEMORY = 4 * 1024 * 1024
MOMENT = datetime(2026, 1, 31, 12, 0, 0, 250_000, tzinfo=UTC)


def parse(service: str, operation: str, protocol: str, body: bytes) -> dict[str, Any]:
    request = Request("POST", "/", Headers(), Body(body))
    return spec.load(service).operation(operation).compiled(protocol).parse(request, {})


def answer(service: str, operation: str, protocol: str, error: ServiceException) -> Response:
    model = spec.load(service).operation(operation)
    return model.codec(protocol).error(error, model, REQUEST_ID)


def test_timestamps_are_seconds_with_tag_1() -> None:
    document = {"MetricName": "m", "StartTime": cbor2.CBORTag(1, MOMENT.timestamp())}

    parameters = parse("cloudwatch", "GetMetricStatistics", RPC, cbor2.dumps(document))

    assert parameters == {"MetricName": "m", "StartTime": MOMENT}


def test_indefinite_lengths_halves_and_undefined_are_read() -> None:
    document = (
        b"\xbf\x69Namespace\x7f\x61a\x61b\xff\x6aMetricData\x9f"
        b"\xbf\x65Value\xf9\x3e\x00\x6aMetricName\x61m\x64Unit\xf7\xff\xff\xff"
    )

    parameters = parse("cloudwatch", "PutMetricData", RPC, document)

    assert parameters == {"Namespace": "ab", "MetricData": [{"Value": 1.5, "MetricName": "m"}]}


def test_a_result_is_a_document_and_no_output_is_none() -> None:
    loaded = spec.load("cloudwatch")

    listed = loaded.operation("ListMetrics").compiled(RPC).serialize({}, REQUEST_ID)
    put = loaded.operation("PutMetricData").compiled(RPC).serialize({}, REQUEST_ID)

    assert (listed.body.read(), listed.header("content-type")) == (b"\xa0", "application/cbor")
    assert (put.body.read(), put.header("content-type")) == (b"", "")
    assert listed.header("smithy-protocol") == put.header("smithy-protocol") == "rpc-v2-cbor"


def test_an_error_is_named_by_its_shape_and_by_the_code_of_the_query_protocol() -> None:
    response = answer("cloudwatch", "GetDashboard", RPC, api.cloudwatch.DashboardNotFoundError("gone"))

    assert cbor2.loads(response.body.read()) == {
        "__type": "com.amazonaws.cloudwatch#DashboardNotFoundError",
        "message": "gone",
    }
    assert response.header("x-amzn-query-error") == "ResourceNotFound;Sender"
    assert read_as_client(response, None, RPC)["Error"]["Code"] == "ResourceNotFound"


def test_a_client_reads_an_error_that_the_model_does_not_name() -> None:
    error = CommonServiceException("Some.Code", "half a pair: \ud800", 418)

    response = answer("keyspaces", "GetTable", RPC, error)

    parsed = read_as_client(response, None, RPC)
    assert parsed["Error"] == {"Code": "Some.Code", "Message": "half a pair: ?"}
    assert parsed["ResponseMetadata"]["RequestId"] == REQUEST_ID
    assert parsed["ResponseMetadata"]["HTTPStatusCode"] == 418


def test_json_in_cbor_has_blobs_as_bytes_and_timestamps_in_milliseconds() -> None:
    millis = cbor2.CBORTag(1, round(MOMENT.timestamp() * 1000))
    put = cbor2.dumps({"StreamName": "s", "Data": b"\x00\xff", "PartitionKey": "k"})
    iterator = cbor2.dumps({"StreamName": "s", "Timestamp": millis})

    assert parse("kinesis", "PutRecord", "json-cbor", put)["Data"] == b"\x00\xff"
    assert parse("kinesis", "GetShardIterator", "json-cbor", iterator)["Timestamp"] == MOMENT


def test_results_and_errors_of_json_in_cbor_are_cbor_too() -> None:
    record = {"SequenceNumber": "1", "Data": b"\xff", "ApproximateArrivalTimestamp": MOMENT}
    operation = spec.load("kinesis").operation("GetRecords")

    result = operation.compiled("json-cbor").serialize({"Records": [record]}, REQUEST_ID)
    error = answer("kinesis", "GetRecords", "json-cbor", api.kinesis.ExpiredIteratorException("old"))

    assert result.header("content-type") == error.header("content-type") == "application/x-amz-cbor-1.1"
    assert decoder(millis=True)(result.body.read()) == {"Records": [record]}
    document = cbor2.loads(error.body.read())
    assert document == {"__type": "com.amazonaws.kinesis#ExpiredIteratorException", "message": "old"}


def nested(depth: int) -> bytes:
    return b"\xa1\x6aMetricData" + b"\x81" * depth + b"\xa0"


@pytest.mark.parametrize(
    "body",
    [
        b"\x80",
        b"\x61x",
        b"\xf6",
        b"\xff",
        b"\x1c",
        b"\xa1",
        b"\xbf",
        b"\xa0\x00",
        b"\xa1\x69Namespace\x01",
        b"\xa1\x69Namespace\x61\xff",
        b"\xa1\x69Namespace\x41a",
        b"\xa1\x6aMetricData\xa0",
        b"\xa1\x6aMetricData\x81\x01",
        b"\xa1\x6aMetricData\x81\xa1\x65Value\x61x",
        b"\xa1\x6aMetricData\x81\xa1\x69Timestamp\x01",
        b"\xa1\x6aMetricData\x81\xa1\x69Timestamp\xc1\x61x",
        b"\xa1\x6aMetricData\x81\xa1\x69Timestamp\xc1\x1b" + b"\xff" * 8,
        b"\xa1\x6aMetricData\x81\xa1\x69Timestamp\xc1\xf9\x7e\x00",
        b"\xa1\x6aMetricData\x81\xa1\x71StorageResolution\x1b" + b"\xff" * 8,
        b"\xa1\x01\x02",
        b"\x5b" + b"\xff" * 8,
        b"\x7b\x7f" + b"\xff" * 7,
        b"\x9b" + b"\xff" * 8,
        b"\xba" + b"\xff" * 4,
        b"\xc2\x5a\x00\x01\x00\x00" + b"\xff" * 65536,
        b"\xc4\x82\x1a\x3b\x9a\xca\x00\x01",
        b"\xd8\x1c\x81\xd8\x1d\x00",
        b"\xd9\x01\x00\x82\x63abc\xd8\x19\x00",
        b"\xd9\x17\x70\x01",
        b"\xd8\x1c" * 500_000 + b"\xa0",
        nested(200),
        nested(1_000_000),
        b"\x9f" * 1_000_000,
        b"\xbf\x61a" * 500_000,
    ],
    ids=lambda body: body[:20].hex(),
)
@pytest.mark.parametrize("protocol", [RPC, "json-cbor"])
def test_malformed_cbor_is_refused_soon_and_without_much_memory(protocol: str, body: bytes) -> None:
    spec.load("cloudwatch").operation("PutMetricData").compiled(protocol)
    tracemalloc.start()
    started = time.thread_time()

    with pytest.raises(ServiceException) as raised:
        parse("cloudwatch", "PutMetricData", protocol, body)

    elapsed, peak = time.thread_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (raised.value.code, raised.value.status_code) == ("SerializationException", 400)
    assert elapsed < SECONDS
    assert peak < MEMORY


def test_a_map_of_parameters_has_texts_for_keys() -> None:
    body = cbor2.dumps({"tags": {b"a": "b"}})

    with pytest.raises(ServiceException, match="key that is no text"):
        parse("sqs", "CreateQueue", "json-cbor", body)


CBOR_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.floats() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text() | st.binary(), inner, max_size=4)
        | st.builds(cbor2.CBORTag, st.integers(0, 300), inner)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("service", "operation", "protocol"),
    [
        ("cloudwatch", "PutMetricData", RPC),
        ("keyspaces", "CreateTable", RPC),
        ("kinesis", "PutRecords", "json-cbor"),
    ],
)
@FUZZ
@given(data=st.data())
def test_any_body_is_parsed_or_refused(
    service: str, operation: str, protocol: str, data: st.DataObject
) -> None:
    shape = spec.load(service).operation(operation).model.input_shape
    assert shape is not None
    names = st.sampled_from(list(shape.members))
    documents = st.dictionaries(names, CBOR_VALUES, max_size=3).map(cbor2.dumps)
    cut = st.tuples(documents, st.integers(0, 80)).map(lambda item: item[0][: item[1]])
    body = data.draw(documents | cut | st.binary(max_size=60))

    with suppress(ServiceException):
        parameters = parse(service, operation, protocol, body)

        assert set(parameters) <= set(shape.members)
