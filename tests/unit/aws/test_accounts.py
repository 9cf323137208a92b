"""Who a request claims to be, by every way of signing that botocore knows."""

from __future__ import annotations

import pytest
from botocore.auth import AUTH_TYPE_MAPS
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from localstack.aws.accounts import UNSIGNED, Credential, account_of, credential_of
from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request

KEY = "111122223333"


def signed(kind: str, service: str, method: str = "GET", data: dict[str, str] | None = None) -> Request:
    """Sign a request as a client does."""
    url = "https://host.example/bucket/key" if service == "s3" else "https://host.example/"
    request = AWSRequest(method, url, {}, data if data is not None else b"")
    if data is not None:
        request.headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
    request.context["timestamp"] = "20260131T120000Z"
    signer = AUTH_TYPE_MAPS[kind]
    credentials = Credentials(KEY, "secret")
    (signer(credentials, service, "eu-west-1") if "v4" in kind else signer(credentials)).add_auth(request)
    prepared = request.prepare()
    return Request(
        prepared.method,
        prepared.url.partition("host.example")[2],
        Headers((name, str(value)) for name, value in prepared.headers.items()),
        Body.of(prepared.body),
    )


@pytest.mark.parametrize(
    ("kind", "service"),
    [("v4", "sqs"), ("v4-query", "sts"), ("s3v4", "s3"), ("s3v4-query", "s3")],
)
def test_version_4_tells_key_region_and_service(kind: str, service: str) -> None:
    assert credential_of(signed(kind, service)) == Credential(KEY, "eu-west-1", service)


@pytest.mark.parametrize("kind", ["s3", "s3-query"])
def test_version_2_of_s3_tells_the_key(kind: str) -> None:
    assert credential_of(signed(kind, "s3")) == Credential(KEY, "", "s3")


def test_version_2_of_a_query_service_tells_the_key_in_the_form() -> None:
    request = signed("v2", "sdb", "POST", {"Action": "ListDomains"})

    assert credential_of(request) == Credential(KEY)


def test_version_2_of_a_query_service_tells_the_key_in_the_query_string() -> None:
    request = Request("GET", f"/?Action=ListDomains&AWSAccessKeyId={KEY}", Headers(), Body())

    assert credential_of(request) == Credential(KEY)


@pytest.mark.parametrize(
    ("region_set", "region"),
    [("eu-west-1", "eu-west-1"), ("eu-west-1,us-east-1", "eu-west-1"), ("*", ""), ("us-*", "")],
)
def test_version_4a_tells_key_service_and_the_first_of_its_regions(region_set: str, region: str) -> None:
    scope = f"{KEY}/20260131/events/aws4_request"
    headers = {
        "Authorization": f"AWS4-ECDSA-P256-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        "X-Amz-Region-Set": region_set,
    }

    assert credential_of(Request("POST", "/", Headers(headers.items()), Body())) == Credential(
        KEY, region, "events"
    )


def test_a_request_presigned_with_version_4a_tells_the_same() -> None:
    target = (
        "/b/k?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Region-Set=eu-west-1"
        f"&X-Amz-Credential={KEY}%2F20260131%2Fs3%2Faws4_request"
    )

    assert credential_of(Request("GET", target, Headers(), Body())) == Credential(KEY, "eu-west-1", "s3")


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer token", "Basic dXNlcjpwYXNz", "AWS4-HMAC-SHA256 SignedHeaders=host"],
    ids=["none", "bearer", "basic", "no credential"],
)
def test_what_carries_no_signature_is_unsigned(authorization: str) -> None:
    headers = Headers([("Authorization", authorization)] if authorization else [])

    assert credential_of(Request("GET", "/", headers, Body())) == UNSIGNED


@pytest.mark.parametrize("scope", ["", "/", "key", "key/date", "////", "a/b/c/d/e/f/g", "%00"])
def test_a_broken_scope_raises_nothing(scope: str) -> None:
    header = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"

    found = credential_of(Request("GET", "/", Headers([("Authorization", header)]), Body()))

    assert isinstance(found.access_key_id, str)


def test_the_body_of_an_upload_is_not_read_to_find_a_signature() -> None:
    def explode() -> bytes:
        raise AssertionError("the upload was read")

    body = Body(iter(explode, b""))
    headers = Headers([("Content-Type", "application/x-www-form-urlencoded")])

    assert credential_of(Request("PUT", "/bucket/key", headers, body)) == UNSIGNED


@pytest.mark.parametrize(
    ("access_key_id", "account"),
    [
        ("111122223333", "111122223333"),
        ("ASIAISSUED", "444455556666"),
        ("test", "000000000000"),
        ("", "000000000000"),
        ("11112222333", "000000000000"),
        ("١١١١٢٢٢٢٣٣٣٣", "000000000000"),
    ],
    ids=["twelve digits", "issued", "any other", "none", "eleven digits", "digits of another script"],
)
def test_a_key_belongs_to_an_account(access_key_id: str, account: str) -> None:
    assert account_of(access_key_id, {"ASIAISSUED": "444455556666"}) == account
