"""What a run targets, and clients of other keys."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from localstack.aws.arns import partition_of
from localstack.testing.config import TEST_AWS_REGION_NAME


def is_aws_cloud() -> bool:
    """Tell whether the run targets real AWS."""
    return os.environ.get("TEST_TARGET", "").upper() == "AWS_CLOUD"


def in_default_partition() -> bool:
    """Tell whether the run's region is in the partition `aws`."""
    return partition_of(TEST_AWS_REGION_NAME) == "aws"


def create_client_with_keys(
    service: str, keys: Mapping[str, str], region_name: str, client_config: Any = None
) -> Any:
    """Make a client with keys that were issued by IAM or STS.

    :param keys: `AccessKeyId`, `SecretAccessKey` and, for a session, `SessionToken`.
    """
    import boto3

    return boto3.client(
        service,
        region_name=region_name,
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys.get("SessionToken"),
        config=client_config,
    )


def bucket_exists(client: Any, bucket_name: str) -> bool:
    """Tell whether an S3 client sees a bucket."""
    return any(bucket["Name"] == bucket_name for bucket in client.list_buckets()["Buckets"])
