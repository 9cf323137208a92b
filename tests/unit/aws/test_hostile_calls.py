"""Hostile requests through the gateway: an error of AWS's shape in the protocol they speak, never a failure."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cbor2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.runtime import Emulator
from localstack.services.provider import Provider
from tests.unit.aws.botocore_client import REGION, parse

# Of processor time: what other processes take on a busy machine is not the codec's.
SECONDS = 2.0
FUZZ = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
FORM = "application/x-www-form-urlencoded; charset=utf-8"


class Everything(dict[str, Any]):
    """Methods for all operations of a service, which answer with nothing."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Callable[..., dict[str, Any]]:
        return lambda context, request: {}


class AnyProvider(Provider[Any]):
    """A provider without methods of its own."""

    service = "any"


class AnsweringService:
    """A service that has every operation."""

    provider = AnyProvider()
    operations = Everything()


class AnsweringServices:
    """All services, each with every operation."""

    def check_enabled(self, name: str) -> None:
        pass

    def require(self, name: str) -> AnsweringService:
        return AnsweringService()


@pytest.fixture
def emulator() -> Emulator:
    made = Emulator()
    made.services = AnsweringServices()  # type: ignore[assignment]
    return made


@dataclass(frozen=True)
class Wire:
    """How an operation is called in one protocol.

    :ivar valid: a body that is accepted.
    :ivar unknown: a target that no operation has, where the target names the operation.
    """

    protocol: str
    service: str
    valid: bytes
    headers: dict[str, str]
    target: str = "/"
    unknown: str = "/"

    def request(self, body: Body | bytes, headers: dict[str, str] | None = None, target: str = "") -> Request:
        """Make a signed request with another body, further headers or another target."""
        scope = f"AKIAIOSFODNN7EXAMPLE/20260131/{REGION}/{self.service}/aws4_request"
        items = {
            "Host": f"{self.service}.{REGION}.amazonaws.com",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
            **self.headers,
            **(headers or {}),
        }
        content = body if isinstance(body, Body) else Body(body)
        return Request("POST", target or self.target, Headers(items.items()), content)


TAGS = "/2017-03-31/tags/arn%3Aaws%3Alambda%3Aus-east-1%3A111122223333%3Afunction%3Af"
RPC = "/service/GraniteServiceVersion20100801/operation/"
GET_USER = b"Action=GetUser&Version=2010-05-08&UserName=x"
WIRES = [
    Wire(
        "json",
        "dynamodb",
        b'{"TableName": "t", "Item": {"a": {"S": "x"}}}',
        {"X-Amz-Target": "DynamoDB_20120810.PutItem", "Content-Type": "application/x-amz-json-1.0"},
    ),
    Wire(
        "json-cbor",
        "kinesis",
        cbor2.dumps({"StreamName": "s", "Data": b"x", "PartitionKey": "k"}),
        {"X-Amz-Target": "Kinesis_20131202.PutRecord", "Content-Type": "application/x-amz-cbor-1.1"},
    ),
    Wire("query", "iam", GET_USER, {"Content-Type": FORM}),
    Wire("query-json", "iam", GET_USER, {"Content-Type": FORM, "Accept": "application/json"}),
    Wire(
        "ec2",
        "ec2",
        b"Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-1",
        {"Content-Type": FORM},
    ),
    Wire("rest-json", "lambda", b'{"Tags": {"a": "b"}}', {}, TAGS, "/fly"),
    Wire(
        "rest-xml",
        "route53",
        b"<ChangeTagsForResourceRequest><AddTags><Tag><Key>k</Key></Tag></AddTags></ChangeTagsForResourceRequest>",
        {},
        "/2013-04-01/tags/healthcheck/id",
        "/fly",
    ),
    Wire(
        "rest-xml",
        "s3",
        b"<Delete><Object><Key>k</Key></Object></Delete>",
        {},
        "/bucket?delete",
        "/bucket/key?fly",
    ),
    Wire(
        "smithy-rpc-v2-cbor",
        "monitoring",
        cbor2.dumps({"DashboardName": "d"}),
        {"Smithy-Protocol": "rpc-v2-cbor", "Content-Type": "application/cbor"},
        f"{RPC}GetDashboard",
        f"{RPC}Fly",
    ),
]
JUNK = [
    b"\x00",
    b"\xff\xfe",
    b"[" * 300,
    b"{" * 300,
    b"<a>" * 300,
    b"&a.1.1=1" * 40,
    b'"',
    b"null",
    b"1e999",
    b"-0",
    b"9" * 400,
    b"\\ud800",
    b"<!DOCTYPE x>",
    b"&x;",
    b"\xd8\x1c\x00",  # a reference of CBOR
    b"\x9f" * 300,  # arrays without an end
    b"\xfb\x7f\xf0\x00\x00\x00\x00\x00\x00",  # infinity
    b"\xc1\xfb\x7f\xf8\x00\x00\x00\x00\x00\x00",  # not a number as a timestamp
    b"%",
    b"%ff",
    b".=.",
]
HEADERS = [
    "Accept",
    "Authorization",
    "Content-Encoding",
    "Content-Length",
    "Content-Type",
    "Expect",
    "Host",
    "Range",
    "Smithy-Protocol",
    "X-Amz-Content-Sha256",
    "X-Amz-Date",
    "X-Amz-Decoded-Content-Length",
    "X-Amz-Target",
]
EVERY_PROTOCOL = pytest.mark.parametrize("wire", WIRES, ids=lambda wire: f"{wire.protocol}-{wire.service}")


