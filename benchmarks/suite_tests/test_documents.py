"""Documents in a bucket: a hundred tests of an archive as a service keeps one."""

from __future__ import annotations

import json
from typing import Any

import pytest

BUCKET = "archive"
pytestmark = pytest.mark.parametrize("customer", [f"customer-{number}" for number in range(10)])


@pytest.fixture
def bucket(s3: Any) -> str:
    """An empty bucket."""
    s3.create_bucket(Bucket=BUCKET)
    return BUCKET


def test_a_document_comes_back_as_it_was_stored(s3: Any, bucket: str, customer: str) -> None:
    s3.put_object(Bucket=bucket, Key=f"{customer}/terms.txt", Body=b"thirty days net")

    assert s3.get_object(Bucket=bucket, Key=f"{customer}/terms.txt")["Body"].read() == b"thirty days net"


def test_a_newer_document_takes_the_place_of_the_older(s3: Any, bucket: str, customer: str) -> None:
    for text in (b"draft", b"final"):
        s3.put_object(Bucket=bucket, Key=customer, Body=text)

    assert s3.get_object(Bucket=bucket, Key=customer)["Body"].read() == b"final"
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 1


def test_a_folder_lists_its_own_documents(s3: Any, bucket: str, customer: str) -> None:
    for key in (f"{customer}/a", f"{customer}/b", "other/c"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")

    listed = s3.list_objects_v2(Bucket=bucket, Prefix=f"{customer}/")["Contents"]
    assert [entry["Key"] for entry in listed] == [f"{customer}/a", f"{customer}/b"]


def test_folders_are_the_common_prefixes(s3: Any, bucket: str, customer: str) -> None:
    for key in (f"{customer}/2024/a", f"{customer}/2025/a", f"{customer}/2025/b"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")

    listed = s3.list_objects_v2(Bucket=bucket, Prefix=f"{customer}/", Delimiter="/")
    assert [entry["Prefix"] for entry in listed["CommonPrefixes"]] == [
        f"{customer}/2024/",
        f"{customer}/2025/",
    ]


def test_a_deleted_document_is_gone(s3: Any, bucket: str, customer: str) -> None:
    s3.put_object(Bucket=bucket, Key=customer, Body=b"x")
    s3.delete_object(Bucket=bucket, Key=customer)

    with pytest.raises(s3.exceptions.NoSuchKey):
        s3.get_object(Bucket=bucket, Key=customer)


def test_many_documents_are_deleted_at_once(s3: Any, bucket: str, customer: str) -> None:
    keys = [f"{customer}/{number}" for number in range(3)]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys]})

    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_a_copy_keeps_the_content(s3: Any, bucket: str, customer: str) -> None:
    s3.put_object(Bucket=bucket, Key=f"inbox/{customer}", Body=b"signed")
    s3.copy_object(
        Bucket=bucket, Key=f"signed/{customer}", CopySource={"Bucket": bucket, "Key": f"inbox/{customer}"}
    )
    s3.delete_object(Bucket=bucket, Key=f"inbox/{customer}")

    assert s3.get_object(Bucket=bucket, Key=f"signed/{customer}")["Body"].read() == b"signed"


def test_metadata_and_type_are_kept(s3: Any, bucket: str, customer: str) -> None:
    s3.put_object(
        Bucket=bucket,
        Key=f"{customer}.json",
        Body=json.dumps({"name": customer}).encode(),
        ContentType="application/json",
        Metadata={"owner": customer},
    )

    head = s3.head_object(Bucket=bucket, Key=f"{customer}.json")
    assert (head["ContentType"], head["Metadata"]) == ("application/json", {"owner": customer})


def test_tags_of_a_document(s3: Any, bucket: str, customer: str) -> None:
    s3.put_object(Bucket=bucket, Key=customer, Body=b"x")
    s3.put_object_tagging(
        Bucket=bucket, Key=customer, Tagging={"TagSet": [{"Key": "state", "Value": "paid"}]}
    )

    assert s3.get_object_tagging(Bucket=bucket, Key=customer)["TagSet"] == [{"Key": "state", "Value": "paid"}]


def test_versions_of_a_document(s3: Any, bucket: str, customer: str) -> None:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    first = s3.put_object(Bucket=bucket, Key=customer, Body=b"one")["VersionId"]
    s3.put_object(Bucket=bucket, Key=customer, Body=b"two")

    assert s3.get_object(Bucket=bucket, Key=customer, VersionId=first)["Body"].read() == b"one"
    assert len(s3.list_object_versions(Bucket=bucket)["Versions"]) == 2
