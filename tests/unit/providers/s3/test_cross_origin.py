"""Browser pages of other origins: which requests are about a bucket, and whose rules hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from localstack_providers.s3 import cross_origin

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

FOREIGN = "https://example.com"
OWN = "https://app.localstack.cloud"
SIGNED = "AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=0"


def request(method: str, target: str, **headers: str) -> Request:
    items = {"Host": "localhost:4566"} | {name.replace("_", "-"): text for name, text in headers.items()}
    return Request(method, target, Headers(items.items()), Body(b""))


@pytest.mark.parametrize(
    ("target", "headers", "expected"),
    [
        ("/bucket", {}, ("bucket", "", False)),
        ("/bucket/a/b?uploads", {}, ("bucket", "a/b", False)),
        ("/key", {"Host": "bucket.s3.localhost.localstack.cloud:4566"}, ("bucket", "key", True)),
        ("/bucket/key", {"Host": "s3.us-east-1.localhost.localstack.cloud"}, ("bucket", "key", True)),
        ("/bucket", {"Authorization": SIGNED.format("s3")}, ("bucket", "", True)),
        ("/", {}, None),
        ("/_localstack/health", {}, None),
        ("/bucket", {"Authorization": SIGNED.format("lambda")}, None),
        ("/bucket", {"Host": "sqs.us-east-1.localhost.localstack.cloud"}, None),
        ("/000000000000/queue?Action=SendMessage", {}, None),
    ],
    ids=[
        "bucket",
        "key",
        "virtual host",
        "host of S3",
        "signed for S3",
        "no bucket",
        "internal",
        "signed for another",
        "host of another",
        "queue",
    ],
)
def test_a_request_is_about_a_bucket_unless_it_names_another_service(
    target: str, headers: dict[str, str], expected: tuple[str, str, bool] | None
) -> None:
    assert cross_origin.resource_of(request("GET", target, **headers)) == expected


Ask = Callable[..., Response]


@pytest.fixture
def make_bucket() -> Iterator[Callable[..., Ask]]:
    emulators: list[Emulator] = []

    def make(*rules: dict[str, Any], **settings: Any) -> Ask:
        emulator = Emulator(Settings(**settings)).start()
        emulators.append(emulator)

        def call(operation: str, **parameters: Any) -> None:
            emulator.gateway.call(
                "s3", operation, {"Bucket": "bucket", **parameters}, "000000000000", "us-east-1"
            )

        call("CreateBucket")
        if rules:
            call("PutBucketCors", CORSConfiguration={"CORSRules": list(rules)})
        return lambda *target, **headers: emulator.gateway.handle(request(*target, **headers))

    yield make

    for emulator in emulators:
        emulator.stop()


def test_the_bucket_s_rules_hold_even_for_the_emulator_s_own_pages(make_bucket: Any) -> None:
    ask = make_bucket({"AllowedOrigins": [FOREIGN], "AllowedMethods": ["GET"]})
    wants = {"Access_Control_Request_Method": "GET"}

    assert ask("OPTIONS", "/bucket/key", Origin=FOREIGN, **wants).status == 200
    assert ask("OPTIONS", "/bucket/key", Origin=OWN, **wants).status == 403


def test_without_rules_the_emulator_s_hold_for_its_own_pages(make_bucket: Any) -> None:
    ask = make_bucket()

    own, foreign = (ask("OPTIONS", "/bucket/key", Origin=origin) for origin in (OWN, FOREIGN))
    got = ask("GET", "/bucket/key", Origin=FOREIGN, Authorization=SIGNED.format("s3"))

    assert (own.status, own.header("access-control-allow-origin")) == (204, OWN)
    assert foreign.status == 403
    assert (got.status, got.header("access-control-allow-origin")) == (404, "")


def test_a_bucket_that_is_not_there_is_s3_s_where_the_host_says_so(make_bucket: Any) -> None:
    ask = make_bucket()

    named = ask("OPTIONS", "/key", Host="missing.s3.localhost.localstack.cloud", Origin=FOREIGN)
    unnamed = ask("OPTIONS", "/missing/key", Origin=FOREIGN)

    assert b"CORSResponse: Bucket not found" in named.body.read()
    assert b"EXTRA_CORS_ALLOWED_ORIGINS" in unnamed.body.read()


def test_the_rules_of_buckets_can_be_switched_off(make_bucket: Any) -> None:
    rule = {"AllowedOrigins": [FOREIGN], "AllowedMethods": ["GET"]}
    ask = make_bucket(rule, disable_custom_cors_s3=True)

    response = ask("OPTIONS", "/bucket/key", Origin=FOREIGN, Access_Control_Request_Method="GET")

    assert b"EXTRA_CORS_ALLOWED_ORIGINS" in response.body.read()