def answer(emulator: Emulator, request: Request) -> Response:
    """Answer a request, soon and without a failure."""
    started = time.thread_time()
    response = emulator.gateway.handle(request)
    assert time.thread_time() - started < SECONDS
    assert emulator.recorder.failures == []
    return response


def code_of(response: Response, protocol: str) -> str:
    """Give the code of an error as a client of the protocol reads it."""
    if protocol == "json-cbor":
        return str(cbor2.loads(response.body.read())["__type"])
    if protocol == "query-json":
        return str(json.loads(response.body.read())["Error"]["Code"])
    return str(parse(response, None, protocol)["Error"]["Code"])


def assert_refused(response: Response, protocol: str) -> None:
    assert 400 <= response.status < 500
    assert code_of(response, protocol).isascii()
    assert code_of(response, protocol)[:1].isalpha()


@EVERY_PROTOCOL
def test_what_a_client_sends_is_answered(wire: Wire, emulator: Emulator) -> None:
    assert answer(emulator, wire.request(wire.valid)).status in (200, 204)


@EVERY_PROTOCOL
@FUZZ
@given(data=st.data())
def test_a_damaged_body_is_answered_or_refused(wire: Wire, emulator: Emulator, data: st.DataObject) -> None:
    """A body cut, with bytes replaced, put in or doubled."""
    start = data.draw(st.integers(0, len(wire.valid)))
    end = data.draw(st.integers(start, len(wire.valid)))
    junk = data.draw(st.binary(max_size=8) | st.sampled_from(JUNK))
    body = wire.valid[:start] + junk + wire.valid[data.draw(st.sampled_from((start, end))) :]

    response = answer(emulator, wire.request(body))

    if response.status >= 300:
        assert_refused(response, wire.protocol)


@EVERY_PROTOCOL
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "gzip"}, b"not gzip"),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"x" * 1000)[:-9]),
        ({"Content-Encoding": "gzip"}, gzip.compress(b" " * (65 * 1024 * 1024), 1)),
        ({"x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}, b"no chunks"),
        ({"x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}, b"ffffffff\r\nx"),
    ],
    ids=["no gzip", "cut gzip", "gzip bomb", "no chunks", "cut chunk"],
)
def test_an_encoding_that_is_broken_is_refused(
    wire: Wire, headers: dict[str, str], body: bytes, emulator: Emulator
) -> None:
    assert_refused(answer(emulator, wire.request(body, headers)), wire.protocol)


@EVERY_PROTOCOL
def test_a_body_shorter_than_announced_is_refused(wire: Wire, emulator: Emulator) -> None:
    body = Body(iter([wire.valid]), len(wire.valid) + 1)

    assert_refused(answer(emulator, wire.request(body)), wire.protocol)


@EVERY_PROTOCOL
def test_an_operation_nobody_knows_is_refused(wire: Wire, emulator: Emulator) -> None:
    target = wire.headers.get("X-Amz-Target", "").replace("Put", "Fly")
    body = wire.valid.replace(b"Action=", b"Action=Fly")

    response = answer(emulator, wire.request(body, {"X-Amz-Target": target} if target else {}, wire.unknown))

    assert_refused(response, wire.protocol)


@EVERY_PROTOCOL
@FUZZ
@given(data=st.data())
def test_any_header_is_answered_or_refused(wire: Wire, emulator: Emulator, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(HEADERS))
    value = data.draw(
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40) | st.just("9" * 5000)
    )

    response = answer(emulator, wire.request(wire.valid, {name: value}))

    assert response.status < 500


@EVERY_PROTOCOL
def test_deep_nesting_is_answered_or_refused(wire: Wire, emulator: Emulator) -> None:
    for opening, closing in (
        (b"[", b"]"),
        (b'{"a":', b"}"),
        (b"<a>", b"</a>"),
        (b"\x81", b"\xf6"),
        (b"a.1.", b"a=1"),
    ):
        for levels in (200, 100_000):
            response = answer(emulator, wire.request(opening * levels + closing * levels))

            assert response.status < 500
