"""Access logging: its configuration, beside recordings of AWS, and the records that arrive."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3.snapshot.json::TestS3BucketLogging"
LOG_DELIVERY = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/LogDelivery"}


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def status(bucket: str, prefix: str = "log", **more: Any) -> dict[str, Any]:
    return {"LoggingEnabled": {"TargetBucket": bucket, "TargetPrefix": prefix, **more}}


def test_logging_is_off_until_it_is_turned_on(aws_client: Any, s3_create_bucket: Any, snapshot: Any) -> None:
    s3, bucket, target = aws_client.s3, s3_create_bucket(), s3_create_bucket()
    snapshot.add_transformer(snapshot.transform.regex(target, "<target>"))
    grants = [{"Grantee": LOG_DELIVERY, "Permission": permission} for permission in ("WRITE", "READ_ACP")]

    before = s3.get_bucket_logging(Bucket=bucket)
    put = s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus=status(target, TargetGrants=grants))
    got = s3.get_bucket_logging(Bucket=bucket)
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})
    after = s3.get_bucket_logging(Bucket=bucket)

    case = f"{EVIDENCE}::test_put_bucket_logging_accept_wrong_grants"
    snapshot.match("put", put, aws_evidence=f"{case}::put-bucket-logging")
    snapshot.match("got", got, aws_evidence=f"{case}::get-bucket-logging")
    assert "LoggingEnabled" not in before | after


# The recording has names in place of the regions.
@pytest.mark.skip_snapshot_verify(paths=["$..Error.SourceBucketLocation", "$..Error.TargetBucketLocation"])
def test_logs_stay_in_their_region(
    aws_client_factory: Any, s3_create_bucket: Any, s3_create_bucket_with_client: Any, snapshot: Any
) -> None:
    clients = {region: aws_client_factory(region_name=region).s3 for region in ("us-east-2", "us-west-2")}
    here = s3_create_bucket()
    elsewhere, target = (s3_create_bucket_with_client(client) for client in clients.values())
    put = clients["us-west-2"].put_bucket_logging

    from_here = refused(put, Bucket=here, BucketLoggingStatus=status(target))
    from_elsewhere = refused(put, Bucket=elsewhere, BucketLoggingStatus=status(target))

    case = f"{EVIDENCE}::test_put_bucket_logging_cross_locations"
    snapshot.match("here", from_here, aws_evidence=f"{case}::put-bucket-logging-cross-us-east-1")
    key = "put-bucket-logging-different-regions"
    snapshot.match("elsewhere", from_elsewhere, aws_evidence=f"{case}::{key}")
    assert "SourceBucketLocation" not in from_here["Error"]
    assert from_here["Error"]["TargetBucketLocation"] == "us-west-2"
    assert from_elsewhere["Error"]["SourceBucketLocation"] == "us-east-2"


def test_logs_stay_with_their_owner(
    aws_client: Any, secondary_aws_client: Any, s3_bucket: str, s3_create_bucket_with_client: Any
) -> None:
    theirs = s3_create_bucket_with_client(secondary_aws_client.s3)

    refusals = [
        refused(aws_client.s3.put_bucket_logging, Bucket=s3_bucket, BucketLoggingStatus=status(target))[
            "Error"
        ]
        for target in (theirs, "no-such-bucket-anywhere")
    ]

    assert [(error["Code"], error["Message"]) for error in refusals] == [
        (
            "InvalidTargetBucketForLogging",
            "The owner for the bucket to be logged and the target bucket must be the same.",
        ),
        ("InvalidTargetBucketForLogging", "The target bucket for logging does not exist"),
    ]


def test_a_configuration_follows_its_schema(aws_client: Any, s3_bucket: str) -> None:
    by_email = {"Type": "AmazonCustomerByEmail", "EmailAddress": "ann@example.com"}
    wrong = [
        {"LoggingEnabled": {"TargetBucket": "", "TargetPrefix": ""}},
        status(s3_bucket, TargetObjectKeyFormat={}),
        status(s3_bucket, TargetGrants=[{"Grantee": by_email, "Permission": "READ"}]),
    ]

    codes = [
        refused(aws_client.s3.put_bucket_logging, Bucket=s3_bucket, BucketLoggingStatus=given)["Error"][
            "Code"
        ]
        for given in wrong
    ]

    assert codes == ["MalformedXML", "MalformedXML", "UnresolvableGrantByEmailAddress"]


def test_records_of_requests_arrive_in_the_target(
    aws_client: Any, s3_create_bucket: Any, localstack: Any
) -> None:
    s3, bucket, target = aws_client.s3, s3_create_bucket(), s3_create_bucket()
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{target}/*",
        "Condition": {"ArnLike": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"}},
    }
    s3.put_bucket_policy(Bucket=target, Policy=json.dumps({"Statement": [statement]}))
    by_day = {"PartitionedPrefix": {"PartitionDateSource": "EventTime"}}
    s3.put_bucket_logging(
        Bucket=bucket, BucketLoggingStatus=status(target, "log/", TargetObjectKeyFormat=by_day)
    )

    put = s3.put_object(Bucket=bucket, Key="a b", Body=b"text")
    refused(s3.get_object, Bucket=bucket, Key="missing")
    localstack.advance(3600)

    [item] = s3.list_objects_v2(Bucket=target)["Contents"]
    lines = s3.get_object(Bucket=target, Key=item["Key"])["Body"].read().decode().splitlines()
    assert item["Key"].startswith(f"log/000000000000/us-east-1/{bucket}/")
    assert "-00-00-00-" in item["Key"]
    assert [line.split()[7] for line in lines] == ["REST.PUT.OBJECT", "REST.GET.OBJECT"]
    assert f" {put['ResponseMetadata']['RequestId']} REST.PUT.OBJECT a%20b " in lines[0]
    assert '" 404 NoSuchKey ' in lines[1]


def test_records_that_may_not_arrive_are_named(
    aws_client: Any, s3_create_bucket: Any, localstack: Any
) -> None:
    s3, bucket, target = aws_client.s3, s3_create_bucket(), s3_create_bucket()
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus=status(target))

    s3.get_bucket_location(Bucket=bucket)
    localstack.settle()

    assert "Contents" not in s3.list_objects_v2(Bucket=target)
