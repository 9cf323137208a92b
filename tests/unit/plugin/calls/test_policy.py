"""The least-privilege policy of calls, by the Service Authorization Reference."""

from __future__ import annotations

import json
from typing import Any

import pytest

from localstack.aws import spec
from localstack.aws.recorder import Call
from pytest_localstack.calls.policy import policy_of
from pytest_localstack.calls.policy.services import _MODULES, rules_of
from pytest_localstack.calls.policy.template import escaped, expand
from tests.unit.plugin.calls.making import call

PLACE = "eu-west-1:111122223333"


def needs(*calls: Call) -> list[tuple[str, str]]:
    """Give a policy as pairs of action and resource."""
    return [
        (action, resource)
        for statement in policy_of(calls)["Statement"]
        for action in statement["Action"]
        for resource in statement["Resource"]
    ]


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        ("ListBuckets", {}, [("s3:ListAllMyBuckets", "*")]),
        ("ListObjectsV2", {"Bucket": "b"}, [("s3:ListBucket", "arn:aws:s3:::b")]),
        ("HeadBucket", {"Bucket": "b"}, [("s3:ListBucket", "arn:aws:s3:::b")]),
        ("HeadObject", {"Bucket": "b", "Key": "k"}, [("s3:GetObject", "arn:aws:s3:::b/k")]),
        (
            "GetObject",
            {"Bucket": "b", "Key": "k", "VersionId": "1"},
            [("s3:GetObjectVersion", "arn:aws:s3:::b/k")],
        ),
        (
            "PutObject",
            {"Bucket": "b", "Key": "k", "ACL": "private", "Tagging": "a=b"},
            [
                ("s3:PutObject", "arn:aws:s3:::b/k"),
                ("s3:PutObjectAcl", "arn:aws:s3:::b/k"),
                ("s3:PutObjectTagging", "arn:aws:s3:::b/k"),
            ],
        ),
        (
            "CopyObject",
            {"Bucket": "b", "Key": "k", "CopySource": "/from/a%20b?versionId=1"},
            [("s3:GetObjectVersion", "arn:aws:s3:::from/a b"), ("s3:PutObject", "arn:aws:s3:::b/k")],
        ),
        (
            "DeleteObjects",
            {"Bucket": "b", "Delete": {"Objects": [{"Key": "x"}, {"Key": "y", "VersionId": "1"}]}},
            [("s3:DeleteObject", "arn:aws:s3:::b/x"), ("s3:DeleteObjectVersion", "arn:aws:s3:::b/y")],
        ),
        (
            "ListParts",
            {"Bucket": "b", "Key": "k", "UploadId": "u"},
            [("s3:ListMultipartUploadParts", "arn:aws:s3:::b/k")],
        ),
        (
            "CompleteMultipartUpload",
            {"Bucket": "b", "Key": "k", "UploadId": "u"},
            [("s3:PutObject", "arn:aws:s3:::b/k")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_s3_names_its_actions_by_what_they_protect(
    operation: str, parameters: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert needs(call("s3", operation, **parameters)) == expected


def test_a_missing_key_is_told_only_to_those_who_may_list() -> None:
    found = needs(call("s3", "GetObject", Bucket="b", Key="k"))
    missing = needs(call("s3", "GetObject", error="NoSuchKey", Bucket="b", Key="k"))

    assert found == [("s3:GetObject", "arn:aws:s3:::b/k")]
    assert missing == [*found, ("s3:ListBucket", "arn:aws:s3:::b")]


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "expected"),
    [
        ("sqs", "ListQueues", {}, [("sqs:ListQueues", "*")]),
        (
            "sqs",
            "SendMessageBatch",
            {"QueueUrl": "http://localhost:4566/000000000000/orders"},
            [("sqs:SendMessage", "arn:aws:sqs:eu-west-1:000000000000:orders")],
        ),
        ("sqs", "GetQueueUrl", {"QueueName": "q"}, [("sqs:GetQueueUrl", f"arn:aws:sqs:{PLACE}:q")]),
        ("sns", "Publish", {"PhoneNumber": "+1"}, [("sns:Publish", "*")]),
        (
            "sns",
            "PublishBatch",
            {"TopicArn": f"arn:aws:sns:{PLACE}:t"},
            [("sns:Publish", f"arn:aws:sns:{PLACE}:t")],
        ),
        (
            "dynamodb",
            "BatchGetItem",
            {"RequestItems": {"a": {}, "b": {}}},
            [
                ("dynamodb:BatchGetItem", f"arn:aws:dynamodb:{PLACE}:table/a"),
                ("dynamodb:BatchGetItem", f"arn:aws:dynamodb:{PLACE}:table/b"),
            ],
        ),
        (
            "dynamodb",
            "Query",
            {"TableName": f"arn:aws:dynamodb:{PLACE}:table/t", "IndexName": "by-day"},
            [("dynamodb:Query", f"arn:aws:dynamodb:{PLACE}:table/t/index/by-day")],
        ),
        (
            "dynamodb",
            "TransactWriteItems",
            {"TransactItems": [{"Put": {"TableName": "a"}}, {"ConditionCheck": {"TableName": "b"}}]},
            [
                ("dynamodb:ConditionCheckItem", f"arn:aws:dynamodb:{PLACE}:table/b"),
                ("dynamodb:PutItem", f"arn:aws:dynamodb:{PLACE}:table/a"),
            ],
        ),
        (
            "dynamodb",
            "BatchExecuteStatement",
            {
                "Statements": [
                    {"Statement": "select * from O.ByDay"},
                    {"Statement": 'INSERT INTO "Log.1" VALUE {}'},
                ]
            },
            [
                ("dynamodb:PartiQLInsert", f"arn:aws:dynamodb:{PLACE}:table/Log.1"),
                ("dynamodb:PartiQLSelect", f"arn:aws:dynamodb:{PLACE}:table/O/index/ByDay"),
            ],
        ),
        (
            "lambda",
            "Invoke",
            {"FunctionName": "f", "Qualifier": "live"},
            [("lambda:InvokeFunction", f"arn:aws:lambda:{PLACE}:function:f:live")],
        ),
        (
            "kms",
            "ReEncrypt",
            {"SourceKeyId": "1", "DestinationKeyId": f"arn:aws:kms:{PLACE}:key/2"},
            [
                ("kms:ReEncryptFrom", f"arn:aws:kms:{PLACE}:key/1"),
                ("kms:ReEncryptTo", f"arn:aws:kms:{PLACE}:key/2"),
            ],
        ),
        (
            "secretsmanager",
            "GetSecretValue",
            {"SecretId": "db"},
            [("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:{PLACE}:secret:db-??????")],
        ),
        (
            "ssm",
            "GetParameters",
            {"Names": ["/a/b:3"]},
            [("ssm:GetParameters", f"arn:aws:ssm:{PLACE}:parameter/a/b")],
        ),
        (
            "logs",
            "PutLogEvents",
            {"logGroupName": "g", "logStreamName": "s"},
            [("logs:PutLogEvents", f"arn:aws:logs:{PLACE}:log-group:g:log-stream:s")],
        ),
        (
            "events",
            "PutEvents",
            {"Entries": [{}, {"EventBusName": "orders"}]},
            [
                ("events:PutEvents", f"arn:aws:events:{PLACE}:event-bus/default"),
                ("events:PutEvents", f"arn:aws:events:{PLACE}:event-bus/orders"),
            ],
        ),
        (
            "kinesis",
            "PutRecord",
            {"StreamName": "s"},
            [("kinesis:PutRecord", f"arn:aws:kinesis:{PLACE}:stream/s")],
        ),
        (
            "iam",
            "CreateRole",
            {"RoleName": "r", "Path": "/app/"},
            [("iam:CreateRole", "arn:aws:iam::111122223333:role/app/r")],
        ),
        ("sts", "GetCallerIdentity", {}, []),
        (
            "sts",
            "AssumeRole",
            {"RoleArn": "arn:aws:iam::1:role/r"},
            [("sts:AssumeRole", "arn:aws:iam::1:role/r")],
        ),
        (
            "stepfunctions",
            "StartExecution",
            {"stateMachineArn": f"arn:aws:states:{PLACE}:stateMachine:m"},
            [("states:StartExecution", f"arn:aws:states:{PLACE}:stateMachine:m")],
        ),
        (
            "ses",
            "SendEmail",
            {"Source": "Ada <ada@example.com>"},
            [("ses:SendEmail", f"arn:aws:ses:{PLACE}:identity/ada@example.com")],
        ),
        (
            "route53",
            "ChangeResourceRecordSets",
            {"HostedZoneId": "/hostedzone/Z1"},
            [("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_actions_and_resources(
    service: str, operation: str, parameters: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert needs(call(service, operation, **parameters)) == expected


def test_a_role_that_is_handed_on_is_passed() -> None:
    role = "arn:aws:iam::111122223333:role/r"

    pairs = needs(call("lambda", "CreateFunction", FunctionName="f", Role=role))

    assert ("iam:PassRole", role) in pairs


def test_the_partition_is_the_region_s() -> None:
    pairs = needs(call("s3", "PutObject", region="cn-north-1", Bucket="b", Key="k"))

    assert pairs == [("s3:PutObject", "arn:aws-cn:s3:::b/k")]


def test_the_document_is_grouped_and_in_a_fixed_order() -> None:
    calls = [
        call("s3", "PutObject", Bucket="b", Key="2"),
        call("sqs", "ListQueues"),
        call("s3", "PutObject", Bucket="b", Key="1"),
        call("s3", "GetObject", Bucket="b", Key="1"),
        call("s3", "GetObject", Bucket="b", Key="2"),
    ]

    policy = policy_of(calls)

    assert policy == policy_of(reversed(calls))
    assert json.loads(json.dumps(policy)) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:PutObject"],
                "Resource": ["arn:aws:s3:::b/1", "arn:aws:s3:::b/2"],
            },
            {"Effect": "Allow", "Action": ["sqs:ListQueues"], "Resource": ["*"]},
        ],
    }


@pytest.mark.parametrize(
    ("made", "action", "note"),
    [
        (call("glue", "GetTable", Name="t"), "glue:GetTable", "no table knows the service"),
        (call("kms", "Encrypt", KeyId="alias/app"), "kms:Encrypt", "do not tell the resource of kms:Encrypt"),
    ],
    ids=["service", "resource"],
)
def test_what_is_not_known_is_noted(made: Call, action: str, note: str) -> None:
    policy = policy_of([made])

    assert policy["Statement"] == [{"Effect": "Allow", "Action": [action], "Resource": ["*"]}]
    (found,) = policy.notes
    assert note in found


def test_names_do_not_become_wildcards() -> None:
    assert escaped("a*b?c$") == "a${*}b${?}c${$}"
    assert expand("arn:aws:s3:::{Bucket}/{Key}", {"Bucket": "b", "Key": "*"}, {}) == ["arn:aws:s3:::b/${*}"]


@pytest.mark.parametrize("service", sorted(_MODULES))
def test_the_tables_name_operations_that_exist(service: str) -> None:
    rules = rules_of(service)

    assert rules is not None
    assert {*rules.grants, *rules.unscoped} <= spec.load(service).operation_names
    assert not rules.grants.keys() & rules.unscoped
