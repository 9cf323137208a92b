"""Documents in S3.

The bucket is seeded once for the whole module. Tests change it as they like: each starts from the
seeded state, whatever the others did and in whatever order they run.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from orders.documents import PART_SIZE, Documents

s3 = boto3.client("s3")

ADAS_INVOICES = [f"invoices/ada/{order_id}.pdf" for order_id in ("1001", "1002", "1003")]


@pytest.fixture(scope="module")
def bucket() -> str:
    """A bucket in which Ada has three invoices and Grace has one."""
    name = "order-documents"
    s3.create_bucket(Bucket=name)
    documents = Documents(name)
    for customer, order_id in [("ada", "1001"), ("ada", "1002"), ("ada", "1003"), ("grace", "1004")]:
        documents.put_invoice(customer, order_id, b"%PDF-1.7 invoice " + order_id.encode())
    return name


@pytest.fixture
def documents(bucket: str) -> Documents:
    return Documents(bucket)


@pytest.fixture
def catalogue(s3_bucket: str) -> Documents:
    """Documents in a bucket of their own that keeps every version."""
    s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration={"Status": "Enabled"})
    return Documents(s3_bucket)


def test_a_paid_invoice_carries_what_the_archive_needs(
    documents: Documents, bucket: str, snapshot: Any
) -> None:
    key = documents.put_invoice("ada", "1005", b"%PDF-1.7 invoice 1005")
    documents.mark_paid(key)

    assert documents.is_pdf(key)
    snapshot.match("first-bytes", s3.get_object(Bucket=bucket, Key=key, Range="bytes=0-4"))
    snapshot.match("tags", s3.get_object_tagging(Bucket=bucket, Key=key))


def test_a_missing_invoice_is_reported_by_its_key(bucket: str, snapshot: Any) -> None:
    with pytest.raises(s3.exceptions.NoSuchKey) as missing:
        s3.get_object(Bucket=bucket, Key="invoices/ada/9999.pdf")

    snapshot.match("error", missing.value.response)


def test_a_customers_invoices_are_listed_over_all_pages(documents: Documents) -> None:
    assert documents.invoices("ada", page_size=2) == ADAS_INVOICES


@pytest.mark.parametrize("run", ["once", "and again"])
def test_forgetting_a_customer_deletes_only_their_invoices(documents: Documents, run: str) -> None:
    assert documents.invoices("ada") == ADAS_INVOICES, f"the bucket is not as seeded when run {run}"

    documents.forget_customer("ada")

    assert documents.invoices("ada") == []
    assert documents.invoices("grace") == ["invoices/grace/1004.pdf"]


def test_a_download_link_needs_no_credentials(documents: Documents) -> None:
    link = documents.download_link(ADAS_INVOICES[0])

    with urllib.request.urlopen(link) as response:
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.read() == b"%PDF-1.7 invoice 1001"


def test_a_download_link_ends_after_its_time(documents: Documents, localstack: Any) -> None:
    link = documents.download_link(ADAS_INVOICES[0], seconds=300)

    localstack.advance(301)

    with pytest.raises(urllib.error.HTTPError, match="403") as refused:
        urllib.request.urlopen(link)
    assert b"<Message>Request has expired</Message>" in refused.value.read()


def test_a_large_export_is_uploaded_in_parts(documents: Documents, bucket: str) -> None:
    row = b"1001,ada,12.50\n" * 1000
    rows = [row] * (PART_SIZE // len(row) + 2)

    key = documents.export("2026-07", rows)

    answer = s3.get_object(Bucket=bucket, Key=key)
    assert answer["ETag"].endswith('-2"'), "S3 names the number of parts"
    assert answer["Body"].read() == b"".join(rows)


def test_a_failed_export_leaves_no_upload_behind(documents: Documents, bucket: str) -> None:
    def rows() -> Iterator[bytes]:
        yield b"x" * PART_SIZE
        raise ConnectionError("the database went away")

    with pytest.raises(ConnectionError):
        documents.export("2026-07", rows())

    assert s3.list_multipart_uploads(Bucket=bucket).get("Uploads", []) == []
    assert s3.list_objects_v2(Bucket=bucket, Prefix="exports/")["KeyCount"] == 0


def test_an_earlier_catalogue_can_be_restored(catalogue: Documents) -> None:
    version = catalogue.publish_catalogue({"pencil": "1.20"})
    catalogue.publish_catalogue({"pencil": "120.00"})

    catalogue.restore_catalogue(version)

    assert catalogue.catalogue() == {"pencil": "1.20"}
