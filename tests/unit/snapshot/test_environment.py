"""The account, region and partition of a run."""

from __future__ import annotations

import pytest

from pytest_localstack.snapshot.environment import SnapshotEnvironment, from_variables


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, SnapshotEnvironment("000000000000", "us-east-1")),
        ({"AWS_ACCOUNT_ID": "1", "AWS_DEFAULT_REGION": "r1"}, SnapshotEnvironment("1", "r1")),
        (
            {
                "AWS_ACCOUNT_ID": "1",
                "TEST_AWS_ACCOUNT_ID": "2",
                "AWS_DEFAULT_REGION": "r1",
                "AWS_REGION": "r2",
            },
            SnapshotEnvironment("2", "r2"),
        ),
        ({"AWS_REGION": ""}, SnapshotEnvironment("000000000000", "us-east-1")),
    ],
    ids=["defaults", "plain", "precedence", "empty"],
)
def test_variables_name_the_account_and_region(
    variables: dict[str, str], expected: SnapshotEnvironment
) -> None:
    assert from_variables(variables) == expected


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("us-east-1", "aws"),
        ("cn-north-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("ca-central-1", "aws"),
    ],
)
def test_a_region_belongs_to_a_partition(region: str, partition: str) -> None:
    assert SnapshotEnvironment("1", region).partition == partition
