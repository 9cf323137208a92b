"""Recordings of real AWS: given raw values for their tokens, they verify with their set, numbers included."""

from __future__ import annotations

import json
import random
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pytest_localstack.snapshot.aws import AwsTransform, environment_transformers
from pytest_localstack.snapshot.environment import SnapshotEnvironment
from pytest_localstack.snapshot.errors import SnapshotAssertionError
from pytest_localstack.snapshot.session import SnapshotSession
from pytest_localstack.snapshot.tree import sorted_keys
from tests.unit.folders import BASELINES, folder_of, needs

make = AwsTransform()
ACCOUNT = "000000000000"
TOKEN = re.compile(r"<([a-zA-Z_-]+):(\d+)>")
# service -> its set and the labels this set and the basic one produce
SETS: dict[str, tuple[str, set[str]]] = {
    "sqs": (
        "sqs_api",
        {"receipt-handle", "task-handle", "sender-id", "sequence-number", "resource", "uuid"},
    ),
    "kms": ("kms_api", {"key-id", "current-key-material-id", "key-material-id", "uuid"}),
    "lambda_": ("lambda_api", {"function-name", "resource", "uuid"}),
    "secretsmanager": ("secretsmanager_api", {"version_uuid", "lambda-arn"}),
    "apigateway": ("apigateway_api", {"id", "name", "parent-id", "root-resource-id", "uuid"}),
    "cloudwatch": ("cloudwatch_api", {"alarm-name", "namespace", "SubscriptionArn", "uuid"}),
    "logs": ("logs_api", {"log-group-name", "log-stream-name", "uuid"}),
    "iam": (
        "iam_api",
        {
            *("user-name", "user-id", "role-id", "role-name", "policy-name", "policy-id", "group-name"),
            *("group-id", "instance-profile-name", "instance-profile-id", "marker", "uuid"),
        },
    ),
    "kinesis": (
        "kinesis_api",
        {"sequence_number", "starting_sequence_number", "shard_id", "next_shard_iterator", "uuid"},
    ),
    "route53": ("route53_api", {"caller-reference", "status", "zone-id", "zone_name", "uuid"}),
    "route53resolver": ("route53resolver_api", {"id", "host-vpc-id", "Arn", "creator-request-id", "uuid"}),
    "dynamodb": ("dynamodb_api", {"uuid"}),
    "dynamodbstreams": (
        "dynamodb_streams_api",
        {
            *("table-name", "table-status", "latest-stream-label", "shard-id", "stream-label"),
            *("sequence-number", "event-i-d", "uuid"),
        },
    ),
    "s3": (
        "s3_api",
        {"bucket-name", "version-id", "config-id", "principal-id", "ip-address", "uuid"},
    ),
    "stepfunctions": ("stepfunctions_api", {"uuid"}),
    "transcribe": ("transcribe_api", {"transcription-job", "job-name", "uuid"}),
    "sns": ("sns_api", {"receipt-handle", "sequence-number", "signing-cert-file", "resource", "uuid"}),
}
PLAIN = {"timestamp": "1690000000000", "date": "2023-01-01T10:00:00.000Z"}
DATETIMES = {"datetime", "<datetime>"}
PLACEHOLDERS = {
    *("ciphertext-blob", "plaintext", "starting-sequence-number", "ending_hash", "starting_hash", "sg-ids"),
    *("status-message", "token", "amz-id", "amz-request-id", "sequencer", "version-id"),
    *("RequestId", "X-Amzn-Trace-Id", "x-amz-crc", "x-amzn-RequestId", "x-amzn-requestid"),
}
# A test's own transformer made these, or the test ran without any.
OTHER_TRANSFORMERS = (
    *("<subscribe-domain>", "<function-name>@", "/<function-name>", "<input-fn-name>", "x-amzn-requestid"),
    "aws-service-role",
)
# They ran without the set, or with a part of it.
OTHER_SETS = (
    *("test_mock_integration_response", "test_api_gateway_request_validator_with_ref_models"),
    *("test_import_and_validate_rest_api", "test_alarm_lambda_target", "test_delete_bucket_no_such_bucket"),
    *("test_delete_objects", "test_notifications_with_filter"),
)


def recordings() -> Iterator[Any]:
    folder = folder_of(BASELINES) or Path("/nowhere")
    for service, (_, labels) in SETS.items():
        for file in sorted((folder / "services" / service).glob("test*.snapshot.json")):
            for test, entry in json.loads(file.read_text()).items():
                text = json.dumps(entry["recorded-content"])
                used = {label for label, _ in TOKEN.findall(text)}
                if (
                    entry["recorded-content"]
                    and used <= labels
                    and not any(part in text for part in OTHER_TRANSFORMERS)
                    and test.rpartition("::")[2].partition("[")[0] not in OTHER_SETS
                ):
                    yield pytest.param(service, file, test, id=f"{service}-{test.rpartition('::')[2]}")


