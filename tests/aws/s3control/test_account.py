"""An account's public access block and the tags of its buckets, beside recordings of AWS."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3control/test_s3control.snapshot.json"
TAGGING = f"{EVIDENCE}::TestS3ControlTagging"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.key_value("HostId"))


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def test_a_block_of_the_account_is_one_of_its_buckets(
    aws_client: Any, aws_client_factory: Any, account_id: str, s3_bucket: str, snapshot: Any
) -> None:
    s3, control = aws_client.s3, aws_client.s3control
    s3.delete_public_access_block(Bucket=s3_bucket)
    s3.put_object(Bucket=s3_bucket, Key="key", Body=b"text")
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": f"arn:aws:s3:::{s3_bucket}/*",
    }
    policy = json.dumps({"Statement": statement})
    s3.put_bucket_policy(Bucket=s3_bucket, Policy=policy)
    other = aws_client_factory(aws_access_key_id="222222222222", aws_secret_access_key="test").s3
    it = {"Bucket": s3_bucket, "Key": "key"}
    before = other.get_object(**it)["Body"].read()
    empty = refused(control.put_public_access_block, AccountId=account_id, PublicAccessBlockConfiguration={})
    missing = refused(control.get_public_access_block, AccountId=account_id)

    block = {"BlockPublicPolicy": True, "RestrictPublicBuckets": True}
    control.put_public_access_block(AccountId=account_id, PublicAccessBlockConfiguration=block)
    got = control.get_public_access_block(AccountId=account_id)["PublicAccessBlockConfiguration"]
    codes = [
        refused(other.get_object, **it)["Error"]["Code"],
        refused(s3.put_bucket_policy, Bucket=s3_bucket, Policy=policy)["Error"]["Code"],
    ]
    control.delete_public_access_block(AccountId=account_id)

    assert before == other.get_object(**it)["Body"].read() == b"text"
    assert got == {"BlockPublicAcls": False, "IgnorePublicAcls": False, **block}
    assert codes == ["AccessDenied", "AccessDenied"]
    assert missing["Error"]["Code"] == "NoSuchPublicAccessBlockConfiguration"
    empty_evidence = (
        f"{EVIDENCE}::TestS3ControlPublicAccessBlock::test_empty_public_access_block::"
        "put-public-access-block-empty"
    )
    snapshot.match("empty", empty, aws_evidence=empty_evidence)


def test_another_account_is_not_the_callers(aws_client: Any) -> None:
    error = refused(aws_client.s3control.get_public_access_block, AccountId="222222222222")

    assert error["Error"]["Code"] == "AccessDenied"


def test_a_bucket_is_tagged_by_its_arn(
    aws_client: Any, account_id: str, s3_bucket: str, snapshot: Any
) -> None:
    control = aws_client.s3control
    it = {"AccountId": account_id, "ResourceArn": f"arn:aws:s3:::{s3_bucket}"}
    two = [{"Key": "key1", "Value": "value1"}, {"Key": "key2", "Value": "value2"}]

    answers = {
        "list-tags-before": control.list_tags_for_resource(**it),
        "tag-resource": control.tag_resource(**it, Tags=two),
        "list-tags-1": control.list_tags_for_resource(**it),
        "tag-resource-after-update": control.tag_resource(**it, Tags=[{"Key": "key3", "Value": "value3"}]),
        "list-tags-after-update": control.list_tags_for_resource(**it),
        "untag-resource": control.untag_resource(**it, TagKeys=["key3"]),
        "list-tags-after-untag": control.list_tags_for_resource(**it),
        "untag-resource-idempotent": control.untag_resource(**it, TagKeys=["key3"]),
    }
    control.untag_resource(**it, TagKeys=["key1", "key2"])

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{TAGGING}::test_tag_lifecycle::{key}")
    assert refused(aws_client.s3.get_bucket_tagging, Bucket=s3_bucket)["Error"]["Code"] == "NoSuchTagSet"


def test_what_is_not_there_has_no_tags(aws_client: Any, account_id: str, snapshot: Any) -> None:
    arn = "arn:aws:s3:::no-bucket-of-this-name-1c2d3e"
    listed = refused(aws_client.s3control.list_tags_for_resource, AccountId=account_id, ResourceArn=arn)
    point = refused(
        aws_client.s3control.list_tags_for_resource,
        AccountId=account_id,
        ResourceArn=f"arn:aws:s3:us-east-1:{account_id}:accesspoint/point",
    )

    assert point["Error"]["Code"] == "NotImplemented"
    evidence = f"{TAGGING}::test_tag_operation_no_bucket::list-resource-tags-no-exist"
    snapshot.match("listed", listed, aws_evidence=evidence)


def test_a_bad_tag_is_refused(aws_client: Any, account_id: str, s3_bucket: str, snapshot: Any) -> None:
    error = refused(
        aws_client.s3control.tag_resource,
        AccountId=account_id,
        ResourceArn=f"arn:aws:s3:::{s3_bucket}",
        Tags=[{"Key": "aws:k", "Value": "v"}],
    )

    evidence = f"{TAGGING}::test_tag_resource_validation::tags-key-aws-prefix"
    snapshot.match("error", error, aws_evidence=evidence)
