"""Requests nobody should send: every codec answers with an error of the service, and soon."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Headers, Request

# Of processor time: what other processes take on a busy machine is not the codec's.
SECONDS = 2.0
FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

JSON_OPERATIONS = [
    ("dynamodb", "PutItem"),
    ("dynamodb", "TransactWriteItems"),
    ("sqs", "SendMessageBatch"),
    ("kms", "CreateKey"),
    ("stepfunctions", "StartExecution"),
]
QUERY_OPERATIONS = [
    ("sqs", "SendMessageBatch"),
    ("sqs", "CreateQueue"),
    ("iam", "CreateRole"),
    ("sns", "Publish"),
    ("elbv2", "CreateRule"),
    ("autoscaling", "CreateAutoScalingGroup"),
]
XML_OPERATIONS = [
    ("s3", "DeleteObjects"),
    ("s3", "CompleteMultipartUpload"),
    ("s3", "PutBucketLifecycleConfiguration"),
    ("route53", "ChangeResourceRecordSets"),
    ("cloudfront", "CreateDistribution"),
]


def parse(
    protocol: str, service: str, operation: str, body: bytes, headers: dict[str, str] | None = None
) -> Any:
    """Parse a body; gives the parameters or the error, and fails on anything else."""
    request = Request("POST", "/", Headers((headers or {}).items()), Body(body))
    started = time.thread_time()
    outcome = outcome_of(
        lambda: spec.load(service).operation(operation).compiled(protocol).parse(request, {})
    )
    assert time.thread_time() - started < SECONDS
    return outcome


def outcome_of(action: Callable[[], object]) -> object:
    """Give what an action returns, or the error of a service that it raises."""
    try:
        return action()
    except ServiceException as error:
        return error


def is_refused(outcome: Any, code: str) -> bool:
    return isinstance(outcome, ServiceException) and (outcome.code, outcome.status_code) == (code, 400)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def shaped(operation: tuple[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    """Make objects with the operation's own members at the top, whatever lies below."""
    shape = spec.load(operation[0]).operation(operation[1]).model.input_shape
    assert shape is not None
    return st.dictionaries(st.sampled_from(list(shape.members)), JSON_VALUES, max_size=4)


@pytest.mark.parametrize("operation", JSON_OPERATIONS, ids=".".join)
@FUZZ
@given(data=st.data())
def test_any_json_is_parsed_or_refused(operation: tuple[str, str], data: st.DataObject) -> None:
    body = data.draw(shaped(operation).map(json.dumps).map(str.encode) | st.binary(max_size=60))

    parse("json", *operation, body)


@pytest.mark.parametrize("operation", QUERY_OPERATIONS, ids=".".join)
@FUZZ
@given(data=st.data())
def test_any_form_is_parsed_or_refused(operation: tuple[str, str], data: st.DataObject) -> None:
    shape = spec.load(operation[0]).operation(operation[1]).model.input_shape
    assert shape is not None
    names = [name.encode() for name in [*shape.members, "Attribute", "Tag", "SendMessageBatchRequestEntry"]]
    parts = [
        b"1",
        b"2",
        b"0",
        b"-1",
        b"x",
        b"member",
        b"entry",
        b"key",
        b"value",
        b"Name",
        b"Value",
        b"",
        b"%C2%B2",
    ]
    field = st.tuples(st.sampled_from(names), st.lists(st.sampled_from(parts), max_size=5)).map(
        lambda item: b".".join([item[0], *item[1]])
    )
    pair = st.tuples(
        field, st.sampled_from([b"", b"1", b"true", b"x", b"%00", b"%ff", b"1e5"]) | st.binary(max_size=5)
    )
    body = data.draw(st.lists(pair.map(b"=".join), max_size=6).map(b"&".join) | st.binary(max_size=60))

    parse("query", *operation, body)


@pytest.mark.parametrize("operation", XML_OPERATIONS, ids=".".join)
@FUZZ
@given(data=st.data())
def test_any_xml_is_parsed_or_refused(operation: tuple[str, str], data: st.DataObject) -> None:
    body = data.draw(documents(operation) | st.binary(max_size=60))

    parse("rest-xml", *operation, body)