def was_text(value: Any) -> bool:
    """Tell whether a dict was embedded as JSON text: its keys, or those in its lists, are not in order."""
    if isinstance(value, list):
        return any(was_text(item) for item in value)
    if not isinstance(value, dict):
        return False
    lists = [item for item in value.values() if isinstance(item, list)]
    return [*value] != sorted_keys(value) or was_text(lists)


class Raw:
    """Make the values a recording's tokens stand for: equal tokens, equal values."""

    def __init__(self) -> None:
        self.random = random.Random(1)
        self.values: dict[str, str] = {}
        self.in_order = True

    def match(self, value: Any) -> Any:
        # Below a match that is a list, keys keep their order.
        self.in_order = isinstance(value, dict)
        return self.tree(value)

    def tree(self, value: Any) -> Any:
        if isinstance(value, dict):
            if self.in_order and was_text(value):
                return json.dumps(self.inside_json(value))
            tree = {self.text(key): self.tree(item) for key, item in value.items()}
            # JSON is opened one level deep: what holds unopened JSON was opened itself.
            return json.dumps(tree) if any(str(item).startswith('{"') for item in value.values()) else tree
        if isinstance(value, list):
            return [self.tree(item) for item in value]
        if not isinstance(value, str):
            return value
        return datetime(2023, 1, 1) if value in DATETIMES else PLAIN.get(value, self.text(value))

    def inside_json(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.text(key): self.inside_json(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.inside_json(item) for item in value]
        return PLAIN.get(value, self.text(value)) if isinstance(value, str) else value

    def text(self, text: str) -> str:
        text = text.replace("<partition>", "aws").replace("<region>", "us-east-1").replace("1" * 12, ACCOUNT)
        return TOKEN.sub(self.value, text)

    def value(self, token: re.Match[str]) -> str:
        if token[0] not in self.values:
            self.values[token[0]] = self.made(token[1])
        return self.values[token[0]]

    def made(self, label: str) -> str:
        if label in ("uuid", "version_uuid", "key-id"):
            return str(uuid.UUID(int=self.random.getrandbits(128)))
        return (
            f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:{self.word()}"
            if label == "lambda-arn"
            else self.word()
        )

    def word(self) -> str:
        return "Z" + "".join(self.random.choice("ghjkqwxz") for _ in range(14))


def session_of(service: str, file: Path, test: str) -> SnapshotSession:
    content = json.loads(file.read_text())[test]["recorded-content"]
    newer = re.search("<datetime>|<timestamp:", json.dumps(content))
    session = SnapshotSession(base_file_path=str(file).removesuffix(".snapshot.json"), scope_key=test)
    session.add_transformer(getattr(make, SETS[service][0])())
    session.add_transformer(environment_transformers(SnapshotEnvironment(ACCOUNT, "us-east-1")), priority=2)
    session.add_transformer(make.basic() if newer else make.basic_legacy(), priority=2)
    raw = Raw()
    session.observed_state = {key: raw.match(value) for key, value in content.items()}
    return session


@needs(BASELINES)
@pytest.mark.parametrize(("service", "file", "test"), list(recordings()))
def test_a_recording_of_real_aws_verifies_with_its_set(service: str, file: Path, test: str) -> None:
    session = session_of(service, file, test)

    session.settle()

    assert session.counts.matched == len(session.observed_state) > 0


def leaves(value: Any, put: Callable[[Any], None]) -> Iterator[tuple[Any, Callable[[Any], None]]]:
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], partial(value.__setitem__, key))
    else:
        yield value, put


def is_recorded_as_it_is(value: Any) -> bool:
    if not isinstance(value, str):
        return isinstance(value, int)
    return not re.search(r"[Z<:0-9]", value) and value not in PLACEHOLDERS


def corrupted(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else value + "~"


@needs(BASELINES)
@pytest.mark.parametrize("seed", range(50))
def test_a_recording_with_one_value_changed_fails(seed: int) -> None:
    chosen = random.Random(seed)
    candidates: list[tuple[Any, Callable[[Any], None]]] = []
    while not candidates:
        session = session_of(*chosen.choice(list(recordings())).values)
        every = leaves(session.observed_state, lambda _: None)
        candidates = [(value, put) for value, put in every if is_recorded_as_it_is(value)]
    value, put = chosen.choice(candidates)
    put(corrupted(value))

    with pytest.raises(SnapshotAssertionError):
        session.settle()
