"""Content as a request brings it: what is known of it, and what of that stays in memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from localstack_providers.s3 import content
from localstack_providers.s3.checksums import Checksum
from localstack_providers.s3.object import only_type

from localstack.aws.body import Body
from localstack.aws.context import RequestContext
from localstack.state.blobs import BlobStore


@dataclass
class FakeContext:
    """As much of a call's context as content needs."""

    blobs: BlobStore = field(default_factory=BlobStore)
    request: Any = None


def receive(sent: bytes) -> content.Received:
    context = cast("RequestContext", FakeContext())
    return content.receive(context, {"Body": Body(sent), "ChecksumAlgorithm": "CRC32"}, "CRC32")


def test_received_content_has_its_md5_and_the_checksum_that_was_asked_for() -> None:
    received = receive(b"content")

    assert received.blob.read() == b"content"
    assert received.md5 == hashlib.md5(b"content", usedforsecurity=False).hexdigest()
    assert received.checksum == Checksum("CRC32", "/sUwqQ==")


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        pytest.param(content.SMALL, set(), id="small"),
        pytest.param(content.SMALL + 1, {"md5", "crc32"}, id="larger"),
    ],
)
def test_only_larger_content_keeps_its_digests(size: int, kept: set[str]) -> None:
    assert receive(bytes(size)).blob.digests.keys() == kept


def test_objects_of_one_type_share_their_metadata() -> None:
    assert only_type("image/png") is only_type("image/png")
    assert only_type("image/png") == {"ContentType": "image/png"}
