"""Requests without a signature on hosts that name no service of AWS."""

from __future__ import annotations

import pytest

from localstack.aws.accounts import credential_of
from localstack.aws.body import Body
from localstack.aws.service_router import ServiceRouter
from localstack.aws.unsigned import region_of
from localstack.aws.wire import Headers, Request

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
TOKEN = {"x-amz-sso_bearer_token": "token"}
HOSTS = ["localhost:4566", "127.0.0.1:45661", "localhost.localstack.cloud:4566"]


def request_of(
    method: str, target: str, headers: dict[str, str] | None = None, body: bytes = b"", host: str = HOSTS[0]
) -> Request:
    return Request(method, target, Headers({"Host": host, **(headers or {})}.items()), Body(body))


def route_of(request: Request) -> str:
    """Route a request; gives `service.Operation`."""
    operation = ServiceRouter().route(request, credential_of(request)).operation
    return f"{operation.service.name}.{operation.name}"


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("action", ["AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"])
def test_an_assumption_of_a_role_finds_sts(action: str, host: str) -> None:
    text = f"Action={action}&Version=2011-06-15"

    assert route_of(request_of("POST", "/", FORM, text.encode(), host)) == f"sts.{action}"
    assert route_of(request_of("GET", f"/?{text}", host=host)) == f"sts.{action}"


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("AWSCognitoIdentityProviderService.SignUp", "cognito-idp.SignUp"),
        ("AWSCognitoIdentityProviderService.InitiateAuth", "cognito-idp.InitiateAuth"),
        ("AWSCognitoIdentityService.GetId", "cognito-identity.GetId"),
        (
            "AWSCognitoIdentityService.GetCredentialsForIdentity",
            "cognito-identity.GetCredentialsForIdentity",
        ),
    ],
)
def test_a_public_operation_of_cognito_is_named_by_its_target(host: str, target: str, expected: str) -> None:
    assert route_of(request_of("POST", "/", {"X-Amz-Target": target}, b"{}", host)) == expected


@pytest.mark.parametrize(
    ("method", "target", "headers", "expected"),
    [
        ("GET", "/assignment/accounts?max_result=1", TOKEN, "sso.ListAccounts"),
        ("GET", "/assignment/roles?account_id=1", TOKEN, "sso.ListAccountRoles"),
        ("GET", "/federation/credentials?role_name=r&account_id=1", TOKEN, "sso.GetRoleCredentials"),
        ("POST", "/logout", TOKEN, "sso.Logout"),
        ("POST", "/token", {}, "sso-oidc.CreateToken"),
        ("POST", "/client/register", {}, "sso-oidc.RegisterClient"),
        ("POST", "/device_authorization", {}, "sso-oidc.StartDeviceAuthorization"),
        ("POST", "/v1/token", {}, "signin.CreateOAuth2Token"),
        (
            "POST",
            "/v1/token?x-amz-oauth-token-method=token-exchange",
            {},
            "signin.CreateOAuth2TokenWithTokenExchange",
        ),
    ],
)
def test_a_public_rest_operation_is_found_by_path_and_headers(
    method: str, target: str, headers: dict[str, str], expected: str
) -> None:
    assert route_of(request_of(method, target, headers, b"{}" if method == "POST" else b"")) == expected


@pytest.mark.parametrize(
    ("host", "path"),
    [
        ("sqs.eu-west-1.localhost.localstack.cloud:4566", "/000000000000/queue"),
        ("eu-west-1.queue.localhost.localstack.cloud:4566", "/000000000000/queue"),
        ("queue.localhost.localstack.cloud:4566", "/000000000000/queue"),
        ("localhost:4566", "/queue/eu-west-1/000000000000/queue"),
        ("127.0.0.1:4566", "/000000000000/queue.fifo"),
        ("eu-west-1.queue.amazonaws.com", "/000000000000/queue"),
    ],
    ids=["standard", "domain", "domain without region", "path", "off", "AWS's former"],
)
def test_a_queue_url_of_every_strategy_takes_parameters_and_forms(host: str, path: str) -> None:
    text = "Action=SendMessage&MessageBody=hello"

    assert route_of(request_of("GET", f"{path}?{text}", host=host)) == "sqs.SendMessage"
    assert route_of(request_of("POST", path, FORM, text.encode(), host)) == "sqs.SendMessage"


@pytest.mark.parametrize(
    ("method", "target", "expected"),
    [
        ("POST", "/model/anthropic.claude/converse", "bedrock-runtime.Converse"),
        ("GET", "/foundation-models", "bedrock.ListFoundationModels"),
        ("GET", "/v1/spaces/team", "codecatalyst.GetSpace"),
    ],
)
def test_a_bearer_token_leaves_it_to_the_path(method: str, target: str, expected: str) -> None:
    assert route_of(request_of(method, target, {"Authorization": "Bearer token"})) == expected
    assert route_of(request_of("GET", target)).startswith("s3.")


def test_a_signature_for_no_known_service_leaves_it_to_the_url() -> None:
    scope = "test/20260131/us-west-1/sqs_query/aws4_request"
    headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"}
    target = "/000000000000/queue?Action=SendMessage&MessageBody=hello"
    request = request_of("GET", target, headers, host="sqs.us-west-1.localhost.localstack.cloud:4566")

    assert route_of(request) == "sqs.SendMessage"


@pytest.mark.parametrize(
    ("method", "target", "expected"),
    [
        ("GET", "/bucket/key", "GetObject"),
        ("GET", "/000000000000/key", "GetObject"),
        ("GET", "/assignment/accounts", "GetObject"),
        ("GET", "/queue/eu-west-1", "GetObject"),
        ("PUT", "/token", "CreateBucket"),
    ],
)
def test_what_resembles_another_service_s_request_stays_s3_s(method: str, target: str, expected: str) -> None:
    assert route_of(request_of(method, target)) == f"s3.{expected}"


@pytest.mark.parametrize(
    ("host", "path", "region"),
    [
        ("sqs.eu-west-1.localhost.localstack.cloud:4566", "/", "eu-west-1"),
        ("eu-central-2.queue.localhost:4566", "/000000000000/queue", "eu-central-2"),
        ("localhost:4566", "/queue/ap-southeast-7/000000000000/queue", "ap-southeast-7"),
        ("bucket.s3-sa-east-1.amazonaws.com", "/", "sa-east-1"),
        ("files-eu-west-1.s3.us-gov-west-1.amazonaws.com", "/", "us-gov-west-1"),
        ("files-eu-west-1.s3.amazonaws.com", "/", ""),
        ("eu-west-1.s3.amazonaws.com", "/", ""),
        ("sts.eusc-de-east-1.amazonaws.eu", "/", "eusc-de-east-1"),
        ("s3.us-isob-east-1.sc2s.sgov.gov", "/", "us-isob-east-1"),
        ("sts.amazonaws.com", "/", ""),
        ("localhost:4566", "/bucket/eu-west-1", ""),
        ("", "/", ""),
    ],
)
def test_the_region_is_the_one_that_the_url_names(host: str, path: str, region: str) -> None:
    assert region_of(request_of("GET", path, host=host)) == region