def documents(operation: tuple[str, str]) -> st.SearchStrategy[bytes]:
    """Make documents of the operation's own element names, nested anyhow, at times cut off."""
    shape = spec.load(operation[0]).operation(operation[1]).model.input_shape
    assert shape is not None
    payload = shape.serialization.get("payload")
    top = shape.members[payload] if payload else shape
    names = sorted({"member", "x", *(m.serialization.get("name", n) for n, m in top.members.items())})
    root = str(top.serialization.get("name", top.name))
    text = st.sampled_from(
        ["", "1", "true", "2026-01-31T00:00:00Z", "&lt;", "&#x1;", "&bad;", "\x01", "<!--c-->"]
    )
    element = st.recursive(
        text,
        lambda inner: st.tuples(st.sampled_from(names), st.lists(inner, max_size=3)).map(
            lambda item: f"<{item[0]}>{''.join(item[1])}</{item[0]}>"
        ),
        max_leaves=8,
    )
    whole = st.lists(element, max_size=4).map(lambda parts: f"<{root}>{''.join(parts)}</{root}>".encode())
    return st.tuples(whole, st.integers(0, 200)).map(
        lambda item: item[0][: item[1]] if item[1] < 20 else item[0]
    )


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b'{"TableName": NaN}',
        b'{"TableName": 1}',
        b'{"TableName": ["x"]}',
        b'{"Item": "x"}',
        b'{"Item": {"a": "x"}}',
        b'{"Item": {"a": {"B": "not base64!"}}}',
        b'{"Item": {"a": {"BOOL": "true"}}}',
        b'{"Item": {"a": {"L": {"0": 1}}}}',
        b'{"TableName": "\xff"}',
        b'{"a": ' * 100_000,
        b"[" * 1_000_000,
        b'{"Item": {"a": ' + b'{"L": [' * 5_000 + b"]}" * 5_000 + b"}}",
        b'{"Item": {"a": ' + b'{"M": {"a": ' * 300 + b'{"S": "x"}' + b"}}" * 300 + b"}}",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_malformed_json_is_refused(body: bytes) -> None:
    assert is_refused(parse("json", "dynamodb", "PutItem", body), "SerializationException")


def test_nesting_within_the_limit_is_read() -> None:
    value: dict[str, Any] = {"S": "x"}
    for _ in range(32):
        value = {"M": {"a": value}}

    parameters = parse("json", "dynamodb", "PutItem", json.dumps({"Item": {"a": value}}).encode())

    assert parameters == {"Item": {"a": value}}


def test_brackets_in_texts_do_not_count_as_nesting() -> None:
    text = '[{"' * 1000

    parameters = parse("json", "dynamodb", "PutItem", json.dumps({"TableName": text}).encode())

    assert parameters == {"TableName": text}


def test_unknown_members_may_nest_as_deep_as_the_document() -> None:
    body = b'{"QueueName": "q", "Unknown": ' + b"[" * 200 + b"]" * 200 + b"}"

    assert parse("json", "sqs", "CreateQueue", body) == {"QueueName": "q"}


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    body = rb'{"QueueUrl": "u", "MessageBody": "a\ud800b\uDFFFc\ud83d\ude00"}'

    assert parse("json", "sqs", "SendMessage", body) == {"QueueUrl": "u", "MessageBody": "a?b?c\U0001f600"}


@pytest.mark.parametrize("number", [2**63, -(2**64), 10**400, 1.5, 1e300])
def test_numbers_beyond_a_long_are_refused(number: float) -> None:
    body = json.dumps({"QueueUrl": "u", "MessageBody": "b", "DelaySeconds": number}).encode()

    assert is_refused(parse("json", "sqs", "SendMessage", body), "SerializationException")


@pytest.mark.parametrize(
    "body",
    [
        b"DelaySeconds=x",
        b"DelaySeconds=1_000",
        b"DelaySeconds=%D9%A1",
        b"DelaySeconds=" + b"9" * 10_000,
        b"DelaySeconds.x=1",
        b"MessageAttribute.x.Name=a",
        b"MessageAttribute.1=a",
        b"MessageAttribute.1.Name.x=a",
        b"MessageAttribute.1.Name=a&MessageAttribute.1.Value=b",
        b"MessageAttribute.1.Name=a&MessageAttribute.1.Value.BinaryValue=%21",
        b"\xff=1",
        b".".join([b"MessageAttribute"] * 50_000) + b"=1",
    ],
    ids=lambda body: repr(body[:40]),
)
def test_malformed_forms_are_refused(body: bytes) -> None:
    assert is_refused(parse("query", "sqs", "SendMessage", body), "MalformedInput")


