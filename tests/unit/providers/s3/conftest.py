"""Objects that the tests of the S3 domain need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from localstack_providers.s3 import checksums
from localstack_providers.s3.object import NULL, ObjectVersion

from localstack.state.blobs import Blob

MakeVersion = Callable[..., ObjectVersion]


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC)


@pytest.fixture
def make_version(now: datetime) -> MakeVersion:
    def make(key: str = "key", version_id: str = NULL, content: bytes = b"content") -> ObjectVersion:
        blob = Blob.of(content, "md5", "crc32")
        headers = {"ContentType": "binary/octet-stream"}
        checksum = checksums.compute("CRC32", blob)
        etag = blob.digests["md5"].hex()
        return ObjectVersion(key, version_id, blob, etag, now, {}, headers, "STANDARD", checksum, {})

    return make
