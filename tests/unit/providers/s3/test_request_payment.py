"""Requester pays: who has to say so, how, and who is told that it cost something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from localstack_providers.s3.request_payment import TELLING

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator
from localstack.services.plugins import ServiceManager

OWNER, OTHER, NOBODY = "111111111111", "222222222222", ""
AGREED = {"x_amz_request_payer": "requester"}

Send = Callable[..., Response]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator(Settings(port=0, seed="payer"))
    yield emulator
    emulator.stop()


@pytest.fixture
def send(emulator: Emulator) -> Send:

    def call(operation: str, **parameters: Any) -> None:
        emulator.gateway.call("s3", operation, {"Bucket": "bucket", **parameters}, OWNER, "us-east-1")

    def send(
        account_id: str,
        target: str = "/bucket/key",
        host: str = "s3.localhost.localstack.cloud",
        **headers: str,
    ) -> Response:
        items = [(name.replace("_", "-"), value) for name, value in headers.items()]
        if account_id:
            scope = f"{account_id}/20300101/us-east-1/s3/aws4_request"
            items.append(
                ("Authorization", f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0")
            )
        return emulator.gateway.handle(Request("GET", target, Headers([("Host", host), *items]), Body()))

    call("CreateBucket")
    call("PutBucketOwnershipControls", OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]})
    call("PutPublicAccessBlock", PublicAccessBlockConfiguration={"BlockPublicAcls": False})
    call("PutObject", Key="key", Body=Body(b"text"), ACL="public-read")
    call("PutBucketWebsite", WebsiteConfiguration={"IndexDocument": {"Suffix": "key"}})
    call("PutBucketRequestPayment", RequestPaymentConfiguration={"Payer": "Requester"})
    # A call from inside costs nobody anything.
    call("GetObject", Key="key")
    return send


@pytest.mark.parametrize(
    ("account_id", "query", "headers", "status", "charged"),
    [
        (OWNER, "", {}, 200, ""),
        (OWNER, "", AGREED, 200, ""),
        (OTHER, "", AGREED, 200, "requester"),
        (OTHER, "?x-amz-request-payer=requester", {}, 200, "requester"),
        (OTHER, "", {}, 403, ""),
        (OTHER, "", {"x_amz_request_payer": "owner"}, 403, ""),
        (NOBODY, "", AGREED, 403, ""),
    ],
    ids=[
        "owner",
        "owner who would pay",
        "header",
        "parameter",
        "nothing said",
        "something else said",
        "nobody",
    ],
)
def test_whoever_is_not_the_owner_pays(
    send: Send, account_id: str, query: str, headers: dict[str, str], status: int, charged: str
) -> None:
    response = send(account_id, f"/bucket/key{query}", **headers)

    assert (response.status, response.header("x-amz-request-charged")) == (status, charged)


def test_the_answers_that_tell_are_those_of_the_model() -> None:
    s3 = ServiceManager().require("s3")
    assert s3 is not None
    shapes = {name: spec.load("s3").operation(name).model.output_shape for name in s3.operations}

    telling = {
        name for name, shape in shapes.items() if shape is not None and "RequestCharged" in shape.members
    }

    assert telling == TELLING & shapes.keys()


def test_a_refusal_costs_nothing(send: Send) -> None:
    response = send(OTHER, "/bucket/missing", **AGREED)

    assert (response.status, response.header("x-amz-request-charged")) == (403, "")


def test_visitors_of_a_website_cannot_pay(send: Send) -> None:
    response = send(NOBODY, "/", "bucket.s3-website.localhost.localstack.cloud", **AGREED)

    assert (response.status, response.header("x-amz-request-charged")) == (403, "")


def test_nobody_pays_where_nothing_is_enforced(emulator: Emulator, send: Send) -> None:
    emulator.settings.enforce_iam = False

    response = send(NOBODY)

    assert (response.status, response.header("x-amz-request-charged")) == (200, "")
