"""ARNs of destination buckets."""

from __future__ import annotations

import pytest
from localstack_providers.s3 import arns, errors


@pytest.mark.parametrize("arn", ["arn:aws:s3:::reports", "arn:aws-us-gov:s3:::reports"])
def test_an_arn_names_a_bucket(arn: str) -> None:
    assert arns.bucket_of(arn) == "reports"


@pytest.mark.parametrize(
    "arn", ["", "reports", "arn:aws:s3:::", "arn:aws:s3:::reports/key", "arn:aws:sqs:::q"]
)
def test_any_other_arn_is_refused(arn: str) -> None:
    with pytest.raises(errors.InvalidS3DestinationBucket):
        arns.bucket_of(arn)


def test_a_missing_arn_breaks_the_schema() -> None:
    with pytest.raises(errors.MalformedXML):
        arns.bucket_of(None)
