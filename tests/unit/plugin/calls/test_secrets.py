"""What is masked, by the model's marks, by name, and in texts."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_localstack.calls.secrets import masked, masked_text, secrets_of
from pytest_localstack.calls.wording import line
from tests.unit.plugin.calls.making import call


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "expected"),
    [
        (
            "secretsmanager",
            "CreateSecret",
            {"Name": "db", "SecretString": "hunter2"},
            {"Name": "db", "SecretString": "***"},
        ),
        ("kms", "Encrypt", {"KeyId": "1", "Plaintext": b"plain"}, {"KeyId": "1", "Plaintext": "***"}),
        (
            "ssm",
            "PutParameter",
            {"Name": "n", "Value": "v", "Type": "SecureString"},
            {"Name": "n", "Value": "***", "Type": "SecureString"},
        ),
        (
            "lambda",
            "CreateFunction",
            {"FunctionName": "f", "Environment": {"Variables": {"KEY": "value"}}},
            {"FunctionName": "f", "Environment": {"Variables": "***"}},
        ),
        ("rds", "CreateDBInstance", {"MasterUserPassword": "p"}, {"MasterUserPassword": "***"}),
        ("sqs", "SendMessage", {"MessageBody": "open"}, {"MessageBody": "open"}),
        (
            "s3",
            "ListObjectsV2",
            {"Bucket": "b", "ContinuationToken": "t"},
            {"Bucket": "b", "ContinuationToken": "t"},
        ),
    ],
    ids=["secret", "plaintext", "parameter", "environment", "password", "open", "token of a page"],
)
def test_parameters(
    service: str, operation: str, parameters: dict[str, Any], expected: dict[str, Any]
) -> None:
    made = call(service, operation, **parameters)

    assert masked(made) == expected
    assert made.parameters == parameters


def test_the_secrets_of_calls_are_masked_wherever_they_turn_up() -> None:
    made = call("secretsmanager", "CreateSecret", Name="db", SecretString="hunter2")

    secrets = secrets_of([made])

    assert masked_text("stored hunter2 for db", secrets) == "stored *** for db"


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIA/1, Signature=geheim",
        "{'Authorization': 'AWS4-HMAC-SHA256 geheim'}",
        "https://b.s3.amazonaws.com/k?X-Amz-Signature=geheim&X-Amz-Date=1",
        "https://b.s3.amazonaws.com/k?X-Amz-Security-Token=geheim",
        "aws_secret_access_key = geheim",
        "AWS_SESSION_TOKEN=geheim",
    ],
)
def test_texts(text: str) -> None:
    assert "geheim" not in masked_text(text)
    assert "***" in masked_text(text)


def test_an_error_that_quotes_a_secret_does_not_show_it() -> None:
    message = "Value 'hunter2' at 'secretString' is too short"
    made = call("secretsmanager", "CreateSecret", "ValidationException", message, SecretString="hunter2")

    assert "hunter2" not in line(made)
    assert "Value '***' at 'secretString'" in line(made)
