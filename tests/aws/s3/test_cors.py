"""Browser pages of other origins, beside recordings of what AWS tells them."""

from __future__ import annotations

from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3_cors.snapshot.json::TestS3Cors"
MATCHES = f"{EVIDENCE}::test_cors_match_origins"
PAGE = "https://localhost:4200"
# Of the door, not of S3; and in which case a header is written.
OF_THE_DOOR = [
    "$..Headers.Connection",
    "$..Headers.Transfer-Encoding",
    "$..Headers.Content-Length",
    "$..Headers.Content-Type",
]
SPELLED = {
    name.lower(): name
    for name in (
        *("Access-Control-Allow-Credentials", "Access-Control-Allow-Methods", "Access-Control-Allow-Origin"),
        *("Access-Control-Expose-Headers", "Access-Control-Max-Age", "Connection", "Content-Length"),
        *("Content-Type", "ETag", "Last-Modified", "Transfer-Encoding", "Vary"),
    )
}
REFERENCES = ("x-amz-id-2", "x-amz-request-id", "RequestId", "HostId", "server", "BucketName")


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    for name in REFERENCES:
        snapshot.add_transformer(snapshot.transform.key_value(name))
    for name in ("date", "Last-Modified"):
        snapshot.add_transformer(snapshot.transform.key_value(name, reference_replacement=False))


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


class Browser:
    """A page that asks for what is in a bucket."""

    def __init__(self, url: str, bucket: str) -> None:
        self._url, self._bucket = url, bucket

    def ask(self, method: str, key: str = "", style: str = "path", **headers: str) -> dict[str, Any]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        url = f"{self._url}/{key}" if style == "host" else f"{self._url}/{self._bucket}/{key}"
        if style == "host":
            sent["Host"] = f"{self._bucket}.s3.localhost.localstack.cloud"
        request = Request(url.rstrip("/"), method=method, headers=sent)
        try:
            with urlopen(request) as answer:
                status, got, text = answer.status, answer.headers, answer.read().decode()
        except HTTPError as error:
            with error:
                status, got, text = error.code, error.headers, error.read().decode()
        body: Any = text
        if text.startswith("<?xml"):
            body = {"Error": {child.tag: child.text for child in ElementTree.fromstring(text)}}
        spelled = {SPELLED.get(name.lower(), name.lower()): value for name, value in got.items()}
        return {"Body": body, "Headers": spelled, "StatusCode": status}


@pytest.fixture
def browser(localstack: Any, s3_bucket: str) -> Browser:
    return Browser(localstack.url, s3_bucket)


def allow(s3: Any, bucket: str, *origins: str, **more: Any) -> None:
    rule = {"AllowedOrigins": list(origins), "AllowedMethods": ["GET", "PUT"], "MaxAgeSeconds": 3000, **more}
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})


@pytest.mark.skip_snapshot_verify(paths=OF_THE_DOOR)
def test_pages_of_allowed_origins_are_told_so(
    aws_client: Any, s3_bucket: str, browser: Browser, snapshot: Any
) -> None:
    aws_client.s3.delete_public_access_block(Bucket=s3_bucket)
    aws_client.s3.put_bucket_ownership_controls(
        Bucket=s3_bucket, OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    )
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"test-cors", ACL="public-read")
    allow(aws_client.s3, s3_bucket, PAGE)
    asks_to_put = {"Access_Control_Request_Method": "PUT"}

    answers = {
        "opt-no-origin": browser.ask("OPTIONS", "key", **asks_to_put),
        "get-no-origin": browser.ask("GET", "key"),
        "opt-referer": browser.ask("OPTIONS", "key", Referer=PAGE, **asks_to_put),
        "get-referer": browser.ask("GET", "key", Referer=PAGE),
        "opt-right-origin": browser.ask("OPTIONS", "key", Origin=PAGE, **asks_to_put),
        "get-right-origin": browser.ask("GET", "key", Origin=PAGE),
        "opt-wrong-origin": browser.ask("OPTIONS", "key", Origin="http://localhost:4200", **asks_to_put),
        "get-wrong-origin": browser.ask("GET", "key", Origin="http://localhost:4200"),
    }
    allow(aws_client.s3, s3_bucket, "*")
    random = {"Origin": "http://localhost:4200"}
    answers["opt-random-wildcard-origin"] = browser.ask("OPTIONS", "key", **random, **asks_to_put)
    answers["get-random-wildcard-origin"] = browser.ask("GET", "key", **random)

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{MATCHES}::{key}")