def test_many_fields_are_read_in_linear_time() -> None:
    body = b"&".join(b"Tag.%d.Key=k%d" % (index, index) for index in range(50_000))

    assert parse("query", "sqs", "CreateQueue", body)["tags"] == {}


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "'
    + b"a" * 1000
    + b'"><!ENTITY b "'
    + b"&a;" * 1000
    + b'">]><Delete>&b;</Delete>'
)


@pytest.mark.parametrize(
    "body",
    [
        b"<Delete>",
        b"Delete",
        b"<Delete/><Delete/>",
        b"<Delete>&unknown;</Delete>",
        b"<Delete>\x00</Delete>",
        b'<?xml version="1.0" encoding="no-such"?><Delete/>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><Delete/>',
        BOMB,
        BOMB.decode().encode("utf-16"),
        b"<Delete>" * 200_000,
    ],
    ids=lambda body: repr(body[:40]),
)
def test_malformed_xml_is_refused(body: bytes) -> None:
    assert is_refused(parse("rest-xml", "s3", "DeleteObjects", body), "MalformedXML")
    assert is_refused(parse("rest-xml", "route53", "ChangeResourceRecordSets", body), "MalformedInput")


@pytest.mark.parametrize("body", [b"<Other/>", b"<Delete><Quiet>maybe</Quiet></Delete>"])
def test_xml_that_does_not_fit_its_shape_is_refused(body: bytes) -> None:
    assert is_refused(parse("rest-xml", "s3", "DeleteObjects", body), "MalformedXML")


def test_deep_xml_that_is_well_formed_is_read() -> None:
    body = b"<Delete>" + b"<x>" * 100_000 + b"</x>" * 100_000 + b"</Delete>"

    assert parse("rest-xml", "s3", "DeleteObjects", body) == {"Delete": {}}


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/bucket?max-keys=many", "max-keys"),
        ("/bucket?max-keys=" + "9" * 50, "max-keys"),
        ("/bucket?max-keys=%C2%B2", "max-keys"),
    ],
)
def test_s3_names_a_parameter_that_is_no_number(target: str, name: str) -> None:
    request = Request("GET", target, Headers(), Body())

    with pytest.raises(ServiceException) as raised:
        spec.load("s3").operation("ListObjects").compiled("rest-xml").parse(request, {"Bucket": "bucket"})

    assert raised.value.code == "InvalidArgument"
    assert raised.value.message == f"Provided {name} not an integer or within integer range"
    assert raised.value.members["ArgumentName"] == name


@pytest.mark.parametrize("encoding", ["gzip", "custom, gzip"])
@pytest.mark.parametrize(
    ("protocol", "operation", "body", "expected"),
    [
        ("json", ("sqs", "CreateQueue"), b'{"QueueName": "q"}', {"QueueName": "q"}),
        ("query", ("sqs", "CreateQueue"), b"QueueName=q", {"QueueName": "q"}),
        ("rest-json", ("lambda", "TagResource"), b'{"Tags": {"a": "b"}}', {"Tags": {"a": "b"}}),
        ("rest-xml", ("s3", "DeleteObjects"), b"<Delete/>", {"Delete": {}}),
        ("smithy-rpc-v2-cbor", ("cloudwatch", "GetDashboard"), b"\xa0", {}),
    ],
    ids=["json", "query", "rest-json", "rest-xml", "cbor"],
)
def test_a_compressed_body_is_inflated(
    protocol: str, operation: tuple[str, str], body: bytes, expected: object, encoding: str
) -> None:
    assert parse(protocol, *operation, gzip.compress(body), {"Content-Encoding": encoding}) == expected


@pytest.mark.parametrize(
    "body",
    [b"not gzip", gzip.compress(b"{}")[:-6], gzip.compress(b" " * (65 * 1024 * 1024))],
    ids=["plain", "truncated", "too large"],
)
def test_a_compressed_body_that_is_broken_or_a_bomb_is_refused(body: bytes) -> None:
    outcome = parse("json", "sqs", "CreateQueue", body, {"Content-Encoding": "gzip"})

    assert is_refused(outcome, "SerializationException")
