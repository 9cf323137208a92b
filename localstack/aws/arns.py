"""Amazon Resource Names and partitions."""

from __future__ import annotations

# https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
PARTITION_BY_PREFIX = {
    "cn-": "aws-cn",
    "us-gov-": "aws-us-gov",
    "us-isob-": "aws-iso-b",
    "us-iso-": "aws-iso",
    "eu-isoe-": "aws-iso-e",
    "us-isof-": "aws-iso-f",
    "eusc-": "aws-eusc",
}


def partition_of(region: str) -> str:
    """Give the partition a region belongs to."""
    for prefix, partition in PARTITION_BY_PREFIX.items():
        if region.startswith(prefix):
            return partition
    return "aws"


def arn(service: str, region: str, account_id: str, resource: str, partition: str = "") -> str:
    """Build an ARN; the partition follows from the region unless given."""
    return f"arn:{partition or partition_of(region)}:{service}:{region}:{account_id}:{resource}"
