"""An object from its creation to its deletion, and its answers beside recorded ones of AWS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

S3 = "services/s3/test_s3.snapshot.json::TestS3"
API = "services/s3/test_s3_api.snapshot.json"
LISTS = "services/s3/test_s3_list_operations.snapshot.json"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.s3_api())


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def test_an_object_is_put_and_got(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = f"{API}::TestS3BucketEncryption::test_s3_bucket_encryption_sse_s3"
    where = {"Bucket": s3_bucket, "Key": "key"}

    put = aws_client.s3.put_object(**where, Body=b"test-encrypted")
    head = aws_client.s3.head_object(**where)
    got = aws_client.s3.get_object(**where)

    snapshot.match("put", put, aws_evidence=f"{evidence}::put-object-encrypted")
    snapshot.match("head", head, aws_evidence=f"{evidence}::head-object-encrypted")
    snapshot.match("get", got, aws_evidence=f"{evidence}::get-object-encrypted")


def test_part_of_an_object_is_got(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    content = b"Lorem ipsum dolor sit amet, ... " * 30
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=content)

    got = aws_client.s3.get_object(Bucket=s3_bucket, Key="key", Range="bytes=0-16")

    snapshot.match("range", got, aws_evidence=f"{S3}::test_etag_on_get_object_call::get_object_range")


def test_a_missing_object_has_no_head(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    error = refused(aws_client.s3.head_object, Bucket=s3_bucket, Key="missing")

    snapshot.match("error", error, aws_evidence=f"{S3}::test_head_object_fields::head-object-404")


def test_the_attributes_of_an_object_tell_its_checksum(
    aws_client: Any, s3_bucket: str, snapshot: Any
) -> None:
    evidence = "services/s3/test_s3.snapshot.json::TestS3PutObjectChecksum::test_put_object_checksum[CRC32]"
    put = aws_client.s3.put_object(
        Bucket=s3_bucket, Key="key", Body=b"test data..", ChecksumAlgorithm="CRC32", ChecksumCRC32="cZWHwQ=="
    )

    attributes = aws_client.s3.get_object_attributes(
        Bucket=s3_bucket, Key="key", ObjectAttributes=["ETag", "Checksum"]
    )

    snapshot.match("put", put, aws_evidence=f"{evidence}::put-object-generated")
    snapshot.match("attributes", attributes, aws_evidence=f"{evidence}::get-object-attrs-generated")


def test_a_copy_with_other_metadata(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = f"{S3}::test_s3_copy_metadata_replace"
    s3 = aws_client.s3

    put = s3.put_object(
        Bucket=s3_bucket,
        Key="source",
        Body='{"key": "value"}',
        ContentType="application/json",
        ContentLanguage="en-US",
        Metadata={"key": "value"},
    )
    head = s3.head_object(Bucket=s3_bucket, Key="source")
    copied = s3.copy_object(
        Bucket=s3_bucket,
        Key="copy",
        CopySource=f"{s3_bucket}/source",
        ContentType="image/jpg",
        Metadata={"another-key": "value"},
        MetadataDirective="REPLACE",
    )
    copy = s3.head_object(Bucket=s3_bucket, Key="copy")

    for key, answer in {
        "put_object": put,
        "head_object": head,
        "copy_object": copied,
        "head_object_copy": copy,
    }.items():
        snapshot.match(key, answer, aws_evidence=f"{evidence}::{key}")


def test_an_object_is_deleted(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = f"{API}::TestS3ObjectCRUD::test_delete_object"
    s3 = aws_client.s3
    put = s3.put_object(Bucket=s3_bucket, Key="key", Body=b"test-delete")

    deleted = s3.delete_object(Bucket=s3_bucket, Key="key")
    again = s3.delete_object(Bucket=s3_bucket, Key="key")
    error = refused(
        s3.delete_object, Bucket=s3_bucket, Key="key", VersionId="HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD"
    )

    snapshot.match("put", put, aws_evidence=f"{evidence}::put-object")
    snapshot.match("delete", deleted, aws_evidence=f"{evidence}::delete-object")
    snapshot.match("again", again, aws_evidence=f"{evidence}::delete-nonexistent-object")
    snapshot.match("version", error, aws_evidence=f"{evidence}::delete-nonexistent-object-versionid")


def test_objects_are_deleted_in_one_call(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = f"{API}::TestS3ObjectCRUD::test_delete_objects"
    aws_client.s3.put_object(Bucket=s3_bucket, Key="test-delete", Body=b"test-delete")

    def delete(*objects: dict[str, str]) -> Any:
        answer = aws_client.s3.delete_objects(Bucket=s3_bucket, Delete={"Objects": list(objects)})
        # AWS deletes them side by side, and answers in any order.
        answer.get("Deleted", []).sort(key=lambda deleted: deleted["Key"])
        return answer

    wrong = delete({"Key": "test-delete", "VersionId": "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD"})
    deleted = delete({"Key": "test-delete"}, {"Key": "c-wrong-key"}, {"Key": "a-wrong-key"})

    snapshot.match("wrong-version", wrong, aws_evidence=f"{evidence}::delete-object-wrong-version-id")
    snapshot.match("deleted", deleted, aws_evidence=f"{evidence}::delete-objects")


def test_the_tags_of_an_object(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = f"{API}::TestS3BucketObjectTagging::test_object_tagging_crud"
    s3, where = aws_client.s3, {"Bucket": s3_bucket, "Key": "key"}

    def put(*tags: tuple[str, str]) -> Any:
        tag_set = [{"Key": key, "Value": value} for key, value in tags]
        return s3.put_object_tagging(**where, Tagging={"TagSet": tag_set})

    answers = {
        "put-object": s3.put_object(**where, Body=b"test-tagging"),
        "get-object-tags-empty": s3.get_object_tagging(**where),
        "put-object-tags": put(("tag1", "tag1"), ("tag2", "")),
        "get-object-tags": s3.get_object_tagging(**where),
        "put-object-tags-overwrite": put(("tag3", "tag3")),
        "get-object-tags-overwritten": s3.get_object_tagging(**where),
        "get-obj-after-tags": s3.get_object(**where),
        "delete-object-tags": s3.delete_object_tagging(**where),
        "get-object-tags-deleted": s3.get_object_tagging(**where),
        "get-obj-after-tags-deleted": s3.get_object(**where),
    }

    for key, answer in answers.items():
        snapshot.match(key, answer, aws_evidence=f"{evidence}::{key}")


def test_objects_are_listed_by_prefix(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = f"{LISTS}::TestS3ListObjects::test_list_objects_with_prefix[]"
    aws_client.s3.put_object(Bucket=s3_bucket, Key="test/foo/bar/123", Body=b"content 123")

    listed = aws_client.s3.list_objects(Bucket=s3_bucket, Prefix="test/", MaxKeys=1, Delimiter="")

    snapshot.match("listed", listed, aws_evidence=f"{evidence}::list-objects")


def test_the_objects_of_a_bucket_are_listed(
    aws_client: Any, s3_bucket: str, s3_empty_bucket: Any, snapshot: Any
) -> None:
    evidence = f"{S3}::test_empty_bucket_fixture"
    for number in range(3):
        aws_client.s3.put_object(Bucket=s3_bucket, Key=f"key{number}", Body=b"123")

    listed = aws_client.s3.list_objects_v2(Bucket=s3_bucket)
    s3_empty_bucket(s3_bucket)
    empty = aws_client.s3.list_objects_v2(Bucket=s3_bucket)

    snapshot.match("listed", listed, aws_evidence=f"{evidence}::list-obj")
    snapshot.match("empty", empty, aws_evidence=f"{evidence}::list-obj-after-empty")


def test_versions_are_listed_where_there_is_one_each(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = f"{API}::TestS3ObjectCRUD::test_list_object_versions_order_unversioned"
    s3 = aws_client.s3

    empty = s3.list_object_versions(Bucket=s3_bucket)
    for number in (1, 3, 2):
        key = f"{'_abc'[number]}-test-object-{number}"
        s3.put_object(Bucket=s3_bucket, Key=key, Body=f"test-object-{number}".encode())
    listed = s3.list_object_versions(Bucket=s3_bucket)

    snapshot.match("empty", empty, aws_evidence=f"{evidence}::list-empty")
    snapshot.match("listed", listed, aws_evidence=f"{evidence}::list-object-versions")
