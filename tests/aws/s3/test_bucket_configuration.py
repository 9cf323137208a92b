"""What a bucket is set to, and its answers beside recorded ones of AWS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

API = "services/s3/test_s3_api.snapshot.json"
VERSIONING = f"{API}::TestS3BucketVersioning::test_bucket_versioning_crud"
ENCRYPTION = f"{API}::TestS3BucketEncryption::test_s3_default_bucket_encryption_exc"
OWNERSHIP = f"{API}::TestS3BucketOwnershipControls::test_crud_bucket_ownership_controls"
PUBLIC_ACCESS = f"{API}::TestS3PublicAccessBlock::test_crud_public_access_block"
TAGS = f"{API}::TestS3BucketObjectTagging::test_create_bucket_with_tags"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.key_value("BucketName"))


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def test_versioning_is_off_until_it_is_set(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3

    def put(status: str) -> Any:
        return s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration={"Status": status})

    before = s3.get_bucket_versioning(Bucket=s3_bucket)
    enabled = put("Enabled")
    after = s3.get_bucket_versioning(Bucket=s3_bucket)
    put("Suspended")
    suspended = s3.get_bucket_versioning(Bucket=s3_bucket)

    snapshot.match("before", before, aws_evidence=f"{VERSIONING}::get-versioning-before")
    snapshot.match("enable", enabled, aws_evidence=f"{VERSIONING}::put-versioning-enabled-capitalized")
    snapshot.match("enabled", after, aws_evidence=f"{VERSIONING}::get-versioning-after-enabled")
    snapshot.match("suspended", suspended, aws_evidence=f"{VERSIONING}::get-versioning-after-suspended")


@pytest.mark.parametrize(
    ("configuration", "key"),
    [
        ({"Status": "enabled"}, "put-versioning-enabled-lowercase"),
        ({"Status": "Disabled"}, "put-versioning-disabled"),
        ({}, "put-versioning-empty"),
    ],
    ids=["in lower case", "no such status", "no status"],
)
def test_versioning_has_two_statuses(
    aws_client: Any, s3_bucket: str, snapshot: Any, configuration: dict[str, str], key: str
) -> None:
    error = refused(
        aws_client.s3.put_bucket_versioning, Bucket=s3_bucket, VersioningConfiguration=configuration
    )

    snapshot.match("error", error, aws_evidence=f"{VERSIONING}::{key}")


def test_a_bucket_that_is_not_there_has_no_versioning(aws_client: Any, snapshot: Any) -> None:
    error = refused(aws_client.s3.get_bucket_versioning, Bucket="no-bucket-of-this-name-1c2d3e")

    snapshot.match("error", error, aws_evidence=f"{VERSIONING}::get-versioning-no-bucket")


def test_the_encryption_of_a_bucket_is_set(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}

    put = aws_client.s3.put_bucket_encryption(
        Bucket=s3_bucket, ServerSideEncryptionConfiguration={"Rules": [rule]}
    )

    evidence = f"{API}::TestS3BucketEncryption::test_s3_bucket_encryption_sse_s3::put-bucket-enc"
    snapshot.match("put", put, aws_evidence=evidence)


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ([], "put-bucket-encryption-no-rules"),
        (
            [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}] * 2,
            "put-bucket-encryption-two-rules",
        ),
        (
            [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256", "KMSMasterKeyID": "key"}}],
            "put-bucket-encryption-kms-with-aes",
        ),
    ],
    ids=["no rule", "two rules", "a key with AES256"],
)
def test_encryption_that_cannot_be_meant_is_refused(
    aws_client: Any, s3_bucket: str, snapshot: Any, rules: list[Any], key: str
) -> None:
    error = refused(
        aws_client.s3.put_bucket_encryption,
        Bucket=s3_bucket,
        ServerSideEncryptionConfiguration={"Rules": rules},
    )

    snapshot.match("error", error, aws_evidence=f"{ENCRYPTION}::{key}")


def test_a_bucket_that_is_not_there_has_no_encryption(aws_client: Any, snapshot: Any) -> None:
    got = refused(aws_client.s3.get_bucket_encryption, Bucket="no-bucket-of-this-name-1c2d3e")
    deleted = refused(aws_client.s3.delete_bucket_encryption, Bucket="no-bucket-of-this-name-1c2d3e")

    snapshot.match("get", got, aws_evidence=f"{ENCRYPTION}::get-bucket-enc-no-bucket")
    snapshot.match("delete", deleted, aws_evidence=f"{ENCRYPTION}::delete-bucket-enc-no-bucket")


def test_ownership_is_set_and_deleted(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3
    controls = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}

    answers = {
        "default-ownership": s3.get_bucket_ownership_controls(Bucket=s3_bucket),
        "put-ownership": s3.put_bucket_ownership_controls(Bucket=s3_bucket, OwnershipControls=controls),
        "get-ownership": s3.get_bucket_ownership_controls(Bucket=s3_bucket),
        "delete-ownership": s3.delete_bucket_ownership_controls(Bucket=s3_bucket),
        "get-ownership-after-delete": refused(s3.get_bucket_ownership_controls, Bucket=s3_bucket),
        "delete-ownership-after-delete": s3.delete_bucket_ownership_controls(Bucket=s3_bucket),
    }

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{OWNERSHIP}::{key}")


def test_public_access_is_blocked_until_it_is_allowed(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3
    open_to_all = dict.fromkeys(
        ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), False
    )

    answers = {
        "get-default-public-access-block": s3.get_public_access_block(Bucket=s3_bucket),
        "put-public-access-block": s3.put_public_access_block(
            Bucket=s3_bucket, PublicAccessBlockConfiguration=open_to_all
        ),
        "get-public-access-block": s3.get_public_access_block(Bucket=s3_bucket),
        "delete-public-access-block": s3.delete_public_access_block(Bucket=s3_bucket),
        "get-public-access-block-after-delete": refused(s3.get_public_access_block, Bucket=s3_bucket),
        "idempotent-delete-public-access-block": s3.delete_public_access_block(Bucket=s3_bucket),
    }

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{PUBLIC_ACCESS}::{key}")


def test_a_bucket_is_created_with_tags(aws_client: Any, s3_create_bucket: Any, snapshot: Any) -> None:
    tags = [{"Key": "tag1", "Value": "value1"}]
    bucket = s3_create_bucket(CreateBucketConfiguration={"Tags": tags})

    got = aws_client.s3.get_bucket_tagging(Bucket=bucket)

    snapshot.match("tags", got, aws_evidence=f"{TAGS}::get-bucket-tags")


def test_whether_tags_decide_on_access_is_kept(aws_client: Any, s3_bucket: str) -> None:
    s3 = aws_client.s3
    before = s3.get_bucket_abac(Bucket=s3_bucket)["AbacStatus"]
    s3.put_bucket_abac(Bucket=s3_bucket, AbacStatus={"Status": "Enabled"})

    assert (before, s3.get_bucket_abac(Bucket=s3_bucket)["AbacStatus"]) == (
        {"Status": "Disabled"},
        {"Status": "Enabled"},
    )
    with pytest.raises(ClientError, match="MalformedXML"):
        s3.put_bucket_abac(Bucket=s3_bucket, AbacStatus={"Status": "Perhaps"})
