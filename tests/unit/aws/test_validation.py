"""Violations of a model's constraints in AWS's words; what is recorded in a baseline says so."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from localstack.aws import spec
from localstack.aws.constraints import enum_order
from localstack.aws.errors import CommonServiceException
from tests.unit.folders import BASELINES, folder_of, needs


def recorded_services() -> Path:
    return Path(folder_of(BASELINES) or "", "services")


def error_of(service: str, operation: str, parameters: dict[str, Any]) -> CommonServiceException:
    with pytest.raises(CommonServiceException) as raised:
        spec.load(service).operation(operation).validate(parameters)
    return raised.value


def message_of(service: str, operation: str, parameters: dict[str, Any]) -> str:
    return error_of(service, operation, parameters).message


ROLE = "arn:aws:iam::111122223333:role/name"

# Each recorded of AWS, with the values its baseline leaves out made up.
RECORDED = [
    (
        "sts",
        "AssumeRole",
        {"RoleArn": ROLE, "RoleSessionName": "Session1:2"},
        "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ),
    (
        "sns",
        "Publish",
        {"Message": "m", "MessageAttributes": {"attr1": {"StringValue": "x"}}},
        "1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to "
        "satisfy constraint: Member must not be null",
    ),
    (
        "sns",
        "PublishBatch",
        {
            "TopicArn": "arn",
            "PublishBatchRequestEntries": [{"Id": "1", "Message": "m", "MessageAttributes": {"attr1": {}}}],
        },
        "1 validation error detected: Value null at 'publishBatchRequestEntries.1.member.messageAttributes"
        ".attr1.member.dataType' failed to satisfy constraint: Member must not be null",
    ),
    (
        "kms",
        "GenerateRandom",
        {"NumberOfBytes": 0},
        "1 validation error detected: Value '0' at 'numberOfBytes' failed to satisfy constraint: "
        "Member must have value greater than or equal to 1",
    ),
    (
        "kms",
        "GenerateMac",
        {"Message": b"m", "KeyId": "k", "MacAlgorithm": "INVALID"},
        "1 validation error detected: Value 'INVALID' at 'macAlgorithm' failed to satisfy constraint: Member "
        "must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]",
    ),
    (
        "dynamodb",
        "UpdateKinesisStreamingDestination",
        {
            "TableName": "table",
            "StreamArn": "arn:aws:kinesis:us-east-1:111122223333:stream/s",
            "UpdateKinesisStreamingConfiguration": {"ApproximateCreationDateTimePrecision": "SECOND"},
        },
        "1 validation error detected: Value 'SECOND' at 'updateKinesisStreamingConfiguration."
        "approximateCreationDateTimePrecision' failed to satisfy constraint: Member must satisfy enum value "
        "set: [MILLISECOND, MICROSECOND]",
    ),
    (
        "events",
        "CreateConnection",
        {"Name": "two errors " * 6, "AuthorizationType": "INVALID", "AuthParameters": {}},
        "3 validation errors detected: Value '{name}' at 'name' failed to satisfy constraint: Member must "
        "satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+; Value '{name}' at 'name' failed to satisfy "
        "constraint: Member must have length less than or equal to 64; Value 'INVALID' at "
        "'authorizationType' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, "
        "OAUTH_CLIENT_CREDENTIALS, API_KEY]".replace("{name}", "two errors " * 6),
    ),
    (
        "events",
        "PutTargets",
        {"Rule": "r", "Targets": [{"Id": "!@#$@!#$", "Arn": "arn"}]},
        "1 validation error detected: Value '!@#$@!#$' at 'targets.1.member.id' failed to satisfy "
        "constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ),
    (
        "cloudwatch",
        "SetAlarmState",
        {"AlarmName": "a", "StateReason": "r", "StateValue": "INVALID"},
        "1 validation error detected: Value 'INVALID' at 'stateValue' failed to satisfy constraint: Member "
        "must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
    ),
    (
        "logs",
        "FilterLogEvents",
        {"logGroupName": "g", "limit": 10001},
        "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must "
        "have value less than or equal to 10000",
    ),
    (
        "stepfunctions",
        "CreateStateMachineAlias",
        {"name": "alias", "routingConfiguration": [{"stateMachineVersionArn": "arn", "weight": 101}]},
        "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to "
        "satisfy constraint: Member must have value less than or equal to 100",
    ),
    (
        "stepfunctions",
        "CreateStateMachineAlias",
        {
            "name": "alias",
            "routingConfiguration": [{"stateMachineVersionArn": f"arn:{n}", "weight": n} for n in (1, 2, 3)],
        },
        "1 validation error detected: Value '[RoutingConfigurationListItem(stateMachineVersionArn=arn:1, "
        "weight=1), RoutingConfigurationListItem(stateMachineVersionArn=arn:2, weight=2), "
        "RoutingConfigurationListItem(stateMachineVersionArn=arn:3, weight=3)]' at 'routingConfiguration' "
        "failed to satisfy constraint: Member must have length less than or equal to 2",
    ),
    (
        "lambda",
        "CreateFunction",
        {"FunctionName": "f", "Role": ROLE, "Code": {}, "VpcConfig": {"SubnetIds": ["bad"]}},
        "1 validation error detected: Value '[bad]' at 'vpcConfig.subnetIds' failed to satisfy constraint: "
        "Member must satisfy constraint: [Member must have length less than or equal to 1024, Member must "
        "have length greater than or equal to 0, Member must satisfy regular expression pattern: "
        "subnet-[0-9a-z]*]",
    ),
    (
        "lambda",
        "CreateEventSourceMapping",
        {"FunctionName": "f", "StartingPosition": "invalid"},
        "1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy constraint: "
        "Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    ),
]


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "message"), RECORDED, ids=[f"{r[0]}.{r[1]}" for r in RECORDED]
)
def test_violations_are_worded_as_recorded(
    service: str, operation: str, parameters: dict[str, Any], message: str
) -> None:
    assert message_of(service, operation, parameters) == message


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "code", "shape"),
    [
        ("sts", "AssumeRole", {"RoleArn": ROLE}, "ValidationError", "ValidationError"),
        ("kms", "Encrypt", {}, "ValidationException", "ValidationException"),
        ("cloudwatch", "SetAlarmState", {}, "ValidationError", "ValidationException"),
    ],
    ids=["query", "json", "json that was query"],
)
def test_the_code_follows_the_family(
    service: str, operation: str, parameters: dict[str, Any], code: str, shape: str
) -> None:
    error = error_of(service, operation, parameters)

    assert (error.code, error.shape_name, error.status_code) == (code, shape, 400)


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("sts", "GetCallerIdentity", {}),
        ("sts", "AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "a.b@c"}),
        ("kms", "Encrypt", {"KeyId": "k", "Plaintext": b"x" * 4096}),
        ("kms", "TagResource", {"KeyId": "k", "Tags": [{"TagKey": "k", "TagValue": ""}]}),
        ("dynamodb", "GetItem", {"TableName": "table", "Key": {"a": {"S": ""}}}),
        ("sns", "TagResource", {"ResourceArn": "arn", "Tags": [{"Key": "k", "Value": ""}]}),
        ("lambda", "CreateFunction", {"FunctionName": "f", "Role": ROLE, "Code": {}, "MemorySize": 128}),
        (
            "polly",
            "StartSpeechSynthesisStream",
            {"Engine": "generative", "OutputFormat": "mp3", "VoiceId": "Amy", "ActionStream": iter(())},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_request_within_the_constraints_passes(
    service: str, operation: str, parameters: dict[str, Any]
) -> None:
    spec.load(service).operation(operation).validate(parameters)


def test_a_blob_is_shown_as_java_s_buffer() -> None:
    message = message_of("kms", "Decrypt", {"CiphertextBlob": b"x" * 6145})

    assert message == (
        "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=6145 cap=6145]' at "
        "'ciphertextBlob' failed to satisfy constraint: Member must have length less than or equal to 6144"
    )


def test_a_sensitive_value_is_not_shown() -> None:
    message = message_of("kms", "Encrypt", {"KeyId": "k", "Plaintext": b"x" * 4097})

    assert message == (
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have "
        "length less than or equal to 4096"
    )


def test_keys_of_a_map_are_checked_together() -> None:
    message = message_of(
        "lambda",
        "UpdateFunctionConfiguration",
        {"FunctionName": "f", "Environment": {"Variables": {"1": "x"}}},
    )

    assert (
        "Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: "
        in message
    )
    assert "[Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]" in message


def test_the_lengths_of_a_map_s_lists_are_checked_together() -> None:
    message = message_of("dynamodb", "BatchWriteItem", {"RequestItems": {"test-table": []}})

    assert message == (
        "1 validation error detected: Value '{test-table=[]}' at 'requestItems' failed to satisfy constraint: Map "
        "value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length "
        "greater than or equal to 1]"
    )


def test_every_missing_member_is_named() -> None:
    message = message_of("kms", "GenerateMac", {})

    assert message.startswith("3 validation errors detected: ")
    assert re.findall(r"Value null at '(\w+)'", message) == ["message", "keyId", "macAlgorithm"]


@pytest.mark.parametrize("letter", ["\u00e9", "\u0661", "\uff41"])
def test_words_and_digits_of_a_pattern_are_ascii_as_in_java(letter: str) -> None:
    assert "regular expression" in message_of(
        "sts", "AssumeRole", {"RoleArn": ROLE, "RoleSessionName": f"ab{letter}"}
    )


def test_a_line_feed_at_the_end_is_not_overlooked() -> None:
    assert "regular expression" in message_of(
        "sts", "AssumeRole", {"RoleArn": ROLE, "RoleSessionName": "name\n"}
    )


HEADER_WITH_BLANKS = {"InvocationHttpParameters": {"HeaderParameters": [{"Value": "a " * 250 + "\n"}]}}


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("events", "CreateConnection", {"AuthParameters": HEADER_WITH_BLANKS}),
        ("rds", "CreateBlueGreenDeployment", {"BlueGreenDeploymentName": "a" * 59 + "!"}),
        ("managedblockchain", "TagResource", {"resourceArn": "arn:aws:" * 126 + "\n"}),
        ("bedrock", "CreateModelCustomizationJob", {"jobName": "a-" * 31 + "!"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_pattern_that_could_take_for_ever_does_not(
    service: str, operation: str, parameters: dict[str, Any]
) -> None:
    started = time.thread_time()

    error_of(service, operation, parameters)

    assert time.thread_time() - started < 2


def test_an_enum_is_listed_in_the_order_of_a_hash_set() -> None:
    operations = ["add", "remove", "replace", "move", "copy", "test"]

    assert enum_order(operations) == ["add", "remove", "move", "test", "replace", "copy"]


@needs(BASELINES)
def test_every_enum_recorded_is_listed_in_our_order() -> None:
    found = set()
    for path in recorded_services().rglob("*.json"):
        found.update(re.findall(r"satisfy enum value set: \[([^\]]+)\]", path.read_text()))
    recorded = [tuple(text.split(", ")) for text in found]
    buckets = [values for values in recorded if list(values) == enum_order(list(reversed(values)))]

    assert len(recorded) > 15
    # Lambda lists the runtimes of layers, and only these, by another rule.
    assert [values for values in recorded if values not in buckets and "java8.al2" not in values] == []


@needs(BASELINES)
def test_our_recorded_texts_are_in_the_baselines() -> None:
    """The constraints of the table, without their values."""
    files = recorded_services().rglob("*.json")
    everything = "".join(json.dumps(json.loads(path.read_text())) for path in files)
    ours = {
        part
        for row in RECORDED
        for part in re.findall(r"at '[\w.]+' failed to satisfy constraint: [^;]+", row[3])
    }

    missing = [text for text in ours if json.dumps(text)[1:-1] not in everything]

    assert missing == []
