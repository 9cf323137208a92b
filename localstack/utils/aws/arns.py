"""Amazon Resource Names: taken apart, and made of a resource's name."""

from __future__ import annotations

from typing import TypedDict

from localstack.aws.arns import arn, partition_of


class ArnData(TypedDict):
    """The parts of an ARN."""

    partition: str
    service: str
    region: str
    account: str
    resource: str


class InvalidArnException(ValueError):
    """A text is no ARN."""


def parse_arn(text: str) -> ArnData:
    """Take an ARN apart.

    :raises InvalidArnException: when it is none.
    """
    parts = text.split(":", 5)
    if len(parts) != 6 or parts[0] != "arn" or not parts[1] or not parts[2]:
        raise InvalidArnException(f"{text!r} is no ARN: one is arn:partition:service:region:account:resource")
    _, partition, service, region, account, resource = parts
    return {
        "partition": partition,
        "service": service,
        "region": region,
        "account": account,
        "resource": resource,
    }


def extract_account_id_from_arn(text: str) -> str:
    """Give the account of an ARN; `""` when it has none."""
    return parse_arn(text)["account"]


def extract_region_from_arn(text: str) -> str:
    """Give the region of an ARN; `""` when it has none."""
    return parse_arn(text)["region"]


def extract_service_from_arn(text: str) -> str:
    """Give the service of an ARN."""
    return parse_arn(text)["service"]


def extract_resource_from_arn(text: str) -> str:
    """Give the resource of an ARN, as `function:resize`."""
    return parse_arn(text)["resource"]


def get_partition(region: str | None) -> str:
    """Give the partition of a region: `aws`, `aws-cn`, `aws-us-gov`…"""
    return partition_of(region or "")


def s3_bucket_arn(bucket_name: str, region: str = "us-east-1") -> str:
    """Give the ARN of a bucket; the region only says which partition."""
    return f"arn:{partition_of(region)}:s3:::{bucket_name}"


def sqs_queue_arn(queue_name: str, account_id: str, region_name: str) -> str:
    """Give the ARN of a queue."""
    return arn("sqs", region_name, account_id, queue_name)


def sns_topic_arn(topic_name: str, account_id: str, region_name: str) -> str:
    """Give the ARN of a topic."""
    return arn("sns", region_name, account_id, topic_name)


def lambda_function_arn(function_name: str, account_id: str, region_name: str) -> str:
    """Give the ARN of a function."""
    return arn("lambda", region_name, account_id, f"function:{function_name}")


def dynamodb_table_arn(table_name: str, account_id: str, region_name: str) -> str:
    """Give the ARN of a table."""
    return arn("dynamodb", region_name, account_id, f"table/{table_name}")


def kinesis_stream_arn(stream_name: str, account_id: str, region_name: str) -> str:
    """Give the ARN of a stream."""
    return arn("kinesis", region_name, account_id, f"stream/{stream_name}")


def stepfunctions_state_machine_arn(name: str, account_id: str, region_name: str) -> str:
    """Give the ARN of a state machine."""
    return arn("states", region_name, account_id, f"stateMachine:{name}")


def events_rule_arn(
    rule_name: str, account_id: str, region_name: str, event_bus_name: str = "default"
) -> str:
    """Give the ARN of a rule."""
    bus = "" if event_bus_name == "default" else f"{event_bus_name}/"
    return arn("events", region_name, account_id, f"rule/{bus}{rule_name}")


def secretsmanager_secret_arn(
    secret_id: str, account_id: str, region_name: str, random_suffix: str = ""
) -> str:
    """Give the ARN of a secret."""
    return arn("secretsmanager", region_name, account_id, f"secret:{secret_id}{random_suffix}")


def iam_role_arn(role_name: str, account_id: str, region_name: str = "us-east-1") -> str:
    """Give the ARN of a role; the region only says which partition."""
    return f"arn:{partition_of(region_name)}:iam::{account_id}:role/{role_name}"


def kms_key_arn(key_id: str, account_id: str, region_name: str) -> str:
    """Give the ARN of a key."""
    return arn("kms", region_name, account_id, f"key/{key_id}")


def log_group_arn(group_name: str, account_id: str, region_name: str) -> str:
    """Give the ARN of a log group."""
    return arn("logs", region_name, account_id, f"log-group:{group_name}")
