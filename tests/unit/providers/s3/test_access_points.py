"""Access points: by which names a bucket is reached, and whom their policies let through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

OWNER, OTHER, NOBODY = "111111111111", "222222222222", ""
ARN = f"arn:aws:s3:us-east-1:{OWNER}:accesspoint/point"
LABEL = f"point-{OWNER}"
OPEN = dict.fromkeys(
    ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), False
)

Call = Callable[..., dict[str, Any]]
Send = Callable[..., Response]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator(Settings(port=0, seed="points"))
    yield emulator
    emulator.stop()


@pytest.fixture
def call(emulator: Emulator) -> Call:
    def call(operation: str, service: str = "s3", account_id: str = OWNER, **parameters: Any) -> Any:
        return emulator.gateway.call(service, operation, parameters, account_id, "us-east-1") or {}

    call("CreateBucket", Bucket="bucket")
    call("PutPublicAccessBlock", Bucket="bucket", PublicAccessBlockConfiguration=OPEN)
    call("PutObject", Bucket="bucket", Key="key", Body=Body(b"text"))
    return call


@pytest.fixture
def alias(call: Call) -> str:
    return create(call)


@pytest.fixture
def send(emulator: Emulator) -> Send:
    def send(
        account_id: str = OWNER,
        method: str = "GET",
        target: str = "/key",
        host: str = f"{LABEL}.s3-accesspoint.us-east-1.amazonaws.com",
        content: bytes = b"",
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


def create(call: Call, account_id: str = OWNER, **more: Any) -> str:
    parameters = {
        "AccountId": account_id,
        "Name": "point",
        "Bucket": "bucket",
        "BucketAccountId": OWNER,
        "PublicAccessBlockConfiguration": OPEN,
        **more,
    }
    alias: str = call("CreateAccessPoint", "s3control", account_id, **parameters)["Alias"]
    return alias


def policy(resource: str, action: str = "s3:GetObject", **change: Any) -> str:
    statement = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": resource, **change}
    return json.dumps({"Statement": [statement]})


def of_point(call: Call, text: str, account_id: str = OWNER) -> None:
    call("PutAccessPointPolicy", "s3control", account_id, AccountId=account_id, Name="point", Policy=text)


def of_bucket(call: Call, **change: Any) -> None:
    call("PutBucketPolicy", Bucket="bucket", Policy=policy("arn:aws:s3:::bucket/*", **change))


def statuses(send: Send, **request: str) -> list[int]:
    return [send(account_id, **request).status for account_id in (OWNER, OTHER, NOBODY)]


@pytest.mark.parametrize(
    "host",
    [
        f"{LABEL}.s3-accesspoint.us-east-1.amazonaws.com",
        f"{LABEL}.s3-accesspoint-fips.us-east-1.amazonaws.com",
        f"{LABEL}.s3-accesspoint.dualstack.us-east-1.amazonaws.com",
        f"{LABEL}.s3-accesspoint.us-east-1.localhost.localstack.cloud:4566",
        f"{LABEL}.s3.localhost.localstack.cloud:4566",
        f"{LABEL}.localhost.localstack.cloud:4566",
        f"{LABEL}.localhost:4566",
        f"{LABEL}.127.0.0.1:4566",
    ],
)
@pytest.mark.usefixtures("alias")
def test_a_host_may_begin_with_an_access_point(send: Send, host: str) -> None:
    response = send(host=host)

    assert (response.status, response.body.read()) == (200, b"text")


def test_an_alias_stands_where_a_bucket_does(call: Call, send: Send, alias: str) -> None:
    by_path = send(target=f"/{alias}/key", host="s3.localhost.localstack.cloud")
    by_host = send(host=f"{alias}.s3.us-east-1.amazonaws.com")
    head = send(method="HEAD", target=f"/{alias}", host="localhost:4566")

    assert (by_path.status, by_host.status) == (200, 200)
    assert head.header("x-amz-access-point-alias") == "true"
    assert call("GetObject", Bucket=ARN, Key="key")["Body"].read() == b"text"
    assert call("HeadBucket", Bucket=ARN)["AccessPointAlias"] is False


def test_an_access_point_is_not_taken_for_a_bucket_that_is_named_like_its_host(
    call: Call, alias: str, send: Send
) -> None:
    call("CreateBucket", Bucket=LABEL)

    assert send().body.read() == b"text"
    assert alias


def test_a_copy_may_name_access_points(call: Call, alias: str) -> None:
    call("CopyObject", Bucket=ARN, Key="from-arn", CopySource=f"{ARN}/object/key")
    call("CopyObject", Bucket=alias, Key="from-alias", CopySource=f"{alias}/key")

    keys = [item["Key"] for item in call("ListObjectsV2", Bucket="bucket")["Contents"]]
    assert keys == ["from-alias", "from-arn", "key"]


@pytest.mark.usefixtures("alias")
def test_what_access_points_do_not_have_is_refused(call: Call, send: Send) -> None:
    response = send(target="/?versioning")

    assert response.status == 405
    assert b"<Code>MethodNotAllowed</Code>" in response.body.read()
    with pytest.raises(ServiceException) as refusal:
        call("DeleteBucket", Bucket=ARN)
    assert refusal.value.code == "MethodNotAllowed"


@pytest.mark.usefixtures("call")
def test_there_has_to_be_an_access_point(call: Call, send: Send) -> None:
    assert b"<Code>NoSuchAccessPoint</Code>" in send().body.read()
    for name, code in (
        (ARN, "NoSuchAccessPoint"),
        (f"point-{'a' * 34}-s3alias", "NoSuchBucket"),
        (LABEL, "NoSuchBucket"),
    ):
        with pytest.raises(ServiceException) as refusal:
            call("HeadBucket", Bucket=name)
        assert refusal.value.code == code


@pytest.mark.usefixtures("alias")
def test_a_deleted_access_point_leads_nowhere(call: Call, send: Send, alias: str) -> None:
    call("DeleteAccessPoint", "s3control", AccountId=OWNER, Name="point")

    assert send().status == 404
    assert send(target=f"/{alias}/key", host="localhost:4566").status == 404


@pytest.mark.usefixtures("alias")
def test_both_policies_have_to_let_others_through(call: Call, send: Send) -> None:
    nothing = statuses(send)
    of_point(call, policy(f"{ARN}/object/*"))
    only_point = statuses(send)
    of_bucket(call)
    both = statuses(send)
    call("DeleteAccessPointPolicy", "s3control", AccountId=OWNER, Name="point")
    only_bucket = statuses(send)

    assert nothing == only_point == only_bucket == [200, 403, 403]
    assert both == [200, 200, 200]


@pytest.mark.parametrize(
    "change",
    [
        {"Principal": {"AWS": OWNER}},
        {"Condition": {"StringLike": {"s3:DataAccessPointArn": "arn:aws:s3:us-east-1:*:accesspoint/*"}}},
        {"Condition": {"StringEquals": {"s3:DataAccessPointAccount": OWNER}}},
        {"Condition": {"StringEquals": {"s3:AccessPointNetworkOrigin": "Internet"}}},
    ],
    ids=["everybody", "ARN", "account", "origin"],
)
@pytest.mark.usefixtures("alias")
def test_a_denial_by_either_policy_counts_for_the_owner(
    call: Call, send: Send, change: dict[str, Any]
) -> None:
    of_bucket(call, Effect="Deny", **change)
    by_bucket = send().status
    directly = send(target="/bucket/key", host="localhost:4566").status
    call("DeleteBucketPolicy", Bucket="bucket")
    of_point(call, policy(f"{ARN}/object/*", Effect="Deny", **change))

    assert (by_bucket, send().status) == (403, 403)
    assert directly == (403 if "Principal" in change else 200)
    assert send(target="/bucket/key", host="localhost:4566").status == 200


@pytest.mark.usefixtures("alias")
def test_a_bucket_may_leave_it_to_its_access_points(call: Call, send: Send) -> None:
    delegated = {"Condition": {"StringEquals": {"s3:DataAccessPointAccount": OWNER}}}
    of_bucket(call, **delegated)
    of_point(call, policy(f"{ARN}/object/*", Principal={"AWS": OTHER}))

    assert statuses(send) == [200, 200, 403]
    assert statuses(send, target="/bucket/key", host="localhost:4566") == [200, 403, 403]


def test_another_account_may_have_an_access_point_for_a_bucket(call: Call, send: Send) -> None:
    alias = create(call, OTHER)
    delegated = {"Condition": {"StringEquals": {"s3:DataAccessPointAccount": OTHER}}}
    request = {"target": f"/{alias}/key", "host": "localhost:4566"}
    before = statuses(send, **request)
    of_bucket(call, **delegated)

    assert before == [403, 403, 403]
    assert statuses(send, **request) == [403, 200, 403]


def test_a_restricted_access_point_is_not_public(call: Call, send: Send) -> None:
    create(call, PublicAccessBlockConfiguration={**OPEN, "RestrictPublicBuckets": True})
    of_bucket(call)
    of_point(call, policy(f"{ARN}/object/*"))

    assert statuses(send) == [200, 403, 403]


@pytest.mark.usefixtures("alias")
def test_actions_on_the_bucket_are_those_on_the_access_point(call: Call, send: Send) -> None:
    call("PutBucketPolicy", Bucket="bucket", Policy=policy("arn:aws:s3:::bucket", "s3:ListBucket"))
    of_point(call, policy(ARN, "s3:ListBucket"))

    assert statuses(send, target="/?list-type=2") == [200, 200, 200]


@pytest.mark.usefixtures("alias")
def test_each_object_of_a_batch_has_to_pass(call: Call, send: Send) -> None:
    of_point(call, policy(f"{ARN}/object/key", "s3:DeleteObject", Effect="Deny"))
    content = b"<Delete><Object><Key>key</Key></Object><Object><Key>other</Key></Object></Delete>"

    answer = send(method="POST", target="/?delete", content=content, content_md5="lH9dKvIFk1pg8mmLnN6Q/g==")

    body = answer.body.read()
    assert b"<Deleted><Key>other</Key></Deleted>" in body
    assert b"<Error><Key>key</Key><Code>AccessDenied</Code>" in body


@pytest.mark.usefixtures("alias")
def test_logs_name_the_access_point(emulator: Emulator, call: Call, send: Send) -> None:
    call("CreateBucket", Bucket="logs")
    allowed = policy("arn:aws:s3:::logs/*", "s3:PutObject", Principal={"Service": "logging.s3.amazonaws.com"})
    call("PutBucketPolicy", Bucket="logs", Policy=allowed)
    enabled = {"TargetBucket": "logs", "TargetPrefix": ""}
    call("PutBucketLogging", Bucket="bucket", BucketLoggingStatus={"LoggingEnabled": enabled})

    send()
    emulator.settle(hasten=True)

    [item] = call("ListObjectsV2", Bucket="logs")["Contents"]
    line = call("GetObject", Bucket="logs", Key=item["Key"])["Body"].read().decode()
    assert ' REST.GET.OBJECT key "GET /key HTTP/1.1" 200 ' in line
    assert line.endswith(f" {ARN} - -\n")


def test_an_access_point_is_not_made_for_another(call: Call, alias: str) -> None:
    with pytest.raises(ServiceException) as refusal:
        create(call, Name="second", Bucket=alias)

    assert refusal.value.code == "InvalidRequest"


@pytest.mark.parametrize("name", ["alias", "host"])
def test_a_form_has_to_pass_the_access_point_and_the_bucket(
    call: Call, send: Send, alias: str, name: str
) -> None:
    content = (
        b'--line\r\nContent-Disposition: form-data; name="key"\r\n\r\nnew\r\n'
        b'--line\r\nContent-Disposition: form-data; name="file"\r\n\r\ncontent\r\n--line--\r\n'
    )
    place = {"target": f"/{alias}", "host": "localhost:4566"} if name == "alias" else {"target": "/"}

    def post() -> int:
        form = "multipart/form-data; boundary=line"
        return send(NOBODY, "POST", content=content, Content_Type=form, **place).status

    assert post() == 403
    of_point(call, policy(f"{ARN}/object/*", "s3:PutObject"))
    assert post() == 403
    of_bucket(call, Action="s3:PutObject")
    assert post() == 204
