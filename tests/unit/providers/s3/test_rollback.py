"""A restored checkpoint answers every read as before, whatever was done since."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.runtime import Emulator

KEYS = ("a", "a/b", "c")
READS = (
    "ListObjectVersions",
    "ListObjectsV2",
    "ListMultipartUploads",
    "GetBucketVersioning",
    "GetBucketTagging",
)


class S3:
    """S3 in an emulator, called without a client."""

    def __init__(self, emulator: Emulator, seed: int) -> None:
        self._emulator = emulator
        self._random = random.Random(seed)

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        parameters = {"Bucket": "bucket", **parameters}
        try:
            return self._emulator.gateway.call("s3", operation, parameters, "000000000000", "us-east-1") or {}
        except ServiceException as error:
            return {"Error": error.code}

    def change(self) -> None:
        """Do something at random."""
        key, version_id = self._random.choice(KEYS), self._any_version_id()
        changes: list[Callable[[], object]] = [
            lambda: self.call("PutObject", Key=key, Body=Body(self._random.randbytes(8))),
            lambda: self.call("PutObject", Key=key, Body=Body(b""), Tagging="a=b"),
            lambda: self.call("DeleteObject", Key=key),
            lambda: self.call("DeleteObject", Key=key, VersionId=version_id),
            lambda: self.call("CopyObject", Key=key, CopySource=f"bucket/{self._random.choice(KEYS)}"),
            lambda: self.call("PutObjectTagging", Key=key, Tagging={"TagSet": [{"Key": "k", "Value": "v"}]}),
            lambda: self.call("PutBucketVersioning", VersioningConfiguration={"Status": self._status()}),
            lambda: self.call("PutBucketTagging", Tagging={"TagSet": [{"Key": key, "Value": "v"}]}),
            lambda: self._upload(key),
            lambda: self.call("DeleteBucket"),
            lambda: self.call("CreateBucket"),
        ]
        self._random.choice(changes)()

    def picture(self) -> list[Any]:
        """Give what every read answers."""
        objects = [self.call("GetObject", Key=key) for key in KEYS]
        for got in objects:
            if "Body" in got:
                got["Body"] = got["Body"].read()
        tags = [self.call("GetObjectTagging", Key=key) for key in KEYS]
        return [objects, tags, *(self.call(operation) for operation in READS)]

    def _status(self) -> str:
        return self._random.choice(["Enabled", "Suspended"])

    def _any_version_id(self) -> str:
        versions = self.call("ListObjectVersions").get("Versions", [])
        return self._random.choice(versions)["VersionId"] if versions else "null"

    def _upload(self, key: str) -> None:
        upload_id = self.call("CreateMultipartUpload", Key=key).get("UploadId", "")
        part = self.call("UploadPart", Key=key, UploadId=upload_id, PartNumber=1, Body=Body(b"part"))
        if "ETag" in part and self._random.random() < 0.5:
            parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
            self.call("CompleteMultipartUpload", Key=key, UploadId=upload_id, MultipartUpload=parts)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    emulator = Emulator()
    yield emulator
    emulator.stop()


@pytest.mark.parametrize("seed", range(20))
def test_a_restored_checkpoint_answers_as_before(emulator: Emulator, seed: int) -> None:
    s3 = S3(emulator, seed)
    s3.call("CreateBucket")
    for _ in range(30):
        s3.change()
    before = s3.picture()

    checkpoint = emulator.checkpoint()
    for _ in range(30):
        s3.change()
    emulator.restore(checkpoint)

    assert s3.picture() == before
