"""AWS's transformer sets by name: what each replaces, and by what."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pytest_localstack.snapshot.aws import AwsTransform
from pytest_localstack.snapshot.normalising.original import TextContext
from pytest_localstack.snapshot.transformers import Transformer

make = AwsTransform()
SUBSCRIPTION = "/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:r:000000000000:t:"
STATES = "arn:aws:states:us-east-1:000000000000"
FIRST, SECOND = "0a1b2c3d-0000-4000-8000-00000000000a", "0a1b2c3d-0000-4000-8000-00000000000b"


def replaced(tree: Any, transformers: Transformer | list[Transformer]) -> Any:
    context = TextContext()
    result = {"match": tree}
    for transformer in transformers if isinstance(transformers, list) else [transformers]:
        result = transformer.transform(result, ctx=context)
    return json.loads(context.apply(json.dumps(result, default=str)))["match"]


@pytest.mark.parametrize(
    ("name", "tree", "expected"),
    [
        (
            "lambda_report_logs",
            {"m": "REPORT Duration: 1.23 ms Billed Duration: 2 ms Max Memory Used: 39 MB"},
            {
                "m": "REPORT Duration: <duration> ms Billed Duration: <duration> ms Max Memory Used: <memory> MB"
            },
        ),
        (
            "apigateway_api",
            {"id": "a1", "rootResourceId": "r1"},
            {"id": "<id:1>", "rootResourceId": "<root-resource-id:1>"},
        ),
        (
            "apigateway_proxy_event",
            {"requestTimeEpoch": None, "sourceIp": "S9", "x": "at 10.1.2.3", "headers": {"Via": "V9"}},
            {
                "requestTimeEpoch": "<request-time-epoch>",
                "sourceIp": "<source-ip:1>",
                "x": "at <ip>",
                "headers": {"Via": "<via:1>"},
            },
        ),
        (
            "apigateway_invocation_headers",
            {"Date": "now", "X-Forwarded-For": "ME9", "X-Forwarded-Port": "443"},
            {
                "Date": "<Date>",
                "X-Forwarded-For": "<x--forwarded--for:1>",
                "X-Forwarded-Port": "<X-Forwarded-Port>",
            },
        ),
        (
            "apigatewayv2_jwt_authorizer_event",
            {"claims": {"auth_time": "1700000000", "sub": "ME9"}},
            {"claims": {"auth_time": "<claims-auth-time:1>", "sub": "<claims-sub:1>"}},
        ),
        (
            "apigatewayv2_lambda_proxy_event",
            {
                "requestContext": {"apiId": "api-9", "timeEpoch": 17},
                "multiValueHeaders": {"Host": ["H9"]},
                "a": "python-requests/2.31.0",
            },
            {
                "requestContext": {"apiId": "<api-id:1>", "timeEpoch": "<time-epoch>"},
                "multiValueHeaders": {"Host": ["<host:1>"]},
                "a": "python-requests/x.x.x",
            },
        ),
        (
            "cloudformation_api",
            {"StackName": "stack-1", "Id": f"arn:aws:cloudformation:r:000000000000:changeSet/cs/{FIRST}"},
            {
                "StackName": "<stack-name:1>",
                "Id": "arn:aws:cloudformation:r:000000000000:changeSet/<resource:1>",
            },
        ),
        (
            "cfn_stack_resource",
            {"LogicalResourceId": "Topic", "PhysicalResourceId": "P9"},
            {"LogicalResourceId": "<logical-resource-id:1>", "PhysicalResourceId": "physical-resource-id"},
        ),
        ("dynamodb_api", {"m": "Table my-test_table_12 is"}, {"m": "Table <test-table> is"}),
        (
            "dynamodb_streams_api",
            {"eventID": "E9", "StartingSequenceNumber": "Q1", "TableStatus": "ACTIVE"},
            {
                "eventID": "<event-i-d:1>",
                "StartingSequenceNumber": "starting-sequence-number",
                "TableStatus": "<table-status:1>",
            },
        ),
        (
            "iam_api",
            {"GroupId": "G9", "InstanceProfileId": "I9", "Marker": "M9"},
            {
                "GroupId": "<group-id:1>",
                "InstanceProfileId": "<instance-profile-id:1>",
                "Marker": "<marker:1>",
            },
        ),
        (
            "transcribe_api",
            {"TranscriptionJobName": "job-1", "m": "s3/test-bucket-1/x", "NextToken": "N9"},
            {"TranscriptionJobName": "<transcription-job:1>", "m": "<test-bucket>/x", "NextToken": "token"},
        ),
        (
            "s3_dynamodb_notifications",
            {
                "M": {
                    "s3": {
                        "M": {
                            "bucket": {"M": {"name": {"S": "B9"}}},
                            "object": {"M": {"sequencer": {"S": "Q7"}}},
                        }
                    }
                }
            },
            {
                "M": {
                    "s3": {
                        "M": {
                            "bucket": {"M": {"name": {"S": "<bucket-name:1>"}}},
                            "object": {"M": {"sequencer": {"S": "sequencer"}}},
                        }
                    }
                }
            },
        ),
        (
            "kinesis_api",
            {"ShardId": "shard-1", "EndingHashKey": "Q9", "m": "arn:x:stream/test-stream-1/consumer:17"},
            {
                "ShardId": "<shard_id:1>",
                "EndingHashKey": "ending_hash",
                "m": "arn:x:stream/<stream-consumer>",
            },
        ),
        (
            "route53_api",
            {
                "HostedZone": {"Id": "/hostedzone/Z1", "Name": "n."},
                "ChangeInfo": {"Id": "/change/C1", "Status": "PENDING"},
            },
            {
                "HostedZone": {"Id": "/hostedzone/<zone-id:1>", "Name": "<zone_name:1>"},
                "ChangeInfo": {"Id": "/change/<change-id>", "Status": "<status:1>"},
            },
        ),
        (
            "route53resolver_api",
            {"HostVPCId": "vpc-1", "SecurityGroupIds": ["sg"], "Arn": "arn:aws:r53:r:000000000000:e/name"},
            {
                "HostVPCId": "<host-vpc-id:1>",
                "SecurityGroupIds": "sg-ids",
                "Arn": "arn:aws:r53:r:000000000000:e/<Arn:1>",
            },
        ),
        (
            "cloudwatch_api",
            {"AlarmName": "A9", "Region": "US East", "T": "arn:aws:sns:r:000000000000:topic"},
            {
                "AlarmName": "<alarm-name:1>",
                "Region": "<region-name-full:1>",
                "T": "arn:aws:sns:r:000000000000:<SubscriptionArn:1>",
            },
        ),
        (
            "logs_api",
            {"logGroupName": "G9", "creationTime": 1, "lastIngestionTime": 2, "nextToken": "T9"},
            {
                "logGroupName": "<log-group-name:1>",
                "creationTime": "<time>",
                "lastIngestionTime": "<time>",
                "nextToken": "<next_token>",
            },
        ),
        (
            "secretsmanager_api",
            {"VersionIdsToStages": {FIRST: ["b", "a"]}, "VersionId": SECOND, "VersionStages": ["b", "a"]},
            {
                "VersionIdsToStages": {"<version_uuid:1>": ["b", "a"]},
                "VersionId": "<version_uuid:2>",
                "VersionStages": ["a", "b"],
            },
        ),
        (
            "stepfunctions_api",
            {"SdkResponseMetadata": {"RequestId": "R9"}, "H": {"x-amz-crc32": "Q1"}},
            {"SdkResponseMetadata": {"RequestId": "RequestId"}, "H": {"x-amz-crc32": "x-amz-crc32"}},
        ),
        (
            "sfn_sqs_integration",
            {"MD5OfMessageBody": "M9", "ReceiptHandle": "R9"},
            {"MD5OfMessageBody": "<m-d5-of-message-body:1>", "ReceiptHandle": "<receipt-handle:1>"},
        ),
        (
            "sns_api",
            {
                "SigningCertURL": "https://sns.r/SimpleNotificationService-f.pem",
                "MD5OfBody": "M9",
                "UnsubscribeURL": f"https://sns.r{SUBSCRIPTION}s1",
            },
            {
                "SigningCertURL": "<cert-domain>/SimpleNotificationService-<signing-cert-file:1>",
                "MD5OfBody": "<md5-hash>",
                "UnsubscribeURL": f"<unsubscribe-domain>{SUBSCRIPTION}<resource:1>",
            },
        ),
    ],
)
def test_a_set_replaces_what_its_recordings_have_replaced(name: str, tree: Any, expected: Any) -> None:
    assert replaced(tree, getattr(make, name)()) == expected


def test_the_parts_of_state_machine_arns_are_replaced() -> None:
    execution = {"executionArn": f"{STATES}:express:machine:name:{FIRST}"}

    assert replaced(
        {"arn": f"{STATES}:stateMachine:m.1"}, make.sfn_sm_create_arn({"stateMachineArn": "x:m.1"}, 0)
    ) == {"arn": f"{STATES}:stateMachine:<ArnPart_0idx>"}
    assert replaced({"arn": "x:e1"}, make.sfn_sm_exec_arn({"executionArn": "x:e1"}, 1)) == {
        "arn": "x:<ExecArnPart_1idx>"
    }
    assert replaced(execution, [*make.sfn_sm_express_exec_arn(execution, 2)]) == {
        "executionArn": f"{STATES}:express:machine:<ExpressExecArn_Part1_2idx>:<ExpressExecArn_Part2_2idx>"
    }
    assert replaced(execution, [*make.sfn_sm_sync_exec_arn(execution, 3)]) == {
        "executionArn": f"{STATES}:express:machine:<SyncExecArn_Part1_3idx>:<SyncExecArn_Part2_3idx>"
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (f"machine/{FIRST}:{SECOND}", "machine/<MapRunArnPart0_0idx>:<MapRunArnPart1_0idx>"),
        (f"machine/Map:{SECOND}", "machine/Map:<MapRunArnPart1_0idx>"),
    ],
    ids=["two-ids", "state-name"],
)
def test_the_ids_of_a_map_run_are_replaced(name: str, expected: str) -> None:
    arn = f"{STATES}:mapRun:{name}"

    assert replaced({"arn": arn}, [*make.sfn_map_run_arn(arn, 0)]) == {"arn": f"{STATES}:mapRun:{expected}"}
