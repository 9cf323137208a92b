"""Pre-signed URLs and uploads from forms, beside recordings of AWS."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
import requests
from botocore.config import Config

FILE = "services/s3/test_s3.snapshot.json"
URLS, FORMS = f"{FILE}::TestS3PresignedUrl", f"{FILE}::TestS3PresignedPost"
VERSIONS = pytest.mark.parametrize("version", ["s3", "s3v4"])


@pytest.fixture
def signing_client(aws_client_factory: Any) -> Callable[[str], Any]:
    def client(version: str) -> Any:
        return aws_client_factory(config=Config(signature_version=version)).s3

    return client


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformers_list(
        [
            snapshot.transform.key_value(name, reference_replacement=False)
            for name in (
                "HostId", "RequestId", "Expires", "ServerTime", "AWSAccessKeyId", "SignatureProvided", "StringToSign",
                "StringToSignBytes", "CanonicalRequest", "CanonicalRequestBytes",
            )
        ]
    )  # fmt: skip


def error_of(answer: requests.Response) -> dict[str, Any]:
    """Give an error document as the recordings hold them."""
    return {"Error": {element.tag: element.text for element in ElementTree.fromstring(answer.content)}}


@VERSIONS
def test_a_url_lets_in_what_it_was_signed_for(
    signing_client: Callable[[str], Any], s3_bucket: str, snapshot: Any, version: str
) -> None:
    s3, at = signing_client(version), {"Bucket": s3_bucket, "Key": "a key"}
    put = s3.generate_presigned_url("put_object", {**at, "Metadata": {"colour": "red"}})
    get = s3.generate_presigned_url("get_object", at)

    headers = {"x-amz-meta-colour": "red"}
    assert requests.put(put, data=b"content", headers=headers).status_code == 200
    assert requests.get(get).content == b"content"
    assert s3.head_object(**at)["Metadata"] == {"colour": "red"}

    wrong = requests.put(put, data=b"other", headers={**headers, "x-amz-meta-wrong": "1"})
    evidence = (
        "test_put_url_metadata_with_sig_s3[False]"
        if version == "s3"
        else "test_put_url_metadata_with_sig_s3v4[True]"
    )
    assert wrong.status_code == 403
    if version == "s3":
        snapshot.match(
            "wrong headers", error_of(wrong), aws_evidence=f"{URLS}::{evidence}::wrong-meta-headers"
        )
    else:
        assert error_of(wrong)["Error"]["HeadersNotSigned"] == "x-amz-meta-wrong"
    changed = requests.get(get.replace("a%20key", "another"))
    snapshot.match(
        "changed",
        error_of(changed),
        aws_evidence=f"{URLS}::test_presigned_url_signature_authentication[{version}-False]::invalid-get-1",
    )


@VERSIONS
def test_a_url_ends(
    signing_client: Callable[[str], Any], s3_bucket: str, snapshot: Any, version: str, localstack: Any
) -> None:
    s3 = signing_client(version)
    url = s3.generate_presigned_url("get_object", {"Bucket": s3_bucket, "Key": "key"}, ExpiresIn=2)

    localstack.advance(5)
    answer = requests.get(url)

    assert answer.status_code == 403
    snapshot.match(
        "expired",
        error_of(answer),
        aws_evidence=f"{URLS}::test_s3_presigned_url_expired[{version}]::expired-exception",
    )


def test_a_url_with_a_parameter_missing_or_wrong_is_refused(
    signing_client: Callable[[str], Any], s3_bucket: str, snapshot: Any
) -> None:
    at = {"Bucket": s3_bucket, "Key": "key"}
    v2 = signing_client("s3").generate_presigned_url("put_object", at)
    v4 = signing_client("s3v4").generate_presigned_url("get_object", at)

    missing = requests.put(v2.replace("Signature=", "Other="))
    malformed = requests.get(v4.replace("%2F", "%252F"))
    too_long = requests.get(v4.replace("X-Amz-Expires=3600", "X-Amz-Expires=604801"))
    override = signing_client("s3").generate_presigned_url("get_object", {**at, "ResponseCacheControl": "—"})
    signing_client("s3").put_object(**at)
    unicode = requests.get(override)

    snapshot.match(
        "missing",
        {**error_of(missing), "StatusCode": missing.status_code},
        aws_evidence=f"{URLS}::test_s3_put_presigned_url_missing_sig_param[s3]::missing-param-exception",
    )
    snapshot.match(
        "malformed",
        error_of(malformed),
        aws_evidence=f"{URLS}::test_presigned_double_encoded_credentials::error-malformed",
    )
    assert error_of(too_long)["Error"]["Code"] == "AuthorizationQueryParametersError"
    assert unicode.status_code == 400
    assert error_of(unicode)["Error"]["ArgumentName"] == "response-cache-control"


@VERSIONS
def test_a_form_uploads_an_object(signing_client: Callable[[str], Any], s3_bucket: str, version: str) -> None:
    s3 = signing_client(version)
    fields = {"x-amz-meta-a": "1", "Content-Type": "text/plain", "success_action_status": "201"}
    post = s3.generate_presigned_post(
        s3_bucket,
        "user/${filename}",
        Fields=fields,
        Conditions=[["starts-with", f"${name}", ""] for name in fields] + [["content-length-range", 1, 10]],
    )

    answer = requests.post(post["url"], data=post["fields"], files={"file": ("cat.txt", b"content")})

    document = {element.tag: element.text for element in ElementTree.fromstring(answer.content)}
    head = s3.head_object(Bucket=s3_bucket, Key="user/cat.txt")
    assert answer.status_code == 201
    assert (document["Key"], document["Bucket"]) == ("user/cat.txt", s3_bucket)
    assert document["ETag"] == head["ETag"] == answer.headers["ETag"]
    assert document["Location"] == answer.headers["Location"]
    assert (head["Metadata"], head["ContentType"]) == ({"a": "1"}, "text/plain")


def test_a_form_says_what_is_answered(signing_client: Callable[[str], Any], s3_bucket: str) -> None:
    s3, redirect = signing_client("s3v4"), "http://localhost:1/done?a=1"

    def answer(**fields: str) -> requests.Response:
        conditions: list[Any] = [{name: value} for name, value in fields.items()]
        post = s3.generate_presigned_post(s3_bucket, "key", Fields=fields, Conditions=conditions)
        files = {"file": b"content"}
        return requests.post(post["url"], data=post["fields"], files=files, allow_redirects=False)

    redirected = answer(success_action_redirect=redirect)

    assert answer().status_code == 204
    assert answer(success_action_status="200").status_code == 200
    assert answer(success_action_status="500").status_code == 204
    assert redirected.status_code == 303
    assert redirected.headers["Location"].startswith(f"{redirect}&bucket={s3_bucket}&key=key&etag=%22")


def test_a_form_that_breaks_its_policy_is_refused(
    signing_client: Callable[[str], Any], s3_bucket: str, snapshot: Any
) -> None:
    post = signing_client("s3v4").generate_presigned_post(
        s3_bucket, "key", Conditions=[["content-length-range", 5, 10]]
    )

    def answer(content: bytes = b"aaaaaa", url: str = post["url"], **fields: str) -> requests.Response:
        return requests.post(url, data={**post["fields"], **fields}, files={"file": content})

    sizes = f"{FORMS}::test_post_object_policy_validation_size::invalid-content-length-too"
    snapshot.match("too big", error_of(answer(b"a" * 12)), aws_evidence=f"{sizes}-big")
    snapshot.match("too small", error_of(answer(b"a")), aws_evidence=f"{sizes}-small")
    changed = answer(policy=base64.b64encode(b"{}").decode())
    snapshot.match(
        "changed policy",
        {**error_of(changed), "StatusCode": changed.status_code},
        aws_evidence=f"{FORMS}::test_post_request_malformed_policy[s3v4]::exception-policy",
    )
    assert error_of(answer(acl="private"))["Error"]["Message"].endswith("Extra input fields: acl")
    no_form = requests.post(post["url"], data={"key": "a"})
    snapshot.match(
        "no form",
        error_of(no_form),
        aws_evidence=f"{FORMS}::test_post_object_with_wrong_content_type::invalid-content-type-error",
    )
    unsigned = {name: value for name, value in post["fields"].items() if name != "x-amz-signature"}
    missing = error_of(requests.post(post["url"], data=unsigned, files={"file": b"aaaaaa"}))
    assert missing["Error"]["ArgumentName"] == "X-Amz-Signature"


@VERSIONS
def test_a_policy_ends_and_is_read(
    signing_client: Callable[[str], Any], s3_bucket: str, snapshot: Any, localstack: Any, version: str
) -> None:
    s3 = signing_client(version)
    odd = s3.generate_presigned_post(s3_bucket, "key", Conditions=[{"a": "1", "b": "2"}])
    post = s3.generate_presigned_post(s3_bucket, "key", ExpiresIn=2)

    invalid = requests.post(odd["url"], data=odd["fields"], files={"file": b"a"})
    localstack.advance(5)
    late = requests.post(post["url"], data=post["fields"], files={"file": b"a"})

    snapshot.match(
        "invalid",
        error_of(invalid),
        aws_evidence=f"{FORMS}::test_post_object_policy_conditions_validation_eq::invalid-condition-wrong-condition",
    )
    snapshot.match(
        "late",
        {**error_of(late), "StatusCode": late.status_code},
        aws_evidence=f"{FORMS}::test_post_request_expires::exception",
    )


def test_a_form_without_a_policy_is_anybodys(aws_client: Any, s3_bucket: str) -> None:
    url = f"{aws_client.s3.meta.endpoint_url}/{s3_bucket}"
    refused = requests.post(url, data={"key": "a"}, files={"file": b"content"})
    aws_client.s3.delete_public_access_block(Bucket=s3_bucket)
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{s3_bucket}/*",
    }
    aws_client.s3.put_bucket_policy(Bucket=s3_bucket, Policy=json.dumps({"Statement": [statement]}))

    allowed = requests.post(url, data={"key": "a"}, files={"file": b"content"})

    assert (refused.status_code, allowed.status_code) == (403, 204)
    malformed = requests.post(url, data=b"--x", headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert error_of(malformed)["Error"]["Code"] == "MalformedPOSTRequest"
    large = requests.post(url, data={"key": "a", "x-ignore-a": "a" * 20480}, files={"file": b"content"})
    assert error_of(large)["Error"]["Code"] == "MaxPostPreDataLengthExceededError"
