"""Delivery of access logs: what is recorded, when it arrives, and what keeps it from arriving."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from localstack_providers.s3.owner import canonical_user_id

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

OWNER, OTHER, NOBODY = "111111111111", "222222222222", ""
LOG_DELIVERY = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/LogDelivery"}
HOUR = 3600

Call = Callable[..., dict[str, Any]]
Send = Callable[..., Response]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator(Settings(port=0, seed="logs"))
    yield emulator
    emulator.stop()


@pytest.fixture
def call(emulator: Emulator) -> Call:
    def call(operation: str, bucket: str = "source", **parameters: Any) -> Any:
        given = {"Bucket": bucket, **parameters}
        return emulator.gateway.call("s3", operation, given, OWNER, "us-east-1") or {}

    for bucket in ("source", "logs", "plain"):
        call("CreateBucket", bucket)
    call("PutObject", Key="key", Body=Body(b"text"))
    log(call)
    return call


@pytest.fixture
def send(emulator: Emulator) -> Send:
    def send(
        method: str = "GET",
        target: str = "/source/key",
        account_id: str = OWNER,
        content: bytes = b"",
        host: str = "s3.localhost.localstack.cloud",
        **headers: str,
    ) -> Response:
        items = [("Host", host), ("Content-Length", str(len(content)))]
        items += [(name.replace("_", "-"), value) for name, value in headers.items()]
        if account_id:
            scope = f"{account_id}/20300101/us-east-1/s3/aws4_request"
            items.append(
                ("Authorization", f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0")
            )
        return emulator.gateway.handle(Request(method, target, Headers(items), Body(content)))

    return send


def log(call: Call, bucket: str = "source", target: str = "logs", **more: Any) -> None:
    enabled = {"TargetBucket": target, "TargetPrefix": "log/", **more}
    call("PutBucketLogging", bucket, BucketLoggingStatus={"LoggingEnabled": enabled})


def let_in(call: Call, effect: str = "Allow", **condition: Any) -> None:
    statement = {
        "Effect": effect,
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::logs/*",
        **condition,
    }
    call("PutBucketPolicy", "logs", Policy=json.dumps({"Statement": [statement]}))


def logs(call: Call) -> list[str]:
    keys = [item["Key"] for item in call("ListObjectsV2", "logs").get("Contents", [])]
    return [call("GetObject", "logs", Key=key)["Body"].read().decode() for key in keys]


def lines(emulator: Emulator, call: Call) -> list[str]:
    emulator.settle(hasten=True)
    return [line for text in logs(call) for line in text.splitlines()]


def operations(found: list[str]) -> list[str]:
    return [line.split()[7] for line in found]


def test_records_arrive_together_after_an_hour(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)
    send()
    send("PUT", "/source/new", content=b"text")

    emulator.advance(HOUR - 60)
    before = logs(call)
    emulator.advance(60)

    [text] = logs(call)
    assert before == []
    assert operations(text.splitlines()) == ["REST.GET.OBJECT", "REST.PUT.OBJECT"]


def test_records_arrive_when_everything_is_to_settle(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)
    send()

    emulator.settle()
    by_itself = logs(call)
    emulator.settle(hasten=True)

    assert (by_itself, len(logs(call))) == ([], 1)


def test_a_record_tells_of_the_request_and_its_answer(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)

    response = send(user_agent="tests")

    [line] = lines(emulator, call)
    owner, request_id = canonical_user_id(OWNER), response.header("x-amz-request-id")
    assert line.startswith(f"{owner} source [")
    assert (
        f'] 127.0.0.1 {owner} {request_id} REST.GET.OBJECT key "GET /source/key HTTP/1.1" 200 - 4 4 ' in line
    )
    assert line.endswith(
        f'"-" "tests" - {response.header("x-amz-id-2")} SigV4 - AuthHeader '
        "s3.localhost.localstack.cloud - - - -"
    )


def test_a_virtual_hosted_request_is_told_as_it_was_sent(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)

    send(target="/key?versionId=null", host="source.s3.localhost.localstack.cloud")

    [line] = lines(emulator, call)
    assert '"GET /key?versionId=null HTTP/1.1"' in line
    assert ' "-" "-" null ' in line


def test_refusals_are_recorded(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)

    send(account_id=NOBODY)
    send(target="/source/missing")

    denied, missing = lines(emulator, call)
    assert '" 403 AccessDenied ' in denied
    assert denied.split()[5] == "-"
    assert " - - - s3.localhost" in denied
    assert '" 404 NoSuchKey ' in missing


def test_whether_an_acl_was_needed_is_told(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)
    call("DeletePublicAccessBlock")
    call("DeleteBucketOwnershipControls")
    call("PutObjectAcl", Key="key", ACL="public-read")
    send(account_id=OTHER)
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::source/*",
    }
    call("PutBucketPolicy", Policy=json.dumps({"Statement": [statement]}))
    send(account_id=OTHER)

    by_acl, by_policy = lines(emulator, call)
    assert (by_acl.split()[-2], by_policy.split()[-2]) == ("Yes", "-")


def test_a_copy_is_recorded_in_both_its_buckets(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)

    send("PUT", "/source/copy", x_amz_copy_source="/source/key")
    send("PUT", "/plain/copy", x_amz_copy_source="/source/key")

    found = lines(emulator, call)
    assert operations(found) == ["REST.COPY.OBJECT", "REST.COPY.OBJECT_GET", "REST.COPY.OBJECT_GET"]
    assert [line.split()[8] for line in found] == ["copy", "key", "key"]


def test_each_key_of_a_batch_is_recorded(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)
    keys = "".join(f"<Object><Key>{key}</Key></Object>" for key in ("key", "other"))

    content = f"<Delete>{keys}<Object><Key>key</Key><VersionId>wrong</VersionId></Object></Delete>".encode()
    digest = base64.b64encode(hashlib.md5(content).digest()).decode()

    send("POST", "/source?delete", content=content, content_md5=digest)

    found = lines(emulator, call)
    assert operations(found) == ["REST.POST.MULTI_OBJECT_DELETE", *["BATCH.DELETE.OBJECT"] * 3]
    assert [line.split()[8] for line in found[1:]] == ["key", "other", "key"]
    assert all('" 204 - ' in line for line in found[1:3])
    assert '" 204 NoSuchVersion ' in found[3]
    assert " wrong " in found[3]


def test_what_is_not_logged_is_not_recorded(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)

    send(target="/plain/key")
    send(target="/source/key", x_localstack_data='{"service_principal": "s3.amazonaws.com"}')

    assert lines(emulator, call) == []


def test_what_was_recorded_before_a_change_goes_where_it_was_to_go(
    emulator: Emulator, call: Call, send: Send
) -> None:
    let_in(call)
    send()

    call("PutBucketLogging", BucketLoggingStatus={})
    send()

    assert operations(lines(emulator, call)) == ["REST.GET.OBJECT"]


def test_grants_of_the_configuration_are_the_objects(emulator: Emulator, call: Call, send: Send) -> None:
    call("DeletePublicAccessBlock", "logs")
    call("DeleteBucketOwnershipControls", "logs")
    call("PutBucketAcl", "logs", ACL="log-delivery-write")
    log(call, TargetGrants=[{"Grantee": LOG_DELIVERY, "Permission": "READ"}])
    send()
    emulator.settle(hasten=True)

    [item] = call("ListObjectsV2", "logs")["Contents"]
    grants = call("GetObjectAcl", "logs", Key=item["Key"])["Grants"]
    assert grants == [
        {"Grantee": {"Type": "CanonicalUser", "ID": canonical_user_id(OWNER)}, "Permission": "FULL_CONTROL"},
        {"Grantee": LOG_DELIVERY, "Permission": "READ"},
    ]


@pytest.mark.parametrize(
    ("condition", "arrives"),
    [
        ({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::source"}}, True),
        ({"StringEquals": {"aws:SourceAccount": OWNER}}, True),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::another"}}, False),
        ({"StringEquals": {"aws:SourceAccount": OTHER}}, False),
    ],
    ids=["bucket", "account", "another bucket", "another account"],
)
def test_the_policy_of_the_target_is_asked(
    emulator: Emulator, call: Call, send: Send, condition: dict[str, Any], arrives: bool
) -> None:
    let_in(call, Condition=condition)

    send()

    assert bool(lines(emulator, call)) is arrives


def test_what_cannot_arrive_is_lost_and_named(emulator: Emulator, call: Call, send: Send) -> None:
    send()
    emulator.settle(hasten=True)
    let_in(call, effect="Deny")
    send()
    emulator.settle(hasten=True)
    call("DeleteBucket", "logs")
    send()
    emulator.settle(hasten=True)

    names = emulator.recorder.take_undelivered()
    who = "s3: access log of arn:aws:s3:::source to logs (1 records): "
    refusal = "logging.s3.amazonaws.com is not allowed to put objects there"
    assert names == [f"{who}{refusal}", f"{who}{refusal}", f"{who}the target bucket does not exist"]


def test_visits_to_a_website_are_recorded(emulator: Emulator, call: Call, send: Send) -> None:
    let_in(call)
    call("DeletePublicAccessBlock")
    website = {"IndexDocument": {"Suffix": "index.html"}}
    call("PutBucketWebsite", WebsiteConfiguration=website)
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::source/*",
    }
    call("PutBucketPolicy", Policy=json.dumps({"Statement": [statement]}))

    send(target="/key?a=b", host="source.s3-website.us-east-1.amazonaws.com", account_id=NOBODY)
    send(target="/", host="source.s3-website.us-east-1.amazonaws.com", account_id=NOBODY)

    shown, missing = lines(emulator, call)
    assert 'WEBSITE.GET.OBJECT key "GET /key?a=b HTTP/1.1" 200 - 4 4 ' in shown
    assert 'WEBSITE.GET.OBJECT - "GET / HTTP/1.1" ' in missing
    assert shown.split()[5] == "-"


def test_without_enforcement_everything_is_recorded_and_arrives(
    emulator: Emulator, call: Call, send: Send
) -> None:
    emulator.settings = dataclasses.replace(emulator.settings, enforce_iam=False)
    send(account_id=NOBODY)

    assert operations(lines(emulator, call)) == ["REST.GET.OBJECT"]
