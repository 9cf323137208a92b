"""The part of an object that is scanned."""

from __future__ import annotations

from typing import Any

import pytest
from localstack_providers.s3.select import errors
from localstack_providers.s3.select.scan_range import ScanRange, parse

from localstack.state.blobs import Blob


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, None),
        ({"Start": 2, "End": 5}, ScanRange(2, 5)),
        ({"Start": 2}, ScanRange(2, 9)),
        ({"End": 4}, ScanRange(6, 9)),
        ({"End": 40}, ScanRange(0, 9)),
        ({"Start": 2, "End": 50}, ScanRange(2, 9)),
    ],
)
def test_a_range_lies_within_the_object(given: dict[str, int] | None, expected: ScanRange | None) -> None:
    assert parse(given, 10) == expected


@pytest.mark.parametrize("given", [{}, {"Start": 3, "End": 2}, {"Start": 10}, {"End": 0}, {"Start": -1}])
def test_an_empty_range_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(errors.InvalidScanRange):
        parse(given, 10)


@pytest.mark.parametrize("delimiter", ["\n", "\r\n"])
def test_ranges_side_by_side_give_each_record_once(delimiter: str) -> None:
    records = [f"{number}".encode() * (number % 5) + delimiter.encode() for number in range(12)]
    content = Blob.join(
        [Blob.of(record[start : start + 1]) for record in records for start in range(len(record))]
    )
    for size in (1, 2, 3, 7):
        parts = [
            b"".join(
                ScanRange(start, min(start + size, content.size) - 1).chunks(
                    content, delimiter.encode(), has_header=False
                )
            )
            for start in range(0, content.size, size)
        ]
        assert b"".join(parts) == content.read()


@pytest.mark.parametrize(
    ("start", "end", "text"), [(0, 0, b"h\n"), (1, 2, b"h\na\n"), (2, 3, b"h\na\n"), (5, 5, b"h\n")]
)
def test_the_header_comes_first_wherever_a_range_begins(start: int, end: int, text: bytes) -> None:
    content = Blob.of(b"h\na\nb\n")

    assert b"".join(ScanRange(start, end).chunks(content, b"\n", has_header=True)) == text
