"""The life of access points, beside recordings of AWS."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3control/test_s3control.snapshot.json::TestS3ControlAccessPoint"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any, s3_bucket: str) -> None:
    snapshot.add_transformer(snapshot.transform.regex(s3_bucket, "<bucket>"))
    snapshot.add_transformer(snapshot.transform.regex("-[a-z0-9]{34}-s3alias", "-<random>-s3alias"))
    snapshot.add_transformer(snapshot.transform.key_value("HostId"))


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


# The recording has names in place of AWS's domain and of what is random in an alias.
@pytest.mark.skip_snapshot_verify(paths=["$..Endpoints", "$..Alias"])
def test_an_access_point_is_made_found_and_deleted(
    aws_client: Any, account_id: str, s3_bucket: str, snapshot: Any
) -> None:
    control, it = aws_client.s3control, {"AccountId": account_id, "Name": "point-one"}

    answers = {
        "create-access-point": control.create_access_point(**it, Bucket=s3_bucket),
        "get-access-point": control.get_access_point(**it),
        "delete-access-point": control.delete_access_point(**it),
        "get-delete-access-point": refused(control.get_access_point, **it),
        "delete-already-deleted-access-point": refused(control.delete_access_point, **it),
    }

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{EVIDENCE}::test_access_point_lifecycle::{key}")


def test_access_points_are_listed_by_name(aws_client: Any, account_id: str, s3_bucket: str) -> None:
    control = aws_client.s3control
    for name in ("point-b", "point-a", "point-c"):
        control.create_access_point(AccountId=account_id, Name=name, Bucket=s3_bucket)
    other = refused(control.create_access_point, AccountId=account_id, Name="point-a", Bucket=s3_bucket)

    first = control.list_access_points(AccountId=account_id, MaxResults=2)
    rest = control.list_access_points(AccountId=account_id, NextToken=first["NextToken"])
    of_none = control.list_access_points(AccountId=account_id, Bucket="another-bucket")

    names = [[point["Name"] for point in page["AccessPointList"]] for page in (first, rest, of_none)]
    assert names == [["point-a", "point-b"], ["point-c"], []]
    assert "NextToken" not in rest
    assert other["Error"]["Code"] == "AccessPointAlreadyOwnedByYou"


def test_a_name_follows_rules(aws_client: Any, account_id: str, s3_bucket: str, snapshot: Any) -> None:
    error = refused(
        aws_client.s3control.create_access_point,
        AccountId=account_id,
        Name="xn-_test-alias",
        Bucket=s3_bucket,
    )

    evidence = f"{EVIDENCE}::test_access_point_name_validation::access-point-wrong-naming"
    snapshot.match("error", error, aws_evidence=evidence)


def test_an_access_point_needs_a_bucket(aws_client: Any, account_id: str, snapshot: Any) -> None:
    error = refused(
        aws_client.s3control.create_access_point,
        AccountId=account_id,
        Name="point",
        Bucket="no-bucket-of-this-name-1c2d3e",
    )

    evidence = f"{EVIDENCE}::test_access_point_bucket_not_exists::access-point-bucket-not-exists"
    snapshot.match("error", error, aws_evidence=evidence)


def test_an_access_point_has_a_policy(aws_client: Any, account_id: str, s3_bucket: str) -> None:
    control, it = aws_client.s3control, {"AccountId": account_id, "Name": "point-one"}
    arn = control.create_access_point(**it, Bucket=s3_bucket)["AccessPointArn"]
    missing = refused(control.get_access_point_policy, **it)
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"{arn}/object/*"}
    policy = json.dumps({"Statement": statement})

    control.put_access_point_policy(**it, Policy=policy)
    malformed = refused(control.put_access_point_policy, **it, Policy="text")
    got = control.get_access_point_policy(**it)["Policy"]
    control.delete_access_point_policy(**it)

    codes = [answer["Error"]["Code"] for answer in (missing, malformed)]
    assert codes == ["NoSuchAccessPointPolicy", "MalformedPolicy"]
    assert got == policy
    assert refused(control.get_access_point_policy, **it)["Error"]["Code"] == "NoSuchAccessPointPolicy"
