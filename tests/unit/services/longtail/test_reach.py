"""What a long-tail call would do outside of its process: asked of the emulator, or refused."""

from __future__ import annotations

import base64
import io
import json
import time
import zipfile
from typing import Any

import pytest

from localstack.aws.errors import CommonServiceException
from localstack.aws.wire import Request
from localstack.services.longtail.process import LongTail

from .conftest import FakeNatives
from .wire_requests import create_topic, json_request, query, rest_request, send, texts, topics

QUEUE_ARN = "arn:aws:sqs:us-east-1:000000000000:orders"
EVENTS = "AWSEvents"
TAGGING = "ResourceGroupsTaggingAPI_20170126"
TABLES = "DynamoDB_20120810"
TRAILS = "CloudTrail_20131101"
ROLE = "arn:aws:iam::000000000000:role/worker"


def subscribe(tail: LongTail, topic: str, protocol: str, endpoint: str) -> str | None:
    subscription = query("Subscribe", TopicArn=topic, Protocol=protocol, Endpoint=endpoint)
    return texts(send(tail, "sns", subscription), "SubscriptionArn")[0]


def refusal(tail: LongTail, service: str, request: Request) -> str:
    with pytest.raises(CommonServiceException) as caught:
        send(tail, service, request)
    assert caught.value.status_code == 501
    return caught.value.message


def create_function(tail: LongTail, code: dict[str, Any] | None = None) -> Request:
    send(tail, "iam", query("CreateRole", RoleName="worker", AssumeRolePolicyDocument="{}"))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("handler.py", "")
    return rest_request(
        "POST",
        "/2015-03-31/functions",
        FunctionName="price",
        Runtime="python3.12",
        Role=ROLE,
        Handler="handler.handle",
        Code=code or {"ZipFile": base64.b64encode(archive.getvalue()).decode()},
    )


def test_sns_delivers_to_a_native_queue(tail: LongTail, natives: FakeNatives) -> None:
    topic = create_topic(tail)
    subscribe(tail, topic, "sqs", QUEUE_ARN)

    send(tail, "sns", query("Publish", TopicArn=topic, Message="hello"))

    call, parameters = natives.calls[-1]
    assert call == "sqs.SendMessage in 000000000000 us-east-1"
    assert parameters["QueueUrl"] == "http://queue/orders"
    assert json.loads(parameters["MessageBody"])["Message"] == "hello"
    assert natives.principals == {"sns.amazonaws.com"}


def test_events_deliver_to_a_native_queue(tail: LongTail, natives: FakeNatives) -> None:
    pattern = json.dumps({"source": ["shop"]})
    send(tail, "events", json_request(f"{EVENTS}.PutRule", Name="all", EventPattern=pattern))
    targets = [{"Id": "1", "Arn": QUEUE_ARN}]
    send(tail, "events", json_request(f"{EVENTS}.PutTargets", Rule="all", Targets=targets))

    entry = {"Source": "shop", "DetailType": "order", "Detail": json.dumps({"id": 1})}
    send(tail, "events", json_request(f"{EVENTS}.PutEvents", Entries=[entry]))

    call, parameters = natives.calls[-1]
    assert call == "sqs.SendMessage in 000000000000 us-east-1"
    assert json.loads(parameters["MessageBody"])["detail"] == {"id": 1}


def test_a_trail_needs_a_native_bucket(tail: LongTail, natives: FakeNatives) -> None:
    known = send(tail, "cloudtrail", json_request(f"{TRAILS}.CreateTrail", Name="one", S3BucketName="audit"))
    unknown = send(tail, "cloudtrail", json_request(f"{TRAILS}.CreateTrail", Name="two", S3BucketName="nil"))

    assert known.status == 200
    assert json.loads(unknown.body.read())["__type"] == "S3BucketDoesNotExistException"
    assert [parameters for _, parameters in natives.calls] == [{"Bucket": "audit"}, {"Bucket": "nil"}]


@pytest.mark.parametrize("failure", [ZeroDivisionError, KeyboardInterrupt], ids=["a bug", "an interruption"])
def test_a_call_that_ends_in_a_native_service_disturbs_no_other(
    tail: LongTail, natives: FakeNatives, failure: type[BaseException]
) -> None:
    topic = create_topic(tail)
    natives.failure = failure()

    with pytest.raises(failure):
        subscribe(tail, topic, "sqs", QUEUE_ARN)

    assert topics(tail) == [topic]


