"""A multipart upload from its creation to its end, and its answers beside recorded ones of AWS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

S3 = "services/s3/test_s3.snapshot.json::TestS3"
API = "services/s3/test_s3_api.snapshot.json"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.s3_api())
    snapshot.add_transformer(snapshot.transform.key_value("Location", reference_replacement=False))
    for name in ("Bucket", "UploadId"):
        snapshot.add_transformer(snapshot.transform.key_value(name))


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def test_parts_become_an_object(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3, where = aws_client.s3, {"Bucket": s3_bucket, "Key": "test-list-parts"}
    created = s3.create_multipart_upload(**where)
    upload = {**where, "UploadId": created["UploadId"]}

    answers = {
        "create-multipart": created,
        "list-part-after-created": s3.list_parts(**upload),
        "list-all-uploads": s3.list_multipart_uploads(Bucket=s3_bucket),
        "upload-part": (part := s3.upload_part(**upload, PartNumber=1, Body=b"upload-part-1" * 5)),
        "list-part-after-upload": s3.list_parts(**upload),
        "complete-multipart": s3.complete_multipart_upload(
            **upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
        ),
        "list-part-after-complete-exc": refused(s3.list_parts, **upload),
        "list-all-uploads-completed": s3.list_multipart_uploads(Bucket=s3_bucket),
        "head-multipart-checksum": s3.head_object(**where, ChecksumMode="ENABLED"),
        "get-multipart-checksum": s3.get_object(**where, ChecksumMode="ENABLED"),
    }

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{S3}::test_multipart_and_list_parts::{key}")


def test_an_upload_that_is_not_there(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3, upload = aws_client.s3, {"Bucket": s3_bucket, "Key": "key", "UploadId": "fakeid"}

    answers = {
        "upload-exc": refused(s3.upload_part, **upload, PartNumber=1, Body=b""),
        "complete-exc": refused(
            s3.complete_multipart_upload,
            **upload,
            MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": "etag"}]},
        ),
        "abort-exc": refused(s3.abort_multipart_upload, **upload),
    }

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{S3}::test_multipart_no_such_upload::{key}")


def test_an_object_becomes_a_part(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = f"{API}::TestS3Multipart::test_upload_part_copy_no_copy_source_range"
    s3 = aws_client.s3
    source = s3.put_object(Bucket=s3_bucket, Key="source", Body=b"0123456789")
    created = s3.create_multipart_upload(Bucket=s3_bucket, Key="test-upload-part-copy")
    upload = {"Bucket": s3_bucket, "Key": "test-upload-part-copy", "UploadId": created["UploadId"]}

    copied = s3.upload_part_copy(**upload, CopySource=f"{s3_bucket}/source", PartNumber=1)
    parts = s3.list_parts(**upload)

    snapshot.match("source", source, aws_evidence=f"{evidence}::put-src-object")
    snapshot.match("created", created, aws_evidence=f"{evidence}::create-multipart")
    snapshot.match("copied", copied, aws_evidence=f"{evidence}::upload-part-copy")
    snapshot.match("parts", parts, aws_evidence=f"{evidence}::list-parts")
