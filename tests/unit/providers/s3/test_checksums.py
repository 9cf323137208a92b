"""Checksums: what requests say about them, and what is computed."""

from __future__ import annotations

import pytest
from localstack_providers.s3 import checksums, errors
from localstack_providers.s3.checksums import COMPOSITE, Checksum

from localstack.aws.api import s3 as api
from localstack.state.blobs import Blob

# From the recording of test_complete_multipart_parts_checksum_composite.
PART, LAST_PART = Blob.of(b"a" * 5242881), Blob.of(b"a" * 10)


@pytest.mark.parametrize(
    ("algorithm", "value"),
    [
        ("CRC32", "NRU+Sw=="),
        ("CRC32C", "2/Ckiw=="),
        ("CRC64NVME", "Kg7TOs6algM="),
        ("SHA1", "bH71WIZUKQtUwR2wKSSkFjCRBPM="),
        ("SHA256", "DjU70AB1bON8k0n0fVHv2PJQVWcA/jWsITp6ti20Tbs="),
    ],
)
def test_a_part_has_the_recorded_checksum(algorithm: str, value: str) -> None:
    assert checksums.compute(algorithm, PART) == Checksum(algorithm, value)


@pytest.mark.parametrize(
    ("algorithm", "value"),
    [("CRC32", "5FRUiw==-3"), ("CRC32C", "XF5+4A==-3"), ("SHA1", "AyE60nyQoBgJcwsyPHWu7aJuxBs=-3")],
)
def test_parts_compose_to_the_recorded_checksum(algorithm: str, value: str) -> None:
    parts = [checksums.compute(algorithm, part) for part in (PART, PART, LAST_PART)]

    assert checksums.compose(algorithm, parts) == Checksum(algorithm, value, COMPOSITE)


@pytest.mark.parametrize(("algorithm", "value"), [("CRC32", "qSEQSA=="), ("CRC64NVME", "ZMNX55lZurA=")])
def test_parts_combine_to_the_recorded_checksum_of_the_whole(algorithm: str, value: str) -> None:
    parts = [(checksums.compute(algorithm, part), part.size) for part in (PART, PART, LAST_PART)]

    assert checksums.combine(algorithm, parts) == Checksum(algorithm, value)


def test_a_checksum_computed_while_writing_is_not_computed_again() -> None:
    content = Blob(b"content", 7, {"crc32": b"\0\0\0\1"})

    assert checksums.compute("CRC32", content).value == "AAAAAQ=="


def test_a_checksum_is_found_in_the_headers_and_in_the_trailers() -> None:
    assert checksums.sent({"ChecksumSHA1": "x"}, {}) == ("SHA1", "x")
    assert checksums.sent({}, {"x-amz-checksum-crc64nvme": "y"}) == ("CRC64NVME", "y")
    assert checksums.sent({"Key": "k"}, {"x-amz-trailer-signature": "z"}) is None


def test_two_checksums_are_one_too_many() -> None:
    with pytest.raises(api.InvalidRequest, match="Expecting a single"):
        checksums.sent({"ChecksumSHA1": "x"}, {"x-amz-checksum-crc32": "y"})


@pytest.mark.parametrize("claimed", ["", "not base64", "AAAA", "AAAAAAAAAA=="])
def test_what_cannot_be_a_checksum_is_invalid(claimed: str) -> None:
    with pytest.raises(api.InvalidRequest, match="Value for x-amz-checksum-crc32 header is invalid"):
        checksums.verify("CRC32", claimed, Blob.of(b"content"))


def test_the_checksum_of_other_content_is_a_bad_digest() -> None:
    with pytest.raises(errors.BadDigest, match="The CRC32 you specified did not match"):
        checksums.verify("CRC32", checksums.compute("CRC32", Blob.of(b"other")).value, Blob.of(b"content"))


@pytest.mark.parametrize("claimed", ["__invalid__", "000", "not base64 encoded checksum", "MTIz", ""])
def test_what_cannot_be_an_md5_is_an_invalid_digest(claimed: str) -> None:
    with pytest.raises(errors.InvalidDigest) as raised:
        checksums.require_md5(claimed)

    assert raised.value.members == {"Content-MD5": claimed}


@pytest.mark.parametrize(
    ("hexadecimal", "expected"),
    [(True, "09891eb590524e35fc73372cddc5d596"), (False, "CYketZBSTjX8czcs3cXVlg==")],
)
def test_the_md5_of_other_content_is_given_as_recorded(hexadecimal: bool, expected: str) -> None:
    digest = Blob.of(b"something", "md5").digests["md5"]

    with pytest.raises(errors.BadDigest) as raised:
        checksums.verify_md5("CYketZBSTjX8czcs3cXVlg==", digest, hexadecimal=hexadecimal)

    assert raised.value.members == {
        "ExpectedDigest": expected,
        "CalculatedDigest": "Q3uTDbhLgHnC3YBKcZNrXw==",
    }


def test_an_algorithm_that_only_aws_computes_is_not_implemented() -> None:
    with pytest.raises(errors.NotImplemented):
        checksums.require_supported("XXHASH64")