def test_without_an_emulator_to_ask_a_native_service_is_refused(lone_tail: LongTail) -> None:
    topic = create_topic(lone_tail)

    message = refusal(
        lone_tail, "sns", query("Subscribe", TopicArn=topic, Protocol="sqs", Endpoint=QUEUE_ARN)
    )

    assert message == (
        "Subscribe of sns is not implemented by the long tail: it would act on sqs, which runs natively"
    )


def test_what_no_native_service_is_asked_for_is_refused(tail: LongTail) -> None:
    request = create_function(tail, {"S3Bucket": "audit", "S3Key": "code.zip"})

    assert refusal(tail, "lambda", request).endswith("it would act on s3, which runs natively")


def test_a_stack_cannot_make_native_resources(tail: LongTail) -> None:
    template = json.dumps({"Resources": {"Bucket": {"Type": "AWS::S3::Bucket"}}})

    message = refusal(tail, "cloudformation", query("CreateStack", StackName="shop", TemplateBody=template))

    assert message.endswith("it would act on s3, which runs natively")


def test_work_in_the_background_is_recorded_as_undelivered(tail: LongTail) -> None:
    table = json_request(
        f"{TABLES}.CreateTable",
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    arn = json.loads(send(tail, "dynamodb", table).body.read())["TableDescription"]["TableArn"]
    backups = {"PointInTimeRecoveryEnabled": True}
    request = json_request(
        f"{TABLES}.UpdateContinuousBackups", TableName="orders", PointInTimeRecoverySpecification=backups
    )
    send(tail, "dynamodb", request)

    request = json_request(f"{TABLES}.ExportTableToPointInTime", TableArn=arn, S3Bucket="audit", S3Prefix="x")
    assert send(tail, "dynamodb", request).status == 200

    deadline = time.monotonic() + 30
    while not (undelivered := tail.take_undelivered()) and time.monotonic() < deadline:
        pass
    assert undelivered == ["TableExport of moto: act on s3, which runs natively"]
    assert tail.take_undelivered() == []


def test_a_function_is_not_run(tail: LongTail) -> None:
    assert send(tail, "lambda", create_function(tail)).status == 201
    topic = create_topic(tail)
    subscribe(tail, topic, "lambda", "arn:aws:lambda:us-east-1:000000000000:function:price")

    message = refusal(tail, "sns", query("Publish", TopicArn=topic, Message="hello"))

    assert message == "Publish of sns is not implemented by the long tail: it would run a container"


def test_nothing_is_sent_over_the_network(tail: LongTail) -> None:
    topic = create_topic(tail)
    subscribe(tail, topic, "http", "http://localhost:1/")

    message = refusal(tail, "sns", query("Publish", TopicArn=topic, Message="hello"))

    assert message.startswith("Publish of sns is not implemented by the long tail: it would use the network")


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param({}, id="all services"),
        pytest.param({"ResourceTypeFilters": ["sns", "s3:bucket"]}, id="a native one by type"),
        pytest.param({"ResourceARNList": ["arn:aws:s3:::audit"]}, id="a native one by ARN"),
    ],
)
def test_tags_of_native_resources_are_not_left_out_silently(
    tail: LongTail, parameters: dict[str, Any]
) -> None:
    request = json_request(f"{TAGGING}.GetResources", **parameters)

    assert "show the tags of s3" in refusal(tail, "resourcegroupstaggingapi", request)


def test_tags_of_other_resources_are_shown(tail: LongTail) -> None:
    topic = create_topic(tail)
    tags = json_request(f"{TAGGING}.TagResources", ResourceARNList=[topic], Tags={"team": "sales"})
    send(tail, "resourcegroupstaggingapi", tags)

    request = json_request(f"{TAGGING}.GetResources", ResourceTypeFilters=["sns"])
    found = json.loads(send(tail, "resourcegroupstaggingapi", request).body.read())

    assert [mapping["ResourceARN"] for mapping in found["ResourceTagMappingList"]] == [topic]


def test_the_endpoint_services_of_a_vpc_include_the_native_ones(tail: LongTail) -> None:
    services = send(tail, "ec2", query("DescribeVpcEndpointServices", Version="2016-11-15"))

    assert "com.amazonaws.us-east-1.s3" in texts(services, "serviceName")


def test_a_missing_library_is_named(tail: LongTail) -> None:
    template = query("ValidateTemplate", TemplateBody='{"Resources": {}}')

    message = refusal(tail, "cloudformation", template)

    assert "use the library cfnlint, which is not installed" in message


def test_metrics_do_not_look_into_native_services(tail: LongTail) -> None:
    # Lambda's modules bring in those of S3, which offers moto's CloudWatch its metrics.
    create_function(tail)

    metrics = send(tail, "cloudwatch", json_request("GraniteServiceVersion20100801.ListMetrics"))

    assert metrics.status == 200
