"""Which operation a request finds, and what it is told when there is none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from localstack.aws import routes, spec
from localstack.aws.accounts import credential_of
from localstack.aws.body import Body
from localstack.aws.service_router import ServiceRouter, UnknownOperation
from localstack.aws.wire import Headers, Request
from tests.unit.aws.botocore_client import REGION


def route_of(
    method: str = "POST",
    target: str = "/",
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    signed_as: str = "",
) -> str:
    """Route a hand-made request; gives `service.Operation`."""
    items = {"Host": "localhost:4566", **(headers or {})}
    if signed_as:
        scope = f"AKIAIOSFODNN7EXAMPLE/20260131/{REGION}/{signed_as}/aws4_request"
        items["Authorization"] = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    request = Request(method, target, Headers(items.items()), Body(body))
    operation = ServiceRouter().route(request, credential_of(request)).operation
    return f"{operation.service.name}.{operation.name}"


FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


@pytest.mark.parametrize(
    ("host", "target", "expected"),
    [
        ("sts.amazonaws.com", "/?Action=GetCallerIdentity&Version=2011-06-15", "sts.GetCallerIdentity"),
        ("portal.sso.eu-west-1.amazonaws.com", "/assignment/accounts", "sso.ListAccounts"),
        ("bucket.s3.eu-west-1.amazonaws.com", "/a/b", "s3.GetObject"),
        ("bucket.s3-eu-west-1.amazonaws.com", "/", "s3.ListObjects"),
        ("bucket.s3.dualstack.us-west-2.amazonaws.com", "/?list-type=2", "s3.ListObjectsV2"),
        ("bucket.s3.localhost.localstack.cloud:4566", "/key", "s3.GetObject"),
        ("bucket.s3.eu-west-1.localhost.localstack.cloud:4566", "/key", "s3.GetObject"),
        ("bucket.s3.us-iso-east-1.c2s.ic.gov", "/key", "s3.GetObject"),
        ("bucket.s3-accelerate.dualstack.amazonaws.com", "/key", "s3.GetObject"),
        ("my.s3.bucket.s3.amazonaws.com", "/", "s3.ListObjects"),
        ("s3-fips.us-gov-west-1.amazonaws.com", "/bucket/key", "s3.GetObject"),
        ("sqs.eu-west-1.localhost.localstack.cloud:4566", "/?Action=ListQueues", "sqs.ListQueues"),
        ("lambda.localhost:4566", "/2015-03-31/functions", "lambda.ListFunctions"),
        ("a.b.s3.localhost:4566", "/key", "s3.GetObject"),
        ("s3.localhost.localstack.cloud:4566", "/bucket", "s3.ListObjects"),
        ("zone--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com", "/?session", "s3.CreateSession"),
        ("111122223333.s3-control.eu-west-1.amazonaws.com", "/v20180820/jobs", "s3control.ListJobs"),
        ("point-111122223333.s3-accesspoint.eu-west-1.amazonaws.com", "/key", "s3.GetObject"),
        ("point-111122223333.127.0.0.1:4566", "/key", "s3.GetObject"),
        ("localhost:4566", "/bucket/key", "s3.GetObject"),
        ("localhost:4566", "/?Action=GetCallerIdentity", "s3.ListBuckets"),
    ],
)
def test_an_unsigned_request_is_routed_by_its_host(host: str, target: str, expected: str) -> None:
    assert route_of("GET", target, {"Host": host}) == expected


@pytest.mark.parametrize(
    ("method", "target", "expected"),
    [
        ("GET", "/bucket", "ListObjects"),
        ("GET", "/bucket/", "ListObjects"),
        ("GET", "/bucket//", "GetObject"),
        ("GET", "/bucket/..", "GetObject"),
        ("GET", "/bucket/a%2Fb", "GetObject"),
        ("GET", "/bucket?versions", "ListObjectVersions"),
        ("GET", "/bucket?versions=", "ListObjectVersions"),
        ("GET", "/bucket?analytics&id=1", "GetBucketAnalyticsConfiguration"),
        ("GET", "/bucket?analytics", "ListBucketAnalyticsConfigurations"),
        ("PUT", "/bucket/key?partNumber=1&uploadId=u", "UploadPart"),
        ("PUT", "/bucket/key?partNumber=1", "PutObject"),
        ("POST", "/bucket/key?uploads", "CreateMultipartUpload"),
        ("POST", "/bucket/key?uploadId=u", "CompleteMultipartUpload"),
        ("DELETE", "/bucket/key?uploadId=u", "AbortMultipartUpload"),
        ("GET", "/bucket/key?x-id=GetObject&response-cache-control=no", "GetObject"),
        ("POST", "/bucket?delete", "DeleteObjects"),
    ],
)
def test_s3_tells_operations_apart_by_parameters(method: str, target: str, expected: str) -> None:
    assert route_of(method, target, signed_as="s3") == f"s3.{expected}"


def test_a_header_tells_copies_from_uploads() -> None:
    source = {"x-amz-copy-source": "/bucket/other"}

    assert route_of("PUT", "/bucket/key", source, signed_as="s3") == "s3.CopyObject"
    assert (
        route_of("PUT", "/bucket/key?partNumber=1&uploadId=u", source, signed_as="s3") == "s3.UploadPartCopy"
    )


def test_a_rest_request_without_a_required_parameter_still_finds_its_operation() -> None:
    assert route_of("DELETE", "/2017-03-31/tags/arn", signed_as="lambda") == "lambda.UntagResource"


def test_a_literal_segment_wins_over_a_label() -> None:
    arn = "arn%3Aaws%3Aworkspaces-web%3A%3A%3Aportal%2F1"

    assert route_of("GET", f"/portals/{arn}", signed_as="workspaces-web") == "workspaces-web.GetPortal"
    expected = "workspaces-web.ListIdentityProviders"
    assert route_of("GET", f"/portals/{arn}/identityProviders", signed_as="workspaces-web") == expected


def test_labels_are_decoded_after_the_path_is_split() -> None:
    request = Request("GET", "/bucket/a%2Fb//c%20d/../e+f/", Headers(), Body())

    found = spec.load("s3").rest_router.match(request)

    assert found == ("GetObject", {"Bucket": "bucket", "Key": "a/b//c d/../e+f/"})


def test_a_service_of_two_protocols_is_routed_by_what_the_request_speaks() -> None:
    body = b"Action=ListQueues&Version=2012-11-05"
    query = Request(
        "POST", "/", Headers([("Host", "sqs.us-east-1.amazonaws.com"), *FORM.items()]), Body(body)
    )
    json = Request("POST", "/", Headers([("X-Amz-Target", "AmazonSQS.ListQueues")]), Body(b"{}"))
    router = ServiceRouter()

    routes_found = [router.route(request, credential_of(request)) for request in (query, json)]

    assert [(route.operation.name, route.protocol) for route in routes_found] == [
        ("ListQueues", "query"),
        ("ListQueues", "json"),
    ]


def test_an_sqs_queue_url_takes_actions_in_its_query_string() -> None:
    target = "/000000000000/queue?Action=ReceiveMessage&Version=2012-11-05"

    assert route_of("GET", target, signed_as="sqs") == "sqs.ReceiveMessage"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("query.timestream.eu-west-1.amazonaws.com", "query"),
        ("ingest.timestream.eu-west-1.amazonaws.com", "write"),
    ],
)
def test_the_host_decides_where_two_services_share_a_target(host: str, expected: str) -> None:
    headers = {"Host": host, "X-Amz-Target": "Timestream_20181101.DescribeEndpoints"}

    assert route_of(headers=headers, signed_as="timestream") == f"timestream-{expected}.DescribeEndpoints"


@pytest.mark.parametrize(
    ("headers", "body", "signed_as", "code", "service"),
    [
        (
            {"X-Amz-Target": "DynamoDB_20120810.Fly"},
            b"{}",
            "dynamodb",
            "UnknownOperationException",
            "dynamodb",
        ),
        ({"X-Amz-Target": "Nobody.Fly"}, b"{}", "dynamodb", "UnknownOperationException", ""),
        (FORM, b"Action=Fly&Version=2011-06-15", "sts", "InvalidAction", "sts"),
        (FORM, b"Action=GetCallerIdentity&Version=1999-01-01", "sts", "InvalidAction", "sts"),
        (FORM, b"Version=2011-06-15", "sts", "MissingAction", "sts"),
        ({}, b"", "s3", "MethodNotAllowed", "s3"),
        ({}, b"", "lambda", "UnknownOperationException", "lambda"),
        ({}, b"", "nobody", "UnknownOperationException", ""),
        ({"Smithy-Protocol": "rpc-v2-cbor"}, b"", "cloudwatch", "UnknownOperationException", "cloudwatch"),
    ],
)
def test_what_no_operation_fits_is_answered_in_the_service_s_protocol(
    headers: dict[str, str], body: bytes, signed_as: str, code: str, service: str
) -> None:
    target = "/service/GraniteServiceVersion20100801/operation/Fly" if signed_as == "cloudwatch" else "/"

    with pytest.raises(UnknownOperation) as raised:
        route_of("POST", target, headers, body, signed_as)

    assert (raised.value.code, raised.value.service) == (code, service)


class TestAnotherBotocore:
    """The table was made from another version of botocore than the installed one."""

    @pytest.fixture
    def table(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
        content: dict[str, Any] = json.loads(routes.TABLE.read_text())
        content["botocore"] = "0.1"
        monkeypatch.setattr(routes, "TABLE", tmp_path / "routes.json")
        yield content
        monkeypatch.undo()
        forget_tables()

    def install(self, table: dict[str, Any]) -> None:
        routes.TABLE.write_text(json.dumps(table))
        forget_tables()

    def test_a_service_the_table_lacks_is_routed(self, table: dict[str, Any]) -> None:
        table["services"] = [
            row for row in table["services"] if row["name"] not in ("kms", "sts", "apigatewayv2")
        ]
        self.install(table)

        assert route_of(headers={"X-Amz-Target": "TrentService.ListKeys"}, signed_as="kms") == "kms.ListKeys"
        assert (
            route_of(headers=FORM, body=b"Action=GetCallerIdentity", signed_as="sts")
            == "sts.GetCallerIdentity"
        )
        assert route_of("GET", "/v2/apis", signed_as="apigateway") == "apigatewayv2.GetApis"

    def test_new_paths_of_a_service_are_routed(self, table: dict[str, Any]) -> None:
        for row in table["services"]:
            row["segments"] = ["old"] if row["name"] == "apigatewayv2" else row["segments"]
        self.install(table)

        assert route_of("GET", "/v2/apis", signed_as="apigateway") == "apigatewayv2.GetApis"

    def test_a_service_that_is_gone_is_passed_over(self, table: dict[str, Any]) -> None:
        gone = {**table["services"][0], "name": "gone", "signing_name": "lambda", "protocols": ["rest-json"]}
        table["services"] = [{**gone, "segments": []}, *table["services"]]
        self.install(table)

        assert route_of("GET", "/2015-03-31/functions/", signed_as="lambda") == "lambda.ListFunctions"


def forget_tables() -> None:
    for cached in (
        routes.by_signing_name,
        routes.by_name,
        routes.by_target_prefix,
        routes.by_host,
        routes._table,
        routes._unlisted,
    ):
        cached.cache_clear()
