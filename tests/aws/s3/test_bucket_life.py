"""A bucket from its creation to its deletion, and its answers beside recorded ones of AWS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

S3 = "services/s3/test_s3.snapshot.json::TestS3"
LISTS = "services/s3/test_s3_list_operations.snapshot.json"
MISSING = "does-not-exist-localstack-test"


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.s3_api())
    for name in ("BucketArn", "Location", "Prefix", "ContinuationToken"):
        snapshot.add_transformer(snapshot.transform.key_value(name))


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def test_a_bucket_is_created_described_and_deleted(aws_client: Any, snapshot: Any) -> None:
    s3 = aws_client.s3

    created = s3.create_bucket(Bucket="photos-of-1c2d3e")
    head = s3.head_bucket(Bucket="photos-of-1c2d3e")
    location = s3.get_bucket_location(Bucket="photos-of-1c2d3e")
    deleted = s3.delete_bucket(Bucket="photos-of-1c2d3e")
    gone = refused(s3.head_bucket, Bucket="photos-of-1c2d3e")

    heads = f"{S3}::test_create_bucket_head_bucket"
    snapshot.match("created", created, aws_evidence=f"{heads}::create_bucket")
    snapshot.match("head", head, aws_evidence=f"{heads}::head_bucket")
    snapshot.match("gone", gone, aws_evidence=f"{heads}::head_bucket_not_exist")
    snapshot.match(
        "location",
        location,
        aws_evidence=f"{S3}::test_different_location_constraint::get-bucket-location-bucket-us-east-1",
    )
    snapshot.match(
        "deleted",
        deleted,
        aws_evidence="services/s3/test_s3_api.snapshot.json::TestS3BucketCRUD::test_delete_bucket_with_objects"
        "::delete-bucket",
    )


def test_a_bucket_that_holds_something_is_not_deleted(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    evidence = "services/s3/test_s3_api.snapshot.json::TestS3BucketCRUD::test_delete_bucket_with_objects"
    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"")

    error = refused(aws_client.s3.delete_bucket, Bucket=s3_bucket)

    snapshot.match("error", error, aws_evidence=f"{evidence}::delete-with-obj")


def test_a_bucket_that_is_not_there_is_not_deleted(aws_client: Any, snapshot: Any) -> None:
    error = refused(aws_client.s3.delete_bucket, Bucket=MISSING)

    snapshot.match("error", error, aws_evidence=f"{S3}::test_delete_bucket_no_such_bucket::expected_error")


def test_buckets_are_listed_by_prefix(aws_client: Any, s3_create_bucket: Any, snapshot: Any) -> None:
    evidence = f"{LISTS}::TestS3ListBuckets::test_list_buckets_by_prefix_with_case_sensitivity"
    name = s3_create_bucket(Bucket="holiday-photos-1c2d3e")

    found = aws_client.s3.list_buckets(Prefix=name)
    none = aws_client.s3.list_buckets(Prefix=name.upper())

    snapshot.match("found", found, aws_evidence=f"{evidence}::list-objects-by-prefix-not-empty")
    snapshot.match("none", none, aws_evidence=f"{evidence}::list-objects-by-prefix-empty")


def test_buckets_are_listed_in_pages(aws_client: Any, s3_create_bucket: Any, snapshot: Any) -> None:
    evidence = f"{LISTS}::TestS3ListBuckets::test_list_buckets_with_max_buckets"
    for name in ("page-1-1c2d3e", "page-2-1c2d3e"):
        s3_create_bucket(Bucket=name)

    page = aws_client.s3.list_buckets(MaxBuckets=1)

    snapshot.match("page", page, aws_evidence=f"{evidence}::list-objects-with-max-buckets")