@pytest.mark.skip_snapshot_verify(paths=OF_THE_DOOR)
def test_an_origin_may_have_a_wildcard(
    aws_client: Any, s3_bucket: str, browser: Browser, snapshot: Any
) -> None:
    allow(aws_client.s3, s3_bucket, "http://*.origin.com")

    fits = browser.ask("OPTIONS", Origin="http://test.origin.com", Access_Control_Request_Method="PUT")
    other = browser.ask("OPTIONS", Origin="http://test.origin.net", Access_Control_Request_Method="GET")

    partial = "options_match_partial_origin"
    snapshot.match("fits", fits, aws_evidence=f"{EVIDENCE}::test_cors_{partial}::{partial}")
    partial = "options_fails_partial_origin"
    snapshot.match("other", other, aws_evidence=f"{EVIDENCE}::test_cors_{partial}::{partial}")


@pytest.mark.skip_snapshot_verify(paths=OF_THE_DOOR)
def test_headers_are_exposed(aws_client: Any, s3_bucket: str, browser: Browser, snapshot: Any) -> None:
    exposed = ["x-amz-id-2", "x-amz-request-id", "x-amz-request-payer"]
    rule = {"AllowedOrigins": ["*"], "AllowedMethods": ["GET"], "ExposeHeaders": exposed}
    aws_client.s3.put_bucket_cors(Bucket=s3_bucket, CORSConfiguration={"CORSRules": [rule]})

    answer = browser.ask("OPTIONS", "key", Origin=PAGE, Access_Control_Request_Method="GET")

    snapshot.match("answer", answer, aws_evidence=f"{EVIDENCE}::test_cors_expose_headers::opt-get")


@pytest.mark.parametrize("style", ["path", "host"])
def test_headers_that_a_page_wants_to_send_have_to_be_allowed(
    aws_client: Any, s3_bucket: str, browser: Browser, style: str
) -> None:
    allow(aws_client.s3, s3_bucket, PAGE, AllowedHeaders=["x-amz-*", "Content-Type"])
    asks = {"Origin": PAGE, "Access_Control_Request_Method": "PUT"}

    allowed = browser.ask(
        "OPTIONS", "key", style, **asks, Access_Control_Request_Headers="content-type, X-Amz-Meta-Colour"
    )
    refused = browser.ask("OPTIONS", "key", style, **asks, Access_Control_Request_Headers="x-other")
    no_method = browser.ask("OPTIONS", "key", style, Origin=PAGE)

    assert allowed["StatusCode"] == 200
    assert allowed["Headers"]["access-control-allow-headers"] == "content-type, x-amz-meta-colour"
    assert (refused["StatusCode"], refused["Body"]["Error"]["Code"]) == (403, "AccessForbidden")
    assert no_method["Body"]["Error"]["Message"] == "Invalid Access-Control-Request-Method: null"


