"""Resource names and partitions."""

from __future__ import annotations

import boto3
import pytest

from localstack.aws.arns import arn, partition_of


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b"])
def test_every_region_belongs_to_its_partition(partition: str) -> None:
    regions = boto3.session.Session().get_available_regions("sqs", partition)

    assert {partition_of(region) for region in regions} == {partition}


def test_the_partition_of_a_name_follows_from_its_region() -> None:
    assert arn("sqs", "cn-north-1", "111122223333", "q") == "arn:aws-cn:sqs:cn-north-1:111122223333:q"
    assert arn("s3", "", "", "bucket") == "arn:aws:s3:::bucket"
    assert arn("iam", "", "111122223333", "user/u", "aws-us-gov") == (
        "arn:aws-us-gov:iam::111122223333:user/u"
    )
