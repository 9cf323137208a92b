"""Requests with a target whose body is CBOR instead of JSON."""

from __future__ import annotations

import pytest

from localstack.aws.accounts import Credential
from localstack.aws.body import Body
from localstack.aws.service_router import ServiceRouter
from localstack.aws.wire import Headers, Request


def _protocol(router: ServiceRouter, content_type: str) -> str:
    headers = Headers([("X-Amz-Target", "Kinesis_20131202.ListShards"), ("Content-Type", content_type)])
    request = Request("POST", "/", headers, Body(b""))
    return router.route(request, Credential("AKIA", "us-east-1", "kinesis")).protocol


@pytest.mark.parametrize("first", ["application/x-amz-cbor-1.1", "application/x-amz-json-1.1"])
def test_the_content_type_decides_each_time(first: str) -> None:
    router = ServiceRouter()
    _protocol(router, first)

    assert _protocol(router, "application/x-amz-cbor-1.1") == "json-cbor"
    assert _protocol(router, "application/x-amz-json-1.1") == "json"
