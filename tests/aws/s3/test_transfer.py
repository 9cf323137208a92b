"""Transfer acceleration and who pays for requests."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

ACCELERATION = (
    "services/s3/test_s3_api.snapshot.json::TestS3BucketAccelerateConfiguration"
    "::test_bucket_acceleration_configuration_crud"
)


def refused(call: Any, **parameters: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return error.value.response["Error"]["Code"], error.value.response["Error"]["Message"]


def test_acceleration_is_enabled_and_suspended(
    aws_client: Any, s3_create_bucket: Any, s3_bucket: str, snapshot: Any
) -> None:
    s3 = aws_client.s3

    def put(status: str, bucket: str = s3_bucket) -> Any:
        return s3.put_bucket_accelerate_configuration(
            Bucket=bucket, AccelerateConfiguration={"Status": status}
        )

    answers = {
        "get-bucket-default-accelerate-config": s3.get_bucket_accelerate_configuration(Bucket=s3_bucket)
    }
    for key, status in (("enabled", "Enabled"), ("disabled", "Suspended")):
        answers[f"put-bucket-accelerate-config-{key}"] = put(status)
        answers[f"get-bucket-accelerate-config-{key}"] = s3.get_bucket_accelerate_configuration(
            Bucket=s3_bucket
        )
    with_dots = s3_create_bucket(Bucket=f"{s3_bucket}.dots")

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{ACCELERATION}::{key}")
    assert refused(put, status="enabled")[0] == "MalformedXML"
    assert refused(put, status="Enabled", bucket=with_dots) == (
        "InvalidRequest",
        "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names",
    )


def test_the_owner_pays_until_the_requester_does(aws_client: Any, s3_bucket: str) -> None:
    s3 = aws_client.s3

    def put(payer: str) -> None:
        s3.put_bucket_request_payment(Bucket=s3_bucket, RequestPaymentConfiguration={"Payer": payer})

    before = s3.get_bucket_request_payment(Bucket=s3_bucket)["Payer"]
    put("Requester")
    after = s3.get_bucket_request_payment(Bucket=s3_bucket)["Payer"]

    assert (before, after) == ("BucketOwner", "Requester")
    assert refused(put, payer="Nobody")[0] == "MalformedXML"


def test_others_get_only_what_they_pay_for(
    aws_client: Any, aws_client_factory: Any, s3_bucket: str, localstack: Any
) -> None:
    s3, it = aws_client.s3, {"Bucket": s3_bucket, "Key": "key"}
    anybody = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{s3_bucket}", f"arn:aws:s3:::{s3_bucket}/*"],
    }
    s3.delete_public_access_block(Bucket=s3_bucket)
    s3.put_bucket_policy(
        Bucket=s3_bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [anybody]})
    )
    s3.put_object(**it, Body=b"text")
    s3.put_bucket_request_payment(Bucket=s3_bucket, RequestPaymentConfiguration={"Payer": "Requester"})
    other = aws_client_factory(aws_access_key_id="222222222222", aws_secret_access_key="test").s3
    anonymous = boto3.client("s3", config=Config(signature_version=UNSIGNED), endpoint_url=localstack.url)

    paid = other.get_object(**it, RequestPayer="requester")
    listed = other.list_objects_v2(Bucket=s3_bucket, RequestPayer="requester")
    own = s3.get_object(**it)

    assert (paid["Body"].read(), paid["RequestCharged"]) == (b"text", "requester")
    assert listed["RequestCharged"] == "requester"
    assert "RequestCharged" not in own
    assert refused(other.get_object, **it) == ("AccessDenied", "Access Denied")
    assert refused(other.get_bucket_request_payment, Bucket=s3_bucket)[0] == "AccessDenied"
    assert refused(anonymous.get_object, **it, RequestPayer="requester")[0] == "AccessDenied"
