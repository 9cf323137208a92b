"""Encryption with keys of KMS and of the caller's, beside recordings of AWS."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest
from botocore.exceptions import ClientError

FILE = "services/s3/test_s3.snapshot.json"
CUSTOMER = f"{FILE}::TestS3SSECEncryption"
KEY = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": "1234567890abcdef1234567890abcdef"}
OTHER = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": "abcdef1234567890abcdef1234567890"}


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.key_value("UploadId"))
    snapshot.add_transformer(snapshot.transform.key_value("Bucket", reference_replacement=False))


# The entity tag of what a key of the caller's encrypts is random.
@pytest.mark.skip_snapshot_verify(paths=["$..ETag"])
def test_an_object_is_read_with_the_key_it_was_written_with(
    aws_client: Any, s3_bucket: str, snapshot: Any
) -> None:
    s3, at, key = (
        aws_client.s3,
        {"Bucket": s3_bucket, "Key": "key"},
        f"{CUSTOMER}::test_object_retrieval_sse_c",
    )
    put = s3.put_object(**at, Body=b"test_data", **KEY)

    snapshot.match("put", put, aws_evidence=f"{key}::put-obj-sse-c")
    assert s3.get_object(**at, **KEY)["Body"].read() == b"test_data"
    assert put["ETag"] != s3.put_object(Bucket=s3_bucket, Key="plain", Body=b"test_data")["ETag"]
    snapshot.match("no key", refused(s3.get_object, **at), aws_evidence=f"{key}::get-obj-no-sse-c")
    wrong = refused(s3.get_object, **at, **OTHER)
    snapshot.match("wrong key", wrong, aws_evidence=f"{key}::get-obj-sse-c-wrong-key")
    algorithm = refused(s3.get_object, **at, **{**KEY, "SSECustomerAlgorithm": "KMS"})
    snapshot.match("wrong algorithm", algorithm, aws_evidence=f"{key}::get-obj-sse-c-wrong-algo")
    short = refused(s3.put_object, **at, **{**KEY, "SSECustomerKey": "1234567890"})
    snapshot.match("short", short, aws_evidence=f"{key}::get-obj-sse-c-wrong-key-size")
    content = KEY["SSECustomerKey"].encode()
    # botocore encodes the key of other operations itself.
    sent = {
        "SSECustomerKey": base64.b64encode(content).decode(),
        "SSECustomerKeyMD5": base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode(),
    }
    attributes = s3.get_object_attributes(**at, **KEY | sent, ObjectAttributes=["ETag", "ObjectSize"])
    described = f"{CUSTOMER}::test_put_object_lifecycle_with_sse_c::get-obj-attrs-sse-c"
    snapshot.match("attributes", attributes, aws_evidence=described)


def test_a_copy_has_a_key_of_its_own(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3, key = aws_client.s3, f"{CUSTOMER}::test_copy_object_with_sse_c"
    s3.put_object(Bucket=s3_bucket, Key="source", Body=b"test_data", **KEY)
    copy = {"Bucket": s3_bucket, "Key": "copy", "CopySource": {"Bucket": s3_bucket, "Key": "source"}}
    source = {f"CopySource{name}": value for name, value in KEY.items()}

    plain = s3.copy_object(**copy, **source)
    content = s3.get_object(Bucket=s3_bucket, Key="copy")["Body"].read()
    with_key = s3.copy_object(**copy, **source, **OTHER)
    no_source = refused(s3.copy_object, **copy)
    double = refused(s3.copy_object, **copy, **source, **KEY, ServerSideEncryption="AES256")

    assert content == s3.get_object(Bucket=s3_bucket, Key="copy", **OTHER)["Body"].read() == b"test_data"
    snapshot.match("plain", plain, aws_evidence=f"{key}::copy-obj-sse-c-target-no-sse-c")
    assert with_key["SSECustomerAlgorithm"] == "AES256"
    snapshot.match("no source key", no_source, aws_evidence=f"{key}::copy-obj-no-src-sse-c")
    snapshot.match("double", double, aws_evidence=f"{key}::copy-obj-target-double-encryption")


def test_parts_come_with_the_key_of_their_upload(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3, at = aws_client.s3, {"Bucket": s3_bucket, "Key": "key"}
    key = f"{CUSTOMER}::test_multipart_upload_sse_c_validation"
    upload = {**at, "UploadId": s3.create_multipart_upload(**at, **KEY)["UploadId"]}
    part = {**upload, "PartNumber": 1, "Body": b"part"}

    without = refused(s3.upload_part, **part)
    wrong = refused(s3.upload_part, **part, **OTHER)
    etag = s3.upload_part(**part, **KEY)["ETag"]
    parts = {"Parts": [{"ETag": etag, "PartNumber": 1}]}
    completed = s3.complete_multipart_upload(**upload, MultipartUpload=parts)
    got = s3.get_object(**at, **KEY)

    snapshot.match("without", without, aws_evidence=f"{key}::mpu-sse-c-upload-part-no-sse-c")
    snapshot.match("wrong", wrong, aws_evidence=f"{key}::mpu-sse-c-upload-part-wrong-sse-c")
    assert "SSECustomerAlgorithm" not in completed
    assert not [name for name in got if name.startswith("Checksum")]
    assert got["Body"].read() == b"part"


def test_keys_of_kms_are_asked_for(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3, kms, at = aws_client.s3, aws_client.kms, {"Bucket": s3_bucket, "Key": "key"}
    key = kms.create_key()["KeyMetadata"]
    by_kms = {**at, "Body": b"test-sse", "ServerSideEncryption": "aws:kms"}
    put = s3.put_object(**by_kms, SSEKMSKeyId=key["KeyId"], BucketKeyEnabled=True)
    head = s3.head_object(**at)

    assert put["SSEKMSKeyId"] == head["SSEKMSKeyId"] == key["Arn"]
    assert put["BucketKeyEnabled"] is head["BucketKeyEnabled"] is True
    found = f"{FILE}::TestS3::test_s3_sse_validate_kms_key"
    fake = refused(s3.put_object, **by_kms, SSEKMSKeyId="fake-key-id")
    snapshot.match("fake", fake, aws_evidence=f"{found}::put-obj-wrong-kms-key")
    missing = refused(s3.put_object, **by_kms, SSEKMSKeyId="134f2428-cec1-4b25-a1ae-9048164dba47")
    assert missing["Error"]["Message"].endswith(":key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist")
    elsewhere = refused(s3.put_object, **by_kms, SSEKMSKeyId=key["Arn"].replace("us-east-1", "eu-west-1"))
    assert elsewhere["Error"]["Message"] == "Invalid arn eu-west-1"

    kms.disable_key(KeyId=key["KeyId"])
    disabled = refused(s3.get_object, **at)
    kms.schedule_key_deletion(KeyId=key["KeyId"])
    pending = refused(s3.get_object, **at)
    assert disabled["Error"] == {"Code": "KMS.DisabledException", "Message": f"{key['Arn']} is disabled."}
    assert pending["Error"]["Code"] == "KMS.KMSInvalidStateException"


def test_a_bucket_s_default_is_a_key_of_kms(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}
    s3.put_bucket_encryption(Bucket=s3_bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
    got = s3.get_bucket_encryption(Bucket=s3_bucket)
    put = s3.put_object(Bucket=s3_bucket, Key="key", Body=b"test-encrypted")
    s3.delete_bucket_encryption(Bucket=s3_bucket)
    own = s3.put_object(Bucket=s3_bucket, Key="key", Body=b"test-encrypted")

    managed = "TestS3BucketEncryption::test_s3_bucket_encryption_sse_kms_aws_managed_key::get-bucket-enc"
    snapshot.match("got", got, aws_evidence=f"services/s3/test_s3_api.snapshot.json::{managed}")
    assert put["SSEKMSKeyId"] == aws_client.kms.describe_key(KeyId="alias/aws/s3")["KeyMetadata"]["Arn"]
    assert own["ServerSideEncryption"] == "AES256"


def test_the_key_of_an_object_is_replaced(aws_client: Any, s3_bucket: str) -> None:
    s3, at = aws_client.s3, {"Bucket": s3_bucket, "Key": "key"}
    arn = aws_client.kms.create_key()["KeyMetadata"]["Arn"]
    put = s3.put_object(**at, Body=b"content")
    new = {"ObjectEncryption": {"SSEKMS": {"KMSKeyArn": arn, "BucketKeyEnabled": True}}}

    s3.update_object_encryption(**at, **new)

    head = s3.head_object(**at)
    assert (head["ServerSideEncryption"], head["SSEKMSKeyId"]) == ("aws:kms", arn)
    assert head["BucketKeyEnabled"]
    assert head["ETag"] == put["ETag"]
    s3.put_object(**at, **KEY)
    assert refused(s3.update_object_encryption, **at, **new)["Error"]["Code"] == "InvalidRequest"
    missing = refused(s3.update_object_encryption, **{**at, "Key": "missing"}, **new)
    assert missing["Error"]["Code"] == "NoSuchKey"
