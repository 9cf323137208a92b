"""Multipart uploads: which parts make an object, and what is checked before they do."""

from __future__ import annotations

from datetime import datetime

import pytest
from localstack_providers.s3 import checksums, errors, upload
from localstack_providers.s3.checksums import COMPOSITE, FULL_OBJECT, Checksum
from localstack_providers.s3.upload import MIN_PART_SIZE, ClaimedPart, Part, Upload

from localstack.aws.api import s3 as api
from localstack.ids import Ids
from localstack.state.blobs import Blob


@pytest.fixture
def plain(now: datetime) -> Upload:
    return Upload("key", "id", now, "111111111111", {}, {}, "STANDARD", {})


@pytest.fixture
def checked(now: datetime) -> Upload:
    return Upload("key", "id", now, "111111111111", {}, {}, "STANDARD", {}, "SHA1", COMPOSITE)


def add(to: Upload, number: int, content: bytes) -> Part:
    blob = Blob.of(content, "md5")
    checksum = checksums.compute(to.checksum_algorithm, blob) if to.checksum_algorithm else None
    part = to.parts[number] = Part(number, blob, blob.digests["md5"].hex(), to.initiated, checksum)
    return part


def claim(part: Part, **values: str) -> ClaimedPart:
    return ClaimedPart(part.number, f'"{part.etag}"', values)


def test_parts_are_chosen_by_number(plain: Upload) -> None:
    first, last = add(plain, 2, b"a" * MIN_PART_SIZE), add(plain, 7, b"b")
    add(plain, 3, b"left out")

    assert plain.choose([claim(first), claim(last)]) == [first, last]


def test_an_object_has_at_least_one_part(plain: Upload) -> None:
    with pytest.raises(api.InvalidRequest, match="You must specify at least one part"):
        plain.choose([])


@pytest.mark.parametrize("numbers", [(2, 1), (1, 1)], ids=["descending", "twice"])
def test_parts_are_in_ascending_order(plain: Upload, numbers: tuple[int, int]) -> None:
    parts = [add(plain, number, b"a" * MIN_PART_SIZE) for number in numbers]

    with pytest.raises(errors.InvalidPartOrder):
        plain.choose([claim(part) for part in parts])


def test_a_part_has_a_number_from_one_on(plain: Upload) -> None:
    with pytest.raises(errors.InvalidArgument, match="PartNumber must be >= 1"):
        plain.choose([ClaimedPart(0, "etag", {})])


@pytest.mark.parametrize(("number", "etag"), [(2, "8d777f385d3dfec8815d20f7496026dc"), (1, "other")])
def test_a_part_that_was_not_uploaded_so_is_invalid(plain: Upload, number: int, etag: str) -> None:
    add(plain, 1, b"data")

    with pytest.raises(errors.InvalidPart) as raised:
        plain.choose([ClaimedPart(number, etag, {})])

    assert raised.value.members == {"ETag": etag, "PartNumber": number, "UploadId": "id"}


def test_only_the_last_part_may_be_small(plain: Upload) -> None:
    parts = [add(plain, number, b"data") for number in (1, 2)]

    with pytest.raises(errors.EntityTooSmall) as raised:
        plain.choose([claim(part) for part in parts])

    assert raised.value.members == {
        "ETag": "8d777f385d3dfec8815d20f7496026dc",
        "MinSizeAllowed": 5242880,
        "PartNumber": 1,
        "ProposedSize": 4,
    }


def test_a_composite_checksum_needs_every_parts_checksum(checked: Upload) -> None:
    part = add(checked, 1, b"data")
    assert part.checksum is not None

    with pytest.raises(api.InvalidRequest, match=r"created using a sha1 checksum.*missing for part 1"):
        checked.choose([claim(part)])

    assert checked.choose([claim(part, SHA1=part.checksum.value)]) == [part]


@pytest.mark.parametrize("algorithm", ["SHA1", "CRC32"])
def test_a_part_with_another_checksum_is_invalid(checked: Upload, algorithm: str) -> None:
    part = add(checked, 1, b"data")

    with pytest.raises(errors.InvalidPart):
        checked.choose([claim(part, **{algorithm: "AAAAAA=="})])


def test_an_upload_without_algorithm_has_the_default_checksum_of_the_whole(plain: Upload) -> None:
    parts = [add(plain, 1, b"upload-part-1" * 5)]

    # From the recording of test_multipart_and_list_parts.
    assert plain.checksum_of(parts) == Checksum("CRC64NVME", "CTXktO4pIQs=", FULL_OBJECT)
    assert upload.etag_of(parts) == "e747540af6911dbc890f8d3e0b48549b-1"


def test_a_part_is_checked_for_the_whole_when_it_arrives(plain: Upload, checked: Upload) -> None:
    content = Blob.of(b"data", "md5")
    sent, other = Checksum("CRC64NVME", "AAAAAAAAAAA="), Checksum("CRC32", "AAAAAA==")

    assert plain.checksum_of_whole(content, None) == checksums.compute("CRC64NVME", content)
    assert plain.checksum_of_whole(content, other) == checksums.compute("CRC64NVME", content)
    assert plain.checksum_of_whole(content, sent) is sent
    assert checked.checksum_of_whole(content, None) is None


def test_an_upload_with_algorithm_has_its_checksum(checked: Upload) -> None:
    parts = [add(checked, 1, b"a"), add(checked, 2, b"b")]

    checksum = checked.checksum_of(parts)

    assert (checksum.algorithm, checksum.value[-2:], checksum.type) == ("SHA1", "-2", COMPOSITE)


def test_a_part_may_not_bring_another_algorithm(checked: Upload, plain: Upload) -> None:
    checked.require_algorithm("SHA1")
    plain.require_algorithm("CRC32")

    with pytest.raises(api.InvalidRequest, match="expected checksum Type: sha1, actual checksum Type: crc32"):
        checked.require_algorithm("CRC32")
    with pytest.raises(api.InvalidRequest, match="expected checksum Type: sha1, actual checksum Type: null"):
        checked.require_algorithm("")


@pytest.mark.parametrize(
    ("algorithm", "requested", "chosen"),
    [
        (None, None, ""),
        ("CRC32", None, COMPOSITE),
        ("SHA256", None, COMPOSITE),
        ("CRC64NVME", None, FULL_OBJECT),
        ("CRC32C", FULL_OBJECT, FULL_OBJECT),
    ],
)
def test_the_algorithm_decides_on_the_type(algorithm: str | None, requested: str | None, chosen: str) -> None:
    assert upload.checksum_type_for(algorithm, requested) == chosen


@pytest.mark.parametrize(
    ("algorithm", "requested"), [("SHA1", FULL_OBJECT), ("SHA256", FULL_OBJECT), ("CRC64NVME", COMPOSITE)]
)
def test_some_types_do_not_go_with_an_algorithm(algorithm: str, requested: str) -> None:
    message = f"The {requested} checksum type cannot be used with the {algorithm.lower()} checksum algorithm."

    with pytest.raises(api.InvalidRequest, match=message):
        upload.checksum_type_for(algorithm, requested)


def test_a_type_needs_an_algorithm() -> None:
    with pytest.raises(api.InvalidRequest, match="can only be used with the x-amz-checksum-algorithm header"):
        upload.checksum_type_for(None, COMPOSITE)


def test_upload_ids_sort_in_the_order_they_were_made() -> None:
    ids = Ids("seed")
    made = [upload.make_upload_id(sequence, ids) for sequence in (1, 2, 63, 64, 5000)]

    assert made == sorted(made)