def test_without_a_configuration_a_foreign_page_is_told_nothing(
    browser: Browser, localstack: Any, snapshot: Any
) -> None:
    page = {"Origin": "https://example.com"}
    no_bucket = Browser(localstack.url, "no-bucket-of-this-name-1c2d3e")

    answers = {
        "options-no-origin": browser.ask("OPTIONS", "key"),
        "options-with-origin-and-method": browser.ask(
            "OPTIONS", "key", **page, Access_Control_Request_Method="PUT"
        ),
        "options-with-origin-no-method": browser.ask("OPTIONS", "key", **page),
    }
    missing = no_bucket.ask("OPTIONS", "key", "host", **page)
    got = browser.ask("GET", "key", **page)
    own_page = browser.ask("OPTIONS", "key", Origin=localstack.url)

    without = f"{EVIDENCE}::test_cors_http_options_no_config"
    for key, answer in answers.items():
        snapshot.match(key, answer["Body"], aws_evidence=f"{without}::{key}")
    evidence = f"{EVIDENCE}::test_cors_http_options_non_existent_bucket::options-with-origin"
    snapshot.match("missing", missing["Body"], aws_evidence=evidence)
    assert got["Body"]["Error"]["Code"] == "AccessDenied"
    assert "Access-Control-Allow-Origin" not in got["Headers"]
    assert (own_page["StatusCode"], own_page["Headers"]["Access-Control-Allow-Origin"]) == (
        204,
        localstack.url,
    )


def test_a_configuration_is_put_read_and_deleted(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3
    rule = {
        "AllowedOrigins": ["https://test.com", "https://app.test.com", "http://test.com:80"],
        "AllowedMethods": ["GET", "PUT", "HEAD"],
        "MaxAgeSeconds": 3000,
        "AllowedHeaders": [
            "x-amz-expected-bucket-owner",
            "x-amz-server-side-encryption-customer-algorithm",
        ],
    }
    without_origin = {"AllowedOrigins": [""], "AllowedMethods": ["GET", "PUT", "HEAD"]}

    missing = refused(s3.get_bucket_cors, Bucket=s3_bucket)
    put = s3.put_bucket_cors(Bucket=s3_bucket, CORSConfiguration={"CORSRules": [rule]})
    got = s3.get_bucket_cors(Bucket=s3_bucket)
    s3.put_bucket_cors(Bucket=s3_bucket, CORSConfiguration={"CORSRules": [without_origin]})
    empty = s3.get_bucket_cors(Bucket=s3_bucket)
    deleted = s3.delete_bucket_cors(Bucket=s3_bucket)
    gone = refused(s3.get_bucket_cors, Bucket=s3_bucket)

    snapshot.match("missing", missing, aws_evidence=f"{EVIDENCE}::test_get_cors::get-cors-no-set")
    snapshot.match("put", put, aws_evidence=f"{EVIDENCE}::test_put_cors::put-cors")
    snapshot.match("got", got, aws_evidence=f"{EVIDENCE}::test_put_cors::get-cors")
    evidence = f"{EVIDENCE}::test_put_cors_empty_origin::get-cors-empty"
    snapshot.match("empty", empty, aws_evidence=evidence)
    snapshot.match("deleted", deleted, aws_evidence=f"{EVIDENCE}::test_delete_cors::delete-cors")
    snapshot.match("gone", gone, aws_evidence=f"{EVIDENCE}::test_delete_cors::get-cors-deleted")


def test_a_configuration_that_breaks_a_rule_is_refused(aws_client: Any, s3_bucket: str) -> None:
    def put(**change: Any) -> tuple[str, str]:
        rule = {"AllowedOrigins": ["*"], "AllowedMethods": ["GET"], **change}
        error = refused(
            aws_client.s3.put_bucket_cors, Bucket=s3_bucket, CORSConfiguration={"CORSRules": [rule]}
        )["Error"]
        return error["Code"], error["Message"]

    assert put(AllowedMethods=[])[0] == "MalformedXML"
    assert put(AllowedMethods=["PATCH"]) == (
        "InvalidRequest",
        "Found unsupported HTTP method in CORS config. Unsupported method is PATCH",
    )
    assert put(AllowedOrigins=["*.*"]) == (
        "InvalidRequest",
        'AllowedOrigin "*.*" can not have more than one wildcard.',
    )
