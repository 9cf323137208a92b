"""Documents in S3: invoices, order exports, and the versioned product catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import boto3

s3 = boto3.client("s3")

CATALOGUE = "catalogue.json"
PART_SIZE = 5 * 1024 * 1024
"""The smallest part that S3 accepts, except for the last one."""


class Documents:
    """The documents of one bucket."""

    def __init__(self, bucket: str) -> None:
        self._bucket = bucket

    def put_invoice(self, customer: str, order_id: str, pdf: bytes) -> str:
        """Store an invoice and return its key."""
        key = f"invoices/{customer}/{order_id}.pdf"
        s3.put_object(
            Bucket=self._bucket,
            Key=key,
            Body=pdf,
            ContentType="application/pdf",
            Metadata={"order-id": order_id},
            Tagging="state=open",
        )
        return key

    def is_pdf(self, key: str) -> bool:
        """Look at the first bytes only, however large the document is."""
        answer = s3.get_object(Bucket=self._bucket, Key=key, Range="bytes=0-4")
        return bool(answer["Body"].read() == b"%PDF-")

    def invoices(self, customer: str, page_size: int = 1000) -> list[str]:
        """Return the keys of a customer's invoices."""
        pages = s3.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket,
            Prefix=f"invoices/{customer}/",
            PaginationConfig={"PageSize": page_size},
        )
        return [entry["Key"] for page in pages for entry in page.get("Contents", [])]

    def forget_customer(self, customer: str) -> None:
        """Delete all invoices of a customer."""
        keys = self.invoices(customer)
        if keys:
            s3.delete_objects(Bucket=self._bucket, Delete={"Objects": [{"Key": key} for key in keys]})

    def download_link(self, key: str, seconds: int = 300) -> str:
        """Return a URL that gives the document to whoever has it, for a while."""
        url: str = s3.generate_presigned_url(
            "get_object", Params={"Bucket": self._bucket, "Key": key}, ExpiresIn=seconds
        )
        return url

    def mark_paid(self, key: str) -> None:
        """Tag an invoice as paid, for the lifecycle rule that archives it."""
        tags = {"TagSet": [{"Key": "state", "Value": "paid"}]}
        s3.put_object_tagging(Bucket=self._bucket, Key=key, Tagging=tags)

    def export(self, name: str, rows: Iterable[bytes]) -> str:
        """Upload rows in parts as they come and return the key; leave nothing behind if it fails."""
        key = f"exports/{name}.csv"
        target = {"Bucket": self._bucket, "Key": key}
        target["UploadId"] = s3.create_multipart_upload(**target, ContentType="text/csv")["UploadId"]
        try:
            parts = [_upload_part(target, number, body) for number, body in enumerate(_parts(rows), 1)]
            s3.complete_multipart_upload(**target, MultipartUpload={"Parts": parts})
        except BaseException:
            s3.abort_multipart_upload(**target)
            raise
        return key

    def publish_catalogue(self, prices: dict[str, str]) -> str:
        """Store the catalogue and return its version."""
        answer = s3.put_object(
            Bucket=self._bucket,
            Key=CATALOGUE,
            Body=json.dumps(prices).encode(),
            ContentType="application/json",
        )
        version: str = answer["VersionId"]
        return version

    def catalogue(self) -> dict[str, str]:
        """Return the current catalogue."""
        prices: dict[str, str] = json.load(s3.get_object(Bucket=self._bucket, Key=CATALOGUE)["Body"])
        return prices

    def restore_catalogue(self, version: str) -> None:
        """Make an earlier version of the catalogue the current one."""
        source = {"Bucket": self._bucket, "Key": CATALOGUE, "VersionId": version}
        s3.copy_object(Bucket=self._bucket, Key=CATALOGUE, CopySource=source)


def _upload_part(target: dict[str, str], number: int, body: bytes) -> dict[str, Any]:
    answer = s3.upload_part(**target, PartNumber=number, Body=body)
    return {"PartNumber": number, "ETag": answer["ETag"]}


def _parts(rows: Iterable[bytes]) -> Iterator[bytes]:
    buffer = bytearray()
    for row in rows:
        buffer += row
        if len(buffer) >= PART_SIZE:
            yield bytes(buffer)
            buffer.clear()
    if buffer:
        yield bytes(buffer)
