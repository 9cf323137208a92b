"""The facts about each service, loaded when a call to it is asked about."""

from __future__ import annotations

import functools
from importlib import import_module

from pytest_localstack.calls.policy.rules import Rules

# Which module has the table of a service.
_MODULES = {
    "cloudwatch": "observation",
    "dynamodb": "dynamodb",
    "dynamodbstreams": "dynamodb",
    "events": "events",
    "firehose": "streams",
    "iam": "identity",
    "kinesis": "streams",
    "kms": "secrets",
    "lambda": "compute",
    "logs": "observation",
    "route53": "mail",
    "s3": "s3",
    "scheduler": "events",
    "secretsmanager": "secrets",
    "ses": "mail",
    "sesv2": "mail",
    "sns": "messaging",
    "sqs": "messaging",
    "ssm": "secrets",
    "stepfunctions": "compute",
    "sts": "identity",
}


@functools.cache
def rules_of(service: str) -> Rules | None:
    """Give what is known of a service, by botocore's name, or `None`."""
    module = _MODULES.get(service)
    if module is None:
        return None
    rules: Rules = import_module(f"{__name__}.{module}").RULES[service]
    return rules


def prefix_of(service: str) -> str:
    """Give the most likely prefix of a service's actions: the name it is signed with."""
    from localstack.aws import spec

    metadata = spec.load(service).metadata
    return str(metadata.get("signingName", metadata["endpointPrefix"]))
