"""Requests to the emulator as AWS would have got them, for moto to recognise."""

from __future__ import annotations

import pytest
from botocore.awsrequest import AWSPreparedRequest, HeadersDict

from pytest_localstack.mocks import MotoMocks, sent_to_aws

AUTHORITY = "127.0.0.1:4000"


def _request(url: str, scope: str = "", target: str = "") -> AWSPreparedRequest:
    headers = HeadersDict()
    if scope:
        headers["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential=test/20260101/{scope}/aws4_request, Signature=0"
        )
    if target:
        headers["X-Amz-Target"] = target.encode()
    return AWSPreparedRequest("POST", url, headers, b"", False)


@pytest.mark.parametrize(
    ("service_id", "scope", "target", "host"),
    [
        ("s3", "eu-west-1/s3", "", "s3.eu-west-1.amazonaws.com"),
        ("s3-control", "eu-west-1/s3", "", "s3-control.eu-west-1.amazonaws.com"),
        ("iam", "us-east-1/iam", "", "iam.amazonaws.com"),
        ("dynamodb", "us-east-1/dynamodb", "DynamoDB_20120810.GetItem", "dynamodb.us-east-1.amazonaws.com"),
        ("dynamodb-streams", "us-east-1/dynamodb", "", "streams.dynamodb.us-east-1.amazonaws.com"),
        ("auto-scaling", "eu-west-1/autoscaling", "", "autoscaling.eu-west-1.amazonaws.com"),
        ("sts", "cn-north-1/sts", "", "sts.cn-north-1.amazonaws.com.cn"),
        (
            "cognito-identity",
            "",
            "AWSCognitoIdentityService.GetId",
            "cognito-identity.us-east-1.amazonaws.com",
        ),
        ("sts", "", "", "sts.us-east-1.amazonaws.com"),
    ],
    ids=lambda value: value or "none",
)
def test_a_request_to_the_emulator_goes_to_awss_own_host(
    monkeypatch: pytest.MonkeyPatch, service_id: str, scope: str, target: str, host: str
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    request = _request(f"http://{AUTHORITY}/a%2Fb?x=1", scope, target)

    sent = sent_to_aws(f"before-send.{service_id}.Operation", request, AUTHORITY)

    assert sent.url == f"https://{host}/a%2Fb?x=1"
    assert request.url == f"http://{AUTHORITY}/a%2Fb?x=1"


def test_labels_before_the_host_are_kept() -> None:
    request = _request(f"http://000000000000.{AUTHORITY}/v20180820/x", "eu-west-1/s3")

    sent = sent_to_aws("before-send.s3-control.GetPublicAccessBlock", request, AUTHORITY)

    assert sent.url == "https://000000000000.s3-control.eu-west-1.amazonaws.com/v20180820/x"


@pytest.mark.parametrize(
    "url", ["https://sts.amazonaws.com/", "http://localhost:5000/", "http://127.0.0.1:40/"]
)
def test_other_requests_stay_as_they_are(url: str) -> None:
    request = _request(url, "us-east-1/sts")

    assert sent_to_aws("before-send.sts.GetCallerIdentity", request, AUTHORITY) is request


def test_moto_is_as_before_when_it_is_left() -> None:
    from moto.core.models import MockAWS, botocore_stubber

    before = (MockAWS.start, MockAWS.stop, type(botocore_stubber).__call__)
    variables = {"AWS_ENDPOINT_URL": f"http://{AUTHORITY}"}
    mocks = MotoMocks(f"http://{AUTHORITY}", variables)

    mocks.install()
    with MockAWS():
        assert "AWS_ENDPOINT_URL" not in variables
    assert variables == {"AWS_ENDPOINT_URL": f"http://{AUTHORITY}"}
    mocks.uninstall()

    assert (MockAWS.start, MockAWS.stop, type(botocore_stubber).__call__) == before
