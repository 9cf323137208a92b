"""Requests nobody should send, before any codec sees them: they are routed or refused, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.aws.accounts import credential_of
from localstack.aws.body import Body
from localstack.aws.chunked import decode_chunked
from localstack.aws.errors import ServiceException
from localstack.aws.service_router import ServiceRouter
from localstack.aws.wire import Headers, Request

# Of processor time: what other processes take on a busy machine is not the codec's.
SECONDS = 2.0
FUZZ = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def outcome_of(action: Callable[[], object]) -> object:
    """Give what an action returns, or the error of a service that it raises."""
    try:
        return action()
    except ServiceException as error:
        return error


TARGETS = st.text("/?&=%.abz09{}+:\\ é\x00", max_size=30).map(lambda text: f"/{text}")
HEADER_VALUES = st.sampled_from(
    [
        "",
        "DynamoDB_20120810.PutItem",
        "DynamoDB_20120810.",
        ".",
        "a.b.c",
        "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/s3/aws4_request, Signature=0",
        "AWS4-HMAC-SHA256 Credential=//////",
        "AWS a:b",
        "application/x-www-form-urlencoded",
        "rpc-v2-cbor",
        "bucket.s3.amazonaws.com",
        ".s3.amazonaws.com",
        "sqs.us-east-1.amazonaws.com",
        "²",
    ]
)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["Host", "X-Amz-Target", "Authorization", "Content-Type", "Smithy-Protocol", "Content-Length"]
    ),
    HEADER_VALUES,
)


@settings(FUZZ, max_examples=600)
@given(
    st.sampled_from(["GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "NONSENSE"]),
    TARGETS,
    HEADERS,
    st.binary(max_size=40),
)
def test_any_request_is_routed_or_refused(
    method: str, target: str, headers: dict[str, str], body: bytes
) -> None:
    request = Request(method, target, Headers(headers.items()), Body(body))

    outcome = outcome_of(lambda: ROUTER.route(request, credential_of(request)))

    assert not isinstance(outcome, ServiceException) or 400 <= outcome.status_code < 500


ROUTER = ServiceRouter()


@pytest.mark.parametrize(
    "host",
    ["a." * 30_000 + "s3.amazonaws.com", "a.s3" * 20_000, "-." * 30_000, ".s3." * 20_000 + "amazonaws.com"],
    ids=["labels", "s3", "hyphens", "prefixes"],
)
def test_an_absurd_host_costs_no_time(host: str) -> None:
    started = time.thread_time()

    request = Request("GET", "/key", Headers([("Host", host)]), Body())
    ROUTER.route(request, credential_of(request))

    assert time.thread_time() - started < SECONDS


@FUZZ
@given(
    st.binary(max_size=80)
    | st.lists(st.sampled_from([b"5", b"5;chunk-signature=0", b"\r\n", b"hello", b"0", b"x:y"])).map(b"".join)
)
def test_any_chunked_body_is_decoded_or_refused(body: bytes) -> None:
    headers = Headers(
        [
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            ("x-amz-decoded-content-length", "5"),
            ("x-amz-trailer", "x"),
        ]
    )
    request = Request("PUT", "/bucket/key", headers, Body(body))

    outcome = outcome_of(lambda: decode_chunked(request))

    assert not isinstance(outcome, ServiceException) or outcome.status_code == 400
