"""Pre-signed URLs: their parameters, their end, and what they sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from localstack_providers.s3 import errors, presigned, signatures

from localstack.aws import spec
from localstack.aws.accounts import DEFAULT_ACCOUNT_ID, credential_of
from localstack.aws.api import s3 as api
from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.aws.wire import Headers, Request
from localstack.runtime import Emulator

HOST = "localhost:4566"
Check = Callable[[Request], None]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator()
    yield emulator
    emulator.stop()


@pytest.fixture
def check(emulator: Emulator) -> Check:
    def check(request: Request) -> None:
        service = spec.load("s3")
        key = credential_of(request).access_key_id
        operation = service.operation("PutObject")
        context = RequestContext(
            emulator, service, operation, "rest-xml", DEFAULT_ACCOUNT_ID, "us-east-1", request, key
        )
        presigned.check(context, request)

    return check


def url(version: str, operation: str = "put_object", secret: str = "test", **parameters: Any) -> str:
    """Give what botocore pre-signs, as the target of a request."""
    client = boto3.client(
        "s3",
        region_name="eu-west-1",
        endpoint_url=f"http://{HOST}",
        aws_access_key_id="test",
        aws_secret_access_key=secret,
        config=Config(signature_version=version, s3={"addressing_style": "path"}),
    )
    given = {"Bucket": "b", "Key": "a key/ü+%2F", **parameters}
    return str(client.generate_presigned_url(operation, given, ExpiresIn=300)).partition(HOST)[2]


def request(target: str, method: str = "PUT", host: str = HOST, **headers: str) -> Request:
    items = [("Host", host), *((name.replace("_", "-"), value) for name, value in headers.items())]
    return Request(method, target, Headers(items), Body())


@pytest.mark.parametrize("version", ["s3", "s3v4"])
@pytest.mark.parametrize(
    ("operation", "method", "parameters"),
    [
        ("put_object", "PUT", {}),
        ("get_object", "GET", {"VersionId": "v", "ResponseContentType": "text/plain; charset=é"}),
        ("delete_object", "DELETE", {}),
        ("upload_part", "PUT", {"UploadId": "u", "PartNumber": 3}),
        ("get_object_tagging", "GET", {}),
    ],
    ids=["put", "get", "delete", "part", "subresource"],
)
def test_what_botocore_signs_is_let_in(
    check: Check, version: str, operation: str, method: str, parameters: dict[str, Any]
) -> None:
    target = url(version, operation, **parameters)

    check(request(target, method))


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_another_secret_or_another_request_is_not(check: Check, version: str) -> None:
    with pytest.raises(errors.SignatureDoesNotMatch) as by_secret:
        check(request(url(version, secret="other")))
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(request(url(version), "GET"))
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(request(url(version).replace("/b/", "/c/")))

    members = by_secret.value.members
    assert members["AWSAccessKeyId"] == "test"
    assert bytes.fromhex(members["StringToSignBytes"]).decode() == members["StringToSign"]
    assert ("CanonicalRequest" in members) == (version == "s3v4")


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_a_key_that_is_not_known_is_not_judged(check: Check, version: str) -> None:
    check(request(url(version, secret="other").replace("test", "AKIAIOSFODNN7EXAMPLE")))


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_an_issued_key_is_judged_by_its_secret(emulator: Emulator, check: Check, version: str) -> None:
    emulator.realm.issued_secrets["ASIA"] = "secret"
    target = url(version, secret="secret")

    with pytest.raises(errors.SignatureDoesNotMatch):
        check(request(target.replace("test", "ASIA").replace("Signature=", "Signature=00")))
    if version == "s3":
        check(request(target.replace("test", "ASIA")))


@pytest.mark.parametrize(("version", "elements"), [("s3", set()), ("s3v4", {"X-Amz-Expires"})])
def test_a_url_works_until_its_time_is_over(
    emulator: Emulator, check: Check, version: str, elements: set[str]
) -> None:
    target = url(version)
    emulator.clock.shift(299 - 60)
    check(request(target))
    emulator.clock.shift(70)

    with pytest.raises(api.AccessDenied, match="Request has expired") as refused:
        check(request(target))

    assert refused.value.status_code == 403
    assert set(refused.value.members) == {"Expires", "ServerTime"} | elements


def test_a_lenient_emulator_lets_both_in(emulator: Emulator, check: Check) -> None:
    emulator.settings.s3_skip_signature_validation = True
    target = url("s3v4", secret="other", Metadata={"colour": "red"})
    emulator.clock.shift(86400)

    check(request(target, "GET"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("X-Amz-Date=", "X-Date="), "requires the X-Amz-Algorithm"),
        (("AWS4-HMAC-SHA256", "AWS4"), "only supports"),
        (("%2Faws4_request", ""), "is mal-formed"),
        (("X-Amz-Expires=300", "X-Amz-Expires=soon"), "should be a number"),
        (("X-Amz-Expires=300", "X-Amz-Expires=-1"), "must be non-negative"),
        (("X-Amz-Expires=300", "X-Amz-Expires=604801"), "less than a week"),
        (("X-Amz-Date=2", "X-Amz-Date=x2"), "ISO8601 Long Format"),
        (("test%2F2", "test%2F1"), "Invalid credential date"),
    ],
    ids=["missing", "algorithm", "credential", "no number", "negative", "too long", "date", "other date"],
)
def test_a_wrong_parameter_is_named(check: Check, change: tuple[str, str], message: str) -> None:
    with pytest.raises(errors.AuthorizationQueryParametersError, match=message):
        check(request(url("s3v4").replace(*change)))


@pytest.mark.parametrize("name", ["Signature", "Expires", "AWSAccessKeyId"])
def test_version_2_needs_its_three_parameters(check: Check, name: str) -> None:
    with pytest.raises(api.AccessDenied, match="requires the Signature, Expires and AWSAccessKeyId"):
        check(request(url("s3").replace(f"{name}=", "Other=")))


def test_a_header_that_is_not_signed_is_named(check: Check) -> None:
    with pytest.raises(api.AccessDenied) as refused:
        check(request(url("s3v4"), x_amz_meta_b="1", x_amz_meta_a="1", x_amz_content_sha256="e3b0"))

    assert refused.value.members == {"HeadersNotSigned": "x-amz-meta-a, x-amz-meta-b"}


def test_headers_of_version_2_are_taken_from_the_url(check: Check) -> None:
    wire = request(url("s3", Metadata={"colour": "red"}, ContentType="text/plain"))

    check(wire)

    assert wire.headers.get("x-amz-meta-colour") == "red"
    assert wire.headers.get("content-type") == "text/plain"


def test_the_port_may_be_anothers_when_the_host_was_signed_without_one(check: Check) -> None:
    target = url("s3v4")
    scope = presigned.require_scope(credential(target))

    check(request(signed_for("localhost", target, scope), host="localhost:8080"))


def credential(target: str) -> str:
    return request(target).argument("X-Amz-Credential")


def signed_for(host: str, target: str, scope: signatures.Scope) -> str:
    """Sign a version 4 target anew, for a host."""
    wire = request(target)
    query = [(name, values[0]) for name, values in wire.query.items() if name != "X-Amz-Signature"]
    text = signatures.text_v4("PUT", wire.path, query, {"host": host}, wire.argument("X-Amz-Date"), scope)
    signature = signatures.sign_v4("test", scope, text.string_to_sign)
    return target.replace(wire.argument("X-Amz-Signature"), signature)


def test_a_request_that_is_signed_otherwise_is_not_looked_at(check: Check) -> None:
    check(request("/b/k?X-Amz-Signature=1", Authorization="AWS4-HMAC-SHA256 Credential=…"))
    check(request("/b/k?prefix=X-Amz-"))
