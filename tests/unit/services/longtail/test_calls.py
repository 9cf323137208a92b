"""Operations of long-tail services called from inside: what goes out, what comes back, in every protocol."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ParamValidationError

from localstack.aws import spec
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Request, Response
from localstack.services.longtail import calls
from localstack.services.longtail.process import LongTail
from tests.unit.services.longtail.wire_requests import send

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(tail: LongTail) -> Ask:
    def call(service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        return calls.call(
            spec.load(service).operation(operation), parameters, lambda request: send(tail, service, request)
        )

    return call


def test_query(ask: Ask) -> None:
    created = ask("iam", "CreateRole", RoleName="packer", AssumeRolePolicyDocument="{}")
    found = ask("iam", "GetRole", RoleName="packer")

    assert found["Role"]["RoleId"] == created["Role"]["RoleId"]
    assert sorted(found) == ["Role"]


def test_ec2(ask: Ask) -> None:
    vpc = ask("ec2", "CreateVpc", CidrBlock="10.1.0.0/16")["Vpc"]

    assert ask("ec2", "DescribeVpcs", VpcIds=[vpc["VpcId"]])["Vpcs"][0]["CidrBlock"] == "10.1.0.0/16"


def test_json(ask: Ask) -> None:
    key = ask("kms", "CreateKey")["KeyMetadata"]["KeyId"]
    sealed = ask("kms", "Encrypt", KeyId=key, Plaintext=b"\x00secret")["CiphertextBlob"]

    assert ask("kms", "Decrypt", CiphertextBlob=sealed)["Plaintext"] == b"\x00secret"


def test_rest_json(ask: Ask) -> None:
    created = ask("apigateway", "CreateRestApi", name="orders", tags={"team": "a b"})

    assert ask("apigateway", "GetRestApi", restApiId=created["id"])["tags"] == {"team": "a b"}
    assert ask("apigateway", "GetRestApis", limit=1)["items"][0]["name"] == "orders"


def test_rest_xml(ask: Ask) -> None:
    zone = ask("route53", "CreateHostedZone", Name="example.com.", CallerReference="1")["HostedZone"]

    assert ask("route53", "GetHostedZone", Id=zone["Id"])["HostedZone"]["Name"] == "example.com."


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "code", "status", "text"),
    [
        ("iam", "GetRole", {"RoleName": "nobody"}, "NoSuchEntity", 404, "nobody"),
        ("ec2", "DescribeVpcs", {"VpcIds": ["vpc-1"]}, "InvalidVpcID.NotFound", 400, "vpc-1"),
        ("kms", "DescribeKey", {"KeyId": "0"}, "NotFoundException", 400, "0"),
        ("apigateway", "GetRestApi", {"restApiId": "0"}, "NotFoundException", 404, "API"),
        ("route53", "GetHostedZone", {"Id": "Z0"}, "NoSuchHostedZone", 404, "Z0"),
    ],
)
def test_an_error_is_raised_with_its_code_and_message(
    ask: Ask, service: str, operation: str, parameters: dict[str, Any], code: str, status: int, text: str
) -> None:
    with pytest.raises(ServiceException) as raised:
        ask(service, operation, **parameters)

    assert (raised.value.code, raised.value.status_code) == (code, status)
    assert text in raised.value.message


def test_streams_are_sent_and_read() -> None:
    received: list[tuple[str, bytes]] = []

    def answer(request: Request) -> Response:
        received.append((request.target, request.body.read()))
        return Response(200, [("ETag", '"1"')], b"\xff\x00ab" if request.method == "GET" else b"")

    operation = spec.load("s3").operation
    calls.call(operation("PutObject"), {"Bucket": "b", "Key": "a b", "Body": io.BytesIO(b"\xff")}, answer)
    result = calls.call(operation("GetObject"), {"Bucket": "b", "Key": "a b", "VersionId": "1/2"}, answer)

    assert received == [("/b/a%20b", b"\xff"), ("/b/a%20b?versionId=1%2F2", b"")]
    assert (result["Body"], result["ETag"]) == (b"\xff\x00ab", '"1"')


def test_parameters_that_do_not_fit_are_the_caller_s_mistake(ask: Ask) -> None:
    with pytest.raises(ParamValidationError, match="RoleName"):
        ask("iam", "GetRole")
