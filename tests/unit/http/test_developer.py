"""Developer endpoints that tell of the long tail's state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request
from localstack.config import Settings
from localstack.runtime import Emulator

ACCOUNT_ID, REGION = "000000000000", "us-east-1"


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator(Settings()) as emulator:
        yield emulator


def _ask(emulator: Emulator, method: str, target: str) -> tuple[int, Any]:
    response = emulator.gateway.handle(Request(method, f"/_aws/{target}", Headers(), Body()))
    content = response.body.read()
    return response.status, json.loads(content) if content else None


def _call(emulator: Emulator, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
    return emulator.gateway.call(service, operation, parameters, ACCOUNT_ID, REGION)


def test_emails_that_were_sent_are_told_and_removed(emulator: Emulator) -> None:
    _call(emulator, "ses", "VerifyEmailIdentity", EmailAddress="a@example.com")
    emulator.freeze()
    body = {"Text": {"Data": "plain"}, "Html": {"Data": "<b>rich</b>"}}
    message = {"Subject": {"Data": "Hi"}, "Body": body}
    destination = {"ToAddresses": ["b@example.com"]}
    sent = _call(
        emulator, "ses", "SendEmail", Source="a@example.com", Destination=destination, Message=message
    )
    content = {"Simple": {"Subject": {"Data": "Two"}, "Body": {"Text": {"Data": "2"}}}}
    _call(
        emulator,
        "sesv2",
        "SendEmail",
        FromEmailAddress="a@example.com",
        Destination=destination,
        Content=content,
    )
    emulator.unfreeze()

    _, everything = _ask(emulator, "GET", "ses?email=a@example.com")
    _, one = _ask(emulator, "GET", f"ses?id={sent['MessageId']}")
    removed = _ask(emulator, "DELETE", f"ses?id={sent['MessageId']}")
    _, left = _ask(emulator, "GET", "ses")

    (shown,) = one["messages"]
    assert shown.pop("Timestamp")[10] == "T"
    assert shown == {
        "Id": sent["MessageId"],
        "Region": REGION,
        "Source": "a@example.com",
        "Destination": destination,
        "Subject": "Hi",
        "Body": {"text_part": "plain", "html_part": "<b>rich</b>"},
    }
    assert [found["Subject"] for found in everything["messages"]] == ["Hi", "Two"]
    assert removed == (204, None)
    assert [found["Body"] for found in left["messages"]] == [{"text_part": "2", "html_part": None}]
    assert _ask(emulator, "GET", "ses?email=nobody@example.com")[1] == {"messages": []}


def test_text_and_platform_messages_are_told_and_removed(emulator: Emulator) -> None:
    sms = _call(emulator, "sns", "Publish", PhoneNumber="+4479460000", Message="hello")
    application = _call(emulator, "sns", "CreatePlatformApplication", Name="a", Platform="GCM", Attributes={})
    endpoint = _call(
        emulator,
        "sns",
        "CreatePlatformEndpoint",
        PlatformApplicationArn=application["PlatformApplicationArn"],
        Token="t",
    )
    arn = endpoint["EndpointArn"]
    pushed = _call(emulator, "sns", "Publish", TargetArn=arn, Message="push")

    texts = _ask(emulator, "GET", "sns/sms-messages")[1]
    pushes = _ask(emulator, "GET", f"sns/platform-endpoint-messages?endpointArn={arn}")[1]
    elsewhere = _ask(emulator, "GET", "sns/sms-messages?region=eu-west-1")[1]
    _ask(emulator, "DELETE", "sns/sms-messages")
    _ask(emulator, "DELETE", "sns/platform-endpoint-messages")

    text = {"PhoneNumber": "+4479460000", "Message": "hello", "MessageId": sms["MessageId"]}
    assert texts == {"sms_messages": {"+4479460000": [text]}, "region": REGION}
    push = {"TargetArn": arn, "Message": "push", "MessageId": pushed["MessageId"]}
    assert pushes == {"platform_endpoint_messages": {arn: [push]}, "region": REGION}
    assert elsewhere == {"sms_messages": {}, "region": "eu-west-1"}
    assert _ask(emulator, "GET", "sns/sms-messages")[1]["sms_messages"] == {}
    assert _ask(emulator, "GET", "sns/platform-endpoint-messages")[1]["platform_endpoint_messages"] == {
        arn: []
    }


def test_metrics_are_told_as_they_were_put(emulator: Emulator) -> None:
    datum = {"MetricName": "m", "Value": 2.5, "Dimensions": [{"Name": "d", "Value": "x"}]}
    _call(emulator, "cloudwatch", "PutMetricData", Namespace="n", MetricData=[datum])

    (shown,) = _ask(emulator, "GET", "cloudwatch/metrics/raw")[1]["metrics"]

    assert shown.pop("t") > 0
    assert shown == {
        "ns": "n",
        "n": "m",
        "v": 2.5,
        "d": [{"n": "d", "v": "x"}],
        "account": ACCOUNT_ID,
        "region": REGION,
    }
    assert _ask(emulator, "DELETE", "cloudwatch/metrics/raw")[0] == 405


def test_items_whose_time_is_over_are_removed(emulator: Emulator) -> None:
    key = {"AttributeName": "k", "KeyType": "HASH"}
    definition = {"AttributeName": "k", "AttributeType": "S"}
    table = {"TableName": "ttl", "KeySchema": [key], "AttributeDefinitions": [definition]}
    _call(emulator, "dynamodb", "CreateTable", **table, BillingMode="PAY_PER_REQUEST")
    ttl = {"Enabled": True, "AttributeName": "until"}
    _call(emulator, "dynamodb", "UpdateTimeToLive", TableName="ttl", TimeToLiveSpecification=ttl)
    now = int(emulator.clock.time())
    untils = {
        "over": {"N": str(now - 10)},
        "ancient": {"N": "1"},
        "text": {"S": "1"},
        "later": {"N": str(now + 90)},
    }
    for name, until in untils.items():
        _call(emulator, "dynamodb", "PutItem", TableName="ttl", Item={"k": {"S": name}, "until": until})

    removed = _ask(emulator, "DELETE", "dynamodb/expired")

    items = _call(emulator, "dynamodb", "Scan", TableName="ttl")["Items"]
    assert removed == (200, {"ExpiredItems": 1})
    assert sorted(item["k"]["S"] for item in items) == ["ancient", "later", "text"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("sns/subscription-tokens/arn:aws:sns:us-east-1:000000000000:t:1", "without tokens"),
        ("sns/SimpleNotificationService-6aad65c2f9911b05cd53efda11f913f9.pem", "nothing is signed"),
        ("sns/phone-opt-outs", "ListPhoneNumbersOptedOut"),
        ("lambda/runtimes?filter=all", "functions do not run"),
        ("lambda/init", "functions do not run"),
        ("events/rules/arn:aws:events:us-east-1:000000000000:rule/r/trigger", "schedules"),
        ("execute-api/abc/prod/path", "APIs do not run"),
    ],
)
def test_what_cannot_be_answered_says_why(emulator: Emulator, path: str, reason: str) -> None:
    status, document = _ask(emulator, "GET", path)

    assert status == 501
    assert reason in document["error"]
