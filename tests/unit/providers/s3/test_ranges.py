"""Byte ranges; the cases are those of the recordings of test_get_object_range and test_upload_part_copy_range."""

from __future__ import annotations

import pytest
from localstack_providers.s3 import errors
from localstack_providers.s3.ranges import content_range, parse_copy_range, parse_range

from localstack.aws.api import s3 as api


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("bytes=0-8", (0, 9)),
        ("bytes=1-1", (1, 2)),
        ("bytes=1-", (1, 10)),
        ("bytes=-2", (8, 10)),
        ("bytes=-15", (0, 10)),
        ("bytes=0-100", (0, 10)),
        ("bytes=1-0", None),
        ("bytes=-1-", None),
        ("bytes=0--1", None),
        ("bytes=0-1,3-4,6-9", None),
        ("bytes=-", None),
        ("0-9", None),
    ],
)
def test_a_range_chooses_bytes_or_is_ignored(header: str, chosen: tuple[int, int] | None) -> None:
    assert parse_range(header, 10) == chosen


@pytest.mark.parametrize("header", ["bytes=-0", "bytes=100-200", "bytes=10-"])
def test_a_range_without_bytes_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(errors.InvalidRange) as raised:
        parse_range(header, 10)

    assert raised.value.status_code == 416
    assert raised.value.members == {"ActualObjectSize": 10, "RangeRequested": header}


def test_a_copy_range_chooses_bytes() -> None:
    assert parse_copy_range("bytes=0-8", 10) == (0, 9)


@pytest.mark.parametrize(
    "header",
    ["0-8", "bytes=1-0", "bytes=-1-", "bytes=0-1,3-4", "bytes=-", "bytes=-0", "bytes=1-", "bytes=-2"],
)
def test_a_copy_range_has_one_form(header: str) -> None:
    with pytest.raises(errors.InvalidArgument, match="must be of the form bytes=first-last"):
        parse_copy_range(header, 10)


def test_a_copy_range_ends_within_the_source() -> None:
    with pytest.raises(errors.InvalidArgument, match="not valid for source object of size: 10"):
        parse_copy_range("bytes=0-100", 10)


def test_a_copy_range_starts_within_the_source() -> None:
    with pytest.raises(api.InvalidRequest, match="invalid for the source object size"):
        parse_copy_range("bytes=100-200", 10)


def test_a_content_range_counts_from_zero_to_the_last_byte() -> None:
    assert content_range(0, 9, 10) == "bytes 0-8/10"
