"""Access: the owner, another account and nobody, under policies, ACLs and public access blocks."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

OWNER, OTHER, NOBODY = "111111111111", "222222222222", ""
BUCKET = "arn:aws:s3:::bucket"
OPEN = dict.fromkeys(
    ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), False
)

Send = Callable[..., Response]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator(Settings(port=0, seed="access"))
    yield emulator
    emulator.stop()


@pytest.fixture
def call(emulator: Emulator) -> Callable[..., Any]:
    def call(operation: str, **parameters: Any) -> Any:
        return emulator.gateway.call("s3", operation, {"Bucket": "bucket", **parameters}, OWNER, "us-east-1")

    call("CreateBucket")
    call("PutBucketOwnershipControls", OwnershipControls={"Rules": [{"ObjectOwnership": "ObjectWriter"}]})
    call("PutPublicAccessBlock", PublicAccessBlockConfiguration=OPEN)
    call("PutObject", Key="key", Body=Body(b"text"), Tagging="team=blue")
    return call


@pytest.fixture
def send(emulator: Emulator) -> Send:
    def send(
        account_id: str,
        method: str = "GET",
        target: str = "/bucket/key",
        content: bytes = b"",
        **headers: str,
    ) -> Response:
        items = [("Host", "s3.localhost.localstack.cloud"), ("Content-Length", str(len(content)))]
        items += [(name.replace("_", "-"), value) for name, value in headers.items()]
        if account_id:
            scope = f"{account_id}/20300101/us-east-1/s3/aws4_request"
            items.append(
                ("Authorization", f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0")
            )
        return emulator.gateway.handle(Request(method, target, Headers(items), Body(content)))

    return send


def allow(call: Any, **change: Any) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"{BUCKET}/*",
        **change,
    }
    call("PutBucketPolicy", Policy=json.dumps({"Statement": statement}))


def statuses(send: Send, *request: str) -> list[int]:
    return [send(account_id, *request).status for account_id in (OWNER, OTHER, NOBODY)]


@pytest.mark.usefixtures("call")
def test_what_is_private_is_the_owners(send: Send) -> None:
    assert statuses(send) == [200, 403, 403]
    assert statuses(send, "HEAD") == [200, 403, 403]
    assert statuses(send, "GET", "/bucket") == [200, 403, 403]
    assert statuses(send, "GET", "/bucket/no-key") == [404, 403, 403]
    assert statuses(send, "PUT", "/bucket/new") == [200, 403, 403]
    assert statuses(send, "GET", "/no-bucket") == [404, 404, 404]
    assert statuses(send, "GET", "/") == [200, 200, 403]
    assert b"<Code>AccessDenied</Code><Message>Access Denied</Message>" in send(NOBODY).body.read()


@pytest.mark.parametrize(
    ("acl", "expected"),
    [
        ("private", [200, 403, 403]),
        ("public-read", [200, 200, 200]),
        ("authenticated-read", [200, 200, 403]),
    ],
)
def test_an_object_is_read_by_whom_its_acl_names(
    call: Any, send: Send, acl: str, expected: list[int]
) -> None:
    call("PutObjectAcl", Key="key", ACL=acl)

    assert statuses(send) == expected

    call("PutPublicAccessBlock", PublicAccessBlockConfiguration={**OPEN, "IgnorePublicAcls": True})
    assert statuses(send) == [200, 403, 403]


def test_a_public_bucket_is_listed_and_written(call: Any, send: Send) -> None:
    call("PutBucketAcl", ACL="public-read-write")

    assert statuses(send, "GET", "/bucket") == [200, 200, 200]
    assert statuses(send, "GET", "/bucket/no-key") == [404, 404, 404]
    assert send(NOBODY, "PUT", "/bucket/new").status == 200
    assert send(OTHER, "GET", "/bucket/key").status == 403
    assert send(NOBODY, "DELETE", "/bucket/new").status == 204
    assert send(NOBODY, "GET", "/bucket?policy").status == 403


def test_a_policy_opens_what_it_names(call: Any, send: Send) -> None:
    allow(call, Principal={"AWS": OTHER})
    assert statuses(send) == [200, 200, 403]

    allow(call)
    assert statuses(send) == [200, 200, 200]
    assert statuses(send, "GET", "/bucket/no-key") == [404, 403, 403]
    assert statuses(send, "PUT") == [200, 403, 403]

    call("PutPublicAccessBlock", PublicAccessBlockConfiguration={**OPEN, "RestrictPublicBuckets": True})
    assert statuses(send) == [200, 403, 403]


def test_a_policy_denies_the_owner_everything_but_the_policy(call: Any, send: Send) -> None:
    allow(call, Effect="Deny", Action="s3:*", Resource=[BUCKET, f"{BUCKET}/*"])

    assert statuses(send) == [403, 403, 403]
    denied = send(OWNER).body.read()
    assert b"s3:GetObject on resource: &quot;arn:aws:s3:::bucket/key&quot; with an explicit deny" in denied
    assert send(OWNER, "GET", "/bucket?policy").status == 200
    assert send(OWNER, "DELETE", "/bucket?policy").status == 204
    assert send(OWNER).status == 200


@pytest.mark.parametrize(
    ("condition", "target", "headers", "status"),
    [
        ({"StringEquals": {"s3:ExistingObjectTag/team": "blue"}}, "/bucket/key", {}, 200),
        ({"StringEquals": {"s3:ExistingObjectTag/team": "red"}}, "/bucket/key", {}, 403),
        (
            {"StringLike": {"aws:UserAgent": "browser/*"}},
            "/bucket/key",
            {"User_Agent": "browser/1"},
            200,
        ),
        ({"StringLike": {"aws:UserAgent": "browser/*"}}, "/bucket/key", {}, 403),
        ({"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, "/bucket/key", {}, 200),
        ({"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, "/bucket/key", {"X_Forwarded_For": "8.8.8.8"}, 403),
        ({"Bool": {"aws:SecureTransport": "true"}}, "/bucket/key", {}, 200),
        ({"StringEquals": {"aws:PrincipalAccount": OTHER}}, "/bucket/key", {}, 200),
        ({"StringEquals": {"s3:authType": "REST-HEADER"}}, "/bucket/key", {}, 200),
        ({"StringEquals": {"s3:prefix": "in/"}}, "/bucket?prefix=in%2F", {}, 200),
        ({"StringEquals": {"s3:prefix": "in/"}}, "/bucket?prefix=out%2F", {}, 403),
        ({"NumericLessThanEquals": {"s3:max-keys": 10}}, "/bucket?max-keys=10", {}, 200),
        ({"NumericLessThanEquals": {"s3:max-keys": 10}}, "/bucket?max-keys=11", {}, 403),
    ],
)
def test_conditions_look_at_the_request(
    call: Any, send: Send, condition: Any, target: str, headers: dict[str, str], status: int
) -> None:
    allow(
        call,
        Action=["s3:GetObject", "s3:ListBucket"],
        Resource=[BUCKET, f"{BUCKET}/*"],
        Condition=condition,
    )

    assert send(OTHER, "GET", target, **headers).status == status


@pytest.mark.usefixtures("call")
def test_a_form_is_no_way_around(send: Send) -> None:
    form = {"Content_Type": "multipart/form-data; boundary=b"}

    assert send(NOBODY, "GET", "/bucket/key", **form).status == 403
    assert send(NOBODY, "PUT", "/bucket/new", **form).status == 403
    assert send(NOBODY, "POST", "/bucket/new?uploads", **form).status == 403


def test_a_write_is_judged_by_its_headers(call: Any, send: Send) -> None:
    condition = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    allow(call, Action="s3:PutObject", Condition=condition)

    assert send(OTHER, "PUT", "/bucket/a", x_amz_acl="bucket-owner-full-control").status == 200
    assert send(OTHER, "PUT", "/bucket/a").status == 403

    tagged = {"ForAllValues:StringEquals": {"s3:RequestObjectTagKeys": ["team"]}}
    allow(call, Action="s3:PutObject*", Condition=tagged)
    assert send(OTHER, "PUT", "/bucket/a", x_amz_tagging="team=red").status == 200
    assert send(OTHER, "PUT", "/bucket/a", x_amz_tagging="other=red").status == 403


def test_a_version_is_another_action(call: Any, send: Send) -> None:
    allow(call, Action="s3:GetObjectVersion")

    assert send(OTHER, "GET", "/bucket/key?versionId=null").status == 200
    assert send(OTHER, "GET", "/bucket/key").status == 403


def test_a_copy_reads_its_source(call: Any, send: Send) -> None:
    allow(call, Action="s3:PutObject")
    source = quote("bucket/key")
    assert send(OTHER, "PUT", "/bucket/copy", x_amz_copy_source=source).status == 403

    allow(call, Action=["s3:PutObject", "s3:GetObject"])
    assert send(OTHER, "PUT", "/bucket/copy", x_amz_copy_source=source).status == 200


def test_each_key_of_a_deletion_is_asked_for(call: Any, send: Send) -> None:
    call("PutObject", Key="mine/key", Body=Body(b""))
    allow(call, Action="s3:DeleteObject", Resource=f"{BUCKET}/mine/*")
    document = b"<Delete><Object><Key>mine/key</Key></Object><Object><Key>key</Key></Object></Delete>"

    answer = send(NOBODY, "POST", "/bucket?delete", document, Content_MD5=md5(document)).body.read()

    assert b"<Deleted><Key>mine/key</Key></Deleted>" in answer
    assert b"<Key>key</Key><Code>AccessDenied</Code>" in answer


def md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()


@pytest.mark.parametrize("account_id", [OTHER, NOBODY], ids=["another account", "nobody"])
def test_an_emulator_that_does_not_enforce_lets_everybody_in(
    emulator: Emulator, call: Any, send: Send, account_id: str
) -> None:
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": f"{BUCKET}/*"}
    call("PutBucketPolicy", Policy=json.dumps({"Statement": statement}))
    assert send(account_id).status == 403

    emulator.settings.enforce_iam = False

    assert send(account_id).status == 200
